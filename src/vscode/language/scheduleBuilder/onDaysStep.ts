import { allWeekdays, type DaysChoice, workdays } from '../../../core/schedule/builder/scheduleChoices';
import { answer } from './answers';
import type { BuilderState } from './builderState';
import type { BuilderContext, StepItem, StepView } from './stepView';

/** On which days of the week, for what repeats within a day? */
export function onDaysView(state: BuilderState, { l10n, describe }: BuilderContext): StepView {
  const { days } = state.choices;
  const item = (id: string, label: string, chosen: DaysChoice): StepItem => ({
    ...answer(state, { days: chosen }),
    id,
    label,
  });
  const isOther = days.kind !== 'everyDay' && days.kind !== 'weekdays';
  const weekdays = days.kind === 'weekdays' ? days.weekdays : [];
  const [isWorkdays, isWeekend] = [weekdays.join() === workdays.join(), weekdays.join() === '0,6'];
  return {
    question: l10n.t('On which days?'),
    placeholder: '',
    items: [
      ...(isOther ? [item('present', l10n.t('As now: {0}', describe(state.original.text) ?? ''), days)] : []),
      item('everyDay', l10n.t('Every day'), { kind: 'everyDay' }),
      item('workdays', l10n.t('Monday to Friday'), { kind: 'weekdays', weekdays: workdays }),
      item('weekend', l10n.t('Saturday and Sunday'), { kind: 'weekdays', weekdays: [0, 6] }),
      {
        id: 'chosen',
        label: l10n.t('Chosen days…'),
        preview: state.choices,
        action: {
          kind: 'next',
          state: {
            ...state,
            step: 'weekdays',
            choices: {
              ...state.choices,
              days: { kind: 'weekdays', weekdays: weekdays.length > 0 ? weekdays : allWeekdays },
            },
          },
        },
      },
    ],
    activeId: isOther
      ? 'present'
      : weekdays.length === 0
        ? 'everyDay'
        : isWorkdays
          ? 'workdays'
          : isWeekend
            ? 'weekend'
            : 'chosen',
    readsText: false,
  };
}
