import type { Memento } from 'vscode';
import type { SiteJob } from '../sites/siteRegistry';
import { siteJobId } from '../sites/site';

/** The arguments that were last given to each job, remembered for the workspace. */
export class RunArguments {
  constructor(private readonly memory: Memento) {}

  get(job: SiteJob): string {
    return this.memory.get<string>(keyOf(job), '');
  }

  async set(job: SiteJob, text: string): Promise<void> {
    await this.memory.update(keyOf(job), text === '' ? undefined : text);
  }
}

function keyOf({ site, job }: SiteJob): string {
  return `runArguments/${siteJobId(site, job)}`;
}
