import * as vscode from 'vscode';
import { systemClock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { JobPicker } from '../commands/jobPicker';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { SiteRegistry } from '../sites/siteRegistry';
import { debugType } from './debugConfiguration';
import { JobDebugAdapter } from './jobDebugAdapter';
import { JobDebugConfigurations } from './jobDebugConfigurations';
import { languageDebuggers, pythonDebugType } from './languageDebuggers';
import { PausedSessions } from './pausedSessions';
import { DebugPreparation, installActions } from './prepareDebugging';
import { connectToDebugpy } from './pythonAdapter';
import { SiteDebugTargets } from './siteDebugTargets';

/** What debugging works with. */
export interface DebuggingParts {
  readonly registry: SiteRegistry;
  readonly picker: JobPicker;
  readonly dialogs: Dialogs;
  readonly notifier: Notifier;
}

/** Registers the debug type `webjob`, and the type of its child sessions for Python. */
export function registerDebugging({ registry, picker, dialogs, notifier }: DebuggingParts): Disposable {
  const disposables = new DisposableStore();
  // js-debug announces its sessions as `pwa-node`.
  const childTypes = Object.values(languageDebuggers).map(({ type }) => type);
  const pausedSessions = disposables.add(new PausedSessions([...childTypes, 'pwa-node', pythonDebugType]));
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
  disposables.add(vscode.debug.registerDebugConfigurationProvider(debugType, configurations));
  disposables.add(
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      configurations,
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
  disposables.add(
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, {
      createDebugAdapterDescriptor: (session) =>
        new vscode.DebugAdapterInlineImplementation(
          new JobDebugAdapter({
            session,
            findTarget: (configuration) => targets.find(configuration),
            pausedSessions,
            clock: systemClock,
            freePort: async () => (await import('../../core/runner/debugLaunch')).freePort(),
            onStartFailed: ({ runtime }, reason) =>
              notifier.error(reason, ...(runtime === 'python' ? installActions(runtime, vscode.l10n) : [])),
          }),
        ),
    }),
  );
  disposables.add(
    vscode.debug.registerDebugAdapterDescriptorFactory(pythonDebugType, {
      createDebugAdapterDescriptor: ({ configuration }) => connectToDebugpy(configuration),
    }),
  );
  return disposables;
}
