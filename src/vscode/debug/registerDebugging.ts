import * as vscode from 'vscode';
import { systemClock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { debugType } from './debugConfiguration';
import { type FindDebugTarget, JobDebugAdapter } from './jobDebugAdapter';
import { type DebuggableJobs, JobDebugConfigurations } from './jobDebugConfigurations';
import { PausedSessions } from './pausedSessions';

/** The language debuggers that attach to processes of jobs; js-debug announces its sessions as `pwa-node`. */
const languageDebugTypes = ['pwa-node', 'node', 'debugpy'];

/** Registers the debug type `webjob`. */
export function registerDebugging(jobs: DebuggableJobs, findTarget: FindDebugTarget): Disposable {
  const disposables = new DisposableStore();
  const pausedSessions = disposables.add(new PausedSessions(languageDebugTypes));
  const configurations = new JobDebugConfigurations(jobs);
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
          new JobDebugAdapter({ session, findTarget, pausedSessions, clock: systemClock }),
        ),
    }),
  );
  return disposables;
}
