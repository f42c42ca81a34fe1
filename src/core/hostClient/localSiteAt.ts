import { localSiteId } from '../remote/localSiteId';
import { HostRegistry } from './hostRegistry';
import { userStateFolder } from './userStateFolder';

/**
 * What journals call the site of this machine that is served at an address, so that the terminal and the editor know of
 * each other's publishes; undefined for every other address.
 */
export async function localSiteAt(url: string, userState = userStateFolder()): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return undefined;
  const entries = await new HostRegistry(userState).all();
  const entry = entries.find((each) => new URL(each.url).port === port);
  return entry && localSiteId(entry.site);
}
