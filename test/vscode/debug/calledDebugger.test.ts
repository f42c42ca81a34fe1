import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Server, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, test } from 'node:test';
import type { DebugConfiguration } from 'vscode';
import { systemClock } from '../../../src/core/base/clock';
import { freePort } from '../../../src/core/runner/debugLaunch';
import type { ProcessSnapshot } from '../../../src/core/runner/jobSnapshot';
import { CalledDebugger } from '../../../src/vscode/debug/calledDebugger';
import { configurationFor } from '../../../src/vscode/debug/debugConfiguration';
import { worker, workerProcess } from '../sampleJobs';

/** The sessions of a debugger that listens, each answering its callers with the folder that it knows. */
class Sessions {
  readonly begun: DebugConfiguration[] = [];
  private readonly servers = new Set<Server>();

  async attach(configuration: DebugConfiguration): Promise<boolean> {
    this.begun.push(configuration);
    const { port, pathMappings } = configuration as unknown as { port: number; pathMappings: object };
    const server = createServer((socket) => socket.end(Object.keys(pathMappings).join()));
    this.servers.add(server.listen(port, '127.0.0.1'));
    await once(server, 'listening');
    return true;
  }

  async end(): Promise<void> {
    for (const server of this.servers) {
      server.close();
      await once(server, 'close');
    }
    this.servers.clear();
  }

  get open(): number {
    return this.servers.size;
  }
}

const sessions: Sessions[] = [];
afterEach(() => Promise.all(sessions.map((each) => each.end())));

async function openDebugger(attach?: () => Promise<boolean>): Promise<{ called: CalledDebugger; listeners: Sessions }> {
  const listeners = new Sessions();
  sessions.push(listeners);
  const called = await CalledDebugger.open({
    debugType: 'php',
    parent: configurationFor({ ...worker, path: worker.folder }),
    attach: attach ?? ((configuration) => listeners.attach(configuration)),
    endChildren: () => listeners.end(),
    freePort,
    clock: systemClock,
  });
  return { called, listeners };
}

/** Calls as the runtime in a process does, and returns what its debugger says. */
async function call(called: CalledDebugger): Promise<() => Promise<string>> {
  const socket = connect({ host: '127.0.0.1', port: called.port });
  await once(socket, 'connect');
  return () => text(socket);
}

const inFolder = (workingFolder: string): ProcessSnapshot => ({ ...workerProcess, workingFolder });

test('a process that calls before its session listens waits for it, and finds its own folder there', async () => {
  const { called, listeners } = await openDebugger();
  const answer = await call(called);
  assert.ok(await called.serve(worker, inFolder('/copies/1')));
  assert.equal(await answer(), '/copies/1');

  // The restart of a crash: the same copy, the same session.
  called.hold();
  assert.ok(await called.serve(worker, inFolder('/copies/1')));
  assert.equal(await (await call(called))(), '/copies/1');
  assert.equal(listeners.begun.length, 1);

  // The restart after an edit, whose process is quicker than the news of it.
  called.hold();
  const edited = await call(called);
  assert.ok(await called.serve(worker, inFolder('/copies/2')));
  assert.equal(await edited(), '/copies/2');
  assert.equal(listeners.begun.length, 2);
  assert.equal(listeners.open, 1, 'the session of the old copy has ended');

  called.dispose();
  await listeners.end();
  assert.equal(listeners.open, 0);
});

test('without a session, processes are let go and run without one', async () => {
  const { called } = await openDebugger(() => Promise.resolve(false));
  const answer = await call(called);
  assert.equal(await called.serve(worker, inFolder('/copies/1')), false);
  assert.equal(await answer(), '');
});
