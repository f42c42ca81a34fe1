import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Clock } from '../../../src/core/base/clock';
import { RemoteError } from '../../../src/core/remote/remoteError';
import { ScmClient } from '../../../src/core/remote/scmClient';
import { basicCredential } from '../../../src/core/remote/scmCredential';
import type { FuzzTarget } from '../fuzzTarget';
import { mutatedBytes } from '../mutations';

interface RecordedCase {
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly text?: string;
  };
}

const recorded = JSON.parse(readFileSync(join(__dirname, '../../fixtures/kuduRestExamples.json'), 'utf8')) as {
  readonly cases: readonly RecordedCase[];
};
const bodies = recorded.cases.map(({ response: { json, text } }) =>
  Buffer.from(json === undefined ? (text ?? '') : JSON.stringify(json)),
);
const heads = recorded.cases.map(({ response: { status, headers } }) => ({ status, headers: headers ?? {} }));

const calls: Readonly<Record<string, (client: ScmClient) => Promise<unknown>>> = {
  listJobs: (client) => client.listJobs(),
  getContinuous: (client) => client.getJob('continuous', 'worker'),
  getTriggered: (client) => client.getJob('triggered', 'report'),
  listRuns: (client) => client.listRuns('report', { etag: '"1"' }),
  getRun: (client) => client.getRun('report', '202501010000001'),
  runJob: (client) => client.runJob('report', '--full "two words"'),
  getSettings: (client) => client.getSettings('triggered', 'report'),
  getSiteSettings: (client) => client.getSiteSettings(),
  listFolder: (client) => client.listFolder('site/wwwroot'),
  readFile: (client) => client.readFile('data/log.txt', ({ chunks }) => bytesOf(chunks), { fromByte: 3 }),
  deleteFolder: (client) => client.deleteFolder('site/wwwroot/a', { recursive: true }),
};

/** Answers of a site, of a proxy or of a broken connection: every call ends with a value or with a RemoteError. */
export function siteAnswers(): FuzzTarget {
  const property = fc.asyncProperty(
    fc.constantFrom(...Object.keys(calls)),
    fc.constantFrom(...heads),
    fc.option(fc.constantFrom(200, 206, 302, 401, 404, 416, 500, 503), { nil: undefined }),
    fc.oneof(
      mutatedBytes(bodies),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
    ),
    fc.boolean(),
    async (name, head, otherStatus, body, breaksOff) => {
      const status = otherStatus ?? head.status;
      const client = new ScmClient({
        url: 'https://shop.scm.example',
        credential: basicCredential('user', 'madeUpSecret'),
        attempts: 2,
        clock: hastyClock,
        fetch: () => Promise.resolve(answerOf(status, head.headers, body, breaksOff)),
      });
      try {
        await calls[name]?.(client);
      } catch (error) {
        if (!(error instanceof RemoteError)) throw error;
        assert.ok(!error.message.includes('madeUpSecret'));
      }
    },
  );
  return { name: 'answers of a site', property };
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

/** Time in which no pause is long; nothing that happens at once is taken for silence. */
const hastyClock: Clock = {
  now: () => 0,
  monotonic: () => 0,
  after(delayMs, callback) {
    // The watch over silence must not bark while a pause before a repetition must end.
    if (delayMs < 60_000) queueMicrotask(callback);
    return { dispose: () => undefined };
  },
};

function answerOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  breaksOff: boolean,
): Response {
  const hasBody = status !== 204 && status !== 304;
  const content = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Uint8Array.from(body));
      if (breaksOff) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
  return new Response(hasBody ? content : null, { status, headers });
}
