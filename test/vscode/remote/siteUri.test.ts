import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isLogPath,
  isReadonlyPath,
  parseSiteUriPath,
  siteSegment,
  siteUriPath,
} from '../../../src/vscode/remote/siteUri';

test('an address names the site and the path, and is read back', () => {
  const siteId = 'scm/shop.scm.azurewebsites.net/$shop';
  const uriPath = siteUriPath({ siteId, path: 'site/wwwroot/a b.txt' });
  assert.equal(uriPath, '/scm~shop.scm.azurewebsites.net~$shop/site/wwwroot/a b.txt');
  assert.deepEqual(parseSiteUriPath(uriPath), { segment: siteSegment(siteId), path: 'site/wwwroot/a b.txt' });
});

test('no address leads out of the site', () => {
  assert.equal(parseSiteUriPath('/local/../../etc/passwd').path, 'etc/passwd');
  assert.equal(parseSiteUriPath('/local//site/./x').path, 'site/x');
  assert.equal(parseSiteUriPath('/local').path, '');
});

test('what the service writes is shown only, and of logs the end', () => {
  const log = 'data/jobs/triggered/report/202601010000000000/output_log.txt';
  assert.ok(isReadonlyPath(log) && isLogPath(log));
  assert.ok(
    isReadonlyPath('data') && !isReadonlyPath('database/x') && !isLogPath('data/jobs/triggered/report/1/status'),
  );
  assert.ok(!isReadonlyPath('site/wwwroot/App_Data/jobs/triggered/report/settings.job'));
});
