/**
 * Measures the product beside peers or the raw floor, in one run, and prints the ratios.
 *
 *   npm run bench [-- part of a row file's name …] [--json]
 *
 * Each file in `rows` exports `rows(): AsyncIterable<ComparisonResult>`. Build first: the rows use the bundles.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparisonResult } from './compare';

export interface RowFile {
  rows(): AsyncIterable<ComparisonResult>;
}

async function main(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const isJson = process.argv.includes('--json');
  const folder = join(__dirname, 'rows');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  const results: ComparisonResult[] = [];
  for (const name of names) {
    const file = (await import(join(folder, name))) as RowFile;
    for await (const result of file.rows()) {
      results.push(result);
      if (!isJson) process.stdout.write(`${line(result)}\n`);
    }
  }
  if (isJson) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
}

function line({ name, peerName, unit, subject, peer, ratio, must, stretch }: ComparisonResult): string {
  const bar =
    must === undefined
      ? ''
      : `   (must ≤ ${String(must)}×${stretch === undefined ? '' : `, stretch ≤ ${String(stretch)}×`})`;
  return `${ratio.toFixed(2).padStart(7)}×  ${name}: ${figure(subject, unit)} beside ${figure(peer, unit)} of ${peerName}${bar}`;
}

function figure(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

void main();
