import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError, errorMessage } from '../../core/base/userError';
import type { StartRequest } from '../../core/hostClient/hostApi';
import type { DebugRequest, JobSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import type { JobDebugConfiguration } from './debugConfiguration';

/**
 * How the engine is to start a job for a debug session. A scheduled job without arguments starts as if its schedule had
 * fired.
 *
 * @throws UserError for a file with settings that cannot be read.
 */
export async function debugStart(
  configuration: JobDebugConfiguration,
  job: Pick<JobSnapshot, 'kind' | 'schedule'>,
  debug: DebugRequest,
  l10n: Localizer,
): Promise<StartRequest> {
  const { arguments: text, env, envFile } = configuration;
  const fromFile = envFile === undefined ? undefined : await readAppSettings(envFile, configuration.name, l10n);
  const appSettings = { ...fromFile, ...env };
  const trigger = (text ?? '') === '' ? await scheduleTrigger(job) : undefined;
  return {
    debug,
    ...(text === undefined || job.kind === 'continuous' ? {} : { arguments: text }),
    ...(Object.keys(appSettings).length === 0 ? {} : { appSettings }),
    ...(trigger === undefined ? {} : { trigger }),
  };
}

async function readAppSettings(
  file: string,
  configurationName: string,
  l10n: Localizer,
): Promise<Readonly<Record<string, string>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(
      'env-file-unreadable',
      l10n.t(
        'The "envFile" of "{0}" cannot be read: {1}. Create {2}, or correct "envFile" in launch.json.',
        configurationName,
        errorMessage(error),
        file,
      ),
      { cause: error },
    );
  }
  const { parseAppSettings } = await import('../../core/hostClient/appSettingsFile');
  return parseAppSettings(text, basename(file));
}

/** What the service records as the trigger of a run that its schedule started; undefined without a valid schedule. */
async function scheduleTrigger({
  kind,
  schedule,
}: Pick<JobSnapshot, 'kind' | 'schedule'>): Promise<string | undefined> {
  if (kind !== 'triggered' || schedule === null) return undefined;
  const { parseCron } = await import('../../core/schedule/cronExpression');
  const parsed = parseCron(schedule);
  return parsed.valid ? `Schedule - ${parsed.schedule.canonical}` : undefined;
}
