import { type StatusBarItem, StatusBarAlignment, l10n, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { isAlive } from './jobState';
import { jobsViewId } from './viewIds';

/** Says in the status bar how many jobs run, only while at least one does. */
export class RunningStatus implements Disposable {
  private readonly store = new DisposableStore();
  private readonly item: StatusBarItem;

  constructor(private readonly registry: SiteRegistry) {
    this.item = this.store.add(window.createStatusBarItem('webjobs.running', StatusBarAlignment.Left, 0));
    this.item.name = l10n.t('Running WebJobs');
    this.item.command = `${jobsViewId}.focus`;
    this.store.add(registry.onDidChange(() => this.update()));
    this.update();
  }

  dispose(): void {
    this.store.dispose();
  }

  private update(): void {
    const alive = this.registry.jobs.filter(({ job }) => isAlive(job));
    if (alive.length === 0) {
      this.item.hide();
      return;
    }
    const text = alive.length === 1 ? l10n.t('1 job running') : l10n.t('{0} jobs running', alive.length);
    this.item.text = `$(play-circle) ${text}`;
    this.item.tooltip = alive.map(lineOf).join('\n');
    this.item.accessibilityInformation = { label: `WebJobs: ${text}` };
    this.item.show();
  }
}

function lineOf({ site, job }: SiteJob): string {
  const name = `${job.name} (${site.label})`;
  return job.process === null ? name : `${name}, ${l10n.t('pid {0}', String(job.process.pid))}`;
}
