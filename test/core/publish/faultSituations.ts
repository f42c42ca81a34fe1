import type { JobKind } from '../../../src/core/jobs/job';
import { worker } from './publishScene';

/** The job before a publish: what is on the site, and whether it runs. */
export interface Situation {
  readonly title: string;
  readonly kind: JobKind;
  readonly state: 'running' | 'stopped' | 'triggered' | 'new';
}

export const before = '2025-03-04T05:06:08.5Z';
export const after = '2025-03-04T06:00:00Z';

/** Small enough for hundreds of publishes, with one file of each fate. */
export function filesOf(
  version: 'old' | 'new',
  mtime: string,
): Record<string, { readonly text: string; readonly mtime: string }> {
  const texts: Record<string, string> = {
    'run.sh': worker(version),
    'same.txt': 'same',
    [`lib/only-${version}.txt`]: version,
    [`${version}/deep/file.txt`]: version,
    'settings.job': '{"schedule":"0 0 0 1 1 *"}',
  };
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, { text, mtime: text === 'same' ? before : mtime }]),
  );
}

export function textsOf(files: Record<string, { readonly text: string }>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files)
      .map(([path, { text }]): [string, string] => [path, text])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What of the new version is not on the site yet. */
export function changedPaths(): string[] {
  return Object.keys(textsOf(filesOf('new', after))).filter((path) => path !== 'same.txt');
}

export const situations: readonly Situation[] = [
  { title: 'a new triggered job', kind: 'triggered', state: 'new' },
  { title: 'a scheduled job', kind: 'triggered', state: 'triggered' },
  { title: 'a stopped continuous job', kind: 'continuous', state: 'stopped' },
  { title: 'a running continuous job', kind: 'continuous', state: 'running' },
];
