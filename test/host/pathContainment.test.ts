/** No request leads out of the site: a table of attacks, each tried over real HTTP with every verb that reads or writes. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, after, describe, test } from 'node:test';
import { containedSegments, isPlainName, RefusedPathError } from '../../src/host/pathContainment';
import { type RawZipEntry, rawZip } from '../support/rawZip';
import { openTestHost, type TestHost } from './testHost';

const secret = 'secret outside';

/** Paths behind `/api/vfs/` that aim at the file `outside/secret.txt` beside `HOME`, or at the machine itself. */
const attacks: readonly string[] = [
  '../outside/secret.txt',
  'site/../../outside/secret.txt',
  'site/wwwroot/../../../outside/secret.txt',
  '..%2foutside%2fsecret.txt',
  '%2e%2e/outside/secret.txt',
  '%2e%2e%2foutside%2fsecret.txt',
  '.%2e/outside/secret.txt',
  '%252e%252e%252foutside%252fsecret.txt',
  '%252e%252e/outside/secret.txt',
  '..%c0%afoutside%c0%afsecret.txt',
  '..\\outside\\secret.txt',
  '..%5coutside%5csecret.txt',
  'site%5c..%5c..%5coutside%5csecret.txt',
  '..%255coutside%255csecret.txt',
  '..;/outside/secret.txt',
  '.../outside/secret.txt',
  '..%20/outside/secret.txt',
  '%20../outside/secret.txt',
  '..%00/outside/secret.txt',
  '..%0a/outside/secret.txt',
  'site/wwwroot/x.txt%00.png',
  '//outside/secret.txt',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  '//etc/passwd',
  'C:/Windows/win.ini',
  'C:%5cWindows%5cwin.ini',
  'C:secret.txt',
  '%5c%5c127.0.0.1%5cC$%5csecret.txt',
  '%5c%5c.%5cC:%5csecret.txt',
  '%5c%5c?%5cC:%5csecret.txt',
  'SystemDrive/Windows/win.ini',
  'site/wwwroot/x.txt::$DATA',
  'file:///etc/passwd',
  'link/secret.txt',
  'linked-file',
  'dangling',
  'dangling/x.txt',
  'site/wwwroot/chain/secret.txt',
  'NUL',
  'site/con.txt',
  'site/COM1',
  'site/lpt9.log',
  'site/aux%20.txt',
  '%ff%fe',
  'loop',
  `site/${'x'.repeat(300)}`,
  '%',
];

for (const flavor of ['windows', 'linux'] as const) {
  describe(`a ${flavor} site`, () => {
    let host: TestHost;
    let root: string;
    const cleanups: (() => unknown)[] = [];
    before(async () => {
      host = await openTestHost(
        { after: (hook) => cleanups.push(hook as () => unknown) },
        { flavor, files: { 'site/wwwroot/x.txt': 'inside' } },
      );
      root = join(host.home, '..');
      await mkdir(join(root, 'outside'));
      await writeFile(join(root, 'outside', 'secret.txt'), secret);
      await symlink(join(root, 'outside'), join(host.home, 'link'));
      await symlink(join(root, 'outside', 'secret.txt'), join(host.home, 'linked-file'));
      await symlink(join(root, 'outside', 'made-by-writing'), join(host.home, 'dangling'));
      await symlink('loop', join(host.home, 'loop'));
      await symlink('../../link', join(host.home, 'site/wwwroot/chain'));
    });
    after(async () => {
      for (const cleanup of cleanups) await cleanup();
    });

    /** What lies outside of the site is as it was, and the site's own folder holds nothing new. */
    async function checkOutside(): Promise<void> {
      assert.deepEqual((await readdir(root)).sort(), ['home', 'outside', 'temp']);
      assert.deepEqual(await readdir(join(root, 'outside')), ['secret.txt']);
      assert.equal(await readFile(join(root, 'outside', 'secret.txt'), 'utf8'), secret);
    }

    for (const attack of attacks) {
      test(`keeps inside: ${attack}`, async () => {
        for (const prefix of ['/api/vfs/', '/vfs/', '/api/zip/']) {
          for (const path of [`${prefix}${attack}`, `${prefix}${attack}/`]) {
            for (const method of ['GET', 'HEAD', 'PUT']) {
              const answer = await host.send(method, path, {
                headers: { 'If-Match': '*' },
                body: method === 'PUT' ? 'attack' : '',
              });
              assert.ok(
                !answer.text.includes(secret) && !answer.text.includes('root:'),
                `${method} ${path} read what lies outside`,
              );
              assert.ok(
                answer.status < 500 || (flavor === 'linux' && prefix.endsWith('zip/')),
                `${method} ${path} answered ${answer.status}`,
              );
            }
          }
        }
        await checkOutside();
      });
    }

    test('deletes a link, and nothing behind it', async () => {
      await symlink(join(root, 'outside'), join(host.home, 'doomed'));
      assert.equal(
        (await host.send('DELETE', '/api/vfs/doomed/secret.txt', { headers: { 'If-Match': '*' } })).status,
        400,
      );
      assert.equal(
        (await host.send('DELETE', '/api/vfs/doomed?recursive=true', { headers: { 'If-Match': '*' } })).status,
        200,
      );
      assert.ok(!(await readdir(host.home)).includes('doomed'));
      await checkOutside();
    });

    test('lists and packs no link that leads out', async () => {
      const names = ((await host.send('GET', '/api/vfs/')).json as readonly { name: string }[]).map(({ name }) => name);
      assert.ok(names.includes('site') && !names.some((name) => /link|dangling/.test(name)), names.join());
      const { bytes } = await host.send('GET', '/api/zip/');
      assert.ok(bytes.includes('site/wwwroot/x.txt') && !/link|chain|dangling|loop/.test(bytes.toString('latin1')));
    });

    const entries: readonly RawZipEntry[] = [
      { name: '../zip1.txt' },
      { name: '../../outside/zip2.txt' },
      { name: 'a/../../../zip3.txt' },
      { name: '../target2/zip4.txt' },
      { name: '/etc/webjobs-zip5.txt' },
      { name: '//server/share/zip6.txt' },
      { name: '..\\..\\outside\\zip7.txt' },
      { name: 'C:\\webjobs-zip8.txt' },
      { name: 'C:/webjobs-zip9.txt' },
      { name: 'x.txt::$DATA' },
      { name: 'NUL' },
      { name: 'bad\u0000name' },
      { name: '..' },
      { name: '../../link/zip10.txt' },
      { name: '../chain/zip11.txt' },
    ];
    for (const entry of entries) {
      test(`unpacks inside: ${JSON.stringify(entry.name)}`, async () => {
        await mkdir(join(host.home, 'site/wwwroot/target'), { recursive: true });
        await host.send('PUT', '/api/zip/site/wwwroot/target/', { body: rawZip([{ ...entry, content: 'attack' }]) });
        await host.send('PUT', '/api/triggeredwebjobs/attack', {
          headers: { 'Content-Type': 'application/zip', 'Content-Disposition': 'attachment; filename=a.zip' },
          body: rawZip([{ name: 'run.sh' }, { ...entry, content: 'attack' }]),
        });
        await checkOutside();
        const wwwroot = await readdir(join(host.home, 'site/wwwroot'));
        assert.deepEqual(
          wwwroot.filter((name) => /zip\d|target2/.test(name)),
          [],
        );
      });
    }

    test('writes through no link that an archive brings, and none that was there', async () => {
      const target = join(host.home, 'site/wwwroot/linked');
      await mkdir(target, { recursive: true });
      await symlink(join(root, 'outside', 'secret.txt'), join(target, 'file'));
      await symlink(join(root, 'outside'), join(target, 'folder'));
      const archive = (names: readonly RawZipEntry[]): Promise<unknown> =>
        host.send('PUT', '/api/zip/site/wwwroot/linked/', { body: rawZip(names) });
      await archive([{ name: 'file', content: 'attack' }]);
      assert.equal(await readFile(join(target, 'file'), 'utf8'), 'attack');
      await archive([{ name: 'folder/made.txt', content: 'attack' }]);
      await archive([{ name: 'new', content: join(root, 'outside'), unixMode: 0o120777 }]);
      await archive([{ name: 'new/made.txt', content: 'attack' }]);
      await checkOutside();
    });

    test('takes no job name and no file name that leads elsewhere', async () => {
      const upload = { headers: { 'Content-Disposition': 'attachment; filename="..\\..\\run.sh"' }, body: 'attack' };
      for (const name of ['..', '%2e%2e', '..%2f..%2foutside', '..%5coutside', '%2fetc', 'a%2fb']) {
        const answer = await host.send('PUT', `/api/triggeredwebjobs/${name}`, upload);
        assert.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status}`);
        await host.send('DELETE', `/api/triggeredwebjobs/${name}`);
        await host.send('GET', `/api/triggeredwebjobs/${name}/history`);
      }
      // Folders are taken off a file's name.
      assert.equal((await host.send('PUT', '/api/triggeredwebjobs/fine', upload)).status, 200);
      assert.deepEqual(await readdir(join(host.home, 'site/wwwroot/App_Data/jobs/triggered/fine')), ['run.sh']);
      assert.equal(
        (
          await host.send('PUT', '/api/triggeredwebjobs/fine', {
            headers: { 'Content-Disposition': 'attachment; filename=..' },
          })
        ).status,
        400,
      );
      await checkOutside();
    });

    test('keeps its roots', async () => {
      for (const path of ['/api/vfs/?recursive=true', '/api/vfs?recursive=true']) {
        assert.equal((await host.send('DELETE', path)).status, 409);
      }
      await checkOutside();
    });
  });
}

test(
  'names that mean something on Windows alone are plain names on Linux',
  { skip: process.platform === 'win32' },
  () => {
    assert.deepEqual(containedSegments('a:b/aux.js/back\\slash', 'linux'), ['a:b', 'aux.js', 'back\\slash']);
    assert.throws(() => containedSegments('a:b', 'windows'), RefusedPathError);
    assert.deepEqual(containedSegments('a\\b', 'windows'), ['a', 'b']);
    assert.equal(isPlainName('job (extension)', 'windows'), true);
    assert.equal(isPlainName('', 'linux'), false);
  },
);
