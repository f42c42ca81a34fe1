import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlCommand, webHookUrl } from '../../../src/vscode/commands/jobRequests';

const site = 'https://$shop:secret@shop.scm.azurewebsites.net/';
const report = { kind: 'triggered', name: "year's end" } as const;

test('a web hook holds no credentials', () => {
  assert.equal(webHookUrl(site, report), "https://shop.scm.azurewebsites.net/api/triggeredwebjobs/year's%20end/run");
  assert.match(webHookUrl(site, { kind: 'continuous', name: 'mailer' }), /\/continuouswebjobs\/mailer\/start$/);
});

test('the curl line leaves the password to the shell and survives its quoting', () => {
  assert.equal(
    curlCommand(site, report, '$shop'),
    String.raw`curl -X POST -d '' -u '$shop':"$PASSWORD" 'https://shop.scm.azurewebsites.net/api/triggeredwebjobs/year'\''s%20end/run'`,
  );
  assert.match(curlCommand(site, report, undefined), /-u "\$USERNAME":"\$PASSWORD"/);
});
