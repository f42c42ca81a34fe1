import type { BuilderState } from './builderState';
import { datesView, dateView } from './dateSteps';
import { chosenMonthsView, monthsView } from './monthSteps';
import { ordinalView, weekdaysView, weekdayView } from './weekdaySteps';
import { frequencyView, limitsView } from './frequencyStep';
import { onDaysView } from './onDaysStep';
import { everyDaysView, everyHoursView, everyMinutesView, minuteView } from './repetitionSteps';
import { reviewView, zoneView } from './reviewStep';
import type { BuilderContext, StepView } from './stepView';
import { timesView } from './timesStep';
import { windowView } from './windowStep';

/**
 * The question of a state. Pure: what the builder asks, offers, refuses and says is tested without an editor.
 *
 * @param text what was typed so far; only views that read it change with it.
 */
export function viewOfStep(state: BuilderState, text: string, context: BuilderContext): StepView {
  switch (state.step) {
    case 'frequency':
      return frequencyView(state, context);
    case 'limits':
      return limitsView(state, context);
    case 'everyMinutes':
      return everyMinutesView(state, text, context);
    case 'everyHours':
      return everyHoursView(state, text, context);
    case 'minute':
      return minuteView(state, text, context);
    case 'window':
      return windowView(state, text, context);
    case 'onDays':
      return onDaysView(state, context);
    case 'everyDays':
      return everyDaysView(state, text, context);
    case 'weekdays':
      return weekdaysView(state, context);
    case 'date':
      return dateView(state, text, context);
    case 'dates':
      return datesView(state, text, context);
    case 'ordinal':
      return ordinalView(state, context);
    case 'weekday':
      return weekdayView(state, context);
    case 'months':
      return monthsView(state, context);
    case 'chosenMonths':
      return chosenMonthsView(state, context);
    case 'times':
      return timesView(state, text, context);
    case 'review':
      return reviewView(state, context);
    case 'zone':
      return zoneView(state, context);
  }
}
