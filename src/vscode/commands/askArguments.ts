import { CancellationError, l10n, window } from 'vscode';
import type { SiteJob } from '../sites/siteRegistry';
import type { RunArguments } from '../workspace/runArguments';

/**
 * Asks for the arguments of a run, offering what was given the last time, and remembers the answer. Empty for none.
 *
 * @throws CancellationError when the user dismisses the question.
 */
export async function askArguments(job: SiteJob, memory: RunArguments): Promise<{ readonly arguments?: string }> {
  const text = await window.showInputBox({
    title: l10n.t('Arguments for {0}', job.job.name),
    prompt: l10n.t('One line, appended to the command line as it is'),
    value: memory.get(job),
    // What is to be typed may have to be looked up elsewhere.
    ignoreFocusOut: true,
  });
  if (text === undefined) throw new CancellationError();
  await memory.set(job, text);
  return text === '' ? {} : { arguments: text };
}
