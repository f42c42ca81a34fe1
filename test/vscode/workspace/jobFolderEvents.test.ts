import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FileEvent, effectOf } from '../../../src/vscode/workspace/jobFolderEvents';

const root = join('/', 'shop', 'App_Data', 'jobs');

function check(type: FileEvent['type'], path: string, expected: 'nothing' | 'everything' | 'root'): void {
  test(`${path} ${type}: read ${expected}`, () => {
    assert.equal(effectOf({ type, path: join('/', ...path.split('/')) }, [root]).read, expected);
  });
}

check('created', 'shop/App_Data/jobs/continuous/mailer/run.js', 'root');
check('created', 'shop/App_Data/jobs/triggered/report', 'root');
check('deleted', 'shop/App_Data/jobs/continuous/mailer', 'root');
check('changed', 'shop/App_Data/jobs/continuous/mailer/settings.job', 'root');
check('changed', 'shop/App_Data/jobs/continuous/mailer/run.js', 'nothing');
check('created', 'shop/App_Data/jobs/continuous/mailer/node_modules/a/run.js', 'nothing');
check('created', 'shop/App_Data/jobs/continuous/mailer/a/b/c/d/e/f/g.js', 'nothing');
check('deleted', 'shop/App_Data/jobs', 'everything');
check('deleted', 'shop/App_Data', 'everything');
check('deleted', 'shop', 'everything');
check('created', 'shop/other/App_Data', 'everything');
check('created', 'shop/other/app_data/jobs/triggered/report/run.sh', 'everything');
check('deleted', 'shop/other/app_data/jobs/triggered/report/run.sh', 'nothing');
check('created', 'shop/src/index.ts', 'nothing');
check('changed', 'shop/settings.job', 'nothing');
check('created', 'shop/.git/site', 'nothing');
