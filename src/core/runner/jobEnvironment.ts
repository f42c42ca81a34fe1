import type { JobKind } from '../jobs/job';
import { markVariable } from './processTable';

/** What a job's process is told through its environment (kudu-webjobs §7). */
export interface JobEnvironmentRequest {
  readonly kind: JobKind;
  readonly name: string;
  /** What the job inherits. */
  readonly hostEnvironment: Readonly<NodeJS.ProcessEnv>;
  readonly appSettings: Readonly<Record<string, string>>;
  /** `HOME` of the site; undefined where jobs keep the user's own. */
  readonly home: string | undefined;
  readonly instanceId: string;
  /** Root of the working copy. */
  readonly workingFolder: string;
  readonly dataFolder: string;
  /** Empty for a continuous job. */
  readonly runId: string;
  /** Raw argument text of a run; empty for none. */
  readonly runArguments: string;
  /** Continuous jobs only. */
  readonly shutdownFile: string | undefined;
  /** Continuous jobs only. */
  readonly port: number | undefined;
  /** By which the engine recognises the process, see {@link markVariable}. */
  readonly mark: string;
  /** What a debug start adds; it beats app settings. */
  readonly debugVariables: Readonly<Record<string, string>>;
}

/**
 * The complete environment of a job's process. Variables of the engine win over app settings of the same name, and app
 * settings over inherited variables.
 */
export function jobEnvironment(request: JobEnvironmentRequest): Record<string, string> {
  const { kind, name } = request;
  const environment = new Environment(process.platform === 'win32');
  environment.add(request.hostEnvironment);
  environment.addMissing({ WEBSITE_INSTANCE_ID: request.instanceId });
  if (request.home !== undefined) environment.add({ HOME: request.home });
  for (const [setting, value] of Object.entries(request.appSettings)) {
    environment.add({ [`APPSETTING_${setting}`]: value, [setting]: value });
  }
  environment.add(request.debugVariables);
  environment.removeFamily('WEBJOBS_', (variable) => engineVariables.has(variable));
  environment.add({
    WEBJOBS_NAME: name,
    WEBJOBS_TYPE: kind,
    WEBJOBS_PATH: request.workingFolder,
    WEBJOBS_DATA_PATH: request.dataFolder,
    WEBJOBS_RUN_ID: request.runId,
    WEBJOBS_COMMAND_ARGUMENTS: request.runArguments === '' ? undefined : request.runArguments,
    WEBJOBS_SHUTDOWN_FILE: request.shutdownFile,
    WEBJOBS_PORT: request.port?.toString(),
    [runningVariable(kind, name)]: 'true',
    [markVariable]: request.mark,
  });
  return environment.values();
}

/** The variable that marks a job's processes for the service (kudu-webjobs §7.1). */
export function runningVariable(kind: JobKind, name: string): string {
  return `WEBSITE_${kind === 'continuous' ? 'ALWAYS_ON' : 'TRIGGERED'}_JOB_RUNNING_${name}`;
}

/** What the engine itself sets; an inherited value would say something about another job. */
const engineVariables: ReadonlySet<string> = new Set([
  'WEBJOBS_NAME',
  'WEBJOBS_TYPE',
  'WEBJOBS_PATH',
  'WEBJOBS_DATA_PATH',
  'WEBJOBS_RUN_ID',
  'WEBJOBS_COMMAND_ARGUMENTS',
  'WEBJOBS_SHUTDOWN_FILE',
  'WEBJOBS_PORT',
]);

/** Variables by name; on Windows names differ in more than case or not at all. */
class Environment {
  private readonly entries = new Map<string, { name: string; value: string }>();

  constructor(private readonly ignoresCase: boolean) {}

  add(values: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined) this.entries.set(this.key(name), { name, value });
    }
  }

  addMissing(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (!this.entries.has(this.key(name))) this.entries.set(this.key(name), { name, value });
    }
  }

  removeFamily(prefix: string, belongs: (name: string) => boolean): void {
    for (const [key, { name }] of this.entries) if (name.startsWith(prefix) && belongs(name)) this.entries.delete(key);
  }

  values(): Record<string, string> {
    return Object.fromEntries([...this.entries.values()].map(({ name, value }) => [name, value]));
  }

  private key(name: string): string {
    return this.ignoresCase ? name.toUpperCase() : name;
  }
}
