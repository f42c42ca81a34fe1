export function windowsZones(): Readonly<Record<string, readonly string[]>>;
export function windowsZonesModule(): string;
