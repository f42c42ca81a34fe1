import { type Memento, l10n, workspace } from 'vscode';
import type { Logger } from '../../core/base/logger';
import { UserError } from '../../core/base/userError';
import type { HostSite } from '../sites/hostSite';
import { hasSchedule } from '../views/jobItem';
import { requireTrust } from './runJob';

const memoryKey = 'schedulesEnabled';

/** Whether schedules fire in this workspace: off until the user switches them on, remembered for the workspace. */
export class WorkspaceSchedules {
  constructor(
    private readonly memory: Memento,
    private readonly sites: () => readonly HostSite[],
    private readonly logger: Logger,
  ) {}

  get isEnabled(): boolean {
    return this.memory.get<boolean>(memoryKey, false);
  }

  /** Switches schedules on for every jobs root of the workspace, and starts the hosts that have a clock to watch. */
  async enable(): Promise<void> {
    requireTrust();
    if (this.sites().length === 0) {
      throw new UserError('no-jobs', l10n.t('This workspace has no job whose schedule could be switched on.'));
    }
    await this.memory.update(memoryKey, true);
    await Promise.all(this.sites().map((site) => site.setSchedulesEnabled(true)));
  }

  async disable(): Promise<void> {
    await this.memory.update(memoryKey, undefined);
    await Promise.all(this.sites().map((site) => site.setSchedulesEnabled(false)));
  }

  /**
   * Keeps what the user switched on, in this window or an earlier one: starts the host of a site that has a schedule,
   * unless it runs already.
   */
  resume(site: HostSite): void {
    if (!this.isEnabled || !workspace.isTrusted || site.state.kind !== 'idle' || !site.jobs.some(hasSchedule)) return;
    void site
      .connect()
      .catch((error: unknown) => this.logger.error(`The schedules of ${site.label} are not watched`, error));
  }

  resumeAll(): void {
    for (const site of this.sites()) this.resume(site);
  }
}
