import assert from 'node:assert/strict';
import type { JobKind } from '../../../src/core/jobs/job';
import {
  effectiveSettings,
  maxSettingsBytes,
  readSettingsFile,
  type SettingsFile,
} from '../../../src/core/jobs/jobSettings';
import { findScriptFolder } from '../../../src/core/jobs/jobScript';
import { joinRelative } from '../../../src/core/jobs/jobFiles';
import { settingsApiText } from '../../../src/core/jobs/settingsApiText';
import { memoryJobFiles } from '../../support/memoryJobFiles';

/** A case of settings.json; its members are explained in the README beside the recordings. */
interface SettingsCase {
  readonly text?: string | null;
  readonly base64?: string;
  readonly files?: readonly string[];
  readonly expected: Record<JobKind, ExpectedSettings> & { readonly api: string };
}

interface ExpectedSettings {
  readonly schedule: string | null;
  readonly is_singleton: boolean;
  readonly stopping_wait_time: number | { readonly error: string };
  readonly is_in_place: { readonly sh: boolean; readonly js: boolean };
}

export async function runCase(vectorCase: SettingsCase): Promise<void> {
  const file = await readCase(vectorCase);
  const { triggered, continuous, api } = vectorCase.expected;
  assert.deepEqual(
    {
      triggered: settingsOf(file, 'triggered'),
      continuous: settingsOf(file, 'continuous'),
      api: settingsApiText(file.dictionary),
    },
    { triggered, continuous, api },
  );
}

/** Reads `settings.job` from where the service looks for it. */
async function readCase({ text, base64, files = ['run.sh', 'settings.job'] }: SettingsCase): Promise<SettingsFile> {
  const bytes = base64 === undefined ? new TextEncoder().encode(text ?? '') : Buffer.from(base64, 'base64');
  const present = files.filter((path) => text !== null || !path.endsWith('settings.job'));
  const folder = memoryJobFiles(
    Object.fromEntries(present.map((path) => [path, path.endsWith('settings.job') ? bytes : ''])),
  );
  const path = joinRelative(await findScriptFolder(folder), 'settings.job');
  return readSettingsFile(await folder.read(path, maxSettingsBytes));
}

function settingsOf(file: SettingsFile, kind: JobKind): ExpectedSettings {
  const bash = effectiveSettings(file, kind, 'BashScriptHost');
  const node = effectiveSettings(file, kind, 'NodeScriptHost');
  const wait = bash.stoppingWaitTime;
  return {
    schedule: bash.schedule,
    is_singleton: bash.isSingleton,
    stopping_wait_time: 'seconds' in wait ? wait.seconds : wait,
    is_in_place: { sh: bash.isInPlace, js: node.isInPlace },
  };
}
