const logLine = /^\[\d\d\/\d\d\/\d{4} (\d\d:\d\d:\d\d) > [^:\]]+: (SYS )?(INFO|WARN|ERR )\] ?(.*)$/s;

const levels: Readonly<Record<string, { readonly word: string; readonly color: number }>> = {
  INFO: { word: 'INFO   ', color: 36 },
  WARN: { word: 'WARNING', color: 33 },
  'ERR ': { word: 'ERROR  ', color: 31 },
};

/** A line of a job's log for people: time of day, level in a word, and what the engine itself says set apart. */
export function prettyLogLine(line: string, hasColors: boolean): string {
  const match = logLine.exec(line);
  const level = levels[match?.[3] ?? ''];
  if (!match || !level) return line;
  const paint = (text: string, color: number): string => (hasColors ? `\u001b[${color}m${text}\u001b[0m` : text);
  const isSystem = match[2] !== undefined;
  const message = isSystem ? paint(`· ${match[4] ?? ''}`, 90) : (match[4] ?? '');
  return `${paint(match[1] ?? '', 90)} ${paint(level.word, level.color)} ${message}`;
}
