import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { type EditorDriver } from '../driver/editorDriver';
import { quickFix, seeProblems, suggest } from '../driver/settingsEditor';
import { withShop } from '../shop';
import { connectByAddress, type SampleSite, untilRow, withSampleSite } from '../siteInShop';

const report = 'nightly-report';

test("a settings.job of a site is explained on the site's clock, mended, completed and built there", async () => {
  await withSampleSite(async (site) => {
    const host = new URL(site.url).host;
    const onSite = join(site.home, 'site/wwwroot/App_Data/jobs/triggered', report, 'settings.job');
    await setZone(site, 'W. Europe Standard Time');
    await withShop(async ({ editor }) => {
      const openSettings = async (): Promise<void> => {
        await editor.contextMenu([host, 'Triggered', report], 'Open settings.job');
        await editor.waitForEditorText('"schedule"');
      };
      await editor.openView('WebJobs');
      await connectByAddress(editor, site);
      await untilRow(editor, [host, 'Triggered', report], /not run yet/);
      await openSettings();
      await editor.runCommand('Problems: Focus on Problems View');
      await editor.waitForEditorText(/At 02:30, Monday to Friday · next \w{3} 02:30/);

      const hover = await hoverUntil(editor, /WEBSITE_TIME_ZONE of the site/);
      assert.match(hover, /W\. Europe Standard Time, the WEBSITE_TIME_ZONE of the site/);
      assert.match(hover, /Site \(Europe\/Berlin\)/);
      await editor.goToLine(3, 18);
      await editor.hoverText();
      await editor.screenshot('language-remote-hover');
      await editor.press('Escape');

      // Both halves of the string are typed: the problem and its fix, then a value of a field.
      await seeProblems(editor);
      await editor.goToLine(3, 16);
      await editor.press('Shift+End', 'Delete');
      await editor.page.keyboard.type('*/5 * * * *"');
      await seeProblems(editor, /Five fields: the service needs six.*webjobs missing-seconds \[Ln 3, Col 16\]/);
      await editor.goToLine(3, 18);
      await quickFix(editor, 'Add the seconds: 0 */5 * * * *');
      await seeProblems(editor);
      await editor.goToLine(3, 29);
      await editor.press('Backspace');
      await suggest(editor, /MON.*Monday/s);
      await editor.screenshot('language-remote-completion');
      await editor.page.keyboard.type('MON');
      await editor.press('Escape');
      await editor.waitForEditorText('"0 */5 * * * MON"');
      await editor.press('Control+S');
      await editor.patience.until('the schedule on the site', async () =>
        (await readFile(onSite, 'utf8')).includes('"0 */5 * * * MON"'),
      );

      await editor.runCommand('Build Schedule…');
      await editor.waitForText('Next runs (W. Europe Standard Time)');
      await editor.screenshot('language-remote-builder');
      await editor.press('Escape');

      // A site that sets no zone runs in UTC, whatever the workspace says.
      await setZone(site, undefined);
      await editor.press('Control+K', 'Control+W');
      await openSettings();
      await hoverUntil(editor, /UTC, because the site sets no WEBSITE_TIME_ZONE/);
    });
  });
});

/** Hovers over the schedule until the hover matches: the zone of a site is known a moment after its file is open. */
async function hoverUntil(editor: EditorDriver, pattern: RegExp): Promise<string> {
  let hover = '';
  return editor.patience
    .until(
      `the hover ${String(pattern)}`,
      async () => {
        await editor.goToLine(3, 18);
        hover = await editor.hoverText();
        await editor.press('Escape');
        return pattern.test(hover) && hover;
      },
      60_000,
    )
    .catch((error: unknown) => {
      throw new Error(`expected ${String(pattern)}, found\n${hover}`, { cause: error });
    });
}

/** Changes the app setting as a deployment does; undefined takes it away. */
async function setZone({ url, user, password }: SampleSite, zone: string | undefined): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const path = zone === undefined ? '/api/settings/WEBSITE_TIME_ZONE' : '/api/settings';
  const { status } = await fetch(new URL(path, url), {
    method: zone === undefined ? 'DELETE' : 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    ...(zone === undefined ? {} : { body: JSON.stringify({ WEBSITE_TIME_ZONE: zone }) }),
  });
  assert.ok(status < 300, `the site takes the setting (HTTP ${status})`);
}
