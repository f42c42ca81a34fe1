import { existsSync, readFileSync } from 'node:fs';

/** The TCP ports on which any process of this machine listens, as Linux tells them. */
export function listeningPorts(): Set<number> {
  const ports = new Set<number>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local, , state] = line.trim().split(/\s+/);
      if (state === listening) ports.add(Number.parseInt(local?.split(':')[1] ?? '', 16));
    }
  }
  return ports;
}

const listening = '0A';
