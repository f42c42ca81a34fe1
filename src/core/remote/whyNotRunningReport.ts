import type { Obstacle } from './obstacle';
import { findObstacles, type RunFacts } from './whyNotRunning';

/** The answer to "Why does this job not run?", as a Markdown document. */
export function whyNotRunningReport(facts: RunFacts): string {
  const { key, siteLabel, job } = facts;
  const obstacles = findObstacles(facts);
  const causes = obstacles.filter(({ weight }) => weight === 'cause');
  const risks = obstacles.filter(({ weight }) => weight === 'risk');
  return [
    `# Why does ${key.name} not run?`,
    `The ${key.kind} job **${key.name}** on **${siteLabel}**${job?.status ? `, which the site calls \`${job.status}\`` : ''}.`,
    ...summary(causes, risks),
    ...section('What keeps it from running', causes),
    ...section('What can keep it from running at times', risks),
    '## What was looked at',
    looked(facts).join('\n'),
    '',
  ].join('\n\n');
}

function summary(causes: readonly Obstacle[], risks: readonly Obstacle[]): string[] {
  if (causes.length > 0) return [];
  if (risks.length > 0) return ['Nothing keeps it from running for certain.'];
  return ['Nothing was found that would keep it from running. Its log tells what it did last.'];
}

function section(title: string, obstacles: readonly Obstacle[]): string[] {
  if (obstacles.length === 0) return [];
  const rows = obstacles.map(
    ({ message, nextStep }, index) => `${index + 1}. ${message}\n\n   *What to do:* ${nextStep}`,
  );
  return [`## ${title}`, rows.join('\n\n')];
}

/** Names what the site did not tell, so that silence is not read as "fine". */
function looked({ settings, isDisabled, schedulerLog, key, twins }: RunFacts): string[] {
  const told = (isTold: boolean): string => (isTold ? 'read' : 'the site does not tell');
  const names = '`WEBJOBS_STOPPED`, `WEBJOBS_DISABLE_SCHEDULE`, `WEBSITE_TIME_ZONE`, Always On, plan';
  const rows = [
    `- the job, its script, its settings and its state`,
    `- the app's settings (${names}): ${told(settings !== undefined)}`,
    `- the marker \`disable.job\`: ${told(isDisabled !== undefined)}`,
  ];
  if (key.kind === 'triggered') {
    rows.push(`- \`job_scheduler.log\`: ${schedulerLog === '' ? 'there is none' : 'read'}`);
  }
  for (const twin of twins) {
    const found = twin.state === 'silent' ? 'it does not answer' : twin.job ? 'read' : 'no such job there';
    rows.push(`- **${twin.siteLabel}**, which may be a slot of the same app: ${found}`);
  }
  return rows;
}
