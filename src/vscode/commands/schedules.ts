import type { Memento } from 'vscode';
import { l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { HostSite } from '../sites/hostSite';
import { requireTrust } from './runJob';

const memoryKey = 'schedulesEnabled';

/** Whether schedules fire in this workspace: off until the user switches them on, remembered for the workspace. */
export class WorkspaceSchedules {
  constructor(
    private readonly memory: Memento,
    private readonly sites: () => readonly HostSite[],
  ) {}

  get isEnabled(): boolean {
    return this.memory.get<boolean>(memoryKey, false);
  }

  /** Switches schedules on for every jobs root of the workspace, and starts the hosts that watch the clock. */
  async enable(): Promise<void> {
    requireTrust();
    if (this.sites().length === 0) {
      throw new UserError('no-jobs', l10n.t('This workspace has no job whose schedule could be switched on.'));
    }
    await this.memory.update(memoryKey, true);
    await Promise.all(this.withSchedules().map((site) => site.setSchedulesEnabled(true)));
  }

  async disable(): Promise<void> {
    await this.memory.update(memoryKey, undefined);
    await Promise.all(this.sites().map((site) => site.setSchedulesEnabled(false)));
  }

  private withSchedules(): readonly HostSite[] {
    return this.sites().filter((site) => site.jobs.some((job) => job.schedule !== null));
  }
}
