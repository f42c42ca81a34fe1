import { type ScheduleChoices, sortedSet } from '../../../core/schedule/builder/scheduleChoices';
import { type BuilderState, nextState } from './builderState';
import { joinNames } from './choiceNames';
import type { BuilderContext, StepItem, StepView } from './stepView';

/** Several values of a kind, of which some are chosen. */
export interface ToggleQuestion {
  readonly question: string;
  readonly values: readonly number[];
  readonly chosen: readonly number[];
  readonly name: (value: number) => string;
  readonly choicesOf: (values: readonly number[]) => ScheduleChoices;
  readonly state: BuilderState;
  readonly context: Pick<BuilderContext, 'l10n' | 'locale'>;
}

/** A question whose rows add or remove one value each, before a row that goes on with those chosen. */
export function toggleView({ question, values, chosen, name, choicesOf, state, context }: ToggleQuestion): StepView {
  const { l10n, locale } = context;
  const ordered = values.filter((value) => chosen.includes(value));
  const present = choicesOf(sortedSet(chosen));
  const toggles = values.map((value): StepItem => {
    const isChosen = chosen.includes(value);
    const changed = sortedSet(isChosen ? chosen.filter((each) => each !== value) : [...chosen, value]);
    const choices = choicesOf(changed);
    return {
      id: String(value),
      label: name(value),
      description: isChosen ? l10n.t('chosen') : '',
      icon: isChosen ? 'check' : 'blank',
      ...(chosen.length > 0 ? { preview: present } : {}),
      action: { kind: 'stay', state: { ...state, choices } },
    };
  });
  const go: StepItem =
    ordered.length === 0
      ? { id: 'go', label: l10n.t('Choose at least one'), icon: 'info', action: { kind: 'none' } }
      : {
          id: 'go',
          label: l10n.t('Continue with {0}', joinNames(ordered.map(name), locale)),
          icon: 'arrow-right',
          preview: present,
          action: { kind: 'next', state: nextState(state, present) },
        };
  return {
    question,
    placeholder: l10n.t('Enter adds or removes a row'),
    items: [go, ...toggles],
    activeId: 'go',
    readsText: false,
  };
}
