import { message, type Message } from '../base/message';
import { UserError } from '../base/userError';
import { readSettingsText, type SettingsFile } from './jobSettings';
import { removalEdit } from './removeMember';
import type { TextRange } from './relaxedJsonNodes';

/** A stretch of the text and what takes its place. */
export interface SettingsEdit extends TextRange {
  readonly newText: string;
}

/**
 * The edit that gives `settings.job` a schedule: the value that counts is replaced, or the key is added as the first one.
 * Everything else stays as it is, comments included. Works on what the service reads, which is more than JSON with
 * comments, so that single quotes or a key written twice do no harm.
 *
 * @param text without byte order mark; empty for a file that does not exist yet.
 * @throws UserError when the service cannot read the text: the file counts as empty then, with any schedule in it.
 */
export function setSchedule(text: string, schedule: string): SettingsEdit {
  const { document, dictionary } = readable(
    text,
    message('Correct that first; the schedule to write is {schedule}.', { schedule }),
  );
  const value = JSON.stringify(schedule);
  const present = dictionary.entries.get('schedule');
  // A value left out before a comma has a place but no text; a space keeps it apart from the colon.
  if (present !== undefined) {
    return { start: present.start, end: present.end, newText: present.end > present.start ? value : ` ${value}` };
  }

  const { root } = document;
  if (root?.type !== 'object') return replaceAll(text, root, value);
  const layout = layoutOf(text, root);
  const isEmpty = root.members.length === 0;
  const member = `"schedule": ${value}${isEmpty ? '' : ','}`;
  const inside = text.slice(root.start + 1, root.end - 1);
  if (isEmpty && inside.trim() === '') {
    const newText = layout.lineEnd + layout.indent + member + layout.lineEnd;
    return { start: root.start + 1, end: root.end - 1, newText };
  }
  const lead = isEmpty
    ? // Comments in an otherwise empty object introduce what is to come.
      inside.trimEnd()
    : // A comment behind the opening brace belongs to the object and stays there.
      (/^[ \t]*\/\/[^\r\n]*(?=[\r\n])/.exec(inside)?.[0] ?? '');
  const start = root.start + 1 + lead.length;
  if (layout.hasLines || isEmpty) return { start, end: start, newText: layout.lineEnd + layout.indent + member };
  return { start, end: start, newText: inside.startsWith(' ') ? ` ${member}` : `${member} ` };
}

/**
 * The text without its schedule: every key of that name goes, because of several the last one counts. An empty schedule
 * would be none as well, but the service logs it as one that it cannot read (kudu-webjobs §5.5).
 *
 * @throws UserError when the service cannot read the text.
 */
export function removeSchedule(text: string): string {
  const { document } = readable(text, message('Correct that first.'));
  const members = document.root?.type === 'object' ? document.root.members : [];
  const schedules = members.filter(({ key }) => key.value === 'schedule');
  // From the last to the first, so that the places of the others stay right.
  const without = schedules.reduceRight((rest, member) => applyEdit(rest, removalEdit(rest, member)), text);
  const comma = trailingComma(without);
  return comma === undefined || trailingComma(text) !== undefined ? without : applyEdit(without, comma);
}

/** The edit that takes away a comma behind the last member, which plain JSON does not allow. */
function trailingComma(text: string): SettingsEdit | undefined {
  const { root } = readSettingsText(text).document;
  const end = root?.type === 'object' ? root.members.at(-1)?.end : undefined;
  const isThere = end !== undefined && /^,\s*\}/.test(text.slice(end));
  return isThere ? { start: end, end: end + 1, newText: '' } : undefined;
}

function readable(text: string, advice: Message): SettingsFile {
  const file = readSettingsText(text);
  const { fault } = file.dictionary;
  if (fault === undefined) return file;
  const line = text.slice(0, fault.start).split(/\r\n|\r|\n/).length;
  throw new UserError(
    'settings-not-readable',
    message('settings.job cannot be read by the service, line {line}: {fault}. {advice}', {
      line,
      fault: fault.message,
      advice,
    }),
  );
}

/** Applies an edit to the text that it was made for. */
export function applyEdit(text: string, { start, end, newText }: SettingsEdit): string {
  return text.slice(0, start) + newText + text.slice(end);
}

/** A text without an object: nothing, comments, `null` or `""`. Comments stay. */
function replaceAll(text: string, root: TextRange | undefined, value: string): SettingsEdit {
  const newText = `{\n  "schedule": ${value}\n}`;
  if (root !== undefined) return { start: root.start, end: root.end, newText };
  const isBlank = text.trim() === '';
  const gap = isBlank || text.endsWith('\n') ? '' : '\n';
  return { start: isBlank ? 0 : text.length, end: text.length, newText: `${gap}${newText}\n` };
}

interface Layout {
  readonly hasLines: boolean;
  readonly lineEnd: string;
  /** Of the members. */
  readonly indent: string;
}

function layoutOf(text: string, root: TextRange): Layout {
  const inside = text.slice(root.start, root.end);
  const firstLine = /(\r\n|\n|\r)([ \t]*)\S/.exec(inside.slice(0, -1));
  return {
    hasLines: /[\r\n]/.test(inside),
    lineEnd: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    indent: firstLine?.[2] ?? '  ',
  };
}
