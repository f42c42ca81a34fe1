import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { silentLogger } from '../../../src/core/base/logger';
import type { JobKind } from '../../../src/core/jobs/job';
import type { EngineOptions } from '../../../src/core/runner/engineOptions';
import { type RunningHost, startHost } from '../../../src/host/startHost';
import type { EngineSurface, RunAnswer } from './engineSurface';

const credentials = { user: '$vector', password: 'secret' };

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
}

/** The local site over real HTTP: the surface that the tree, the terminal and every Kudu client use. */
export class RestSurface implements EngineSurface {
  readonly base: string;

  private constructor(private readonly host: RunningHost) {
    this.base = host.url;
  }

  /** @param options of an engine with the system's clock; the rest of them reaches the host in its own way. */
  static async open(options: EngineOptions): Promise<RestSurface> {
    const { home, tempFolder } = options.paths;
    await writeFile(join(home, 'local.settings.json'), JSON.stringify({ Values: options.appSettings() }));
    const host = await startHost({
      mode: 'foreground',
      site: { type: 'home', home },
      userState: join(tempFolder, '..', 'state'),
      tempFolder,
      credentials,
      lease: undefined,
      environment: options.hostEnvironment,
      logger: silentLogger,
      onEnd: () => undefined,
      flavor: 'linux',
      ...(options.interpreters && { interpreters: options.interpreters }),
      ...(options.timings && { timings: options.timings }),
    });
    return new RestSurface(host);
  }

  async run(job: string, { arguments: text }: { readonly arguments?: string }): Promise<RunAnswer> {
    const query = text === undefined ? '' : `?arguments=${encodeURIComponent(text)}`;
    const { status, body, location } = await this.send('POST', `${this.pathOf('triggered', job)}/run${query}`);
    return { status, body: status === 409 ? body : undefined, location };
  }

  getJob(kind: JobKind, job: string): Promise<unknown> {
    return this.get(this.pathOf(kind, job));
  }

  getHistory(job: string): Promise<unknown> {
    return this.get(`${this.pathOf('triggered', job)}/history`);
  }

  getRun(job: string, runId: string): Promise<unknown> {
    return this.get(`${this.pathOf('triggered', job)}/history/${runId}`);
  }

  async listJobs(kind: JobKind): Promise<readonly string[]> {
    const jobs = (await this.get(`/api/${kind}webjobs`)) as readonly { readonly name: string }[];
    return jobs.map(({ name }) => name);
  }

  async stopJob(job: string): Promise<void> {
    await this.send('POST', `${this.pathOf('continuous', job)}/stop`);
  }

  async startJob(job: string): Promise<void> {
    await this.send('POST', `${this.pathOf('continuous', job)}/start`);
  }

  async deleteJob(kind: JobKind, job: string): Promise<void> {
    await this.send('DELETE', this.pathOf(kind, job));
  }

  async putSettings(kind: JobKind, job: string, body: string): Promise<void> {
    await this.send('PUT', `${this.pathOf(kind, job)}/settings`, body);
  }

  getSettings(kind: JobKind, job: string): Promise<unknown> {
    return this.get(`${this.pathOf(kind, job)}/settings`);
  }

  postedWebHooks(): Promise<unknown> {
    throw new Error('The local site posts no web hooks.');
  }

  shutDown(): Promise<void> {
    return this.host.close();
  }

  async kill(): Promise<void> {
    await this.host.killJobs();
    await this.host.close();
  }

  private pathOf(kind: JobKind, job: string): string {
    return `/api/${kind}webjobs/${encodeURIComponent(job)}`;
  }

  private async get(path: string): Promise<unknown> {
    const { status, body } = await this.send('GET', path);
    if (status === 404) return null;
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${body}`);
    return JSON.parse(body) as unknown;
  }

  private send(method: string, path: string, body?: string): Promise<Answer> {
    const authorization = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
    const headers = { authorization, 'user-agent': 'agent/1.0', 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const outgoing = request(this.base + path, { method, headers, agent: false }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const { statusCode: status = 0, headers: received } = incoming;
          resolve({ status, body: Buffer.concat(chunks).toString(), location: received.location });
        });
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}
