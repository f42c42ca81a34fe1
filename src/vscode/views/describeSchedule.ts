import type { Translations } from '../../core/base/message';
import { parseCron } from '../../core/schedule/cronExpression';
import { englishCronTexts, translateCronTexts } from '../../core/schedule/cronTexts';
import { describeCron } from '../../core/schedule/describeCron';
import type { DescribeSchedule } from './scheduleWords';

/** Schedules in the words of a language, English without translations; undefined for one that cannot be read. */
export function scheduleDescriber(translations: Translations | undefined): DescribeSchedule {
  const texts = translations === undefined ? englishCronTexts : translateCronTexts(translations);
  return (expression) => {
    const parsed = parseCron(expression);
    return parsed.valid ? describeCron(parsed.schedule, texts) : undefined;
  };
}
