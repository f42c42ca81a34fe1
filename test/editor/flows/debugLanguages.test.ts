import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { DebugDriver } from '../driver/debugDriver';
import { listeningPorts } from '../driver/listeningPorts';
import { repository } from '../fixtures';
import { type Shop, withShop } from '../shop';

/** Jobs of several languages, which the flow adds to the shop. */
const languageJobs = join(repository, 'test/fixtures/workspaces/languages');

const python = findPythonWithDebugpy();

test('a shell script that starts Node, TypeScript with a source map, ES modules, and Python stop at breakpoints', async () => {
  await withShop(async (shop) => {
    await cp(languageJobs, shop.folder, { recursive: true });
    await writeTree(join(shop.folder, 'App_Data/jobs/triggered'), scriptsOfPython(python ?? 'python3'));
    const settings = python === undefined ? {} : { 'webjobs.interpreters': { python } };
    await writeTree(shop.folder, { '.vscode/settings.json': JSON.stringify(settings) });
    await debugShellScript(shop);
    await debugTypeScript(shop);
    await debugModules(shop);
    if (python === undefined) await readMissingDebugpy(shop);
    else {
      await debugPython(shop);
      await debugPythonOfScript(shop);
    }
    await readMissingDebugpyOfScript(shop);
  });
});

/** Scripts that start Python: one whose program can be debugged, and one that finds no debugpy, whatever is installed. */
function scriptsOfPython(program: string): Readonly<Record<string, string>> {
  return {
    'wrapped/run.sh': `echo prepares\n"${program}" -u main.py\necho done\n`,
    'wrapped/main.py': 'greeting = "hello from a script"\nprint(greeting)\n',
    'unaided/run.sh': `PYTHONPATH="$PWD/first:$PYTHONPATH" "${program}" -u main.py\n`,
    'unaided/first/debugpy.py': 'raise ImportError("debugpy")\n',
    'unaided/main.py': 'print("on my own")\n',
  };
}

/** The program that bash starts is held; the helper that it starts before runs without a debugger. */
async function debugShellScript(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.setBreakpoint('shell/work.js', 'console.log(greeting);');
  await editor.press('F5');
  assert.equal(await debug.stoppedLine(40_000), 'console.log(greeting);');
  assert.match(await debug.variable('greeting'), /hello from bash/);
  await editor.screenshot('debug-shell');
  await finish(shop, debug);
}

async function debugTypeScript(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.setBreakpoint('mapped/run.ts', 'console.log(`sum');
  await editor.press('F5');
  assert.equal(await debug.stoppedLine(40_000), 'console.log(`sum${sum}`);');
  assert.match(await debug.variable('sum'), /5/);
  await editor.screenshot('debug-typescript');
  await finish(shop, debug);
}

async function debugModules(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.setBreakpoint('modules/lib/price.mjs', 'return amount');
  await editor.press('F5');
  assert.equal(await debug.stoppedLine(40_000), 'returnamount*1.19;');
  await finish(shop, debug);
}

async function debugPython(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.setBreakpoint('snake/run.py', 'print(f"{total');
  await editor.press('F5');
  assert.match(await debug.stoppedLine(60_000), /^print\(f"\{total/);
  assert.match(await debug.variable('total'), /6/);
  await editor.screenshot('debug-python');
  await editor.press('F5');
  await editor.patience.until('what the program prints', async () =>
    (await debug.consoleText()).includes('6 of 3 orders'),
  );
  await debug.ended();
  assertNothingLeft(shop);
}

/** The program that a script starts is held in the user's own file, although it runs in a working copy. */
async function debugPythonOfScript(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.setBreakpoint('wrapped/main.py', 'print(greeting)');
  await editor.press('F5');
  assert.equal(await debug.stoppedLine(60_000), 'print(greeting)');
  assert.match(await debug.variable('greeting'), /hello from a script/);
  await editor.screenshot('debug-shell-python');
  await finish(shop, debug);
}

/** Without debugpy the user learns which interpreter lacks it. */
async function readMissingDebugpy(shop: Shop): Promise<void> {
  const { editor } = shop;
  process.stdout.write('missing interpreter: debugpy\n');
  await editor.openFile('snake/run.py');
  await editor.press('F5');
  await editor.waitForNotification(/no module debugpy.*pip install debugpy/, 40_000);
  await editor.screenshot('debug-python-missing');
}

/** A program that a script starts runs on without the debugger, and the same help is offered. */
async function readMissingDebugpyOfScript(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await editor.openFile('unaided/run.sh');
  await editor.press('F5');
  const toast = await editor.waitForNotification(/has no module debugpy.*pip install debugpy"\./, 40_000);
  assert.match(await toast.innerText(), /Install Python Debugger/);
  await editor.patience.until('what the program prints', async () => (await debug.consoleText()).includes('on my own'));
  await debug.ended();
  await editor.screenshot('debug-shell-python-missing');
  assert.equal((await editor.notifications()).length, 1, 'one reason is enough');
  assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0, 'no debugger complains');
  assertNothingLeft(shop);
}

async function finish(shop: Shop, debug: DebugDriver): Promise<void> {
  await shop.editor.press('F5');
  await debug.ended();
  assertNothingLeft(shop);
}

function assertNothingLeft(shop: Shop): void {
  const left = shop.editor
    .processes()
    .filter(({ command }) => /run\.(js|sh|py)|work\.js|main\.py|debugpy/.test(command));
  assert.deepEqual(left, []);
  assert.ok(listeningPorts().size > 0, 'the editor itself listens');
}

/** The first Python on PATH that debugpy can be imported in. */
function findPythonWithDebugpy(): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'python3'));
  return candidates.find((program) => spawnSync(program, ['-c', 'import debugpy']).status === 0);
}
