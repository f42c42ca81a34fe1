import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeSettings } from '../../../src/core/jobs/decodeSettings';
import { effectiveSettings, readSettingsFile } from '../../../src/core/jobs/jobSettings';
import { settingsApiText } from '../../../src/core/jobs/settingsApiText';
import { settingsProblems } from '../../../src/core/jobs/settingsProblems';
import { readVisualStudioJob, readWebJobsList } from '../../../src/core/jobs/visualStudioFiles';
import type { FuzzTarget } from '../fuzzTarget';
import { mutatedBytes } from '../mutations';
import { settingsSeeds } from '../../support/settingsTexts';

const visualStudioSeeds = [
  '{"$schema":"http://x/y.json","webJobName":"a","startTime":"null","interval":5,"runMode":"Continuous"}',
  '{"WebJobs":[{"filePath":"../A/A.csproj"},{"filePath":"..\\\\B\\\\B.csproj"}]}',
];
const marks = [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0xff, 0xfe, 0, 0], [0, 0, 0xfe, 0xff]];
const encodings = ['utf8', 'utf16le', 'latin1'] as const;
const seeds = [...settingsSeeds, ...visualStudioSeeds].flatMap((text) =>
  encodings.map((encoding) => Buffer.from(text, encoding)),
);

/** Bytes on the disk: they decode, and give settings, problems inside the text and an answer of the REST API. */
export function settingsBytes(): FuzzTarget {
  const content = fc.oneof(mutatedBytes(seeds), fc.uint8Array({ maxLength: 200, size: 'max' }));
  const property = fc.property(fc.constantFrom(...marks), content, (mark, rest) => {
    const bytes = Uint8Array.from([...mark, ...rest]);
    const { text } = decodeSettings(bytes);
    assert.ok(text.length <= bytes.length);
    const file = readSettingsFile(bytes);
    effectiveSettings(file, 'continuous', 'NodeScriptHost');
    effectiveSettings(file, 'triggered', null);
    JSON.parse(settingsApiText(file.dictionary));
    for (const { range, fixes = () => [] } of settingsProblems(file, { kind: 'triggered', host: 'BashScriptHost' })) {
      const edits = fixes().flatMap((fix) => (fix.kind === 'edit' ? fix.edits : []));
      for (const { start, end } of [range, ...edits]) assert.ok(0 <= start && start <= end && end <= text.length);
    }
    readVisualStudioJob(text);
    readWebJobsList(text);
  });
  return { name: 'settings as bytes', property };
}
