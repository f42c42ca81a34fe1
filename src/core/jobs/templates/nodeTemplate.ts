import type { JobTemplate } from './jobTemplate';

const continuous = `'use strict';

// A continuous WebJob: the service keeps it running, and starts it again after it has ended.
// A Node.js job runs in its own folder and restarts when a file there changes: write to WEBJOBS_DATA_PATH instead.

const { existsSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');

const workIntervalMs = 10_000;
const stop = new AbortController();

// A stop is announced by this file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
const shutdownFile = process.env.WEBJOBS_SHUTDOWN_FILE;
if (shutdownFile) {
  setInterval(() => {
    if (existsSync(shutdownFile)) stop.abort();
  }, 500).unref();
}
process.once('SIGINT', () => stop.abort());

async function doWork() {
  console.log(\`working at \${new Date().toISOString()}\`);
}

async function main() {
  console.log(\`\${process.env.WEBJOBS_NAME ?? 'job'} started\`);
  while (!stop.signal.aborted) {
    await doWork();
    // An abort ends the pause early; that is no error.
    await sleep(workIntervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  console.log('stopped cleanly');
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

const triggered = `'use strict';

// A triggered WebJob: runs from beginning to end, by its schedule or on request. An exit code other than 0 is a failed run.

async function main(args) {
  console.log(\`run \${process.env.WEBJOBS_RUN_ID ?? '(local)'} started with \${args.length} arguments \${args.join(' ')}\`);
  console.log(\`files that outlive the run belong into \${process.env.WEBJOBS_DATA_PATH ?? 'the data folder'}\`);
  console.log('done');
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;

export const nodeTemplate: JobTemplate = {
  label: 'Node.js',
  script: 'run.js',
  source: 'run.js',
  files: (kind) => ({ 'run.js': kind === 'continuous' ? continuous : triggered }),
};
