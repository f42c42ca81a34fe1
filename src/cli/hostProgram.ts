import { join } from 'node:path';

/** The bundle of the host, which lies beside the bundle of this command. */
export function hostProgram(): string {
  return join(__dirname, 'host.js');
}
