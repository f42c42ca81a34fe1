import * as vscode from 'vscode';
import { systemClock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { Notifier } from '../notifier';
import { debugType } from './debugConfiguration';
import { type FindDebugTarget, JobDebugAdapter } from './jobDebugAdapter';
import { type DebuggableJobs, JobDebugConfigurations, type Prepare } from './jobDebugConfigurations';
import { languageDebuggers, pythonDebugType } from './languageDebuggers';
import { PausedSessions } from './pausedSessions';
import { installActions } from './prepareDebugging';
import { connectToDebugpy } from './pythonAdapter';

/** What debugging works with. */
export interface DebuggingParts {
  readonly jobs: DebuggableJobs;
  readonly prepare: Prepare;
  readonly findTarget: FindDebugTarget;
  readonly notifier: Notifier;
}

/** Registers the debug type `webjob`, and the type of its child sessions for Python. */
export function registerDebugging({ jobs, prepare, findTarget, notifier }: DebuggingParts): Disposable {
  const disposables = new DisposableStore();
  // js-debug announces its sessions as `pwa-node`.
  const childTypes = Object.values(languageDebuggers).map(({ type }) => type);
  const pausedSessions = disposables.add(new PausedSessions([...childTypes, 'pwa-node', pythonDebugType]));
  const configurations = new JobDebugConfigurations(jobs, prepare, notifier);
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
            findTarget,
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
