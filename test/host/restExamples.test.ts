/**
 * Every case of the recorded shapes of the service's REST API that concerns a route of the local site, over real HTTP. The
 * cases are data (test/fixtures/kuduRestExamples.json); what the site holds at that moment is in restExampleSetups.ts.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Flavor } from '../../src/core/hostClient/hostOptions';
import { type RestExample, setups } from './restExampleSetups';
import { openTestHost } from './testHost';
import type { HttpAnswer } from './httpRequest';

const file = join(__dirname, '..', 'fixtures', 'kuduRestExamples.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly cases: readonly (RestExample & { platform: Flavor })[];
};

/** Routes that are no part of the local site (product L1), and a case that its own note calls unreachable. */
const others = /^\/api\/(zipdeploy|deployments|logstream)/;
const unreachable = new Set(['upload-conflict-legacy']);
/** Needs a file system that cannot be written to: see jobRequests.test.ts. */
const elsewhere = new Set(['run-read-only-fs']);

for (const example of cases) {
  if (others.test(example.request.path) || unreachable.has(example.id) || elsewhere.has(example.id)) continue;
  test(`${example.id} (${example.platform})`, async (context) => {
    const setup = setups[example.id];
    assert.ok(setup, 'no setup is written for this case');
    const host = await openTestHost(context, { flavor: example.platform, ...setup.options, files: setup.files ?? {} });
    const changed = await setup.prepare?.(host, context);
    const { method, path, headers, body } = { ...example.request, ...changed };
    const answer = await host.send(method, path, {
      headers: { Host: 'contoso-demo.scm.azurewebsites.net', ...headers },
      body: typeof body === 'string' || body instanceof Buffer ? body : body === undefined ? '' : JSON.stringify(body),
    });
    checkAnswer(withoutEntries(answer, setup.unlisted ?? []), example.response, setup.volatile ?? []);
    await setup.verify?.(host, answer);
  });
}

function checkAnswer(answer: HttpAnswer, expected: RestExample['response'], volatile: readonly string[]): void {
  assert.equal(answer.status, expected.status, answer.text);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    checkValue(answer.headers[name.toLowerCase()], value, `header ${name}`, [
      ...volatile,
      ...volatileHeaders(expected.status),
    ]);
  }
  if (expected.empty) assert.equal(answer.text, '');
  if (expected.json !== undefined) checkValue(answer.json, expected.json, 'body', volatile);
  if (expected.text !== undefined && !/^<.*>$|^Made-up/.test(expected.text)) assert.equal(answer.text, expected.text);
}

/** Tags of lists are opaque, and so is the time of a file that was just written. */
function volatileHeaders(status: number): readonly string[] {
  return status === 201 || status === 204 ? ['header ETag', 'header Last-Modified'] : [];
}

/** Members that are made up in the recording: their presence and type count (see its "conventions"). */
const madeUp = new Set(['Message', 'ExceptionMessage', 'ExceptionType', 'StackTrace', 'mtime', 'crtime']);

function checkValue(actual: unknown, expected: unknown, where: string, volatile: readonly string[]): void {
  const member = where.split('.').at(-1) ?? where;
  if (volatile.includes(member) || madeUp.has(member)) {
    assert.equal(typeof actual, typeof expected, where);
    return;
  }
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), where);
    const [left, right] = [sorted(actual), sorted(expected)];
    assert.deepEqual(left.map(nameOf), right.map(nameOf), where);
    right.forEach((item, index) => checkValue(left[index], item, `${where}[${index}]`, volatile));
  } else if (typeof expected === 'object' && expected !== null) {
    assert.deepEqual(Object.keys(actual as object), Object.keys(expected), `members of ${where}, in order`);
    for (const [name, value] of Object.entries(expected)) {
      checkValue((actual as Record<string, unknown>)[name], value, `${where}.${name}`, volatile);
    }
  } else if (typeof expected === 'string') {
    // The service is reached by https, the local site by http.
    assert.equal(actual, expected.replaceAll('https://contoso-demo.', 'http://contoso-demo.'), where);
  } else assert.equal(actual, expected, where);
}

/** Folder listings have no order, and jobs of one kind have none either. */
function sorted(items: readonly unknown[]): readonly unknown[] {
  const order = (item: unknown): string => {
    const { mime, type, name } = item as { readonly mime?: string; readonly type?: string; readonly name?: string };
    return mime === undefined && type === undefined ? '' : `${type === 'continuous' ? 1 : 0} ${name ?? ''}`;
  };
  return [...items].sort((left, right) => (order(left) === order(right) ? 0 : order(left) < order(right) ? -1 : 1));
}

function withoutEntries(answer: HttpAnswer, names: readonly string[]): HttpAnswer {
  if (names.length === 0) return answer;
  return { ...answer, json: (answer.json as readonly unknown[]).filter((item) => !names.includes(nameOf(item))) };
}

function nameOf(item: unknown): string {
  return String((item as { readonly name?: unknown } | null)?.name);
}
