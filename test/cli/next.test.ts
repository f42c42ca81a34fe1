import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

interface Result {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function webjobsNext(args: readonly string[], input = ''): Promise<Result> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'next', ...args]);
  child.stdin.end(input);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { exitCode, stdout, stderr };
}

/** Checks the JSON document on stdout and the exit code. */
function checkJson(args: readonly string[], exitCode: number, expected: unknown): void {
  test(`next ${args.join(' ')}`, async () => {
    const result = await webjobsNext([...args, '--json']);
    assert.deepEqual(
      { exitCode: result.exitCode, json: JSON.parse(result.stdout) as unknown },
      { exitCode, json: expected },
    );
  });
}

function checkUsageError(args: readonly string[], message: RegExp): void {
  test(`next ${args.join(' ')} is wrong usage`, async () => {
    const { exitCode, stdout, stderr } = await webjobsNext(args);
    assert.deepEqual({ exitCode, stdout }, { exitCode: 2, stdout: '' });
    assert.match(stderr, message);
  });
}

checkJson(['0 */15 * * * *', '--from', '2026-01-01T00:00:00', '--count', '2'], 0, {
  valid: true,
  canonical: '0 0,15,30,45 * * * *',
  description: 'Every 15 minutes',
  next: ['2026-01-01T00:15:00', '2026-01-01T00:30:00'],
});
checkJson(
  [
    '0 30 2 * * *',
    '--from',
    '2025-03-08T12:00:00',
    '--until',
    '2025-03-10T02:30:00',
    '--zone',
    'Pacific Standard Time',
  ],
  0,
  {
    valid: true,
    canonical: '0 30 2 * * *',
    description: 'At 02:30 every day',
    next: ['2025-03-09T02:30:00'],
    instants: ['2025-03-09T10:30:00Z'],
  },
);
checkJson(['0 0 0 30 2 *'], 0, {
  valid: true,
  canonical: '0 0 0 30 2 *',
  description: 'At 00:00 on the 30th of February, a date that does not exist',
  next: [],
});
checkJson(['0 0 0 * * 7'], 2, {
  valid: false,
  problems: [{ code: 'sunday-seven', message: 'Sunday is 0 here; 7 is rejected.', start: 10, end: 11 }],
});
checkJson(['-1 0 0 * * *'], 2, {
  valid: false,
  problems: [{ code: 'not-a-number', message: '"-1" is not a number: 0 to 59 for the second.', start: 0, end: 2 }],
});
checkJson(['0 0 * * * *', '--last-run', 'never', '--now', '2025-11-20T10:00:00.25Z'], 0, {
  decision: 'wait',
  at: '2025-11-20T11:00:00Z',
  wait: '00:59:59.7500000',
  missed: 0,
  mostRecentMissed: null,
});
checkJson(['0 0 * * * *', '--last-run', '2025-11-20T08:30:00Z', '--now', '2025-11-20T10:00:00Z'], 0, {
  decision: 'wait',
  at: '2025-11-20T11:00:00Z',
  wait: '01:00:00',
  missed: 1,
  mostRecentMissed: '2025-11-20T09:00:00',
});
checkJson(['0 0 * * * *', '--last-run', '2025-11-20T08:30:00Z', '--now', '2025-11-20T10:00:00Z', '--timer'], 0, {
  decision: 'run',
  at: '2025-11-20T10:00:00Z',
  wait: '00:00:00',
  missed: 0,
  mostRecentMissed: null,
});
checkJson(['0 0 0 31 2 *', '--last-run', 'never', '--now', '2025-11-20T10:00:00Z'], 0, {
  decision: 'none',
  at: null,
  wait: null,
  missed: 0,
  mostRecentMissed: null,
});

checkUsageError([], /expression|schedule/i);
checkUsageError(['0 0 * * * *', '--zone', 'Nowhere'], /Nowhere/);
checkUsageError(['0 0 * * * *', '--from', '2026-01-01T00:00:00Z'], /without zone/);
checkUsageError(['0 0 * * * *', '--count', '-1'], /whole number/);
checkUsageError(['0 0 * * * *', '--timer'], /--last-run/);
checkUsageError(['* * * * * *', '--count', '2000000'], /1000000/);
checkUsageError(['--nonsense'], /--nonsense/);
checkUsageError(['0 0 * * *'], /Five fields/);

test('a batch answers each line in order', async () => {
  const start = '2026-01-01T00:00:00';
  const lines = [
    JSON.stringify({ expr: '0 0 9 * * *', start, count: 1 }),
    'nonsense',
    JSON.stringify({ expr: '0 0 9 * *', start, count: 1 }),
    '',
    JSON.stringify({ expr: '0 0 9 * * *', start, count: 9, end: '2026-01-02T09:00:00' }),
    JSON.stringify({ expr: '0 0 9 * * *', start: 'soon', count: 1 }),
    JSON.stringify({ expr: '0 0 9 * * *', start, count: 1.5 }),
    JSON.stringify([1]),
  ];
  const { exitCode, stdout } = await webjobsNext(['--batch'], `${lines.join('\r\n')}\n`);
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { valid: boolean; next?: string[]; problems?: { code: string }[] });
  assert.equal(exitCode, 0);
  assert.deepEqual(
    answers.map(({ next, problems }) => next ?? problems?.map(({ code }) => code)),
    [
      ['2026-01-01T09:00:00'],
      ['bad-input'],
      ['missing-seconds'],
      ['bad-input'],
      ['2026-01-01T09:00:00'],
      ['bad-input'],
      ['bad-input'],
      ['bad-input'],
    ],
  );
});

test('people get words, local times and instants', async () => {
  const { exitCode, stdout } = await webjobsNext([
    '0 30 9 * * 1-5',
    '--from',
    '2026-01-02T12:00:00',
    '--count',
    '2',
    '--zone',
    'America/New_York',
  ]);
  assert.equal(exitCode, 0);
  assert.deepEqual(stdout.split('\n'), [
    'At 09:30, Monday to Friday',
    '  Mon 2026-01-05 09:30:00 EST  2026-01-05T14:30:00Z',
    '  Tue 2026-01-06 09:30:00 EST  2026-01-06T14:30:00Z',
    '',
  ]);
});
