import { range } from '../../../core/schedule/builder/scheduleChoices';
import type { Localizer } from '../../localizer';
import { answer, uniqueItems, unread } from './answers';
import type { BuilderState } from './builderState';
import type { Repetition } from './repetitionSteps';
import type { BuilderContext, StepItem, StepView } from './stepView';
import { readHours } from './typedValues';

/** Between which hours? */
export function windowView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyMinutes' | 'everyHours'>;
  const isMinutes = times.kind === 'everyMinutes';
  const item = (from: number, to: number): StepItem => {
    // A run at 18:00 belongs to "8 to 18" when hours are counted; minutes after it do not.
    const lastHour = Math.min(23, isMinutes ? to - 1 : to);
    const toHour = isMinutes ? lastHour : (range(from, lastHour, times.every).at(-1) ?? from);
    return {
      ...answer(state, { times: { ...times, fromHour: from, toHour } }),
      id: `${from}-${toHour}`,
      label: windowName(from, to, l10n),
    };
  };
  const typed = readHours(text);
  const presentTo = isMinutes ? times.toHour + 1 : times.toHour + times.every > 23 ? 24 : times.toHour;
  const present = item(times.fromHour, presentTo);
  const offered = [item(0, 24), item(6, 22), item(8, 18), present];
  return {
    question: l10n.t('Between which hours?'),
    placeholder: l10n.t('Type two hours, such as 8-18, or choose'),
    items: text.trim() === '' ? uniqueItems(offered) : [typed ? item(typed.from, typed.to) : unread(text, l10n)],
    activeId: present.id,
    readsText: true,
  };
}

function windowName(from: number, to: number, l10n: Localizer): string {
  if (to < 24) return l10n.t('From {0} to {1}', hourName(from), hourName(to));
  return from === 0 ? l10n.t('All day') : l10n.t('From {0} on', hourName(from));
}

function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
