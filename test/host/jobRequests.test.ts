import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { UserError } from '../../src/core/base/userError';
import type { HostContext } from '../../src/host/hostContext';
import { engineFailure } from '../../src/host/jobRequests';

function check(error: Error, status: number, text: RegExp): void {
  test(`${error.message} is ${status}`, async () => {
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.get('/', (request) => engineFailure(request, { flavor: 'windows' } as HostContext, error));
    const answer = await app.request('/');
    assert.equal(answer.status, status);
    assert.match(await answer.text(), text);
  });
}

// The recorded case run-read-only-fs: no test can count on such a file system.
check(Object.assign(new Error('read-only file system'), { code: 'EROFS' }), 503, /^$/);
check(Object.assign(new Error('busy'), { code: 'EBUSY' }), 409, /"ExceptionType":"System\.IO\.IOException"/);
check(new UserError('job-not-found', 'no such job'), 404, /^$/);
check(new UserError('already-running', 'it runs'), 409, /^Cannot start a new run since job is already running\.$/);
check(new UserError('webjobs-stopped', 'stopped'), 409, /^WebJobs are currently in "stopped" state\.$/);
