import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../support/bundleProgram';

/**
 * Loads a module as the product ships it. What runs the sources directly wraps each function to keep its name, which costs
 * more than some of what is measured.
 *
 * @param entry path of a source file, from the root of the repository.
 */
export async function bundled<T>(entry: string): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  try {
    const outfile = join(folder, 'bundle.cjs');
    bundleProgram(entry, outfile);
    return (await import(outfile)) as T;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
