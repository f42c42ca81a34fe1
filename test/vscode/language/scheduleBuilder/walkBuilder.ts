import assert from 'node:assert/strict';
import { findZone, utcZone } from '../../../../src/core/schedule/zones';
import {
  type BuilderState,
  startBuilder,
  stepNumber,
} from '../../../../src/vscode/language/scheduleBuilder/builderState';
import type { BuilderContext, StepView } from '../../../../src/vscode/language/scheduleBuilder/stepView';
import { viewOfStep } from '../../../../src/vscode/language/scheduleBuilder/viewOfStep';
import { scheduleDescriber } from '../../../../src/vscode/views/describeSchedule';
import { english } from '../../englishLocalizer';

/** Monday, 23 November 2026, 10:00 UTC. */
export const context: BuilderContext = {
  l10n: english,
  locale: 'en',
  nowMs: Date.UTC(2026, 10, 23, 10),
  localZoneName: 'Europe/Berlin',
  zoneOf: (name) => findZone(name) ?? utcZone,
  describe: scheduleDescriber(undefined),
};

/** The label of a row, or text to type and the label of the row that then appears. */
export type Answer = string | { readonly type: string; readonly pick: string };

/** Where answers have led to. */
export interface Walk {
  readonly state: BuilderState;
  readonly view: StepView;
  /** Set once "Write" was chosen. */
  readonly expression: string | undefined;
  /** `1/4`, `2/4` … of the questions on the way. */
  readonly steps: readonly string[];
}

/** Answers the builder's questions one after the other, as a person who reads labels. */
export function walk(text: string, ...answers: readonly Answer[]): Walk {
  let state = startBuilder(text, 'UTC');
  const steps: string[] = [];
  for (const answer of answers) {
    const { step, total } = stepNumber(state);
    steps.push(`${step}/${total ?? '?'}`);
    const [typed, label] = typeof answer === 'string' ? ['', answer] : [answer.type, answer.pick];
    const { items } = viewOfStep(state, typed, context);
    const item = items.find((each) => each.label === label);
    assert.ok(item, `"${label}" is none of: ${items.map((each) => each.label).join(' | ')}`);
    const { action } = item;
    assert.notEqual(action.kind, 'none', `"${label}" leads nowhere`);
    if (action.kind === 'write')
      return { state, view: viewOfStep(state, '', context), expression: action.expression, steps };
    if (action.kind !== 'none') state = action.state;
  }
  return { state, view: viewOfStep(state, '', context), expression: undefined, steps };
}
