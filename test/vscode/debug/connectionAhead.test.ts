import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { systemClock } from '../../../src/core/base/clock';
import { freePort } from '../../../src/core/runner/debugLaunch';
import { connectAhead } from '../../../src/vscode/debug/connectionAhead';

test('the first client gets the connection that stands, with what was said on it before', async () => {
  const target = await freePort();
  const pending = connectAhead(target, new AbortController().signal, systemClock);
  let clients = 0;
  const server = createServer((socket) => {
    socket.write(`client ${++clients}: `);
    socket.once('data', (said) => socket.end(String(said).toUpperCase()));
  });
  server.listen(target, '127.0.0.1');
  const ahead = await pending;
  assert.ok(ahead);
  const client = connect({ host: '127.0.0.1', port: ahead.port });
  await once(client, 'connect');
  client.write('hello');
  assert.equal(await text(client), 'client 1: HELLO');
  ahead.dispose();
  server.close();
  await once(server, 'close');
});

test('nobody waits for a listener that will not come, and what is disposed of lets go', async () => {
  const gone = new AbortController();
  const pending = connectAhead(await freePort(), gone.signal, systemClock);
  gone.abort();
  assert.equal(await pending, undefined);

  const target = await freePort();
  const server = createServer().listen(target, '127.0.0.1');
  const [[accepted], ahead] = await Promise.all([
    once(server, 'connection') as Promise<[Socket]>,
    connectAhead(target, new AbortController().signal, systemClock),
  ]);
  const ended = once(accepted.resume(), 'close');
  ahead?.dispose();
  await ended;
  server.close();
  await once(server, 'close');
});
