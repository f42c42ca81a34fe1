/**
 * A host that does nothing but pipe: starts a command and lets Node move its output into a file. Prints the CPU time that
 * this took, its own start left out, in milliseconds.
 *
 *   node pipe-host.mjs FILE COMMAND [ARGUMENT …]
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const [file, command, ...args] = process.argv.slice(2);
const atStart = process.cpuUsage();
const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
await pipeline(child.stdout, createWriteStream(file));
const { user, system } = process.cpuUsage(atStart);
process.stdout.write(String((user + system) / 1000));
