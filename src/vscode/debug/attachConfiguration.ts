import type * as vscode from 'vscode';
import type { JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import type { JobDebugConfiguration } from './debugConfiguration';

/** Facts that the job's snapshot does not hold. */
export interface AttachContext {
  /** The debug type for the runtime of the process. */
  readonly debugType: string;
  readonly parent: JobDebugConfiguration;
}

/**
 * The configuration by which the language's own debugger attaches to one process of a job, with the user's overrides;
 * undefined for a process that was not started for debugging, or that calls the debugger itself. Breakpoints are set in the
 * job folder, also when the process runs in a working copy.
 */
export function attachConfiguration(
  job: JobSnapshot,
  process: ProcessSnapshot,
  { debugType, parent }: AttachContext,
): vscode.DebugConfiguration | undefined {
  if (process.debug === null || process.debug.runtime === 'php') return undefined;
  return {
    type: debugType,
    request: 'attach',
    name: `${job.name} (${process.pid})`,
    ...settingsFor(process.debug, job, process, parent),
    ...parent.debugger,
  };
}

/** The configuration by which a debugger waits on a port for calls of processes that run in the folder of `process`. */
export function listenConfiguration(
  job: JobSnapshot,
  process: ProcessSnapshot,
  port: number,
  { debugType, parent }: AttachContext,
): vscode.DebugConfiguration {
  return {
    type: debugType,
    request: 'launch',
    name: job.name,
    hostname: '127.0.0.1',
    port,
    stopOnEntry: parent.stopOnEntry === true,
    ...(isCopy(job, process) ? { pathMappings: { [process.workingFolder]: job.folder } } : {}),
    ...parent.debugger,
  };
}

/** Whether the process runs in a copy of the job folder. */
function isCopy(job: JobSnapshot, process: ProcessSnapshot): boolean {
  return process.workingFolder !== job.folder;
}

function settingsFor(
  { runtime, port }: NonNullable<ProcessSnapshot['debug']>,
  job: JobSnapshot,
  process: ProcessSnapshot,
  parent: JobDebugConfiguration,
): object {
  const runsInCopy = isCopy(job, process);
  const pathMappings = runsInCopy
    ? { pathMappings: [{ localRoot: job.folder, remoteRoot: process.workingFolder }] }
    : {};
  switch (runtime) {
    case 'node':
      return {
        address: '127.0.0.1',
        port,
        // The engine holds the program before its first line until the debugger is there.
        continueOnAttach: parent.stopOnEntry !== true,
        // A restarted job gets a session of its own, because its working copy may lie elsewhere.
        restart: false,
        skipFiles: ['<node_internals>/**'],
        // What the program writes is shown once, as the engine reads it, in the order of its lines.
        outputCapture: 'std',
        ...(runsInCopy
          ? {
              localRoot: job.folder,
              remoteRoot: process.workingFolder,
              // Source maps lie in the copy; without these patterns only those of the workspace are believed.
              outFiles: [`${process.workingFolder}/**/*.js`, '!**/node_modules/**'],
              resolveSourceMapLocations: [`${process.workingFolder}/**`, `${job.folder}/**`, '!**/node_modules/**'],
            }
          : {}),
      };
    case 'python':
      return { connect: { host: '127.0.0.1', port }, justMyCode: true, ...pathMappings };
    case 'java':
      return { hostName: '127.0.0.1', port };
    case 'dotnet':
      return {
        processId: process.pid,
        ...(runsInCopy ? { sourceFileMap: { [process.workingFolder]: job.folder } } : {}),
      };
    case 'powershell':
      return { processId: process.pid, runspaceId: 1, ...pathMappings };
    case 'php':
      return {};
  }
}
