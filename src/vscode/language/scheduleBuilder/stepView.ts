import type { ScheduleChoices } from '../../../core/schedule/builder/scheduleChoices';
import type { WallTime } from '../../../core/schedule/wallTime';
import type { Zone } from '../../../core/schedule/zones';
import type { Localizer } from '../../localizer';
import type { BuilderState } from './builderState';

/** What the questions need besides the state. */
export interface BuilderContext {
  readonly l10n: Localizer;
  /** BCP 47, for the names of days and months. */
  readonly locale: string;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
  /** The zone of the machine, an IANA name. */
  readonly localZoneName: string;
  /** The zone of a Windows or IANA name; UTC for one that is not known. */
  readonly zoneOf: (name: string) => Zone;
  /** A schedule in words; undefined when it cannot be read. */
  readonly describe: (expression: string) => string | undefined;
}

/** A question, ready to be shown. */
export interface StepView {
  /** What is asked, above the list. */
  readonly question: string;
  /** What can be typed, in the empty box. */
  readonly placeholder: string;
  readonly items: readonly StepItem[];
  /** The row that is active when the question appears. */
  readonly activeId?: string;
  /** Whether the typed text is an answer of its own, to be read anew after each key; else it filters the rows. */
  readonly readsText: boolean;
}

/** A row of the list. */
export interface StepItem {
  /** Unique in its list, and the same after every change of the state. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Shown below the list while the row is active, whole. */
  readonly explanation?: string;
  /** Name of a product icon. */
  readonly icon?: string;
  /** The heading above the row. */
  readonly heading?: string;
  /** The choices whose runs are shown while the row is active. */
  readonly preview?: ScheduleChoices;
  readonly action: StepAction;
}

/** What taking a row does. */
export type StepAction =
  /** Asks the next question; going back leads to the present one. */
  | { readonly kind: 'next'; readonly state: BuilderState }
  /** Stays at the question with other choices. */
  | { readonly kind: 'stay'; readonly state: BuilderState }
  /** Goes back to the question before, which is asked with another state. */
  | { readonly kind: 'return'; readonly state: BuilderState }
  | { readonly kind: 'write'; readonly expression: string }
  /** The row only tells something. */
  | { readonly kind: 'none' };

/** The time on the wall in the state's zone. */
export function wallTimeNow(state: BuilderState, context: BuilderContext): WallTime {
  return context.zoneOf(state.zoneName).wallTimeOf(context.nowMs);
}
