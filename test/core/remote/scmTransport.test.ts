import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { message } from '../../../src/core/base/message';
import { RemoteError, type RemoteErrorKind } from '../../../src/core/remote/remoteError';
import { bytesBody, ScmClient } from '../../../src/core/remote/scmClient';
import { basicCredential, type ScmCredential } from '../../../src/core/remote/scmCredential';
import type { ScmTransportOptions } from '../../../src/core/remote/scmTransport';
import { type ScriptedAnswer, startScriptedServer } from '../../support/scriptedServer';
import { freePort } from '../../support/loopback';

async function clientFor(
  t: TestContext,
  answers: readonly ScriptedAnswer[],
  options: Partial<ScmTransportOptions> = {},
): Promise<{
  readonly client: ScmClient;
  readonly requests: readonly { readonly path: string; readonly method: string }[];
}> {
  const { url, requests } = await startScriptedServer(t, answers);
  const client = new ScmClient({ url, credential: basicCredential('user', 'pass:wörd'), backOffMs: 1, ...options });
  return { client, requests };
}

const ok: ScriptedAnswer = { status: 200, body: [] };
const cut: ScriptedAnswer = (_request, response) => response.destroy();
const status = (code: number, body: unknown = '', headers = {}): ScriptedAnswer => ({ status: code, body, headers });

test('requests carry the credentials, the client’s name, and count with their bodies', async (t) => {
  const { url, requests } = await startScriptedServer(t, [{ status: 200 }]);
  const client = new ScmClient({ url, credential: basicCredential('user', 'pass:wörd'), userAgent: 'made-up/1.0' });
  await client.putSettings('triggered', 'two words', { schedule: '0 0 0 1 1 *' });
  await client.startJob('a#b');
  const [put, post] = requests;
  assert.equal(put?.headers.authorization, `Basic ${Buffer.from('user:pass:wörd').toString('base64')}`);
  assert.equal(put.headers['user-agent'], 'made-up/1.0');
  assert.equal(put.headers['content-length'], '26');
  assert.equal(put.headers['transfer-encoding'], undefined);
  assert.deepEqual(
    [put.method, put.path, put.body],
    ['PUT', '/api/triggeredwebjobs/two%20words/settings', '{"schedule":"0 0 0 1 1 *"}'],
  );
  assert.deepEqual(
    [post?.method, post?.path, post?.headers['content-length']],
    ['POST', '/api/continuouswebjobs/a%23b/start', '0'],
  );
  assert.deepEqual(client.transport.statistics, { requests: 2, uploadedBytes: 26 });
});

test('reads are repeated after 429, 502, 503, 504 and lost connections, with a limit', async (t) => {
  for (const answer of [status(429), status(502), status(503), status(504), cut]) {
    const { client, requests } = await clientFor(t, [answer, answer, ok]);
    await client.listJobs();
    assert.equal(requests.length, 3);
    const hopeless = await clientFor(t, [answer]);
    await assert.rejects(hopeless.client.listJobs(), RemoteError);
    assert.equal(hopeless.requests.length, 4);
  }
});

test('an upload is sent again as a whole', async (t) => {
  const { url, requests } = await startScriptedServer(t, [cut, { status: 503 }, { status: 200 }]);
  const client = new ScmClient({ url, credential: basicCredential('u', 'p'), backOffMs: 1 });
  await client.putZip('site/x', bytesBody(Buffer.from('archive')));
  assert.deepEqual(
    requests.map(({ method, path, body }) => [method, path, body]),
    Array(3).fill(['PUT', '/api/zip/site/x/', 'archive']),
  );
  assert.deepEqual(client.transport.statistics, { requests: 3, uploadedBytes: 21 });
});

test('what may have been done is not repeated: run, and a write against one version', async (t) => {
  for (const answer of [cut, status(503), status(429)]) {
    const { client, requests } = await clientFor(t, [answer]);
    await assert.rejects(client.runJob('job'), RemoteError);
    await assert.rejects(client.writeFile('a.txt', bytesBody(Buffer.from('x')), { ifMatch: '"00"' }), RemoteError);
    assert.equal(requests.length, 2);
  }
});

test('Retry-After decides the pause', async (t) => {
  const { client } = await clientFor(t, [status(429, '', { 'Retry-After': '0' }), ok], { backOffMs: 60_000 });
  await client.listJobs();
});

test('silence ends a request, also in the middle of a body', async (t) => {
  const silent: ScriptedAnswer = () => undefined;
  const stuck: ScriptedAnswer = (_request, response) => void response.writeHead(200).write('[');
  for (const answer of [silent, stuck]) {
    const { client, requests } = await clientFor(t, [answer], { silenceMs: 50 });
    await assert.rejects(client.listJobs(), { code: 'remote-timeout' });
    assert.equal(requests.length, 2);
  }
});

test('cancel ends a request and a pause at once, with the reason of the signal', async (t) => {
  const reason = new Error('enough');
  const silent = await clientFor(t, [() => undefined]);
  const cancel = new AbortController();
  const waiting = silent.client.listJobs({ signal: cancel.signal });
  setImmediate(() => cancel.abort(reason));
  await assert.rejects(waiting, reason);
  const pausing = await clientFor(t, [status(503)], { backOffMs: 60_000 });
  const second = new AbortController();
  const paused = pausing.client.listJobs({ signal: second.signal });
  setTimeout(() => second.abort(reason), 50);
  await assert.rejects(paused, reason);
  await assert.rejects(pausing.client.listJobs({ signal: AbortSignal.abort(reason) }), reason);
});

test('redirects are followed on the same host only, and never for writes', async (t) => {
  const { client, requests } = await clientFor(t, [status(307, '', { Location: '/api/vfs/a/' }), ok]);
  assert.deepEqual(await client.listFolder('a'), { entries: [], isCaseSensitive: undefined });
  assert.equal(requests.length, 2);
  const stranger = await startScriptedServer(t, [ok]);
  const login = await clientFor(t, [status(302, '', { Location: `${stranger.url}/login` })]);
  await assert.rejects(login.client.listJobs(), {
    code: 'remote-redirected',
    message: /redirects to 127\.0\.0\.1:\d+, and credentials/,
  });
  assert.equal(stranger.requests.length, 0);
  const write = await clientFor(t, [status(307, '', { Location: '/elsewhere' })]);
  await assert.rejects(write.client.startJob('x'), { code: 'remote-redirected' });
});

test('an expired token is renewed once', async (t) => {
  const tokens = ['old', 'new'];
  const credential: ScmCredential = {
    authorization: () => Promise.resolve(`Bearer ${tokens[0] ?? ''}`),
    renew: () => Promise.resolve(tokens.shift() !== undefined),
  };
  const { client, requests } = await clientFor(t, [status(401), ok], { credential });
  await client.listJobs();
  assert.equal(requests.length, 2);
  const refused = await clientFor(t, [status(401)], { credential });
  await assert.rejects(refused.client.listJobs(), { code: 'remote-unauthorized' });
});

test('every failure has a kind, a cause, a next step, and no credentials', async (t) => {
  const expected: readonly (readonly [ScriptedAnswer, RemoteErrorKind, RegExp])[] = [
    [status(401), 'unauthorized', /SCM Basic Auth Publishing Credentials/],
    [status(403), 'forbidden', /access restriction.*Networking/],
    [
      status(409, 'Cannot start a new run since job is already running.'),
      'conflict',
      /says: Cannot start a new run since job is already running\. /,
    ],
    [status(412, { Message: 'An error has occurred.', ExceptionMessage: 'Made up.' }), 'changed', /says: Made up\. /],
    [status(500, '"quoted text"'), 'failed', /says: quoted text\. /],
    [status(500, '<html>oops</html>'), 'failed', /\(HTTP 500\)\. The service failed/],
    [status(404), 'not-found', /Refresh/],
    [status(400, ''), 'rejected', /\(HTTP 400\)/],
    [status(200, '<html>sign in</html>'), 'unreadable', /a web page/],
    [status(200, 'text'), 'unreadable', /not JSON/],
    [cut, 'unreachable', /connection broke off/],
  ];
  for (const [answer, kind, pattern] of expected) {
    const { client } = await clientFor(t, [answer]);
    await assert.rejects(client.getJson('/api/environment', message('read the environment')), (error: unknown) => {
      assert.ok(error instanceof RemoteError);
      assert.deepEqual([error.kind, error.method, error.path], [kind, 'GET', '/api/environment']);
      assert.match(error.message, /^Cannot read the environment on 127\.0\.0\.1:\d+/);
      assert.match(error.message, pattern);
      assert.doesNotMatch(`${error.stack ?? ''} ${JSON.stringify(error)}`, /wörd|Basic [A-Za-z0-9+/]{8}/);
      return true;
    });
  }
});

test('a host that is not there is named', async () => {
  const port = await freePort();
  const client = new ScmClient({
    url: `http://127.0.0.1:${port}`,
    credential: basicCredential('u', 'p'),
    backOffMs: 1,
  });
  await assert.rejects(client.listJobs(), {
    code: 'remote-unreachable',
    message: new RegExp(`127\\.0\\.0\\.1:${port}: the connection is refused\\. Check the address`),
  });
});

test('only addresses that keep credentials safe are taken', () => {
  const open = (url: string): ScmClient => new ScmClient({ url, credential: basicCredential('u', 'p') });
  assert.equal(open('name.scm.azurewebsites.net').host, 'name.scm.azurewebsites.net');
  assert.equal(
    open('https://name.scm.azurewebsites.net:443/').transport.baseUrl.href,
    'https://name.scm.azurewebsites.net/',
  );
  assert.equal(open('http://localhost:1234').host, 'localhost:1234');
  assert.equal(open('127.0.0.1:1234').transport.baseUrl.href, 'http://127.0.0.1:1234/');
  assert.throws(() => open('http://name.scm.azurewebsites.net'), { code: 'site-url-insecure' });
  assert.throws(() => open('http://127.0.0.1.example.com'), { code: 'site-url-insecure' });
  assert.throws(
    () => open('https://user:secret@name.net'),
    (error: Error) => !error.message.includes('secret'),
  );
  assert.throws(() => open('ftp://name.net'), { code: 'site-url-invalid' });
  assert.throws(() => open(''), { code: 'site-url-invalid' });
});
