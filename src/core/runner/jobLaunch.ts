import type { JobKey } from '../jobs/job';
import { debugLaunch, withoutInspectorNoise } from './debugLaunch';
import { dataFolderOf, type EngineContext, settingsFor } from './engineContext';
import type { LaunchOptions } from './engineOptions';
import { resolveCommand } from './interpreter';
import type { JobConfiguration } from './jobConfiguration';
import { jobEnvironment } from './jobEnvironment';
import type { JobLog } from './jobLog';
import type { ProcessSnapshot } from './jobSnapshot';
import { join } from 'node:path';
import type { KeptProcess } from './processKeeper';

/** One start of a job's process. */
export interface JobLaunchRequest {
  readonly job: JobConfiguration;
  /** Root of the working copy, or the job folder. */
  readonly workingFolder: string;
  readonly log: JobLog;
  readonly launch: LaunchOptions | undefined;
  /** Empty for a continuous job. */
  readonly runId: string;
  readonly runArguments: string;
  readonly shutdownFile?: string;
  readonly port?: number;
}

/** A job's process and where a debugger can attach to it. */
export interface LaunchedJob extends KeptProcess {
  readonly debug: ProcessSnapshot['debug'];
  /** The command as the service names it in messages: the program's bare name and the argument text. */
  readonly commandName: { readonly program: string; readonly argumentText: string };
}

/** Starts the process of a job. Throws UserError or StartError when it cannot be started. */
export async function launchJob(context: EngineContext, request: JobLaunchRequest): Promise<LaunchedJob> {
  const { options, timings, processes } = context;
  const { job, launch, log } = request;
  const key: JobKey = job.folder;
  const { appSettings } = settingsFor(context, launch);
  const environmentWith = (debugVariables: Readonly<Record<string, string>>): Record<string, string> =>
    jobEnvironment({
      kind: key.kind,
      name: key.name,
      hostEnvironment: launch?.environment ?? options.hostEnvironment,
      appSettings,
      home: options.paths.setsHome ? options.paths.home : undefined,
      instanceId: options.instanceId,
      workingFolder: request.workingFolder,
      dataFolder: dataFolderOf(context, key),
      runId: request.runId,
      runArguments: request.runArguments,
      shutdownFile: request.shutdownFile,
      port: request.port,
      mark: processes.markOf(key),
      debugVariables,
    });
  const environment = environmentWith({});
  const command = await resolveCommand({
    script: job.script,
    runArguments: request.runArguments,
    interpreters: options.interpreters ?? {},
    environment,
  });
  const debug = launch?.debug
    ? await debugLaunch({
        ...launch.debug,
        script: job.script,
        command,
        environment,
        tempFolder: options.paths.tempFolder,
      })
    : undefined;
  const { program, argumentText } = debug?.command ?? command;
  const kept = await processes.start({
    program,
    argumentText,
    workingFolder: join(request.workingFolder, job.script.scriptFolder),
    environment: debug ? environmentWith(debug.variables) : environment,
    clock: options.clock,
    pipeFolder: join(options.paths.tempFolder, 'pipes'),
    drainCheckMs: timings.drainCheckMs,
    write: (stream, block) => {
      const own = debug?.runtime === 'node' && stream === 'stderr' ? withoutInspectorNoise(block) : block;
      return own.bytes.length === 0 ? Promise.resolve() : log.console(stream, own);
    },
  });
  return {
    ...kept,
    debug: debug ? { runtime: debug.runtime, port: debug.port } : null,
    commandName: { program: bareName(command.program), argumentText: command.argumentText },
  };
}

function bareName(program: string): string {
  return program.split(/[/\\]/).at(-1) ?? program;
}
