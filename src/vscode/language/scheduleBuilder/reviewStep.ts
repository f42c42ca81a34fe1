import { parseCron } from '../../../core/schedule/cronExpression';
import { buildSchedule } from '../../../core/schedule/scheduleBuilder';
import type { ScheduleNote } from '../../../core/schedule/builder/scheduleNotes';
import type { BuilderState } from './builderState';
import { noteText } from './noteTexts';
import type { BuilderContext, StepItem, StepView } from './stepView';

/** The last question: whether this is it. Notes say what the schedule does not do. */
export function reviewView(state: BuilderState, { l10n, locale, describe }: BuilderContext): StepView {
  const { choices } = state;
  const { schedule, notes } = buildSchedule(choices);
  const text = isUnchanged(state.original.text, schedule.canonical) ? state.original.text : schedule.text;
  const isBlocked = notes.some(({ severity }) => severity === 'blocking');
  const note = (each: ScheduleNote, index: number): StepItem => ({
    id: `note ${each.code}`,
    ...noteText(each, l10n, locale),
    icon: each.severity === 'info' ? 'info' : each.severity === 'warning' ? 'warning' : 'error',
    ...(index === 0 ? { heading: l10n.t('Good to know') } : {}),
    preview: choices,
    action: { kind: 'none' },
  });
  const write: StepItem = {
    id: 'write',
    label: l10n.t('Write {0}', text),
    description: describe(text) ?? '',
    icon: 'check',
    preview: choices,
    action: { kind: 'write', expression: text },
  };
  const zone: StepItem = {
    id: 'zone',
    label: l10n.t('Show the runs in another zone than {0}…', state.zoneName),
    icon: 'globe',
    preview: choices,
    action: { kind: 'next', state: { ...state, step: 'zone' } },
  };
  return {
    question: l10n.t('Write this schedule?'),
    placeholder: l10n.t('Enter writes it into settings.job'),
    items: [...(isBlocked ? [] : [write]), zone, ...notes.map(note)],
    activeId: isBlocked ? 'zone' : 'write',
    readsText: false,
  };
}

/** Whether the schedule at the beginning means the same: it keeps its spelling, such as names of days. */
function isUnchanged(original: string, canonical: string): boolean {
  const parsed = parseCron(original);
  return parsed.valid && parsed.schedule.canonical === canonical;
}

/** Which clock does the site have? The zone is no part of a schedule. */
export function zoneView(state: BuilderState, context: BuilderContext): StepView {
  const { l10n } = context;
  const names = [...new Set(['UTC', context.localZoneName, ...Intl.supportedValuesOf('timeZone')])];
  return {
    question: l10n.t("Which zone has the site's clock?"),
    placeholder: l10n.t(
      'The zone is no part of a schedule: the app setting WEBSITE_TIME_ZONE sets it for the whole site',
    ),
    items: names.map((name) => ({
      id: name,
      label: name,
      description: name === context.localZoneName ? l10n.t('this machine') : '',
      preview: state.choices,
      action: { kind: 'return', state: { ...state, zoneName: name, step: 'review' } },
    })),
    activeId: state.zoneName,
    readsText: false,
  };
}
