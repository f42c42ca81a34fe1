import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { silentLogger } from '../../src/core/base/logger';
import type { HostEntry } from '../../src/core/hostClient/hostRegistry';
import { HostConnection } from '../../src/core/hostClient/hostConnection';
import { hostProtocolVersion } from '../../src/core/hostClient/hostApi';
import { type RunningHost, startHost, type StartHostOptions } from '../../src/host/startHost';
import { temporaryFolder, type TreeFile, writeTree } from '../support/fileTree';
import { type HttpAnswer, httpRequest, type HttpRequestOptions } from './httpRequest';

export type TestHostOptions = Partial<StartHostOptions> & {
  /** Files below `HOME`. */
  readonly files?: Readonly<Record<string, TreeFile>>;
};

export const testCredentials = { user: 'tester', password: 'päss:word' };

/** A host of a local site inside the test's process, with real files, real HTTP and real jobs. */
export interface TestHost {
  readonly home: string;
  readonly host: RunningHost;
  readonly authorization: string;
  /** Sends a request with the host's credentials. */
  readonly send: (method: string, path: string, options?: HttpRequestOptions) => Promise<HttpAnswer>;
  /** A client as the editor is one; it is disposed of when the test ends. */
  readonly connect: () => Promise<HostConnection>;
}

/** Starts a host that is closed, and whose folders are removed, when the test ends. */
export async function openTestHost(test: Pick<TestContext, 'after'>, options: TestHostOptions = {}): Promise<TestHost> {
  // Registered before the folder, whose removal must come last: jobs are stopped through files.
  const closing: (() => Promise<void>)[] = [];
  test.after(() => Promise.all(closing.map((close) => close())));
  const root = await temporaryFolder(test);
  const home = join(root, 'home');
  await mkdir(home);
  await writeTree(home, options.files ?? {});
  const host = await startHost({
    site: { type: 'home', home },
    mode: 'foreground',
    userState: join(root, 'state'),
    tempFolder: join(root, 'temp'),
    credentials: testCredentials,
    lease: undefined,
    environment: { PATH: process.env.PATH, WEBSITE_INSTANCE_ID: 'a1b2c3d4e5' },
    logger: silentLogger,
    onEnd: () => undefined,
    // Jobs start when a test asks for it, unless it says otherwise.
    timings: { debounceMs: 3_600_000, continuousStopMs: 2_000 },
    ...options,
  });
  closing.push(() => host.close());
  const authorization = `Basic ${Buffer.from(`${testCredentials.user}:${testCredentials.password}`).toString('base64')}`;
  return {
    home,
    host,
    authorization,
    send: (method, path, { headers, ...rest } = {}) =>
      httpRequest(host.url, method, path, { headers: { Authorization: authorization, ...headers }, ...rest }),
    async connect() {
      const entry: HostEntry = {
        ...testCredentials,
        protocolVersion: hostProtocolVersion,
        version: '',
        pid: 0,
        url: host.url,
        site: home,
      };
      const connection = await HostConnection.open(entry, 'test/1.0');
      test.after(() => connection.dispose());
      return connection;
    },
  };
}
