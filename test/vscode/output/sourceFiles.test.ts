import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { JobFolder } from '../../../src/core/jobs/job';
import { SourceFiles } from '../../../src/vscode/output/sourceFiles';

let root: string;
let worker: JobFolder;
let report: JobFolder;

before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-sources-')));
  worker = { kind: 'continuous', name: 'worker', path: join(root, 'App_Data/jobs/continuous/worker') };
  report = { kind: 'triggered', name: 'report', path: join(root, 'App_Data/jobs/triggered/report') };
  const files = [
    join(worker.path, 'run.js'),
    join(worker.path, 'lib/orders.js'),
    join(worker.path, 'src/main/java/shop/Main.java'),
    join(worker.path, 'node_modules/shop/Only.java'),
    join(report.path, 'run.py'),
    join(root, 'temp/jobs/continuous/worker/x1y2.z3/generated.js'),
  ];
  for (const file of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
  }
});

after(() => rm(root, { recursive: true, force: true }));

function find(path: string): Promise<string | undefined> {
  return new SourceFiles([worker, report], [worker]).find(path);
}

test('a path in a working copy leads to the job folder, also when the copy is gone', async () => {
  assert.equal(await find(join(root, 'temp/jobs/continuous/worker/x1y2.z3/run.js')), join(worker.path, 'run.js'));
  assert.equal(await find('/gone/jobs/Continuous/WORKER/x1/lib/orders.js'), join(worker.path, 'lib/orders.js'));
  assert.equal(await find('/gone/jobs/triggered/report/x1/run.py'), join(report.path, 'run.py'));
});

test('a path on a site, Windows among them, leads to the job of that name', async () => {
  const site = 'C:\\local\\Temp\\jobs\\continuous\\worker\\x1y2.z3\\lib\\orders.js';
  assert.equal(await find(site), join(worker.path, 'lib/orders.js'));
  const inPlace = 'C:\\home\\site\\wwwroot\\App_Data\\jobs\\continuous\\worker\\lib\\orders.js';
  assert.equal(await find(inPlace), join(worker.path, 'lib/orders.js'));
});

test('what only the working copy holds is shown there', async () => {
  const generated = join(root, 'temp/jobs/continuous/worker/x1y2.z3/generated.js');
  assert.equal(await find(generated), generated);
});

test('relative paths, file addresses and paths of Java classes are found', async () => {
  assert.equal(await find('lib/orders.js'), join(worker.path, 'lib/orders.js'));
  assert.equal(await find('orders.js'), join(worker.path, 'lib/orders.js'));
  assert.equal(await find(pathToFileURL(join(worker.path, 'run.js')).href), join(worker.path, 'run.js'));
  assert.equal(await find('shop/Main.java'), join(worker.path, 'src/main/java/shop/Main.java'));
});

test('files of packages, of other jobs, and files that do not exist are not found by a part of their path', async () => {
  for (const path of ['shop/Only.java', 'run.py', 'lib/nothing.js', '../../triggered/report/no.py', '/no/run.js']) {
    assert.equal(await find(path), undefined, path);
  }
});
