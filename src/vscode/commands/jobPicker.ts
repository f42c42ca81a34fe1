import { relative, sep } from 'node:path';
import { CancellationError, QuickPickItemKind, type QuickPickItem, ThemeIcon, Uri, env, l10n, window } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { UserError } from '../../core/base/userError';
import { findJob } from '../sites/site';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { jobItem } from '../views/jobItem';
import type { ScheduleWords } from '../views/scheduleWords';
import { isTreeNode } from '../views/treeNodes';

/** What a command needs of the job it works on. */
export interface JobQuestion {
  /** The title of the list. */
  readonly title: string;
  /** Which jobs are offered; every one without it. */
  readonly accepts?: (job: SiteJob) => boolean;
  /** Why a job that the user named, but that is not accepted, cannot be taken. */
  readonly refusal?: (job: SiteJob) => string;
  /** What to say when there is nothing to choose from. */
  readonly none: string;
}

/** The argument of a keybinding that means the job of the file being edited. */
export const activeEditorTarget = 'activeEditor';

/** Finds the job that a command is about: a row of the tree, a file, the active editor, or the user's choice. */
export class JobPicker {
  constructor(
    private readonly registry: SiteRegistry,
    private readonly scheduleWords: ScheduleWords,
    private readonly clock: Clock,
  ) {}

  /**
   * @param target what the menu, the keybinding or the caller passed; anything else asks the user.
   * @throws CancellationError when the user dismisses the list, UserError when there is no such job.
   */
  async resolve(target: unknown, question: JobQuestion): Promise<SiteJob> {
    const job = await this.named(target);
    if (job === undefined) return this.ask(question);
    if (question.accepts && !question.accepts(job)) {
      throw new UserError('job-refused', question.refusal?.(job) ?? question.none);
    }
    return job;
  }

  /** The workspace's job whose folder holds `file`. */
  jobOf(file: Uri): SiteJob | undefined {
    if (file.scheme !== 'file') return undefined;
    return this.registry.jobs.find(
      ({ job }) => job.folder !== '' && isInside(file.fsPath, Uri.file(job.folder).fsPath),
    );
  }

  /** The workspace's job that the file in the active editor belongs to. */
  activeJob(): SiteJob | undefined {
    const { document } = window.activeTextEditor ?? {};
    return document && this.jobOf(document.uri);
  }

  private async named(target: unknown): Promise<SiteJob | undefined> {
    if (isTreeNode(target)) {
      if (!('key' in target)) return undefined;
      const job = findJob(target.site, target.key);
      if (!job)
        throw new UserError('job-gone', l10n.t('The job {0} is no longer there. Refresh the view.', target.key.name));
      return { site: target.site, job };
    }
    const file = target === activeEditorTarget ? window.activeTextEditor?.document.uri : target;
    if (!(file instanceof Uri)) return undefined;
    let found = this.jobOf(file);
    if (!found) {
      await this.registry.lookAgain();
      found = this.jobOf(file);
    }
    if (found) return found;
    throw new UserError(
      'not-in-a-job',
      l10n.t(
        '{0} belongs to no WebJob. A job is a folder below jobs/continuous or jobs/triggered; the setting webjobs.jobFolders names further places.',
        file.fsPath,
      ),
    );
  }

  private async ask(question: JobQuestion): Promise<SiteJob> {
    const accepted = (): SiteJob[] => this.registry.jobs.filter((job) => question.accepts?.(job) ?? true);
    if (accepted().length === 0) await this.registry.lookAgain();
    const jobs = accepted();
    const [first] = jobs;
    if (!first) throw new UserError('no-job', question.none);
    if (jobs.length === 1) return first;
    await this.scheduleWords.prepare(jobs.map(({ job }) => job.schedule));
    const picked = await window.showQuickPick(this.items(jobs), { title: question.title, matchOnDescription: true });
    if (!picked?.job) throw new CancellationError();
    return picked.job;
  }

  /** The job of the active editor stands first; the others stand below the name of their site. */
  private items(jobs: readonly SiteJob[]): (QuickPickItem & { readonly job?: SiteJob })[] {
    const active = this.activeJob();
    const isActive = (job: SiteJob): boolean => job.site === active?.site && job.job.folder === active.job.folder;
    const ordered = [...jobs.filter(isActive), ...jobs.filter((job) => !isActive(job))];
    return ordered.flatMap((each, index) => {
      const item = this.item(each);
      if (index > 0 && ordered[index - 1]?.site === each.site && !(index === 1 && active)) return [item];
      return [{ label: each.site.label, kind: QuickPickItemKind.Separator }, item];
    });
  }

  private item(siteJob: SiteJob): QuickPickItem & { readonly job: SiteJob } {
    const { site, job } = siteJob;
    const item = jobItem(job, {
      siteKind: site.kind,
      schedulesEnabled: site.schedulesEnabled,
      scheduleWords: this.scheduleWords.get(job.schedule),
      isEndDismissed: false,
      now: new Date(this.clock.now()),
      locale: env.language,
      l10n,
    });
    const kind = job.kind === 'continuous' ? l10n.t('continuous') : l10n.t('triggered');
    const description = `${kind} · ${item.description}`;
    return { label: item.label, description, iconPath: new ThemeIcon(item.icon.id), job: siteJob };
  }
}

function isInside(path: string, folder: string): boolean {
  const inner = relative(folder, path);
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !/^([a-z]:)?[\\/]/i.test(inner);
}
