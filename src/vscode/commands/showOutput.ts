import { l10n } from 'vscode';
import type { JobOutputs } from '../output/jobOutputs';
import type { ContextKeys } from '../workspace/contextKeys';
import type { JobPicker } from './jobPicker';

/** Brings a job's output into view. */
export class ShowOutput {
  constructor(
    private readonly picker: JobPicker,
    private readonly outputs: JobOutputs,
    private readonly contextKeys: ContextKeys,
  ) {}

  async show(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Show the output of which job?'),
      none: l10n.t('There is no job that could have written something.'),
    });
    await this.outputs.open(site, job);
  }

  /** In the outputs of all jobs, so that the state of the button says what is seen. */
  showErrorsOnly(isErrorsOnly: boolean): void {
    this.outputs.showErrorsOnly(isErrorsOnly);
    this.contextKeys.set('webjobs.errorsOnly', isErrorsOnly);
  }
}
