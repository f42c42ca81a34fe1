import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { folderSnapshot } from '../../../src/vscode/sites/folderSnapshot';

async function snapshotOf(settings: string): Promise<JobSnapshot> {
  const path = await mkdtemp(join(tmpdir(), 'webjobs-snapshot-'));
  try {
    await writeFile(join(path, 'run.sh'), '#!/bin/bash\n');
    await writeFile(join(path, 'settings.job'), settings);
    return await folderSnapshot({ kind: 'triggered', name: 'report', path });
  } finally {
    await rm(path, { recursive: true });
  }
}

test('a folder tells its script and its schedule', async () => {
  const { runCommand, schedule, hasUnreadableSettings } = await snapshotOf('{ "schedule": "0 0 3 * * *" }');
  assert.deepEqual([runCommand, schedule, hasUnreadableSettings], ['run.sh', '0 0 3 * * *', false]);
});

test('settings that the service would treat as {} are marked', async () => {
  const { runCommand, schedule, hasUnreadableSettings } = await snapshotOf('{ "schedule": "0 0 3 * * *"');
  assert.deepEqual([runCommand, schedule, hasUnreadableSettings], ['run.sh', null, true]);
});
