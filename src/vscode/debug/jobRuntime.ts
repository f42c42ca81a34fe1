import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programOfShellScript } from '../../core/jobs/shellProgram';
import type { DebugRuntime, JobSnapshot } from '../../core/runner/jobSnapshot';
import { debugRuntimeOf, isShellScript } from './debugRuntime';

/**
 * What a job's process is started for when it is debugged: as {@link debugRuntimeOf}, and for a script of a shell the program
 * that stands in it.
 */
export async function readDebugRuntime(
  job: Pick<JobSnapshot, 'folder' | 'runCommand' | 'scriptHost'>,
): Promise<DebugRuntime | undefined> {
  const runtime = debugRuntimeOf(job);
  if (!isShellScript(job) || job.runCommand === null) return runtime;
  // A script that has gone is told by the engine when it starts.
  const text = await readFile(join(job.folder, job.runCommand), 'utf8').catch(() => '');
  return programOfShellScript(text) ?? runtime;
}
