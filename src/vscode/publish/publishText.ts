import type { PublishResult, PublishStep } from '../../core/publish/publishOptions';
import type { PublishPlan } from '../../core/publish/publishPlan';
import type { Localizer } from '../localizer';

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

/** What a publish did, with its counts: "order-worker on Local Site: 1 file sent, 12 unchanged." */
export function resultText(
  jobName: string,
  siteLabel: string,
  plan: PublishPlan,
  result: PublishResult,
  l10n: Localizer,
): string {
  const count = (...actions: readonly PublishPlan['files'][number]['action'][]): number =>
    plan.files.filter((file) => actions.includes(file.action)).length;
  const sent = count('add', 'replace');
  const deleted = count('delete');
  const newer = count('newerOnSite');
  const kept = count('keep');
  const parts = [
    sent === 1 ? l10n.t('1 file sent') : l10n.t('{0} files sent', sent),
    ...(deleted === 0 ? [] : [l10n.t('{0} deleted', deleted)]),
    ...(newer === 0 ? [] : [l10n.t('{0} newer on the site and kept', newer)]),
    ...(kept === 0 && sent > 0 ? [] : [l10n.t('{0} unchanged', kept)]),
  ];
  const counts = l10n.t('{0} on {1}: {2}.', jobName, siteLabel, parts.join(', '));
  const doubt = result.isVerified ? [] : [l10n.t('Reading it back did not confirm every file.')];
  return [counts, ...doubt, ...result.warnings].join(' ');
}
