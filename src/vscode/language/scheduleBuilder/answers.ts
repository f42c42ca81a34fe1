import type { ScheduleChoices } from '../../../core/schedule/builder/scheduleChoices';
import type { Localizer } from '../../localizer';
import { type BuilderState, nextState } from './builderState';
import type { StepItem } from './stepView';

/** A row's preview and action for an answer that changes some of the choices. */
export function answer(state: BuilderState, changed: Partial<ScheduleChoices>): Pick<StepItem, 'preview' | 'action'> {
  const choices = { ...state.choices, ...changed };
  return { preview: choices, action: { kind: 'next', state: nextState(state, choices) } };
}

/** The row for text that is no answer. */
export function unread(text: string, l10n: Localizer, reason = ''): StepItem {
  const detail = reason === '' ? {} : { detail: reason };
  return {
    id: 'unread',
    label: l10n.t('"{0}" is no answer here', text.trim()),
    icon: 'error',
    ...detail,
    action: { kind: 'none' },
  };
}

/** Of rows with the same id the first. */
export function uniqueItems(items: readonly StepItem[]): StepItem[] {
  return items.filter((item, index) => items.findIndex(({ id }) => id === item.id) === index);
}
