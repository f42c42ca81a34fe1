/** App settings by their names in lower case: App Service compares names without regard to case. Values have no blanks around them. */
export function settingsByKey(settings: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value.trim()]));
}

/** Whether a switch among the app settings is on (kudu-webjobs §3.3). */
export function isOn(settings: ReadonlyMap<string, string>, key: string): boolean {
  return /^(?:1|true)$/i.test(settings.get(key) ?? '');
}
