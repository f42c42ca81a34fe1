/**
 * The usual way to get at lines: execa's iteration over them, each written to a file with a stamp in front.
 *
 *   node execa-host.mjs FILE COMMAND [ARGUMENT …]
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { execa } from 'execa';

const [file, command, ...args] = process.argv.slice(2);
const log = createWriteStream(file);
for await (const line of execa(command, args, { buffer: false })) {
  if (!log.write(`[${new Date().toISOString()} > bench0: INFO] ${line}\r\n`)) await once(log, 'drain');
}
log.end();
await once(log, 'finish');
