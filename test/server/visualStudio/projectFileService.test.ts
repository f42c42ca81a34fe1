import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { getLanguageService, type JSONSchema } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Texts } from '../../../src/server/service/texts';
import { ProjectFileService } from '../../../src/server/visualStudio/projectFileService';
import { atCursor } from '../../support/settingsEditor';

const jobFile = 'webjob-publish-settings.json';
const listFile = 'webjobs-list.json';

function open(text: string, fileName: string, isUnhelped = true) {
  const document = TextDocument.create(`file:///shop/Properties/${fileName}`, 'json', 1, text);
  return {
    document,
    service: new ProjectFileService(
      () => isUnhelped,
      () => new Texts(),
    ),
  };
}

async function problems(text: string, fileName = jobFile): Promise<string[]> {
  const { document, service } = open(text, fileName);
  const diagnostics = await service.validate(document);
  return diagnostics.map(({ code, message }) => `${String(code)}: ${message as string}`);
}

async function hoverText(marked: string, fileName = jobFile): Promise<string | undefined> {
  const { text, offset } = atCursor(marked);
  const { document, service } = open(text, fileName);
  const hover = await service.hover(document, document.positionAt(offset));
  return hover && (hover.contents as { value: string }).value;
}

/** The text after a completion has been taken, without the marks of a snippet. */
function completed(marked: string, label: string, fileName = jobFile): string | undefined {
  const { text, offset } = atCursor(marked);
  const { document, service } = open(text, fileName);
  const item = service.complete(document, document.positionAt(offset)).find((each) => each.label === label);
  if (item?.textEdit === undefined || !('range' in item.textEdit)) return undefined;
  return TextDocument.applyEdits(document, [item.textEdit]).replace('$1', '');
}

function labels(marked: string, fileName = jobFile): string[] {
  const { text, offset } = atCursor(marked);
  const { document, service } = open(text, fileName);
  return service.complete(document, document.positionAt(offset)).map(({ label }) => label);
}

test('values that Visual Studio would not write are problems', async () => {
  assert.deepEqual(await problems('{"webJobName": "", "runMode": "continuous", "interval": 0}'), [
    'project-value: webJobName needs text in quotes.',
    'project-value: runMode needs one of Continuous, OnDemand, Scheduled.',
    'project-value: interval needs a whole number from 1 on.',
  ]);
  assert.deepEqual(await problems('{"runMode": "OnDemand", "startTime": "soon"}'), [
    'project-value: startTime needs a time such as 2015-01-09T01:00:00+01:00.',
  ]);
  assert.deepEqual(await problems('{}'), ['project-key: runMode is missing.']);
  assert.deepEqual(await problems('{"WebJobs": [{}, {"filePath": 1}, 2]}', listFile), [
    'project-key: filePath is missing.',
    'project-value: filePath needs text in quotes.',
    'project-value: WebJobs needs an object in braces.',
  ]);
  assert.deepEqual(await problems('{"WebJobs": {}}', listFile), ['project-value: WebJobs needs a list in brackets.']);
});

const jsonSupport = getLanguageService({});
const texts: readonly (readonly [text: string, fileName?: string])[] = [
  ['{"$schema": "http://schemastore.org/x.json", "webJobName": "a", "runMode": "Continuous", "interval": null}'],
  ['{"startTime": "2015-01-09T01:00:00+01:00", "endTime": "null", "runMode": "Scheduled", "interval": 2}'],
  ['{"startTime": "2016-12-18T00:00:00-08:00", "endTime": null, "jobRecurrenceFrequency": "null", "runMode": 1}'],
  ['{"startTime": 5, "endTime": "2015-01-09", "jobRecurrenceFrequency": "Year", "interval": "1", "further": true}'],
  ['[]'],
  ['{"WebJobs": [{"filePath": "../a.csproj"}, {"filePath": ""}], "more": 1}', listFile],
  ['{}', listFile],
];

for (const [text, fileName = jobFile] of texts) {
  test(`what is wrong with ${text} is what the schema says`, async () => {
    const schema = JSON.parse(
      readFileSync(`schemas/${fileName.replace('.json', '.schema.json')}`, 'utf8'),
    ) as JSONSchema;
    const { document, service } = open(text, fileName);
    const theirs = await jsonSupport.doValidation(document, jsonSupport.parseJSONDocument(document), undefined, schema);
    const ours = await service.validate(document);
    const places = (diagnostics: typeof ours): string[] => diagnostics.map(({ range }) => JSON.stringify(range)).sort();
    assert.deepEqual(places(ours), places(theirs as typeof ours));
  });
}

test('what is no JSON is left to the editor', async () => {
  assert.deepEqual(await problems('{"runMode": "x"'), []);
  assert.deepEqual(await problems(''), []);
});

test('keys and values are explained', async () => {
  assert.match((await hoverText('{"web|JobName": "a"}')) ?? '', /^\*\*Name of the WebJob\*\*/);
  assert.match((await hoverText('{"webJobName": "a|"}')) ?? '', /^\*\*Name of the WebJob\*\*/);
  assert.match((await hoverText('{"runMode": "Sched|uled"}')) ?? '', /That scheduler is retired/);
  assert.match((await hoverText('{"startTime": "nu|ll"}')) ?? '', /^Begin of the recurrence/);
  assert.match((await hoverText('{"WebJobs": [{"file|Path": "a"}]}', listFile)) ?? '', /^\*\*Path of the project file/);
  for (const nothing of ['{|}', '{"other|": 1}', '{"other": 1|}', '|'])
    assert.equal(await hoverText(nothing), undefined);
});

test('keys that are not there yet are offered', () => {
  assert.deepEqual(labels('{ "runMode": "OnDemand",\n  |\n}'), [
    'webJobName',
    'startTime',
    'endTime',
    'jobRecurrenceFrequency',
    'interval',
  ]);
  assert.deepEqual(labels('{ "WebJobs": [ { | } ] }', listFile), ['filePath']);
  assert.deepEqual(labels('{ "runMode": "OnDemand" | }'), [], 'a comma comes first');
  assert.equal(completed('{ | }', 'runMode'), '{ "runMode":  }');
  assert.equal(completed('{ "web|" }', 'webJobName'), '{ "webJobName": "" }');
  assert.equal(completed('{ "we|b": "a" }', 'webJobName'), '{ "webJobName": "a" }');
  assert.equal(completed('{ | "interval": 1 }', 'runMode'), '{ "runMode": , "interval": 1 }');
});

test('values that a key can have are offered', () => {
  assert.deepEqual(labels('{ "runMode": | }'), ['"Continuous"', '"OnDemand"', '"Scheduled"']);
  assert.deepEqual(labels('{ "startTime": "|" }'), ['"null"', 'null']);
  assert.equal(completed('{ "runMode": "On|" }', '"OnDemand"'), '{ "runMode": "OnDemand" }');
  assert.deepEqual(labels('{ "other": | }'), []);
});

test('where the editor has a schema, nothing is said twice', async () => {
  const { document, service } = open('{"runMode": 1}', jobFile, false);
  assert.deepEqual(await service.validate(document), []);
  assert.equal(await service.hover(document, { line: 0, character: 4 }), undefined);
  assert.deepEqual(service.complete(document, { line: 0, character: 12 }), []);
  assert.deepEqual(await service.codeActions(), []);
  assert.deepEqual(await service.inlayHints(), []);
});

test('half-typed text never throws', () => {
  const text = '{"$schema": "http://x", "runMode": "OnDemand", "WebJobs": [{"filePath": "a"}]}';
  for (let end = 0; end <= text.length; end++) {
    for (const fileName of [jobFile, listFile]) {
      const { document, service } = open(text.slice(0, end), fileName);
      assert.doesNotThrow(() => service.complete(document, document.positionAt(end)));
    }
  }
});
