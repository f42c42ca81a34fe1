import { isAbsolute, join } from 'node:path';
import { isJobKind } from '../../core/jobs/job';
import type { Localizer } from '../localizer';
import { debugType } from '../contributedTypes';
import type { JobDebugConfiguration } from './debugConfiguration';

/** A configuration that can be started, or what is wrong with it in a sentence for the user. */
export type CheckedConfiguration =
  | { readonly ok: true; readonly configuration: JobDebugConfiguration }
  | { readonly ok: false; readonly problem: string };

/** A configuration as it comes from launch.json: a name, and members that may hold anything. */
export interface RawConfiguration {
  readonly name: string;
  readonly [member: string]: unknown;
}

/**
 * Checks an entry of launch.json whose variables are replaced, and makes its paths absolute.
 *
 * @param folder what relative paths are relative to: the workspace folder; undefined in a window without one.
 */
export function checkConfiguration(
  raw: RawConfiguration,
  folder: string | undefined,
  l10n: Localizer,
): CheckedConfiguration {
  const problem = problemOf(raw, folder, l10n);
  if (problem !== undefined) return { ok: false, problem: l10n.t('"{0}" in launch.json: {1}', raw.name, problem) };
  const { job, envFile } = raw as unknown as JobDebugConfiguration;
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(folder ?? '', path));
  const configuration = {
    ...raw,
    type: debugType,
    request: 'launch',
    job: absolute(job),
    ...(envFile === undefined ? {} : { envFile: absolute(envFile) }),
  };
  return { ok: true, configuration: configuration as unknown as JobDebugConfiguration };
}

function problemOf(raw: RawConfiguration, folder: string | undefined, l10n: Localizer): string | undefined {
  const { job, kind, envFile } = raw;
  if (typeof job !== 'string' || job === '') {
    const shown = JSON.stringify(job ?? null);
    return l10n.t('"job" is {0}. Name the folder of a job, such as "App_Data/jobs/continuous/worker".', shown);
  }
  if (kind !== undefined && (typeof kind !== 'string' || !isJobKind(kind))) {
    return l10n.t('"kind" is {0}. Use "continuous" or "triggered", or remove it.', JSON.stringify(kind));
  }
  for (const [member, type] of memberTypes) {
    const value = raw[member];
    if (value === undefined || isOfType(value, type)) continue;
    return l10n.t('"{0}" is {1}. It has to be {2}.', member, JSON.stringify(value), typeText(type, l10n));
  }
  if (raw.arguments !== undefined && kind === 'continuous') {
    return l10n.t('a continuous job takes no arguments. Remove "arguments", or use "env" for what the job is to know.');
  }
  const relative = [job, envFile].find((path) => typeof path === 'string' && !isAbsolute(path));
  if (folder === undefined && typeof relative === 'string') {
    return l10n.t('"{0}" is relative, but no folder is open. Use an absolute path.', relative);
  }
  return undefined;
}

type MemberType = 'text' | 'texts' | 'flag' | 'object';

const memberTypes: readonly (readonly [member: string, type: MemberType])[] = [
  ['arguments', 'text'],
  ['env', 'texts'],
  ['envFile', 'text'],
  ['stopOnEntry', 'flag'],
  ['debugger', 'object'],
];

function isOfType(value: unknown, type: MemberType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'object':
      return isObject(value);
    case 'texts':
      return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
  }
}

function typeText(type: MemberType, l10n: Localizer): string {
  switch (type) {
    case 'text':
      return l10n.t('a text in quotes');
    case 'flag':
      return l10n.t('true or false');
    case 'object':
      return l10n.t('an object with settings of the language\'s debugger, such as { "justMyCode": false }');
    case 'texts':
      return l10n.t('an object whose values are texts in quotes, such as { "LEVEL": "2" }');
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
