import { message, type Message, messageText, type Translations, verbatim } from '../base/message';
import { kindWords } from '../jobs/job';
import type { Obstacle } from './obstacle';
import { findObstacles, type RunFacts } from './whyNotRunning';

/**
 * The answer to "Why does this job not run?", as a Markdown document.
 *
 * @param translations the texts of another language; undefined for English.
 */
export function whyNotRunningReport(facts: RunFacts, translations?: Translations): string {
  const obstacles = findObstacles(facts);
  const causes = obstacles.filter(({ weight }) => weight === 'cause');
  const risks = obstacles.filter(({ weight }) => weight === 'risk');
  const paragraphs = [
    message('# Why does {name} not run?', { name: facts.key.name }),
    subject(facts),
    ...summary(causes, risks),
    ...section(message('What keeps it from running'), causes),
    ...section(message('What can keep it from running at times'), risks),
    message('## What was looked at'),
  ];
  const text = (each: Message): string => messageText(each, translations);
  return [...paragraphs.map(text), looked(facts).map(text).join('\n'), ''].join('\n\n');
}

function subject({ key, siteLabel, job }: RunFacts): Message {
  const args = { kind: kindWords[key.kind], name: key.name, site: siteLabel };
  return job?.status
    ? message('The {kind} job **{name}** on **{site}**, which the site calls `{status}`.', {
        ...args,
        status: job.status,
      })
    : message('The {kind} job **{name}** on **{site}**.', args);
}

function summary(causes: readonly Obstacle[], risks: readonly Obstacle[]): Message[] {
  if (causes.length > 0) return [];
  if (risks.length > 0) return [message('Nothing keeps it from running for certain.')];
  return [message('Nothing was found that would keep it from running. Its log tells what it did last.')];
}

function section(title: Message, obstacles: readonly Obstacle[]): Message[] {
  if (obstacles.length === 0) return [];
  const rows = obstacles.map(({ message: what, nextStep }, index) =>
    message('{number}. {what}\n\n   *What to do:* {nextStep}', { number: index + 1, what, nextStep }),
  );
  return [{ template: '## {title}', args: { title } }, ...rows];
}

/** Names what the site did not tell, so that silence is not read as "fine". */
function looked({ settings, isDisabled, schedulerLog, key, twins }: RunFacts): Message[] {
  const told = (isTold: boolean): Message => (isTold ? message('read') : message('the site does not tell'));
  const row = (what: Message, found?: Message): Message =>
    found === undefined
      ? { template: '- {what}', args: { what } }
      : { template: '- {what}: {found}', args: { what, found } };
  const rows = [
    row(message('the job, its script, its settings and its state')),
    row(
      message(
        "the app's settings (`WEBJOBS_STOPPED`, `WEBJOBS_DISABLE_SCHEDULE`, `WEBSITE_TIME_ZONE`, Always On, plan)",
      ),
      told(settings !== undefined),
    ),
    row(message('the marker `disable.job`'), told(isDisabled !== undefined)),
  ];
  if (key.kind === 'triggered') {
    rows.push(row(verbatim('`job_scheduler.log`'), schedulerLog === '' ? message('there is none') : message('read')));
  }
  for (const twin of twins) {
    const found =
      twin.state === 'silent'
        ? message('it does not answer')
        : twin.job
          ? message('read')
          : message('no such job there');
    rows.push(row(message('**{site}**, which may be a slot of the same app', { site: twin.siteLabel }), found));
  }
  return rows;
}
