import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageText } from '../../../src/core/base/message';
import { diskJobFiles, readJobScript } from '../../../src/core/jobs/diskJobFiles';
import { findJobScript } from '../../../src/core/jobs/jobScript';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { emptyFiles } from '../../support/memoryJobFiles';

function check(files: readonly string[], expected: string | undefined, reason: RegExp): void {
  test(`${files.join(', ') || 'no file'}: ${expected ?? 'nothing'}`, async () => {
    const script = await findJobScript(emptyFiles(files));
    assert.equal(script.runnable ? script.runCommand : undefined, expected);
    assert.match(messageText(script.reason), reason);
  });
}

check(['run.sh'], 'run.sh', /a file named run\.\* is taken before any other/);
check(['run.js', 'run.py'], 'run.py', /tries \.py before \.js/);
check(['a.exe', 'b.bat'], 'b.bat', /tries \.bat before \.exe/);
check(['b.py', 'a.py'], 'a.py', /among the \.py files it comes first by name/);
check(['index.js', 'package.json'], 'index.js', /the only file with a supported extension/);
check(['a.exe', 'project.json'], 'project.json', /beats a\.exe/);
check(['app/run.sh'], 'app/run.sh', /The folder app is the only entry/);
check(
  ['app/run.sh', 'settings.job'],
  undefined,
  /app\/run\.sh is not found, because settings\.job lies beside its folder/,
);
check(['app/run.sh', '.git/'], undefined, /because \.git lies beside/);
check(['a.ts'], undefined, /no file has an extension/);
check([], undefined, /holds no files/);

// A documented type that the recorded engine lacks comes after everything that it has.
check(['app.jar'], 'app.jar', /only file/);
check(['run.jar', 'zz.fsx'], 'zz.fsx', /tries \.fsx/);

test('reads the disk', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, { 'bin/main.py': 'print()' });
  const script = await readJobScript(folder);
  assert.equal(script.runnable && script.runCommand, 'bin/main.py');
  const files = diskJobFiles(folder);
  assert.deepEqual(await files.read('bin/main.py', 5), new TextEncoder().encode('print'));
  assert.equal(await files.read('bin/none', 5), undefined);
  await assert.rejects(files.list('none'), { code: 'ENOENT' });
});
