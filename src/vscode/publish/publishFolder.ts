import { join } from 'node:path';

/** Where journals and backups of publishes lie: with the user, so that the terminal can finish what a window began. */
export async function publishFolder(): Promise<string> {
  const { userStateFolder } = await import('../../core/hostClient/userStateFolder');
  return join(userStateFolder(), 'publishes');
}
