import * as vscode from 'vscode';
import { systemClock } from '../../core/base/clock';
import type { Disposable } from '../../core/base/disposable';
import type { JobPicker } from '../commands/jobPicker';
import { pythonDebugType } from '../contributedTypes';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { SiteRegistry } from '../sites/siteRegistry';
import { JobDebugAdapter } from './jobDebugAdapter';
import { JobDebugConfigurations } from './jobDebugConfigurations';
import { languageDebuggers } from './languageDebuggers';
import { PausedSessions } from './pausedSessions';
import { DebugPreparation, installActions } from './prepareDebugging';
import { SiteDebugTargets } from './siteDebugTargets';

/** What debugging works with. */
export interface DebuggingParts {
  readonly registry: SiteRegistry;
  readonly picker: JobPicker;
  readonly dialogs: Dialogs;
  readonly notifier: Notifier;
}

/** What answers VS Code when it asks about sessions of the type `webjob`. */
export interface JobDebugging extends Disposable {
  readonly configurations: Required<vscode.DebugConfigurationProvider>;
  createAdapter(session: vscode.DebugSession): vscode.DebugAdapterDescriptor;
}

/** Builds the debug type `webjob`. */
export function createDebugging({ registry, picker, dialogs, notifier }: DebuggingParts): JobDebugging {
  // js-debug announces its sessions as `pwa-node`.
  const childTypes = Object.values(languageDebuggers).map(({ type }) => type);
  const pausedSessions = new PausedSessions([...childTypes, 'pwa-node', pythonDebugType]);
  const extensions = (): typeof vscode.extensions.all => vscode.extensions.all;
  const targets = new SiteDebugTargets(registry, picker, extensions);
  const preparation = new DebugPreparation({
    find: (configuration) => targets.subject(configuration),
    extensions,
    dialogs,
    notifier,
    l10n: vscode.l10n,
  });
  const configurations = new JobDebugConfigurations(targets, (each) => preparation.prepare(each), notifier);
  return {
    configurations,
    createAdapter: (session) =>
      new vscode.DebugAdapterInlineImplementation(
        new JobDebugAdapter({
          session,
          findTarget: (configuration) => targets.find(configuration),
          pausedSessions,
          clock: systemClock,
          freePort: async () => (await import('../../core/runner/debugLaunch')).freePort(),
          onFailed: ({ runtime }, reason) =>
            notifier.error(reason, ...(runtime === 'python' ? installActions(runtime, vscode.l10n) : [])),
        }),
      ),
    dispose: () => pausedSessions.dispose(),
  };
}
