import { message, type Message } from '../base/message';
import type { ProblemFix, TextProblem } from './jobProblem';
import { effectiveSettings, isInPlaceByDefault, type SettingsFile } from './jobSettings';
import { plainJsonProblems } from './plainJsonProblems';
import type { JsonMember } from './relaxedJsonNodes';
import { removalFix } from './removeMember';
import { scheduleProblems } from './scheduleProblems';
import type { SettingsContext } from './settingsContext';
import { type SettingsKey, settingsKey, similarSettingsKey, unreadKeys } from './settingsKeys';
import { shorten } from './shorten';
import { waitProblems, wrongTypeProblem } from './valueProblems';

/** A text with more faults is no settings file, and nobody reads on; judging all of it would only take time. */
export const maxProblems = 500;

/**
 * Everything that the service ignores, misreads or trips over in a settings file (product A3, A4, A6), in the order of
 * the text. Works on half-typed text and never throws.
 */
export function settingsProblems(file: SettingsFile, context: SettingsContext): TextProblem[] {
  const { document, dictionary } = file;
  if (isTooLongToJudge(document.text)) return [tooLongProblem(document.text)];
  const problems: TextProblem[] = [];
  if (dictionary.fault !== undefined) {
    const { start, end, message: reason, repair } = dictionary.fault;
    problems.push({
      code: 'settings-unreadable',
      severity: 'error',
      text: message('The service cannot read this file and treats it as {}, so that no setting counts: {reason}.', {
        reason,
      }),
      range: { start, end },
      fixes: () =>
        repair === undefined
          ? lowerCaseWordFix(document.text.slice(start, end), start)
          : [{ kind: 'edit', title: repair.title, edits: [repair] }],
    });
  }
  problems.push(...plainJsonProblems(document, maxProblems));
  if (document.root?.type !== 'object') return problems;

  const lastOfKey = new Map(document.root.members.map((member) => [member.key.value, member]));
  for (const member of document.root.members) {
    if (problems.length >= maxProblems) break;
    const winner = lastOfKey.get(member.key.value);
    if (winner !== undefined && winner !== member) problems.push(duplicateProblem(document.text, member));
    else problems.push(...memberProblems(file, member, context));
  }
  return problems.sort((left, right) => left.range.start - right.range.start);
}

/** Characters of a file that is judged; whoever has some hundred comments in it writes less. */
export const maxJudgedText = 65_536;

/** Whether a file is so long that judging it at each keystroke would take noticeable time. */
export function isTooLongToJudge(text: string): boolean {
  return text.length > maxJudgedText;
}

function tooLongProblem({ length }: string): TextProblem {
  return {
    code: 'file-too-long',
    severity: 'info',
    text: message(
      'The file has {length} characters; more than {max} are not judged here, although the service reads them. Remove what it does not need.',
      { length, max: maxJudgedText },
    ),
    range: { start: 0, end: 0 },
  };
}

/** `True` and `NULL` are what other languages write. */
function lowerCaseWordFix(word: string, start: number): ProblemFix[] {
  const newText = word.toLowerCase();
  if (!/^(true|false|null)$/.test(newText) && newText !== 'none') return [];
  const value = newText === 'none' ? 'null' : newText;
  const title = message('Write {value}', { value });
  return [{ kind: 'edit', title, edits: [{ start, end: start + word.length, newText: value }] }];
}

function duplicateProblem(text: string, member: JsonMember): TextProblem {
  return {
    code: 'duplicate-key',
    severity: 'warning',
    text: message('The key {key} stands here again further down; only the last one counts. Remove this one.', {
      key: shorten(member.key.value),
    }),
    range: member.key,
    isSaidByJsonSupport: true,
    fixes: () => [removalFix(text, member)],
  };
}

function memberProblems(file: SettingsFile, member: JsonMember, context: SettingsContext): TextProblem[] {
  const { key, value } = member;
  const known = settingsKey(key.value);
  if (known === undefined) return [keyProblem(file.document.text, member)];
  const kindProblem = effectProblem(file, known, member, context);
  if (value === undefined || (value.type === 'null' && value.word === 'missing')) return kindProblem;
  const typeProblem = wrongTypeProblem(known, value, file.document.text.slice(value.start, value.end), context);
  if (typeProblem !== undefined) return [...kindProblem, typeProblem];
  // A continuous job has no schedule that could be wrong.
  if (known.name === 'schedule' && file.schedule !== undefined && context.kind !== 'continuous')
    return scheduleProblems(file.schedule, context);
  if (known.name === 'stopping_wait_time' && value.type === 'integer') return [...kindProblem, ...waitProblems(value)];
  return kindProblem;
}

function keyProblem(text: string, member: JsonMember): TextProblem {
  const { key } = member;
  const similar = similarSettingsKey(key.value);
  if (similar !== undefined) {
    return {
      code: 'wrong-case',
      severity: 'warning',
      text: message('The service does not read {key}: the key must be written exactly {name}.', {
        key: shorten(key.value),
        name: similar.name,
      }),
      range: key,
      fixes: () => [
        {
          kind: 'edit',
          title: message('Write {value}', { value: similar.name }),
          edits: [{ start: key.start, end: key.end, newText: `${key.quote}${similar.name}${key.quote}` }],
        },
      ],
    };
  }
  const unread = unreadKeys.get(key.value);
  return {
    code: unread === undefined ? 'unknown-key' : 'unread-key',
    severity: 'warning',
    text:
      unread === undefined
        ? message('The service does not read the key {key}: it has no effect.', { key: shorten(key.value) })
        : message(unread),
    range: key,
    isSaidByJsonSupport: true,
    fixes: () => [removalFix(text, member)],
  };
}

/** Settings that the job's kind or host makes pointless (product A4). */
function effectProblem(
  file: SettingsFile,
  key: SettingsKey,
  member: JsonMember,
  { kind, host, jobName }: SettingsContext,
): TextProblem[] {
  const useless = (
    code: string,
    severity: TextProblem['severity'],
    text: Message,
    otherFixes: readonly ProblemFix[] = [],
  ): TextProblem[] => [
    { code, severity, text, range: member.key, fixes: () => [removalFix(file.document.text, member), ...otherFixes] },
  ];
  if (key.name === 'schedule' && kind === 'continuous') {
    return useless(
      'schedule-without-effect',
      'warning',
      message(
        'A continuous job has no schedule: the service ignores this key. Move the job to jobs/triggered, or remove the key.',
      ),
      jobName === undefined
        ? []
        : [
            {
              kind: 'rename',
              title: message('Move the job to {folder}', { folder: 'jobs/triggered' }),
              from: '',
              to: `../../triggered/${jobName}`,
            },
          ],
    );
  }
  if (key.name === 'is_singleton' && kind === 'triggered') {
    return useless(
      'singleton-without-effect',
      'info',
      message('is_singleton has no effect on a triggered job, which always runs on one instance. Remove the key.'),
    );
  }
  if (key.name === 'stopping_wait_time' && kind === 'triggered') {
    return [
      {
        code: 'stop-wait-seldom-used',
        severity: 'info',
        text: message('For a triggered job stopping_wait_time counts only while the site itself shuts down.'),
        range: member.key,
      },
    ];
  }
  const value = member.value;
  if (key.name === 'is_in_place' && host !== undefined && host !== null && value?.type === 'boolean') {
    const settings = effectiveSettings(file, kind ?? 'triggered', host);
    if (settings.isInPlace === isInPlaceByDefault(host) && value.value === settings.isInPlace) {
      return useless(
        'in-place-is-default',
        'info',
        message('is_in_place is {value} anyway for this script: the key changes nothing.', {
          value: String(value.value),
        }),
      );
    }
  }
  return [];
}
