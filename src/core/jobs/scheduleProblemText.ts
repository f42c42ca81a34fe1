import { message, type Message } from '../base/message';
import { type CronProblem, cronProblemTexts } from '../schedule/cronProblem';
import { englishCronTexts } from '../schedule/cronTexts';
import { shorten } from './shorten';

/** What is wrong with a schedule: the name of the field is a text of its own, and what somebody wrote may be long. */
export function scheduleProblemText({ code, args, field }: CronProblem): Message {
  const shown = typeof args.text === 'string' ? { ...args, text: shorten(args.text) } : args;
  const template = cronProblemTexts[code];
  return message(template, field === undefined ? shown : { ...shown, field: message(englishCronTexts.units[field]) });
}
