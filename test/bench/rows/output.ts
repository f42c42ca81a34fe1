import { execFileSync } from 'node:child_process';
import { copyFileSync, createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BenchEngine } from '../benchEngine';
import { compare, type ComparisonResult } from '../compare';

const inputs = join(__dirname, '..', 'inputs');
const million = 1_000_000;
const steadyArguments = '--rate 20000 --seconds 2';

/** The output of a triggered Node job on its way into `output_log.txt`, stamped line by line, beside bare pipes. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const home = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  const folder = join(home, 'jobs', 'triggered', 'printer');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(inputs, 'print-lines.mjs'), join(folder, 'lines.mjs'));
  writeFileSync(join(folder, 'run.js'), "import('./lines.mjs');\n");
  const out = join(home, 'out.txt');
  const node = process.execPath;
  const hostOf = (host: string, words: string): string =>
    execFileSync(node, [join(inputs, host), out, node, join(folder, 'run.js'), ...words.split(' ')], {
      encoding: 'utf8',
    });
  const linesArguments = (lines: number): string => `--lines ${String(lines)} --length 100`;
  let engine = await BenchEngine.start(home);
  try {
    const run = async (lines: number): Promise<number> => {
      const words = linesArguments(lines);
      const { runId, ms, peakKib } = await engine.ask({ do: 'run', job: 'printer', arguments: words });
      lastRun = { log: join(home, 'data', 'jobs', 'triggered', 'printer', runId ?? '', 'output_log.txt'), peakKib };
      return ms;
    };
    let lastRun = { log: '', peakKib: 0 };
    const runAndForget = async (lines: number): Promise<number> => {
      const ms = await run(lines);
      // A gigabyte each: together they would fill a small disk, and writing them back would be measured with the next.
      rmSync(lastRun.log);
      return ms;
    };
    const subject = (): Promise<number> => runAndForget(million);
    yield await compare({
      name: '1,000,000 lines of 100 bytes into output_log.txt, stamped',
      subject,
      peer: () =>
        void execFileSync('sh', ['-c', `"${node}" run.js ${linesArguments(million)} | cat > "${out}"`], {
          cwd: folder,
        }),
      peerName: 'node job | cat > file',
      must: 2.2,
      stretch: 1.7,
    });
    yield await compare({
      name: '1,000,000 lines of 100 bytes into output_log.txt, stamped',
      subject,
      peer: () => void hostOf('execa-host.mjs', linesArguments(million)),
      peerName: 'execa line iteration',
      must: 0.25,
      stretch: 0.15,
      pairs: 3,
    });
    yield await compare({
      name: 'CPU of the host at a steady 20,000 lines/s for 2 s',
      subject: async () => (await engine.ask({ do: 'run', job: 'printer', arguments: steadyArguments })).cpuMs,
      peer: () => Number(hostOf('pipe-host.mjs', steadyArguments)),
      peerName: 'a Node host that only pipes',
      must: 1.6,
      stretch: 1.35,
    });
    // Memory is measured in engines that have done nothing else.
    await engine.close();
    engine = await BenchEngine.start(home);
    await run(million);
    yield single('lines lost, doubled, out of order or unstamped', await wrongLines(lastRun.log, million), 'lines');
    const small = lastRun.peakKib;
    await engine.close();
    engine = await BenchEngine.start(home);
    yield await compare({
      name: '10,000,000 lines of 100 bytes into output_log.txt, stamped',
      subject: () => runAndForget(10 * million),
      peer: () => void hostOf('pipe-host.mjs', linesArguments(10 * million)),
      peerName: 'a Node host that only pipes',
      must: 1.8,
      stretch: 1.4,
      pairs: 1,
    });
    yield await compare({
      name: 'peak memory of the engine with 10,000,000 lines',
      subject: () => lastRun.peakKib / 1024,
      peer: () => small / 1024,
      peerName: 'itself with 1,000,000 lines',
      unit: 'MiB',
      must: 1.6,
      stretch: 1.2,
      pairs: 1,
    });
  } finally {
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** A figure without a peer: none is what is wanted. */
function single(name: string, value: number, unit: string): ComparisonResult {
  return { name, peerName: 'none', unit, subject: value, peer: 0, ratio: value, must: 0, stretch: 0 };
}

/** Counts numbered lines that are not the next one, or carry no stamp. */
async function wrongLines(log: string, lines: number): Promise<number> {
  let next = 0;
  let wrong = 0;
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const [, number] = /^\[\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d > bench0: INFO\] (\d{8}) /.exec(line) ?? [];
    if (number === undefined) {
      if (!line.includes(': SYS INFO] ')) wrong += 1;
      continue;
    }
    if (Number(number) !== next) wrong += 1;
    next = Number(number) + 1;
  }
  return wrong + Math.abs(lines - next);
}
