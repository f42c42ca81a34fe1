import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inHostTest } from './inHostTest';

inHostTest('tests run inside a VS Code that the extension supports', () => {
  const [major, minor] = vscode.version.split('.').map(Number);
  assert.ok(major === 1 && minor !== undefined && minor >= 96, vscode.version);
});

inHostTest('files of the workspace are found', async () => {
  const files = await vscode.workspace.findFiles('**/App_Data/**');
  assert.ok(files.length > 0);
});
