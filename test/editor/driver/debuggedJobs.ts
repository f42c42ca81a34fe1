import assert from 'node:assert/strict';
import type { EditorDriver } from './editorDriver';
import { listeningPorts } from './listeningPorts';

/** A process that was started for the debugger of Node. */
export interface DebuggedJob {
  readonly pid: number;
  readonly command: string;
  /** Where it listens for the debugger. */
  readonly port: number;
}

/** The living processes of this window that were started for the debugger of Node. */
export function debuggedJobs(editor: EditorDriver): DebuggedJob[] {
  return editor.processes().flatMap(({ pid, command }) => {
    const port = /--inspect-brk=127\.0\.0\.1:(\d+)/.exec(command)?.[1];
    return port === undefined ? [] : [{ pid, command, port: Number(port) }];
  });
}

/** Each of them listens. */
export function assertHeld(jobs: readonly DebuggedJob[]): void {
  const listening = listeningPorts();
  for (const { port, command } of jobs) assert.ok(listening.has(port), `${command} listens on ${port}`);
}

/** No process lives that was started for a debugger, and nobody listens where these did. */
export function assertReleased(editor: EditorDriver, jobs: readonly DebuggedJob[]): void {
  assert.deepEqual(debuggedJobs(editor), []);
  const listening = listeningPorts();
  for (const { port, command } of jobs) assert.ok(!listening.has(port), `nobody listens on ${port} after ${command}`);
}
