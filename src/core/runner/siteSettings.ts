/** The app settings that steer the engine (kudu-webjobs §3.3). */
export interface SiteSettings {
  /** `WEBJOBS_RESTART_TIME`, milliseconds. */
  readonly restartMs: number;
  /** `WEBJOBS_IDLE_TIMEOUT`, seconds, not negative. */
  readonly idleTimeoutSeconds: number;
  /** `WEBJOBS_HISTORY_SIZE`, at least 1. */
  readonly historySize: number;
  /** `WEBJOBS_STOPPED`. */
  readonly isStopped: boolean;
  /** `WEBJOBS_DISABLE_SCHEDULE`. */
  readonly isScheduleDisabled: boolean;
  /** `WEBSITE_SCM_ALWAYS_ON_ENABLED` is `0`. */
  readonly isAlwaysOnOff: boolean;
  /** `WEBSITE_RUN_FROM_PACKAGE` or its older name `WEBSITE_RUN_FROM_ZIP` (kudu-webjobs §1.1). */
  readonly runsFromPackage: boolean;
  /** `WEBSITE_TIME_ZONE`, a Windows or IANA name; undefined means UTC. */
  readonly timeZone: string | undefined;
}

/** Finds the value of a setting by its exact name. */
export type SettingLookup = (name: string) => string | undefined;

/** App settings come first, then the host's environment with and without the platform's prefix. */
export function settingLookup(
  appSettings: Readonly<Record<string, string>>,
  hostEnvironment: Readonly<NodeJS.ProcessEnv>,
): SettingLookup {
  return (name) => appSettings[name] ?? hostEnvironment[`APPSETTING_${name}`] ?? hostEnvironment[name];
}

export function readSiteSettings(find: SettingLookup): SiteSettings {
  const zone = find('WEBSITE_TIME_ZONE');
  const historySize = wholeNumber(find('WEBJOBS_HISTORY_SIZE')) ?? 0;
  return {
    restartMs: Math.max(wholeNumber(find('WEBJOBS_RESTART_TIME')) ?? 60, 0) * 1_000,
    idleTimeoutSeconds: Math.max(wholeNumber(find('WEBJOBS_IDLE_TIMEOUT')) ?? 120, 0),
    historySize: historySize > 0 ? historySize : 50,
    isStopped: isTrue(find('WEBJOBS_STOPPED')),
    isScheduleDisabled: isTrue(find('WEBJOBS_DISABLE_SCHEDULE')),
    isAlwaysOnOff: find('WEBSITE_SCM_ALWAYS_ON_ENABLED') === '0',
    runsFromPackage: !['', '0'].includes(find('WEBSITE_RUN_FROM_PACKAGE') ?? find('WEBSITE_RUN_FROM_ZIP') ?? ''),
    timeZone: zone === '' ? undefined : zone,
  };
}

/** A 32-bit integer as .NET parses it: blanks around it and a sign are allowed, nothing else. */
function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*[+-]?\d+\s*$/.test(text)) return undefined;
  const value = Number(text);
  return value >= -(2 ** 31) && value < 2 ** 31 ? value : undefined;
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text?.toLowerCase() === 'true';
}
