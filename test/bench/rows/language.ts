import { CronExpressionParser } from 'cron-parser';
import { getLanguageService, type JSONDocument } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import settingsSchema from '../../../schemas/settings.job.schema.json';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { nextServiceRuns } from '../../../src/core/schedule/serviceRuns';
import { bundled } from '../bundled';
import { compare, type ComparisonResult, repeated } from '../compare';
import { type Call, compareCalls } from '../compareCalls';
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
  const parsed = new WeakMap<TextDocument, { version: number; json: JSONDocument }>();
  // The server of VS Code's JSON support reads a version of a document once, too.
  const readJson = (each: TextDocument): JSONDocument => {
    const known = parsed.get(each);
    if (known?.version === each.version) return known.json;
    const read = { version: each.version, json: json.parseJSONDocument(each) };
    parsed.set(each, read);
    return read.json;
  };
  const position = document.positionAt(text.indexOf('30 5'));
  const features: readonly { readonly name: string; readonly ours: Call; readonly theirs: Call }[] = [
    {
      name: 'diagnostics of a ten-line settings.job',
      ours: (each) => service.validate(each, true),
      theirs: (each) => json.doValidation(each, readJson(each)),
    },
    {
      name: 'hover over the schedule of a ten-line settings.job',
      ours: (each) => service.hover(each, position),
      theirs: (each) => json.doHover(each, position, readJson(each)),
    },
    {
      name: 'completion in the schedule of a ten-line settings.job',
      ours: (each) => service.complete(each, position),
      theirs: (each) => json.doComplete(each, position, readJson(each)),
    },
  ];
  for (const { name, ours, theirs } of features) {
    for (const [when, edit] of Object.entries(edits)) {
      const peerName = 'vscode-json-languageservice';
      const bars = { peerName, must: 3, stretch: 1.5 };
      yield* compareCalls({ name: `${name}, ${when}`, ...bars }, () => new EditedDocument(edit), ours, theirs);
    }
  }
}

/** What happens to the document before each call: the schedule is typed, something else is typed, or nothing is. */
const edits: Readonly<Record<string, TypedPlace | undefined>> = {
  'schedule just typed': { before: '"0 ', length: 2 },
  'comment just typed': { before: 'before the shops ', length: 2 },
  'text unchanged': undefined,
};

/** Characters that are typed over, by two digits. */
interface TypedPlace {
  readonly before: string;
  readonly length: number;
}

/** A document that changes as it does under the hands of somebody who types. */
class EditedDocument {
  readonly document = TextDocument.create(
    'file:///project/App_Data/jobs/triggered/report/settings.job',
    'jsonc',
    1,
    text,
  );

  constructor(private readonly place: TypedPlace | undefined) {}

  edit(): TextDocument {
    const { document, place } = this;
    if (place === undefined) return document;
    const start = text.indexOf(place.before) + place.before.length;
    const range = { start: document.positionAt(start), end: document.positionAt(start + place.length) };
    const typed = String(document.version % 60).padStart(place.length, '0');
    return TextDocument.update(document, [{ range, text: typed }], document.version + 1);
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
