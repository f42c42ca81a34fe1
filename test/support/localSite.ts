import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Clock } from '../../src/core/base/clock';
import { silentLogger } from '../../src/core/base/logger';
import { ScmClient } from '../../src/core/remote/scmClient';
import { basicCredential } from '../../src/core/remote/scmCredential';
import type { Flavor } from '../../src/core/hostClient/hostOptions';
import type { EngineTimings } from '../../src/core/runner/engineOptions';
import { startHost } from '../../src/host/startHost';
import { temporaryFolder } from './fileTree';

/** A local site that serves over real HTTP in this process, with an engine that acts sooner than the service. */
export interface LocalSite {
  readonly url: string;
  /** Its `HOME`. */
  readonly home: string;
  readonly user: string;
  readonly password: string;
  /** Writes app settings through the site's own API. */
  setSettings(settings: Readonly<Record<string, string>>): Promise<void>;
  /** A client with short pauses. By `clock` it loses patience. */
  connect(url?: string, silenceMs?: number, clock?: Clock): ScmClient;
}

export interface LocalSiteOptions {
  readonly flavor?: Flavor;
  /** Added to what the host inherits. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Waits of the engine that are to be shorter or longer than those of other tests. */
  readonly timings?: Partial<EngineTimings>;
}

/** Starts a site that ends with the test. */
export async function startLocalSite(
  test: Pick<TestContext, 'after'>,
  options: LocalSiteOptions = {},
): Promise<LocalSite> {
  const folder = await temporaryFolder(test);
  const home = join(folder, 'home');
  await mkdir(home);
  const credentials = { user: '$site', password: 'secret word' };
  const host = await startHost({
    mode: 'foreground',
    site: { type: 'home', home },
    userState: join(folder, 'state'),
    tempFolder: join(folder, 'temp'),
    credentials,
    lease: undefined,
    environment: { ...process.env, ...options.environment },
    logger: silentLogger,
    onEnd: () => undefined,
    timings: { debounceMs: 100, rootRetryMs: 50, ...options.timings },
    ...(options.flavor && { flavor: options.flavor }),
  });
  test.after(() => host.close());
  return {
    url: host.url,
    home,
    ...credentials,
    async setSettings(settings) {
      const Authorization = await basicCredential(credentials.user, credentials.password).authorization();
      const body = JSON.stringify(settings);
      const { status } = await fetch(`${host.url}/api/settings`, { method: 'POST', headers: { Authorization }, body });
      assert.equal(status, 204);
    },
    connect: (url = host.url, silenceMs = 10_000, clock) =>
      new ScmClient({
        url,
        credential: basicCredential(credentials.user, credentials.password),
        backOffMs: 10,
        silenceMs,
        longSilenceMs: silenceMs,
        ...(clock && { clock }),
      }),
  };
}
