/**
 * Pictures of the extension at work, for README.md and the walkthrough, into `media/pictures`. With a theme they go into
 * `out/screenshots` instead, to be looked at.
 *
 *   node --import tsx test/editor/screenshots.ts [--theme NAME] [name of a scene …]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stillPicture } from './driver/stillPicture';
import { repository } from './fixtures';
import { palettePng } from './pictures/palettePng';
import { scenes } from './pictures/scenes';
import { withShop } from './shop';

const viewport = { width: 1120, height: 630 };

/** What tells about this window and not about the extension: its title and its status bar. */
const clip = { x: 0, y: 30, width: viewport.width, height: viewport.height - 52 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { theme: { type: 'string' } }, allowPositionals: true });
  const { theme } = values;
  const userSettings = {
    'window.autoDetectColorScheme': false,
    'workbench.colorTheme': theme ?? 'Default Dark Modern',
    'editor.minimap.enabled': false,
    'breadcrumbs.enabled': false,
  };
  const folder = join(repository, theme === undefined ? 'media/pictures' : 'out/screenshots');
  await mkdir(folder, { recursive: true });
  for (const [name, scene] of Object.entries(scenes)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const file = join(folder, theme === undefined ? `${name}.png` : `${name} ${theme}.png`);
    await withShop(
      async (shop) => {
        await scene(shop);
        const picture = palettePng(await stillPicture(shop.editor.page, { clip }));
        await writeFile(file, picture);
        process.stdout.write(`${file}: ${Math.ceil(picture.length / 1024)} KB\n`);
      },
      { userSettings, viewport },
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
