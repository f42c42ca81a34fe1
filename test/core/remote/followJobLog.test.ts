/** The log of a job that the engine runs, followed over HTTP: across roll-overs at 1 MiB and restarts of the job. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { followFile } from '../../../src/core/remote/followFile';
import { writeTree } from '../../support/fileTree';
import { startLocalSite } from '../../support/localSite';

const data = 'data/jobs/continuous/talker';

/** Lines of one part are less than a roll-over, so that none can be missed between two looks; three make more. */
const linesOfPart = 60;
const parts = 6;

/** Waits for its reader before each part, and ends after every second one. */
const talker = `pad=$(head -c 10000 /dev/zero | tr '\\0' x)
exec 3<> <(:)
until [ -e "$WEBJOBS_SHUTDOWN_FILE" ]; do
  part=$(cat "$WEBJOBS_DATA_PATH/told" 2>/dev/null || echo 0)
  if [ -e "$WEBJOBS_DATA_PATH/go-$part" ]; then
    for line in $(seq 1 ${linesOfPart}); do echo "part $part line $line $pad"; done
    echo $((part + 1)) > "$WEBJOBS_DATA_PATH/told"
    if [ $((part % 2)) = 1 ]; then exit 0; fi
  fi
  read -rt 0.02 -u 3
done
`;

for (const flavor of ['windows', 'linux'] as const) {
  test(`no line of a job is lost or told twice (${flavor})`, async (t) => {
    const environment = { WEBJOBS_RESTART_TIME: '0' };
    const site = await startLocalSite(t, { flavor, environment, timings: { debounceMs: 20, rootRetryMs: 20 } });
    await writeTree(site.home, { [`${data}/told`]: '0\n', [`${data}/go-0`]: '' });
    await writeTree(site.home, { 'site/wwwroot/App_Data/jobs/continuous/talker/run.sh': talker });
    const cancel = new AbortController();
    const chunks = followFile(site.connect(), `${data}/job_log.txt`, {
      predecessor: `${data}/job_prev_log.txt`,
      pollMs: 10,
      signal: cancel.signal,
    });
    const told: string[] = [];
    let text = '';
    for await (const chunk of chunks) {
      text += Buffer.from(chunk).toString();
      const lines = text.split('\r\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const [, part, number, pad] = /\] part (\d+) line (\d+) (x+)$/.exec(line) ?? [];
        if (part === undefined) continue;
        assert.equal(pad?.length, 10_000);
        told.push(`${part} ${number ?? ''}`);
        if (Number(number) === linesOfPart) await writeFile(join(site.home, data, `go-${Number(part) + 1}`), '');
      }
      if (told.length >= parts * linesOfPart) break;
    }
    cancel.abort();
    const expected = Array.from({ length: parts * linesOfPart }, (_, index) => {
      return `${Math.floor(index / linesOfPart)} ${(index % linesOfPart) + 1}`;
    });
    assert.deepEqual(told, expected);
  });
}
