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

function line(result: ComparisonResult): string {
  const { name, peerName, unit, subject, peer, ratio, difference } = result;
  const times = `${ratio.toFixed(2)}×`;
  const more = difference === undefined ? times : `${signed(difference)} ${unit}`;
  return `${more.padStart(8)}  ${name}: ${figure(subject, unit)} beside ${figure(peer, unit)} of ${peerName}${bars(result)}`;
}

function bars({ unit, ratio, difference, must, stretch }: ComparisonResult): string {
  if (must === undefined) return '';
  const bar = (value: number): string =>
    difference === undefined ? `≤ ${String(value)}×` : `≤ +${String(value)} ${unit}`;
  const isReached = (difference ?? ratio) <= must;
  return `   (must ${bar(must)}${stretch === undefined ? '' : `, stretch ${bar(stretch)}`}: ${isReached ? 'reached' : 'missed'})`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2)}`;
}

function figure(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

void main();
