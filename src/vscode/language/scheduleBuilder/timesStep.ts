import { combinedTimes, extraTimes, timeOfDay } from '../../../core/schedule/builder/scheduleChoices';
import { answer, uniqueItems, unread } from './answers';
import type { BuilderState } from './builderState';
import { joinNames, timeName } from './choiceNames';
import { noteText } from './noteTexts';
import type { BuilderContext, StepItem, StepView } from './stepView';
import { readTimes } from './typedValues';

/** At which times of the day? Several only where one schedule holds them. */
export function timesView(state: BuilderState, text: string, { l10n, locale }: BuilderContext): StepView {
  const isSingle = state.frequency === 'once';
  const item = (times: readonly number[]): StepItem => ({
    ...answer(state, { times: { kind: 'at', times } }),
    id: times.join(),
    label: joinNames(times.map(timeName), locale),
  });
  const typedItems = (): StepItem[] => {
    const typed = readTimes(text);
    if (typed === undefined || (isSingle && typed.length > 1)) {
      return [unread(text, l10n, l10n.t('Times look like 9:30 or 17:30.'))];
    }
    const extra = extraTimes(typed);
    if (extra.length === 0) return [item(typed)];
    const note = noteText({ code: 'extra-times', severity: 'blocking', times: extra }, l10n, locale);
    return [{ id: 'extra', ...note, icon: 'warning', action: { kind: 'none' } }, item(combinedTimes(typed))];
  };
  const { times } = state.choices;
  const present = item(times.kind === 'at' ? times.times : [timeOfDay(9, 0)]);
  const offered = [0, 3, 6, 9, 12, 18].map((hour) => item([timeOfDay(hour, 0)]));
  return {
    question: isSingle ? l10n.t('At which time?') : l10n.t('At which times of the day?'),
    placeholder: isSingle
      ? l10n.t("Type a time of the site's clock, such as 9:30, or choose")
      : l10n.t("Type times of the site's clock, such as 9:30 or 8, 12, 16, or choose"),
    items: text.trim() === '' ? uniqueItems([present, ...offered]) : typedItems(),
    activeId: present.id,
    readsText: true,
  };
}
