import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { JobDebugging } from './createDebugging';
import { debugType, pythonDebugType } from '../contributedTypes';

/** Registers the debug type `webjob`, and the type of its child sessions for Python; both are built when they are asked. */
export function registerDebugging(load: () => Promise<JobDebugging>): Disposable {
  const { registerDebugConfigurationProvider, registerDebugAdapterDescriptorFactory } = vscode.debug;
  const store = new DisposableStore();
  const configurations: vscode.DebugConfigurationProvider = {
    provideDebugConfigurations: async (...args) => (await load()).configurations.provideDebugConfigurations(...args),
    resolveDebugConfiguration: async (...args) => (await load()).configurations.resolveDebugConfiguration(...args),
    resolveDebugConfigurationWithSubstitutedVariables: async (...args) =>
      (await load()).configurations.resolveDebugConfigurationWithSubstitutedVariables(...args),
  };
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  for (const trigger of [Initial, Dynamic]) {
    store.add(registerDebugConfigurationProvider(debugType, configurations, trigger));
  }
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
