import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TreePreset = 'job' | 'modules' | 'large' | 'packed';

/** Runs `use` with a generated folder tree and a scratch folder beside it; removes both afterwards. */
export async function withGeneratedTree<T>(
  preset: TreePreset,
  use: (tree: string, scratch: string) => Promise<T>,
): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  const tree = join(scratch, preset);
  try {
    execFileSync(process.execPath, [join(__dirname, 'inputs', 'generate-tree.mjs'), preset, tree], { stdio: 'pipe' });
    return await use(tree, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
