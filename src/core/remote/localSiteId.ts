import { pathToFileURL } from 'node:url';

/** What journals call a site of this machine: its folder, because its address changes with each start. */
export function localSiteId(home: string): string {
  return pathToFileURL(home).href;
}
