import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { withSettings } from '../../../src/core/runner/exeConfig';
import { TestEngine } from './testEngine';

const config = `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <!-- stays -->
  <configSections><section name="own" type="Own &amp; Sons" /></configSections>
  <appSettings>
    <add key="Mode" value="file" />
    <add key="Kept" value="a &lt; b" />
  </appSettings>
  <connectionStrings>
    <add name="Main" connectionString="old" providerName="Own.Provider" />
  </connectionStrings>
</configuration>
`;

test('app settings replace entries of the same name and join the others', async () => {
  const text = await withSettings(config, { MODE: 'site', 'A"B': '<&>\n' });
  assert.match(text ?? '', /<add key="MODE" value="site"\s*\/>\s*<add key="Kept" value="a &lt; b"\s*\/>/);
  assert.match(text ?? '', /<add key="A&quot;B" value="&lt;&amp;&gt;&#10;"\s*\/>\s*<\/appSettings>/);
  assert.ok(!text?.includes('"file"'));
  assert.match(text ?? '', /^<\?xml version="1.0" encoding="utf-8"\?>\s*<configuration>\s*<!-- stays -->/);
  assert.match(text ?? '', /<section name="own" type="Own &amp; Sons"\s*\/>/);
});

test('connection strings get the provider of their kind; a custom one keeps its own', async () => {
  const text = await withSettings(config, {
    CUSTOMCONNSTR_main: 'new',
    SQLAZURECONNSTR_Data: 'Server=x',
    MYSQLCONNSTR_My: 'y',
    REDISCACHECONNSTR_Cache: 'z',
  });
  assert.match(text ?? '', /<add providerName="Own.Provider" name="main" connectionString="new"\s*\/>/);
  assert.match(text ?? '', /name="Data" connectionString="Server=x" providerName="System.Data.SqlClient"/);
  assert.match(text ?? '', /name="My" connectionString="y" providerName="MySql.Data.MySqlClient"/);
  assert.ok(!text?.includes('Cache'), 'only four kinds reach the file');
});

test('sections that are missing are made behind the others', async () => {
  const text = await withSettings('<configuration><configSections/></configuration>', { A: '1', SQLCONNSTR_B: '2' });
  assert.match(
    text ?? '',
    /<configSections\s*\/><appSettings>.*<\/appSettings><connectionStrings>.*<\/connectionStrings>/,
  );
});

test('what is no configuration stays', async () => {
  assert.equal(await withSettings('<configuration>', { A: '1' }), undefined);
  assert.equal(await withSettings('<other />', { A: '1' }), undefined);
});

test('a copied job finds its settings in its configuration, whose time stays; one in place keeps its file', async (context) => {
  const file = { text: config, mtime: '2025-01-02T03:04:06Z' };
  const script = 'pwd > "$WEBJOBS_DATA_PATH/folder.txt"\n';
  const site = await TestEngine.open(
    context,
    {
      'triggered/copied/run.sh': script,
      'triggered/copied/bin/App.EXE.config': file,
      'triggered/placed/run.sh': script,
      'triggered/placed/App.exe.config': file,
      'triggered/placed/settings.job': '{"is_in_place":true}',
    },
    { appSettings: () => ({ Mode: 'site' }) },
  );
  for (const name of ['copied', 'placed', 'copied']) {
    const run = await site.engine.runTriggered(name, { trigger: 'test' });
    assert.equal((await run.finished).status, 'Success');
  }
  const folder = (await site.dataFile('triggered/copied/folder.txt')).trim();
  const path = join(folder, 'bin/App.EXE.config');
  assert.match(await readFile(path, 'utf8'), /key="Mode" value="site"/);
  assert.equal((await stat(path)).mtime.toISOString(), '2025-01-02T03:04:06.000Z');
  assert.equal(await readFile(join(site.folder, 'jobs/triggered/placed/App.exe.config'), 'utf8'), config);
  const [latest] = (await site.engine.history('copied')) ?? [];
  const log = await site.dataFile(`triggered/copied/${latest?.id ?? ''}/output_log.txt`);
  assert.ok(!log.includes('Job directory change detected'), 'the copy is used again');
});
