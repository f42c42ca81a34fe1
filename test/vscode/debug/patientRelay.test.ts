import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { systemClock } from '../../../src/core/base/clock';
import { freePort } from '../../../src/core/runner/debugLaunch';
import { openPatientRelay } from '../../../src/vscode/debug/patientRelay';

/** Listens, and answers each client's words in upper case. */
async function shout(port: number): Promise<Server> {
  const server = createServer((socket) => {
    socket.once('data', (said) => socket.end(String(said).toUpperCase()));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function say(port: number, words: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  socket.write(words);
  return socket;
}

test('a call waits until there is a target, and until somebody listens there; then it gets through whole', async () => {
  const relay = await openPatientRelay(systemClock);
  const first = await say(relay.port, 'first');
  const port = await freePort();
  relay.target = port;
  const server = await shout(port);
  assert.equal(await text(first), 'FIRST');
  assert.equal(await text(await say(relay.port, 'second')), 'SECOND');
  relay.dispose();
  server.close();
  await once(server, 'close');
});

test('a relay that is disposed of lets go of those who wait', async () => {
  const relay = await openPatientRelay(systemClock);
  relay.target = await freePort();
  const waiting = await say(relay.port, 'anybody?');
  // Whether the end is a reset or not is up to the system.
  const closed = new Promise<void>((resolve) => {
    waiting.on('error', () => undefined).once('close', () => resolve());
  });
  relay.dispose();
  await closed;
  await assert.rejects(say(relay.port, 'late'), /ECONNREFUSED/);
});
