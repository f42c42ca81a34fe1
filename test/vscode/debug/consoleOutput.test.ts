import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConsoleBlock, ConsoleOutput } from '../../../src/vscode/debug/consoleOutput';

const stamp = '[03/02/2026 10:00:00 > abc123: ';

function check(name: string, pieces: readonly string[], expected: readonly (readonly [string, string])[]): void {
  test(name, () => {
    const console = new ConsoleOutput();
    const blocks = pieces.flatMap((piece): ConsoleBlock[] => console.push(piece));
    assert.deepEqual(
      blocks.map(({ category, output }) => [category, output]),
      expected,
    );
  });
}

check('the program’s lines lose their stamp', [`${stamp}INFO] ready\n`], [['stdout', 'ready\n']]);
check('errors are told apart', [`${stamp}ERR ] bad\n`], [['stderr', 'bad\n']]);
check(
  'the engine’s own words are told apart',
  [`${stamp}SYS INFO] Status changed to Running\n`],
  [['console', 'Status changed to Running\n']],
);
check('the engine’s errors are errors', [`${stamp}SYS ERR ] Job failed\n`], [['stderr', 'Job failed\n']]);
check(
  'a block is split where the level changes, and only there',
  [`${stamp}INFO] a\n${stamp}INFO] b\n${stamp}ERR ] c\n${stamp}INFO] d\n`],
  [
    ['stdout', 'a\nb\n'],
    ['stderr', 'c\n'],
    ['stdout', 'd\n'],
  ],
);
check('a line may come in pieces', [`${stamp}ER`, 'R ] half', ' and half\n'], [['stderr', 'half and half\n']]);
check('an unfinished line waits', [`${stamp}INFO] wait`], []);
check(
  'a text that looks like a stamp further on is kept',
  [`${stamp}INFO] ${stamp}ERR ] x\n`],
  [['stdout', `${stamp}ERR ] x\n`]],
);
check('a line without a stamp is shown as it is', ['plain [x] line\n'], [['stdout', 'plain [x] line\n']]);
check(
  'blanks and an empty line of the program are kept',
  [`${stamp}INFO]   indented\n${stamp}INFO] \n`],
  [['stdout', '  indented\n\n']],
);
