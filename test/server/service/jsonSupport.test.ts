import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { getLanguageService, type Diagnostic } from 'vscode-json-languageservice';
import { openSettings } from '../../support/settingsEditor';

/**
 * Who says what: the editor's own JSON support (the library behind it, with the extension's schema) and the service
 * together report each problem once.
 */
const schemaUri = 'schema://settings.job';
const schema = JSON.parse(readFileSync('schemas/settings.job.schema.json', 'utf8')) as object;
const jsonSupport = getLanguageService({});
jsonSupport.configure({ allowComments: true, schemas: [{ uri: schemaUri, fileMatch: ['settings.job'], schema }] });

/** Codes of ours that may stand beside a message of the JSON support, because they say what the service does instead. */
const besides = new Set(['not-plain-json', 'settings-unreadable']);

async function jsonDiagnostics(text: string): Promise<Diagnostic[]> {
  const { document } = openSettings(text, { kind: 'continuous' });
  return jsonSupport.doValidation(document, jsonSupport.parseJSONDocument(document));
}

function check(text: string): void {
  test(`each problem of ${text} is reported once`, async () => {
    const { service, document } = openSettings(text, { kind: 'continuous' });
    const theirs = await jsonDiagnostics(text);
    const all = await service.validate(document, false);
    const ours = await service.validate(document, true);
    const touches = (left: Diagnostic['range'], right: Diagnostic['range']): boolean =>
      document.offsetAt(left.start) <= document.offsetAt(right.end) &&
      document.offsetAt(right.start) <= document.offsetAt(left.end);

    const left = all.filter(
      (diagnostic) => !ours.some(({ code, range }) => code === diagnostic.code && touches(range, diagnostic.range)),
    );
    const unsaid = left.filter(({ range }) => !theirs.some((their) => touches(their.range, range)));
    assert.deepEqual(unsaid, [], 'left to the JSON support, which is silent');
    const doubled = ours.filter(
      ({ code, range }) => !besides.has(String(code)) && theirs.some((their) => touches(their.range, range)),
    );
    assert.deepEqual(doubled, [], 'said twice');
  });
}

for (const value of [
  '"60"',
  '60.0',
  '6e1',
  '4.5',
  'true',
  'null',
  '-1',
  '2147484',
  '9223372036854775808',
  '[1]',
  '0',
]) {
  check(`{"stopping_wait_time":${value}}`);
}
for (const value of ['"true"', '1', 'null', '{}', 'false']) check(`{"is_singleton":${value}}`);
for (const value of ['5', '["0 0 * * * *"]', '"2025-01-02T03:04:05"', 'null']) check(`{"schedule":${value}}`);
for (const key of [
  'Is_Singleton',
  'is-singleton',
  'STOPPING_WAIT_TIME',
  'interval',
  'run_mode',
  'timeout',
  '$schema',
]) {
  check(`{"${key}":1}`);
}
check('{"is_in_place":false,"is_in_place":true}');
check('{"is_in_place":true, /* c */ "x":{"schedule":1},} // end');
check('{is_in_place:true}');
check("{'is_in_place':true}");
check('{"stopping_wait_time":0x10}');
check('[]');
check('{"is_in_place":tru}');

test('the schema adds no completions to a schedule', async () => {
  const { document } = openSettings('{"schedule": ""}');
  const list = await jsonSupport.doComplete(document, document.positionAt(14), jsonSupport.parseJSONDocument(document));
  assert.deepEqual(list?.items.map(({ label }) => label) ?? [], []);
});

test('the schema completes the keys that the service reads, and only these', async () => {
  const { document } = openSettings('{\n  \n}');
  const list = await jsonSupport.doComplete(
    document,
    { line: 1, character: 2 },
    jsonSupport.parseJSONDocument(document),
  );
  assert.deepEqual(list?.items.map(({ label }) => label).sort(), [
    'is_in_place',
    'is_singleton',
    'schedule',
    'stopping_wait_time',
  ]);
});
