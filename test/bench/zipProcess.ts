/**
 * Packs a folder in a process of its own and prints what that took, as JSON.
 *
 *   node zipProcess.cjs ours|archiver FOLDER ARCHIVE
 */
import { createWriteStream, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import { zipJob } from '../../src/core/packaging/zipJob';

export interface ZipFigures {
  readonly ms: number;
  /** The most memory that the whole process had, all threads and libraries included. */
  readonly peakMiB: number;
  /** How long the thread that asked could do nothing else, at worst. */
  readonly pauseMs: number;
}

async function packWithArchiver(folder: string, file: string): Promise<void> {
  const archive = new ZipArchive({ zlib: { level: 1 } });
  const written = pipeline(archive, createWriteStream(file));
  archive.directory(folder, false);
  await Promise.all([archive.finalize(), written]);
}

async function main([who, folder = '', file = '']: readonly string[]): Promise<void> {
  rmSync(file, { force: true });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const startedAt = performance.now();
  await (who === 'ours' ? zipJob(folder, file) : packWithArchiver(folder, file));
  const figures: ZipFigures = {
    ms: performance.now() - startedAt,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    pauseMs: delays.max / 1e6,
  };
  process.stdout.write(JSON.stringify(figures));
}

void main(process.argv.slice(2));
