import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { getLanguageService, type JSONSchema } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { projectFileKind, publishSettingsFileName, webJobsListFileName } from '../../../src/core/jobs/projectFiles';
import { readVisualStudioJob, readWebJobsList, type VisualStudioJob } from '../../../src/core/jobs/visualStudioFiles';

const nothing: VisualStudioJob = {
  name: undefined,
  runMode: undefined,
  kind: undefined,
  startTime: undefined,
  endTime: undefined,
  recurrence: undefined,
};

/** What Visual Studio writes for each run mode, by what it means. */
const written: readonly { readonly text: string; readonly job: VisualStudioJob }[] = [
  {
    text: `{
  "$schema": "http://schemastore.org/schemas/json/webjob-publish-settings.json",
  "webJobName": "order-worker",
  "startTime": "null",
  "endTime": "null",
  "jobRecurrenceFrequency": "null",
  "interval": null,
  "runMode": "Continuous"
}`,
    job: { ...nothing, name: 'order-worker', runMode: 'Continuous', kind: 'continuous' },
  },
  {
    text: `\uFEFF{
  "$schema": "http://schemastore.org/schemas/json/webjob-publish-settings.json",
  "webJobName": "Cleanup",
  "runMode": "OnDemand"
}`,
    job: { ...nothing, name: 'Cleanup', runMode: 'OnDemand', kind: 'triggered' },
  },
  {
    text: `{
  "$schema": "http://schemastore.org/schemas/json/webjob-publish-settings.json",
  "webJobName": "report",
  "startTime": "2015-01-09T01:00:00+01:00",
  "endTime": null,
  "jobRecurrenceFrequency": "Day",
  "interval": 2,
  "runMode": "Scheduled"
}`,
    job: {
      ...nothing,
      name: 'report',
      runMode: 'Scheduled',
      kind: 'triggered',
      startTime: '2015-01-09T01:00:00+01:00',
      recurrence: { frequency: 'Day', interval: 2 },
    },
  },
];

const list = `\uFEFF{
  "$schema": "http://schemastore.org/schemas/json/webjobs-list.json",
  "WebJobs": [
    { "filePath": "../OrderWorker/OrderWorker.csproj" },
    { "filePath": "..\\\\Report\\\\Report.fsproj" }
  ]
}`;

for (const { text, job } of written) {
  test(`reads a job that runs ${String(job.runMode)}`, () => assert.deepEqual(readVisualStudioJob(text), job));
}

test('reads what makes sense of a text that somebody edits', () => {
  assert.deepEqual(readVisualStudioJob(''), nothing);
  assert.deepEqual(readVisualStudioJob('[{"runMode": "Continuous"}]'), nothing);
  assert.deepEqual(readVisualStudioJob('{"runMode": "Sometimes", "interval": 5, "webJobName": 7}'), nothing);
  assert.deepEqual(readVisualStudioJob('{"jobRecurrenceFrequency": "Hour", "interval": 0}'), nothing);
  assert.deepEqual(readVisualStudioJob('{"RunMode": "continuous", // typed by hand\n "webJobName": " a'), {
    ...nothing,
    name: 'a',
    runMode: 'Continuous',
    kind: 'continuous',
  });
});

test('lists the projects of a web project', () => {
  assert.deepEqual(readWebJobsList(list), ['../OrderWorker/OrderWorker.csproj', '../Report/Report.fsproj']);
  for (const text of ['', '{}', '{"WebJobs": {}}', '{"WebJobs": [1, {}, {"filePath": null}, {"filePath": ""}]}']) {
    assert.deepEqual(readWebJobsList(text), [], text);
  }
});

test('the files are known by their names', () => {
  assert.equal(projectFileKind('file:///a/Properties/webjob-publish-settings.json'), 'job');
  assert.equal(projectFileKind('WebJobs-List.json'), 'list');
  assert.equal(projectFileKind('/a/my-webjobs-list.json'), undefined);
});

const jsonSupport = getLanguageService({});

/**
 * What the extension's schema finds in a text, without the byte order mark, which an editor keeps to itself. The schema is
 * given directly: in an editor, one that the file itself names comes before it.
 */
async function schemaMessages(fileName: string, text: string): Promise<string[]> {
  const schema = JSON.parse(readFileSync(`schemas/${fileName.replace('.json', '.schema.json')}`, 'utf8')) as JSONSchema;
  const document = TextDocument.create(`file:///Properties/${fileName}`, 'json', 1, text.replace('\uFEFF', ''));
  const parsed = jsonSupport.parseJSONDocument(document);
  const diagnostics = await jsonSupport.doValidation(document, parsed, undefined, schema);
  return diagnostics.map(({ message }) => (typeof message === 'string' ? message : message.value));
}

test('the schemas accept what Visual Studio writes', async () => {
  for (const { text } of written) assert.deepEqual(await schemaMessages(publishSettingsFileName, text), []);
  const short = '{"webJobName": "a", "startTime": "2016-12-18T00:00:00-08:00", "runMode": "Scheduled"}';
  assert.deepEqual(await schemaMessages(publishSettingsFileName, short), []);
  assert.deepEqual(await schemaMessages(webJobsListFileName, list), []);
});

test('the schemas find mistakes', async () => {
  const job = '{"webJobName": "", "runMode": "continuous", "interval": 0, "jobRecurrenceFrequency": "Year"}';
  assert.equal((await schemaMessages(publishSettingsFileName, job)).length, 4);
  assert.equal((await schemaMessages(publishSettingsFileName, '{"startTime": "soon"}')).length, 2);
  assert.equal((await schemaMessages(webJobsListFileName, '{"WebJobs": [{}, {"filePath": 1}]}')).length, 2);
  assert.equal((await schemaMessages(webJobsListFileName, '{}')).length, 1);
});

test('the manifest ties the schemas to the files', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[] };
  };
  for (const fileName of [publishSettingsFileName, webJobsListFileName]) {
    const url = `./schemas/${fileName.replace('.json', '.schema.json')}`;
    assert.ok(contributes.jsonValidation.some((each) => each.fileMatch === fileName && each.url === url));
  }
});
