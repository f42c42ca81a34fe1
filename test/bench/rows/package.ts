import { statSync } from 'node:fs';
import { openPromise } from 'yauzl';
import { packageExtension } from '../../support/packageExtension';
import { compare, type ComparisonResult } from '../compare';

/** What VS Code's own extension for JSON takes as a zip archive, in KB. */
const jsonExtensionKb = 279;

/** What a user downloads, and what VS Code loads first. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const { vsix, remove } = packageExtension();
  try {
    let entryKb = 0;
    let pictureKb = 0;
    const archive = await openPromise(vsix);
    for await (const { fileName, compressedSize, uncompressedSize } of archive.eachEntry()) {
      if (fileName === 'extension/dist/extension.js') entryKb = uncompressedSize / 1024;
      if (/\.(png|svg|gif|webp)$/.test(fileName)) pictureKb += compressedSize / 1024;
    }
    const vsixKb = statSync(vsix).size / 1024;
    const size = (name: string, subject: number, peer: number, peerName: string, must: number, stretch: number) =>
      compare({ name, unit: 'KB', pairs: 1, subject: () => subject, peer: () => peer, peerName, must, stretch });
    const json = 'json-language-features, zipped';
    yield await size('VSIX without pictures', vsixKb - pictureKb, jsonExtensionKb, json, 2, 1.3);
    yield await size('entry bundle, minified', entryKb, 150, 'the limit', 1, 0.4);
    yield await size('pictures in the VSIX', pictureKb, 250, 'the limit', 1, 0.48);
  } finally {
    remove();
  }
}
