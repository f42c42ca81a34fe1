import type { DebugRuntime, JobSnapshot } from '../../core/runner/jobSnapshot';

/**
 * What a job's process is started for when it is debugged; undefined for a script that no debugger can follow. A script of
 * a shell is expected to start Node; `readDebugRuntime` looks into the script.
 */
export function debugRuntimeOf({ scriptHost, runCommand }: JobScript): DebugRuntime | undefined {
  switch (scriptHost) {
    case 'NodeScriptHost':
    case 'BashScriptHost':
      return 'node';
    case 'WindowsScriptHost':
      return runCommand?.toLowerCase().endsWith('.exe') === true ? 'dotnet' : 'node';
    case 'PythonScriptHost':
      return 'python';
    case 'PhpScriptHost':
      return 'php';
    case 'PowerShellScriptHost':
      return 'powershell';
    case 'JarScriptHost':
      return 'java';
    default:
      return undefined;
  }
}

/** Whether the job's own script runs in a shell, and the program to debug is one that the script starts. */
export function isShellScript({ scriptHost, runCommand }: JobScript): boolean {
  return debugRuntimeOf({ scriptHost, runCommand }) === 'node' && scriptHost !== 'NodeScriptHost';
}

type JobScript = Pick<JobSnapshot, 'scriptHost' | 'runCommand'>;
