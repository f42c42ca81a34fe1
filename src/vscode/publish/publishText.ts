import type { JobOutcome } from '../../core/publish/publishJobs';
import type { PublishResult, PublishStep } from '../../core/publish/publishOptions';
import type { PublishPlan } from '../../core/publish/publishPlan';
import { localized, localizedError, type Localizer } from '../localizer';

/** What a publish is doing, for its progress. */
export function stepText(step: PublishStep, l10n: Localizer): string {
  switch (step) {
    case 'backing up':
      return l10n.t('backing up what changes');
    case 'packing':
      return l10n.t('packing');
    case 'stopping the job':
      return l10n.t('stopping the job');
    case 'uploading':
      return l10n.t('uploading');
    case 'checking':
      return l10n.t('reading the files back');
    case 'starting the job':
      return l10n.t('starting the job');
  }
}

/** What a publish did: "order-worker on Local Site: 1 file sent, 12 unchanged. It writes: 3 orders wait". */
export function resultText(
  jobName: string,
  siteLabel: string,
  plan: PublishPlan,
  result: PublishResult,
  l10n: Localizer,
): string {
  const counts = l10n.t('{0} on {1}: {2}.', jobName, siteLabel, countsText(plan, l10n));
  const doubt = result.isVerified ? [] : [l10n.t('Reading it back did not confirm every file.')];
  const firstLine = result.firstLines?.map(outputOf).find((line) => line !== '');
  const output = firstLine === undefined ? [] : [l10n.t('It writes: {0}', shortened(firstLine))];
  return [counts, ...doubt, ...result.warnings.map((text) => localized(text, l10n)), ...output].join(' ');
}

/** What became of several jobs: "2 jobs on Local Site: order-worker (1 file sent), cleanup (2 files sent)." */
export function severalText(
  siteLabel: string,
  outcomes: readonly JobOutcome<PublishedPlan>[],
  l10n: Localizer,
): string {
  const done = outcomes.filter((outcome) => outcome.state === 'published');
  const details = done.map(({ request, value }) => `${request.name} (${countsText(value.plan, l10n)})`).join(', ');
  const count = done.length === 1 ? l10n.t('1 job') : l10n.t('{0} jobs', done.length);
  const published = done.length === 0 ? [] : [l10n.t('{0} on {1}: {2}.', count, siteLabel, details)];
  const warnings = done.flatMap(({ request, value }) => [
    ...(value.result.isVerified ? [] : [l10n.t('Reading {0} back did not confirm every file.', request.name)]),
    ...value.result.warnings.map((warning) => `${request.name}: ${localized(warning, l10n)}`),
  ]);
  const failed = outcomes.flatMap((outcome) =>
    outcome.state === 'failed' ? [`${outcome.request.name}: ${localizedError(outcome.error, l10n)}`] : [],
  );
  const left = outcomes.flatMap(({ state, request }) => (state === 'not-begun' ? [request.name] : []));
  const cancelled = left.length === 0 ? [] : [l10n.t('Not published, because you cancelled: {0}.', left.join(', '))];
  return [...published, ...warnings, ...failed, ...cancelled].join(' ');
}

/** What was to be done in a publish, and what was. */
export interface PublishedPlan {
  readonly plan: PublishPlan;
  readonly result: PublishResult;
}

function countsText(plan: PublishPlan, l10n: Localizer): string {
  const count = (...actions: readonly PublishPlan['files'][number]['action'][]): number =>
    plan.files.filter((file) => actions.includes(file.action)).length;
  const sent = count('add', 'replace');
  const deleted = count('delete');
  const newer = count('newerOnSite');
  const leftOut = plan.files.filter(({ reason }) => reason === 'left-out').length;
  const kept = count('keep') - leftOut;
  const parts = [
    sent === 1 ? l10n.t('1 file sent') : l10n.t('{0} files sent', sent),
    ...(deleted === 0 ? [] : [l10n.t('{0} deleted', deleted)]),
    ...(newer === 0 ? [] : [l10n.t('{0} newer on the site and kept', newer)]),
    ...(leftOut === 0 ? [] : [l10n.t('{0} left out', leftOut)]),
    ...(kept === 0 && sent > 0 ? [] : [l10n.t('{0} unchanged', kept)]),
  ];
  return parts.join(', ');
}

/** What the job itself wrote, without time and level; empty for a line of the engine (kudu-webjobs §6.1). */
function outputOf(line: string): string {
  const [, level = '', text = ''] = /^\[[^\]]*: ([A-Z ]+)\] (.*)$/s.exec(line) ?? [];
  return level.startsWith('SYS') ? '' : text.trim();
}

/** A notification has room for a line, not for a document. */
function shortened(text: string): string {
  return text.length <= longestOutput ? text : `${text.slice(0, longestOutput - 1)}…`;
}

const longestOutput = 120;
