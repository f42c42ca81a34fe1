import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { atCursor, openSettings, type SettingsEditorOptions } from '../../support/settingsEditor';

/** Titles of the fixes at the cursor `|`, each with the text it makes of the document. */
async function fixesAt(
  marked: string,
  options: SettingsEditorOptions = {},
): Promise<Record<string, string | undefined>> {
  const { text, offset } = atCursor(marked);
  const { service, document } = openSettings(text, options);
  const position = document.positionAt(offset);
  const actions = await service.codeActions(document, { start: position, end: position }, []);
  return Object.fromEntries(
    actions.map(({ title, edit }) => {
      const edits = edit?.changes?.[document.uri];
      return [title, edits === undefined ? undefined : TextDocument.applyEdits(document, edits)];
    }),
  );
}

test('a schedule is mended, and the title tells its next run', async () => {
  assert.deepEqual(await fixesAt('{"schedule":"|*/5 * * * *"}'), {
    'Add the seconds: 0 */5 * * * * (next Thu 2026-01-01 00:05:00)': '{"schedule":"0 */5 * * * *"}',
  });
  assert.deepEqual(await fixesAt('{"schedule":"@da|ily"}'), {
    'Write it with six fields: 0 0 0 * * * (next Fri 2026-01-02 00:00:00)': '{"schedule":"0 0 0 * * *"}',
  });
});

test('a surprising schedule is mended', async () => {
  assert.deepEqual(await fixesAt('{"schedule":"|* 5 * * * *"}'), {
    'Run once, at second 0: 0 5 * * * * (next Thu 2026-01-01 00:05:00)': '{"schedule":"0 5 * * * *"}',
  });
});

test('values and keys are mended, whoever reports them', async () => {
  const continuous = { kind: 'continuous' } as const;
  assert.deepEqual(await fixesAt('{"stopping_wait_time":"6|0"}', { kind: 'continuous' }), {
    'Write 60': '{"stopping_wait_time":60}',
  });
  assert.deepEqual(await fixesAt('{"is_singleton":"tr|ue"}', continuous), { 'Write true': '{"is_singleton":true}' });
  assert.deepEqual(await fixesAt('{"Is_Sing|leton":true}', { kind: 'continuous' }), {
    'Write is_singleton': '{"is_singleton":true}',
  });
  assert.deepEqual(await fixesAt('{"stopping_wait_time":0x|10}', { kind: 'continuous' }), {
    'Write 16': '{"stopping_wait_time":16}',
  });
  assert.deepEqual(await fixesAt("{'is_in_|place':true}"), { 'Write "is_in_place"': '{"is_in_place":true}' });
});

test('a key without effect is removed with its comma and its line', async () => {
  assert.deepEqual(await fixesAt('{\n  "inter|val": 5,\n  "schedule": "0 0 0 * * *"\n}'), {
    'Remove interval': '{\n  "schedule": "0 0 0 * * *"\n}',
  });
  assert.deepEqual(await fixesAt('{\n  "is_in_place": true,\n  "run_|mode": 5 // why\n}'), {
    'Remove run_mode': '{\n  "is_in_place": true,\n  // why\n}',
  });
  assert.deepEqual(await fixesAt('{"is_in_|place":false, "is_in_place": true}'), {
    'Remove is_in_place': '{"is_in_place": true}',
  });
  assert.deepEqual(await fixesAt('{"is_in_place": true, "is_sing|leton": true}'), {
    'Remove is_singleton': '{"is_in_place": true}',
  });
});

test('files are renamed, moved or given a first line', async () => {
  const { service, document } = openSettings('{}', { files: { 'bin/run.sh': '' } });
  const [move] = await service.codeActions(
    document,
    { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    [],
  );
  const folder = 'file:///project/App_Data/jobs/triggered/report';
  assert.deepEqual(move?.edit?.documentChanges, [
    { kind: 'rename', oldUri: `${folder}/settings.job`, newUri: `${folder}/bin/settings.job` },
  ]);
  const names = await fixesAt('|{}', { files: { 'a.py': '', 'b.py': '' } });
  assert.deepEqual(Object.keys(names), ['Rename a.py to run.py', 'Rename b.py to run.py']);
  assert.deepEqual(Object.keys(await fixesAt('|{}', { files: { 'run.sh': 'echo\n' } })), ['Add #!/bin/bash']);
});

/** The changes of files that a fix at the beginning of `{}` makes, by its title; paths are relative to the job folder. */
function checkFileFix(
  files: Readonly<Record<string, string>>,
  title: string,
  expected: unknown,
  options: SettingsEditorOptions & { readonly text?: string } = {},
): void {
  test(`${title} (${Object.keys(files).join(', ')})`, async () => {
    const { service, document } = openSettings(options.text ?? '{}', { files, ...options });
    const end = document.positionAt(document.getText().length);
    const actions = await service.codeActions(document, { start: { line: 0, character: 0 }, end }, []);
    const action = actions.find((each) => each.title === title);
    assert.ok(action !== undefined, `only ${actions.map((each) => each.title).join('; ')}`);
    const jobs = 'file:///project/App_Data/jobs/';
    assert.deepEqual(JSON.parse(JSON.stringify(action.edit?.documentChanges).replaceAll(jobs, '')), expected);
  });
}

function rename(oldUri: string, newUri: string): readonly unknown[] {
  return [{ kind: 'rename', oldUri, newUri }];
}

const job = 'triggered/report';
checkFileFix({ 'my job.py': '' }, 'Rename my job.py to run.py', rename(`${job}/my%20job.py`, `${job}/run.py`));
checkFileFix({ run: '' }, 'Rename run to run.sh', rename(`${job}/run`, `${job}/run.sh`));
checkFileFix(
  { 'bin/run.sh': '' },
  'Move settings.job into bin',
  rename(`${job}/settings.job`, `${job}/bin/settings.job`),
);
checkFileFix(
  { 'bin/run.sh': '', 'README.md': '' },
  'Move README.md into bin',
  rename(`${job}/README.md`, `${job}/bin/README.md`),
  { path: 'bin/settings.job' },
);
checkFileFix({ 'bin/run.sh': '', 'README.md': '' }, 'Move bin/run.sh up', rename(`${job}/bin/run.sh`, `${job}/run.sh`));
checkFileFix(
  { 'bin/run.sh': '', 'bin/lib/a.sh': '', LICENSE: '', 'README.md': '' },
  'Move LICENSE, README.md, settings.job into bin',
  ['LICENSE', 'README.md', 'settings.job'].flatMap((name) => rename(`${job}/${name}`, `${job}/bin/${name}`)),
);
checkFileFix(
  { 'bin/run.sh': '', 'bin/lib/a.sh': '', LICENSE: '', 'README.md': '' },
  'Move all that lies in bin up',
  ['lib', 'run.sh'].flatMap((name) => rename(`${job}/bin/${name}`, `${job}/${name}`)),
);
checkFileFix(
  { 'app/bin/run.sh': '', 'app/a': '', 'app/b': '', 'app/c': '' },
  'Move 4 files and folders into app/bin',
  ['a', 'b', 'c', 'settings.job'].flatMap((name) => rename(`${job}/app/${name}`, `${job}/app/bin/${name}`)),
  { path: 'app/settings.job' },
);

test('a text that cannot be read is mended where that is beyond doubt', async () => {
  assert.deepEqual(await fixesAt('{"is_in_place":true}|//', { kind: 'continuous' }), {
    'Remove the empty comment': '{"is_in_place":true}',
  });
  assert.deepEqual(await fixesAt('{"is_in_place":true} |/* why', { kind: 'continuous' }), {
    'Add */': '{"is_in_place":true} /* why */',
  });
  assert.deepEqual(await fixesAt('{"is_in_place":true}|}\n', { kind: 'continuous' }), {
    'Remove what follows the closing brace': '{"is_in_place":true}\n',
  });
  assert.deepEqual(await fixesAt('{"is_in_place":true,\n|', { kind: 'continuous' }), {
    'Add }': '{"is_in_place":true,}\n',
  });
  assert.deepEqual(await fixesAt('{"x":[{"y":1\n|', { kind: 'continuous' }), { 'Add }]}': '{"x":[{"y":1}]}\n' });
  assert.deepEqual(await fixesAt('{"is_in_place":true\n|"is_singleton":true}', { kind: 'continuous' }), {
    'Add ,': '{"is_in_place":true,\n"is_singleton":true}',
  });
  assert.deepEqual(await fixesAt('{"schedule":"0 0 0 * * |*}', { kind: 'triggered' }), {
    'Add "': '{"schedule":"0 0 0 * * *"}',
  });
  assert.deepEqual(await fixesAt('{"is_in_place":|', { kind: 'continuous' }), {});
});

test('no file is moved onto another one', async () => {
  const titles = Object.keys(
    await fixesAt('|{}', { files: { 'bin/run.sh': '', 'bin/ReadMe.md': '', 'README.md': '' } }),
  );
  assert.deepEqual(titles, []);
});
checkFileFix(
  { 'run.cmd': '', 'settings.job': '{}' },
  'Move it beside run.cmd',
  rename(`${job}/conf/settings.job`, `${job}/settings.job`),
  { path: 'conf/settings.job' },
);
checkFileFix(
  { 'run.js': '' },
  'Rename the folder täglich! to taglich',
  rename('triggered/t%C3%A4glich!', 'triggered/taglich'),
  {
    folder: 'file:///project/App_Data/jobs/triggered/t%C3%A4glich!',
  },
);
checkFileFix(
  { 'run.js': '' },
  'Rename the folder app_data to App_Data',
  rename('file:///project/app_data', 'file:///project/App_Data'),
  {
    folder: 'file:///project/app_data/jobs/triggered/report',
  },
);
checkFileFix({ 'run.js': '' }, 'Move the job to jobs/triggered', rename('continuous/report', 'triggered/report'), {
  kind: 'continuous',
  text: '{"schedule":"0 0 0 * * *"}',
});
checkFileFix({ 'app.jar': '' }, 'Add a run.sh that starts app.jar', [
  { kind: 'create', uri: `${job}/run.sh` },
  {
    textDocument: { uri: `${job}/run.sh`, version: null },
    edits: [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        newText: '#!/bin/bash\nexec java -jar "app.jar" "$@"\n',
      },
    ],
  },
]);

test('words of other languages and waits that cannot be are mended', async () => {
  const continuous = { kind: 'continuous' } as const;
  assert.deepEqual(await fixesAt('{"is_singleton":Tr|ue}', continuous), { 'Write true': '{"is_singleton":true}' });
  assert.deepEqual(await fixesAt('{"stopping_wait_time":-|5}', continuous), { 'Write 0': '{"stopping_wait_time":0}' });
  assert.deepEqual(await fixesAt('{"stopping_wait_time":999|9999}', { kind: 'continuous' }), {
    'Write 2147483': '{"stopping_wait_time":2147483}',
  });
});

test('line ends and byte order marks are rewritten by the server', async () => {
  const files = { 'run.sh': '\ufeff#!/bin/bash\r\necho \r x\r\n' };
  const { service, document, written } = openSettings('{}', { files });
  const start = { line: 0, character: 0 };
  const actions = await service.codeActions(document, { start, end: start }, []);
  assert.deepEqual(
    actions.map(({ title, command }) => [title, command?.command]),
    [
      ['Remove the byte order mark', 'webjobs.server.rewriteScript'],
      ['Convert the line ends to LF', 'webjobs.server.rewriteScript'],
    ],
  );
  const uri = 'file:///project/App_Data/jobs/triggered/report/run.sh';
  await service.rewriteScript(uri, 'convertLineEnds');
  assert.equal(written.get(uri), '\ufeff#!/bin/bash\necho \r x\n');
  await service.rewriteScript(uri, 'removeByteOrderMark');
  assert.equal(written.get(uri), '#!/bin/bash\r\necho \r x\r\n');
});

test('a fix names the diagnostic that it mends', async () => {
  const { service, document } = openSettings('{"schedule":"@daily"}');
  const diagnostics = await service.validate(document, true);
  const [action] = await service.codeActions(document, diagnostics[0]?.range ?? assert.fail(), diagnostics);
  assert.deepEqual(action?.diagnostics, diagnostics);
});
