import { CronExpressionParser } from 'cron-parser';
import { getLanguageService } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import settingsSchema from '../../../schemas/settings.job.schema.json';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { nextServiceRuns } from '../../../src/core/schedule/serviceRuns';
import { bundled } from '../bundled';
import { compare, type ComparisonResult, repeated, type Work } from '../compare';
import { zoneOf } from '../../core/schedule/support';
import type * as SettingsEditor from '../../support/settingsEditor';

/** Ten lines with something to say about nearly each of them. */
const text = `{
  // Every weekday, before the shops open.
  "schedule": "0 30 5 * * 1-5",
  "is_singleton": false,
  "stopping_wait_time": 60,
  "is_in_place": false,
  "Is_Singleton": true,
  "run_mode": "continuous",
  "interval": 5
}`;

const warmUpCalls = 500;
const measuredCalls = 300;

/** The language of `settings.job` beside that of JSON, and schedules across a change of the clocks. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield* scheduleRows();
  const { openSettings } = await bundled<typeof SettingsEditor>('test/support/settingsEditor.ts');
  const { service, document } = openSettings(text);
  const json = getLanguageService({});
  json.configure({
    allowComments: true,
    schemas: [{ uri: 'schema://settings.job', fileMatch: ['settings.job'], schema: settingsSchema }],
  });
  const position = document.positionAt(text.indexOf('30 5'));
  // What both do with a text that was just typed: the text is read again each time.
  const typed = (): TextDocument => TextDocument.create(document.uri, 'jsonc', 1, text);
  const features: readonly { readonly name: string; readonly ours: Call; readonly theirs: Call }[] = [
    {
      name: 'diagnostics of a ten-line settings.job',
      ours: () => service.validate(typed(), true),
      theirs: () => {
        const each = typed();
        return json.doValidation(each, json.parseJSONDocument(each));
      },
    },
    {
      name: 'hover over the schedule of a ten-line settings.job',
      ours: () => service.hover(typed(), position),
      theirs: () => {
        const each = typed();
        return json.doHover(each, position, json.parseJSONDocument(each));
      },
    },
    {
      name: 'completion in the schedule of a ten-line settings.job',
      ours: () => service.complete(typed(), position),
      theirs: () => {
        const each = typed();
        return json.doComplete(each, position, json.parseJSONDocument(each));
      },
    },
  ];
  for (const { name, ours, theirs } of features) {
    for (const call of [ours, theirs]) for (let count = 0; count < warmUpCalls; count++) await call();
    for (const [part, label] of [
      [0.5, 'median'],
      [0.99, 'p99'],
    ] as const) {
      yield await compare({
        name: `${name}, ${label}`,
        subject: quantile(ours, part),
        peer: quantile(theirs, part),
        peerName: 'vscode-json-languageservice',
        must: 3,
        stretch: 1.5,
      });
    }
  }
}

/** The clocks of New York are set on 8 March 2026 and 1 November 2026. */
async function* scheduleRows(): AsyncIterable<ComparisonResult> {
  const zone = zoneOf('America/New_York');
  const changes = { 'to daylight saving': Date.UTC(2026, 2, 8, 4), 'back to standard time': Date.UTC(2026, 10, 1, 3) };
  for (const expression of ['0 */15 * * * *', '0 30 9 * * 1-5', '* * * * * *']) {
    for (const [change, start] of Object.entries(changes)) {
      yield await compare({
        name: `parse and next five runs of ${expression} across the change ${change}, America/New_York`,
        subject: repeated(500, () => {
          const parse = parseCron(expression);
          if (parse.valid) nextServiceRuns(parse.schedule, start, zone, 5);
        }),
        peer: repeated(500, () => {
          CronExpressionParser.parse(expression, { currentDate: new Date(start), tz: 'America/New_York' }).take(5);
        }),
        peerName: 'cron-parser',
        must: 1.3,
        stretch: 0.5,
      });
    }
  }
}

type Call = () => unknown;

/** The time below which a part of the calls lies. */
function quantile(call: Call, part: number): Work {
  return async () => {
    const times: number[] = [];
    for (let count = 0; count < measuredCalls; count++) {
      const startedAt = performance.now();
      await call();
      times.push(performance.now() - startedAt);
    }
    times.sort((left, right) => left - right);
    return times[Math.min(Math.floor(part * times.length), times.length - 1)];
  };
}
