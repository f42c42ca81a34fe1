import { readFile } from 'node:fs/promises';
import { effectiveSettings, readSettingsFile, settingsFileName } from '../jobs/jobSettings';
import { joinRelative } from '../jobs/jobFiles';
import type { PreparedPublish } from './preparePublish';
import { isSent } from './publishPlan';

/** What sending `settings.job` changes on the site (P3). */
export type SettingsChange =
  | { readonly what: 'schedule'; readonly from: string | null; readonly to: string | null }
  | { readonly what: 'settings' };

/** What a prepared publish does to the settings of a job that the site has already; undefined when it sends none. */
export async function settingsChange(prepared: PreparedPublish): Promise<SettingsChange | undefined> {
  const { request, plan, script, siteJob, local } = prepared;
  const path = joinRelative(script.scriptFolder, settingsFileName);
  const planned = plan.files.find((file) => file.path === path);
  const entry = local.entries.find((each) => each.path === path);
  if (siteJob === undefined || planned === undefined || !isSent(planned) || entry === undefined) return undefined;
  const file = readSettingsFile(await readFile(entry.file));
  const { schedule: to } = effectiveSettings(file, request.kind, script.runnable ? script.host.name : null);
  const { schedule } = siteJob.settings;
  const from = typeof schedule === 'string' ? schedule : null;
  return request.kind === 'triggered' && from !== to ? { what: 'schedule', from, to } : { what: 'settings' };
}
