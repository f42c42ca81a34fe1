import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyExtension, repository } from '../editor/fixtures';
import { shipExtension } from '../support/packageExtension';

/** Folders of extensions for windows that are measured. */
export interface BenchExtensions {
  /** The extension as users get it: what a build for development loads is in many more files. */
  readonly ours: string;
  /** One that does nothing, and is activated by the same events. */
  readonly empty: string;
  /** To be installed beside either of them: `test/fixtures/extensions/hostMeter`. */
  readonly meter: string;
}

/** Makes the extensions for the time of `use`. */
export async function withBenchExtensions<T>(use: (extensions: BenchExtensions) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  const shipped = shipExtension();
  try {
    const meter = join(scratch, 'webjobs-tests.host-meter-0.0.1');
    cpSync(join(repository, 'test/fixtures/extensions/hostMeter'), meter, { recursive: true });
    return await use({ ours: shipped.folder, empty: emptyPeer(join(scratch, 'empty')), meter });
  } finally {
    shipped.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Manifest {
  readonly activationEvents: readonly string[];
}

/** The empty extension, with the activation events of the one under test. */
function emptyPeer(folder: string): string {
  cpSync(emptyExtension, folder, { recursive: true });
  const read = (path: string): Manifest => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
  const { activationEvents } = read(repository);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...read(folder), activationEvents }));
  return folder;
}
