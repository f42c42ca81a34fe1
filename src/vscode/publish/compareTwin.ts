import type { PreparedPublish } from '../../core/publish/preparePublish';
import type { SiteClients } from '../remote/siteClients';
import { twinDifference } from './twinDifference';
import type { Comparison, Twin } from './twins';

/** Jobs of more files are compared only when they are published. */
const mostFiles = 1000;

/**
 * Compares a job of the workspace with the one on a site, as a publish would.
 *
 * @throws when the site does not answer, or one of the two cannot be read.
 */
export async function compareTwin(clients: SiteClients, { job, site }: Twin): Promise<Comparison> {
  const { collectFiles } = await import('../../core/packaging/collectFiles');
  const { kind, name, folder } = job.job;
  const { entries } = await collectFiles(folder);
  if (entries.length > mostFiles) return uncompared;
  const { preparePublish } = await import('../../core/publish/preparePublish');
  return comparisonOf(await preparePublish(await clients.of(site), { kind, name, folder, mode: 'newer' }));
}

function comparisonOf(prepared: PreparedPublish): Comparison {
  return {
    difference: twinDifference(prepared.plan),
    again: async () => {
      const { collectFiles } = await import('../../core/packaging/collectFiles');
      const { planAgain } = await import('../../core/publish/preparePublish');
      const local = await collectFiles(prepared.request.folder);
      return comparisonOf(await planAgain({ ...prepared, local }, {}));
    },
  };
}

const uncompared: Comparison = {
  difference: { isNewerHere: false, isNewerThere: false, hasOtherSettings: false },
  again: () => Promise.resolve(uncompared),
};
