import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContextKeys } from '../../../src/vscode/workspace/contextKeys';

test('only changes are sent to the editor', () => {
  const sent: [string, unknown][] = [];
  const keys = new ContextKeys((key, value) => sent.push([key, value]));
  keys.set('webjobs.hasJobs', true);
  keys.set('webjobs.hasJobs', true);
  keys.set('webjobs.jobFolders', ['/a']);
  keys.set('webjobs.jobFolders', ['/a']);
  keys.set('webjobs.jobFolders', ['/a', '/b']);
  assert.deepEqual(sent, [
    ['webjobs.hasJobs', true],
    ['webjobs.jobFolders', ['/a']],
    ['webjobs.jobFolders', ['/a', '/b']],
  ]);
});
