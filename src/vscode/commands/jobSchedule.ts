import { CancellationError, type Memento, l10n, window } from 'vscode';
import type * as editing from '../../core/jobs/editSettings';
import type { Notifier } from '../notifier';
import type { SiteJob } from '../sites/siteRegistry';
import { hasSchedule } from '../views/jobItem';
import type { JobPicker } from './jobPicker';
import { requireTrust } from './runJob';
import type { SettingsFiles } from './settingsFile';

/**
 * Takes the schedule of one job away and gives it back. The service has no such switch: the key is removed from
 * `settings.job`, and its expression remembered here, with the text that it stood in. Every other key and all comments stay.
 */
export class JobSchedule {
  constructor(
    private readonly picker: JobPicker,
    private readonly settings: SettingsFiles,
    private readonly memory: Memento,
    private readonly notifier: Notifier,
  ) {}

  async disable(target: unknown): Promise<void> {
    requireTrust();
    const chosen = await this.picker.resolve(target, {
      title: l10n.t('Disable the schedule of which job?'),
      accepts: ({ job }) => hasSchedule(job),
      refusal: ({ job }) => l10n.t('{0} has no schedule.', job.name),
      none: l10n.t('No job has a schedule.'),
    });
    const schedule = chosen.job.schedule ?? '';
    let text = '';
    await this.edit(chosen, ({ removeSchedule }, present) => {
      text = present;
      return removeSchedule(present);
    });
    await this.memory.update(keyOf(chosen), { schedule, text } satisfies TakenSchedule);
    const { job, site } = chosen;
    this.notifier.info(l10n.t('{0} on {1} has no schedule any more; it was {2}.', job.name, site.label, schedule));
  }

  async enable(target: unknown): Promise<void> {
    requireTrust();
    const chosen = await this.picker.resolve(target, {
      title: l10n.t('Enable the schedule of which job?'),
      accepts: ({ job }) => job.kind === 'triggered' && !hasSchedule(job),
      refusal: ({ job }) =>
        job.kind === 'continuous'
          ? l10n.t('{0} is a continuous job, which has no schedule.', job.name)
          : l10n.t('{0} has the schedule {1} already.', job.name, job.schedule ?? ''),
      none: l10n.t('There is no triggered job without a schedule.'),
    });
    const taken = this.memory.get<TakenSchedule>(keyOf(chosen));
    const schedule = taken?.schedule ?? (await askSchedule(chosen.job.name));
    await this.edit(chosen, ({ applyEdit, removeSchedule, setSchedule }, text) =>
      // Nobody has changed the file since: it becomes what it was, with the key where it stood.
      taken !== undefined && removeSchedule(taken.text) === text
        ? taken.text
        : applyEdit(text, setSchedule(text, schedule)),
    );
    await this.memory.update(keyOf(chosen), undefined);
    this.notifier.info(l10n.t('{0} on {1} has the schedule {2}.', chosen.job.name, chosen.site.label, schedule));
  }

  private async edit(chosen: SiteJob, change: (tools: typeof editing, text: string) => string): Promise<void> {
    const tools = await import('../../core/jobs/editSettings');
    await this.settings.edit(chosen, (text) => change(tools, text));
    await chosen.site.refresh();
  }
}

/** What is remembered of a schedule that was taken away. */
interface TakenSchedule {
  readonly schedule: string;
  /** The whole file before. */
  readonly text: string;
}

async function askSchedule(name: string): Promise<string> {
  const { parseCron } = await import('../../core/schedule/cronExpression');
  const text = await window.showInputBox({
    title: l10n.t('Schedule of {0}', name),
    prompt: l10n.t('Six fields: second, minute, hour, day of month, month, day of week'),
    placeHolder: '0 0 2 * * *',
    validateInput: (value) => {
      const parsed = parseCron(value);
      return parsed.valid ? undefined : parsed.problems[0]?.message;
    },
  });
  if (text === undefined) throw new CancellationError();
  return text;
}

function keyOf({ site, job }: SiteJob): string {
  return `takenSchedule/${site.id}/${job.name.toLowerCase()}`;
}
