import type * as vscode from 'vscode';
import type { DebugRuntime, JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import type { JobDebugConfiguration } from './debugConfiguration';

/**
 * The configuration by which the language's own debugger attaches to one process of a job; undefined for a process that
 * listens for no debugger. Breakpoints are set in the job folder, also when the process runs in a working copy.
 */
export function attachConfiguration(
  job: JobSnapshot,
  process: ProcessSnapshot,
  parent: JobDebugConfiguration,
): vscode.DebugConfiguration | undefined {
  if (process.debug === null) return undefined;
  const name = `${job.name} (${String(process.pid)})`;
  const isCopy = process.workingFolder !== job.folder;
  switch (process.debug.runtime) {
    case 'node':
      return {
        type: 'node',
        request: 'attach',
        name,
        address: '127.0.0.1',
        port: process.debug.port,
        // The engine holds the program before its first line until the debugger is there.
        continueOnAttach: parent.stopOnEntry !== true,
        // A restarted job gets a session of its own, because its working copy may lie elsewhere.
        restart: false,
        skipFiles: ['<node_internals>/**'],
        ...(isCopy ? { localRoot: job.folder, remoteRoot: process.workingFolder } : {}),
      };
    case 'python':
      return {
        type: 'debugpy',
        request: 'attach',
        name,
        connect: { host: '127.0.0.1', port: process.debug.port },
        justMyCode: true,
        ...(isCopy ? { pathMappings: [{ localRoot: job.folder, remoteRoot: process.workingFolder }] } : {}),
      };
  }
}

/** Which debugger the job's processes are started for: a script of a shell is expected to start Node. */
export function debugRuntimeOf(job: JobSnapshot | undefined): DebugRuntime {
  return job?.scriptHost === 'PythonScriptHost' ? 'python' : 'node';
}
