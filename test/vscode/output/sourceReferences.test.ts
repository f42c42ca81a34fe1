import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSourceReferences } from '../../../src/vscode/output/sourceReferences';

const prefix = '[03/02/2026 10:00:02 > abc123: ERROR] ';

/** What a language writes, the part of it that leads somewhere, and where to. */
const examples: readonly [language: string, text: string, link: string, place: [string, number, number | undefined]][] =
  [
    [
      'Node.js',
      '    at take (/jobs/a/lib/orders.js:12:5)',
      '/jobs/a/lib/orders.js:12:5',
      ['/jobs/a/lib/orders.js', 12, 5],
    ],
    ['Node.js', '    at async /jobs/a/run.js:3:1', '/jobs/a/run.js:3:1', ['/jobs/a/run.js', 3, 1]],
    ['Node.js', '    at run (/my jobs/run.js:3:1)', '/my jobs/run.js:3:1', ['/my jobs/run.js', 3, 1]],
    ['Node.js', 'file:///jobs/a/run.mjs:4', 'file:///jobs/a/run.mjs:4', ['file:///jobs/a/run.mjs', 4, undefined]],
    ['Node.js', 'at D:\\jobs\\a\\run.js:3:1', 'D:\\jobs\\a\\run.js:3:1', ['D:\\jobs\\a\\run.js', 3, 1]],
    ['TypeScript', 'src/run.ts(3,7): error TS2304', 'src/run.ts(3,7', ['src/run.ts', 3, 7]],
    [
      'Python',
      '  File "/my jobs/run.py", line 7, in main',
      '/my jobs/run.py", line 7',
      ['/my jobs/run.py', 7, undefined],
    ],
    [
      'PHP',
      'Fatal error in /my jobs/run.php on line 9',
      '/my jobs/run.php on line 9',
      ['/my jobs/run.php', 9, undefined],
    ],
    ['PHP', '#0 /my jobs/run.php(9): take()', '/my jobs/run.php(9', ['/my jobs/run.php', 9, undefined]],
    ['PHP', 'thrown in /jobs/run.php:9', '/jobs/run.php:9', ['/jobs/run.php', 9, undefined]],
    ['Java', '\tat shop.orders.Inbox.take(Inbox.java:21)', 'Inbox.java:21', ['shop/orders/Inbox.java', 21, undefined]],
    ['Java', '\tat app//Main$1.run(Main.java:5)', 'Main.java:5', ['Main.java', 5, undefined]],
    [
      '.NET',
      '   at A.B.C() in C:\\my src\\Run.cs:line 14',
      'C:\\my src\\Run.cs:line 14',
      ['C:\\my src\\Run.cs', 14, undefined],
    ],
    ['F#', '/jobs/run.fsx(3,5): error FS0039', '/jobs/run.fsx(3,5', ['/jobs/run.fsx', 3, 5]],
    ['Bash', '/jobs/run.sh: line 8: nothere: not found', '/jobs/run.sh: line 8', ['/jobs/run.sh', 8, undefined]],
    ['PowerShell', 'At C:\\my jobs\\run.ps1:3 char:5', 'C:\\my jobs\\run.ps1:3 char:5', ['C:\\my jobs\\run.ps1', 3, 5]],
    [
      'PowerShell',
      'at <ScriptBlock>, /my jobs/run.ps1: line 3',
      '/my jobs/run.ps1: line 3',
      ['/my jobs/run.ps1', 3, undefined],
    ],
  ];

for (const [language, text, link, [path, line, column]] of examples) {
  test(`${language}: ${text.trim()}`, () => {
    const whole = prefix + text;
    const [found, ...others] = findSourceReferences(whole);
    assert.ok(found);
    assert.deepEqual(others, []);
    assert.equal(whole.slice(found.start, found.end), link);
    assert.deepEqual([found.path, found.line, found.column], [path, line, column]);
  });
}

test('times, addresses and the engine’s own lines lead nowhere', () => {
  const lines = [
    "[03/02/2026 10:00:02 > abc123: SYS INFO] Run script 'run.js' with script host - 'NodeScriptHost'",
    `${prefix}    at node:internal/main/run_main_module:28:49`,
    `${prefix}connect ECONNREFUSED shop.example.com:443`,
    `${prefix}finished at 10:00:01, 12 of 13`,
  ];
  assert.deepEqual(
    lines.flatMap((line) => findSourceReferences(line)),
    [],
  );
});

test('several places of one line are found in their order', () => {
  const found = findSourceReferences('lib/a.js:1 calls lib/b.js:2:3');
  assert.deepEqual(
    found.map(({ path, line }) => `${path} ${line}`),
    ['lib/a.js 1', 'lib/b.js 2'],
  );
});

test('a line of a megabyte is read at its beginning only', () => {
  const found = findSourceReferences(`run.js:1 ${'in /x '.repeat(200_000)} run.js:2`);
  assert.deepEqual(
    found.map(({ line }) => line),
    [1],
  );
});
