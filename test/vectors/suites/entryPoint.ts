import assert from 'node:assert/strict';
import { findJobScript } from '../../../src/core/jobs/jobScript';
import { serviceCommand } from '../../../src/core/jobs/scriptCommand';
import { emptyFiles } from '../../support/memoryJobFiles';

/** A case of entry-point.json; its members are explained in the README beside the recordings. */
interface EntryPointCase {
  readonly files: readonly string[];
  readonly expected: {
    readonly listed: boolean;
    readonly file?: string;
    readonly run_command?: string;
    readonly script_folder?: string;
    readonly host?: string;
    readonly process?: string;
    readonly arguments?: string;
  };
}

export async function runCase({ files, expected }: EntryPointCase): Promise<void> {
  const script = await findJobScript(emptyFiles(files));
  if (!script.runnable) {
    assert.deepEqual({ listed: false }, expected);
    return;
  }
  const { file, runCommand, scriptFolder, host } = script;
  const names = { listed: true, file, run_command: runCommand, script_folder: scriptFolder, host: host.name };
  assert.deepEqual({ ...names, ...serviceCommand(host.name, file) }, expected);
}
