import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { JobDebugging } from './createDebugging';
import { debugType, pythonDebugType } from '../contributedTypes';

/** Registers the debug type `webjob`, and the type of its child sessions for Python; both are built when they are asked. */
export function registerDebugging(load: () => Promise<JobDebugging>): Disposable {
  const { registerDebugConfigurationProvider, registerDebugAdapterDescriptorFactory } = vscode.debug;
  const store = new DisposableStore();
  const provider: Pick<vscode.DebugConfigurationProvider, 'provideDebugConfigurations'> = {
    provideDebugConfigurations: async (...args) => (await load()).configurations.provideDebugConfigurations(...args),
  };
  const resolver: vscode.DebugConfigurationProvider = {
    resolveDebugConfiguration: async (...args) => (await load()).configurations.resolveDebugConfiguration(...args),
    resolveDebugConfigurationWithSubstitutedVariables: async (...args) =>
      (await load()).configurations.resolveDebugConfigurationWithSubstitutedVariables(...args),
  };
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  // VS Code asks every registered object to resolve, so that only one of them does.
  store.add(registerDebugConfigurationProvider(debugType, { ...provider, ...resolver }, Initial));
  store.add(registerDebugConfigurationProvider(debugType, provider, Dynamic));
  store.add(
    registerDebugAdapterDescriptorFactory(debugType, {
      createDebugAdapterDescriptor: async (session) => (await load()).createAdapter(session),
    }),
  );
  store.add(
    registerDebugAdapterDescriptorFactory(pythonDebugType, {
      createDebugAdapterDescriptor: async ({ configuration }) =>
        (await import('./pythonAdapter')).connectToDebugpy(configuration),
    }),
  );
  return store;
}
