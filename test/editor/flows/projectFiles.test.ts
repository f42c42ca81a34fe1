import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import { seeProblems, suggest } from '../driver/settingsEditor';
import { extensionUnderTest } from '../fixtures';
import { openEditor } from '../openEditor';

/** A project as Visual Studio leaves it, and nothing else of WebJobs. */
let folder: string;
let editor: EditorDriver;

before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-project-')));
  await mkdir(join(folder, 'Properties'));
  await writeJob('');
  // As in an editor that nobody has set up: JSON schemas are loaded from places that VS Code trusts.
  const userSettings = { 'json.schemaDownload.enable': true };
  editor = await openEditor({ folder, extensionPath: extensionUnderTest(), userSettings });
});

after(async () => {
  await editor.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const jobFile = 'Properties/webjob-publish-settings.json';
const address = '  "$schema": "http://schemastore.org/schemas/json/webjob-publish-settings.json",\n';

async function writeJob(firstLine: string): Promise<void> {
  await writeFile(join(folder, jobFile), `{\n${firstLine}  "webJobName": "report",\n  "runMode": "Sometimes"\n}\n`);
}

async function openJob(firstLine: string): Promise<void> {
  await editor.press('Control+K', 'Control+W');
  await writeJob(firstLine);
  await editor.openFile(jobFile);
  await editor.waitForEditorText(firstLine === '' ? '"Sometimes"' : 'schemastore.org');
}

async function hoverAt(line: number): Promise<string> {
  await editor.goToLine(line, 6);
  const hover = await editor.hoverText();
  await editor.press('Escape');
  return hover;
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

test('a file with the address that Visual Studio writes gets hover, problems and completions', async () => {
  await editor.runCommand('Problems: Focus on Problems View');
  await openJob(address);
  await seeProblems(editor, /untrusted/, /runMode needs one of Continuous, OnDemand, Scheduled.*webjobs project-value/);
  assert.equal(occurrences(await hoverAt(3), 'Name of the WebJob'), 1);
  await editor.goToLine(4, 15);
  await editor.hoverText();
  await editor.screenshot('project-file');
  await editor.press('Escape');
  await suggest(editor, /"Continuous".*"OnDemand".*"Scheduled"/s);
  await editor.screenshot('project-file-completion');
  await editor.press('Escape');
});

test('without it VS Code tells the same, and nothing stands twice', async () => {
  await openJob('');
  await seeProblems(editor, /Value is not accepted/);
  assert.equal(occurrences(await hoverAt(2), 'Name of the WebJob'), 1);
});

test('help comes and goes with the address while it is typed', async () => {
  await editor.goToLine(1, 2);
  await editor.page.keyboard.type(`\n${address.trim()}`);
  await seeProblems(editor, /untrusted/, /webjobs project-value/);
  await editor.press('Control+Z', 'Control+Z', 'Control+Z');
  await editor.goToLine(2, 1);
  await editor.press('Control+Shift+K');
  await seeProblems(editor, /Value is not accepted/);
});
