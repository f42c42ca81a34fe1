import { Uri } from 'vscode';
import type { SiteJob, SiteRegistry } from './siteRegistry';

/** The workspace's job in a folder; looks at the disk again before it says that there is none. */
export async function jobAtFolder(registry: SiteRegistry, folder: string): Promise<SiteJob | undefined> {
  const known = find(registry, folder);
  if (known !== undefined) return known;
  await registry.lookAgain();
  return find(registry, folder);
}

function find(registry: SiteRegistry, folder: string): SiteJob | undefined {
  const path = Uri.file(folder).fsPath.replace(/[\\/]+$/, '');
  return registry.jobs.find(({ site, job }) => site.kind === 'workspace' && Uri.file(job.folder).fsPath === path);
}
