import { cronLimits, type CronLimit } from '../../../core/schedule/builder/scheduleNotes';
import type { Frequency } from '../../../core/schedule/builder/scheduleChoices';
import { type BuilderState, choicesFor, nextState } from './builderState';
import { limitText } from './noteTexts';
import { type BuilderContext, type StepItem, type StepView, wallTimeNow } from './stepView';

/** The first question: how often. */
export function frequencyView(state: BuilderState, context: BuilderContext): StepView {
  const { l10n } = context;
  const labels: readonly (readonly [Frequency, string, string])[] = [
    ['minutes', l10n.t('Every few minutes'), l10n.t('for example every 15 minutes')],
    ['hours', l10n.t('Every few hours'), l10n.t('for example every 2 hours from 8 to 18')],
    ['days', l10n.t('Every day, or every few days'), ''],
    ['weeks', l10n.t('Every week, on chosen days'), l10n.t('for example Monday to Friday')],
    ['monthDates', l10n.t('Every month or few months, on dates'), l10n.t('for example on the 1st and 15th')],
    ['monthWeekday', l10n.t('Every month or few months, on a weekday'), l10n.t('first, second … last')],
    ['once', l10n.t('Once, on one date'), l10n.t('comes again every year')],
  ];
  const items = labels.map(([frequency, label, description]): StepItem => {
    const next = withFrequency(state, frequency, context);
    return {
      id: frequency,
      label,
      description: frequency === state.frequency && state.original.fits ? l10n.t('as now') : description,
      preview: next.choices,
      action: { kind: 'next', state: next },
    };
  });
  return {
    question: l10n.t('How often?'),
    placeholder: placeholder(state, context),
    items: [
      ...items,
      {
        id: 'limits',
        label: l10n.t('What a schedule cannot hold…'),
        description: l10n.t('an end date, every second week, the last day …'),
        icon: 'info',
        action: { kind: 'next', state: { ...state, step: 'limits' } },
      },
    ],
    activeId: state.frequency,
    readsText: false,
  };
}

/** The list of what people look for in vain, each with the way that leads there all the same. */
export function limitsView(state: BuilderState, context: BuilderContext): StepView {
  const { l10n } = context;
  const nearest: Partial<Record<CronLimit, Frequency>> = {
    once: 'once',
    'every-n-weeks': 'weeks',
    'last-weekday': 'monthWeekday',
    'last-day': 'monthDates',
  };
  const items = cronLimits.map((limit): StepItem => {
    const frequency = nearest[limit];
    const { label, detail } = limitText(limit, l10n);
    if (frequency === undefined) return { id: limit, label, explanation: detail, action: { kind: 'none' } };
    const next = withFrequency(state, frequency, context);
    return { id: limit, label, explanation: detail, action: { kind: 'next', state: next } };
  });
  return {
    question: l10n.t('What a schedule cannot hold, and what to do instead'),
    placeholder: l10n.t('Choose one to go on with the nearest schedule'),
    items,
    readsText: false,
  };
}

function withFrequency(state: BuilderState, frequency: Frequency, context: BuilderContext): BuilderState {
  const today = new Date(wallTimeNow(state, context));
  const choices = choicesFor(frequency, state.choices, { month: today.getUTCMonth() + 1, day: today.getUTCDate() });
  return nextState({ ...state, step: 'frequency', frequency }, choices);
}

function placeholder({ original }: BuilderState, { l10n, describe }: BuilderContext): string {
  if (original.fits) return l10n.t('Now: {0}', describe(original.text) ?? original.text);
  if (original.text.trim() === '') return l10n.t('Choose with the arrow keys; the runs are shown below');
  const words = describe(original.text);
  return words === undefined
    ? l10n.t('"{0}" is no valid schedule; it stays until you write another one', original.text)
    : l10n.t('Now: {0}. No choice says that; it stays until you write another one', words);
}
