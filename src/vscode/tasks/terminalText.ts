/**
 * A job's log lines as a terminal shows them: errors in red, the engine's own lines pale, and the ends of lines as
 * terminals want them.
 *
 * @param lines whole lines with the level in words.
 */
export function terminalText(lines: string): string {
  return lines.split('\n').map(coloured).join('\r\n');
}

/** A message of the task itself. The mark lets the problem matcher see that there is nothing to wait for. */
export function taskMessage(text: string): string {
  return `${bold}[webjob] ${text}${plain}\r\n`;
}

const plain = '\u001b[0m';
const bold = '\u001b[1m';
const red = '\u001b[31m';
const pale = '\u001b[2m';
const yellow = '\u001b[33m';

const prefix = /^\[[^\]\n>]{10,30} > [^\]\n:]{0,40}: (SYS )?(INFO|WARN|ERROR) *\]/;

function coloured(line: string): string {
  const match = prefix.exec(line);
  if (match === null) return line;
  const [, system, level] = match;
  const colour = level === 'ERROR' ? red : level === 'WARN' ? yellow : system === undefined ? undefined : pale;
  return colour === undefined ? line : `${colour}${line}${plain}`;
}
