/** The languages whose programs can be debugged where a shell script starts them. */
export type ShellProgram = 'node' | 'python';

const programs: readonly (readonly [program: ShellProgram, names: RegExp])[] = [
  ['node', command('node|nodejs|npm|npx|tsx|ts-node|yarn|pnpm')],
  ['python', command(String.raw`python(?:\d(?:\.\d+)?)?|py`)],
];

/**
 * Which language's program a `run.sh`, `run.cmd` or `run.bat` starts, by the commands that stand in it; `node` where both do.
 * Undefined when neither does: the script may still come to it through another script.
 */
export function programOfShellScript(text: string): ShellProgram | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(#|::|@?rem\b)/i.test(line));
  return programs.find(([, names]) => lines.some((line) => names.test(line)))?.[0];
}

/** A program's name where a command begins: with or without its folder, quotes, or `exec` and variables before it. */
function command(names: string): RegExp {
  return new RegExp(String.raw`(?:^|[\s;&|(@"'/\\])(?:${names})(?:\.exe|\.cmd)?(?=["']?(?:\s|$))`, 'i');
}
