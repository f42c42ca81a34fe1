import { type QuickPick, type QuickPickItem, QuickInputButtons, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { DisposableStore } from '../../../core/base/disposable';
import { type BuilderState, stepNumber } from './builderState';
import { previewOf } from './schedulePreview';
import type { BuilderContext, StepItem, StepView } from './stepView';
import { viewOfStep } from './viewOfStep';
import { wrapText } from './wrapText';

/** So long the active row has to rest before its runs are shown; the editor reports each step of a change by itself. */
const previewDelayMs = 40;

/** About as many characters as a row of the list has room for. */
const rowWidth = 80;

type Row = QuickPickItem & { readonly item?: StepItem };

/**
 * Asks the questions of the builder one after the other, with the words and the next runs below the answers.
 *
 * @param subject what the schedule is for, in the title.
 * @returns the expression to write; undefined when the user dismissed the questions.
 */
export async function showBuilder(
  start: BuilderState,
  subject: string,
  context: BuilderContext,
): Promise<string | undefined> {
  const store = new DisposableStore();
  const quickPick = store.add(window.createQuickPick<Row>());
  const session = new BuilderSession(quickPick, start, subject, context);
  try {
    return await new Promise<string | undefined>((resolve) => {
      store.add(quickPick.onDidAccept(() => session.accept(resolve)));
      store.add(quickPick.onDidTriggerButton(() => session.back()));
      store.add(quickPick.onDidChangeValue(() => session.typed()));
      store.add(quickPick.onDidChangeActive(() => session.activeChanged()));
      store.add(quickPick.onDidHide(() => resolve(undefined)));
      session.ask();
      quickPick.show();
    });
  } finally {
    session.dispose();
    store.dispose();
  }
}

/** The questions that were answered so far, and the one that is shown. */
class BuilderSession {
  private readonly history: BuilderState[] = [];
  private view: StepView | undefined;
  /** The row whose runs are shown. */
  private shownId: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly quickPick: QuickPick<Row>,
    private state: BuilderState,
    private readonly subject: string,
    private readonly context: BuilderContext,
  ) {
    quickPick.ignoreFocusOut = true;
    quickPick.matchOnDescription = true;
    quickPick.keepScrollPosition = true;
  }

  /** Shows the question of the present state. */
  ask(): void {
    const { step, total } = stepNumber(this.state);
    this.quickPick.step = step;
    this.quickPick.totalSteps = total;
    this.quickPick.buttons = this.history.length === 0 ? [] : [QuickInputButtons.Back];
    this.quickPick.value = '';
    this.view = viewOfStep(this.state, '', this.context);
    this.quickPick.title = `${this.subject}: ${this.view.question}`;
    this.quickPick.placeholder = this.view.placeholder;
    this.show(this.view.activeId);
  }

  accept(write: (expression: string) => void): void {
    const action = this.activeItem()?.action;
    switch (action?.kind) {
      case 'next':
        this.history.push(this.state);
        this.state = action.state;
        this.ask();
        break;
      case 'return':
        this.history.pop();
        this.state = action.state;
        this.ask();
        break;
      case 'stay':
        this.state = action.state;
        this.view = viewOfStep(this.state, '', this.context);
        this.show(this.activeItem()?.id);
        break;
      case 'write':
        write(action.expression);
        break;
      case 'none':
      case undefined:
        break;
    }
  }

  back(): void {
    const state = this.history.pop();
    if (state === undefined) return;
    this.state = state;
    this.ask();
  }

  typed(): void {
    if (this.view?.readsText !== true) return;
    this.view = viewOfStep(this.state, this.quickPick.value, this.context);
    this.show(this.quickPick.value === '' ? this.view.activeId : undefined);
  }

  /** Replacing rows makes the editor report other active rows on the way: what counts is where it comes to rest. */
  activeChanged(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const id = this.activeItem()?.id;
      if (id !== undefined && id !== this.shownId) this.show(id);
    }, previewDelayMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private activeItem(): StepItem | undefined {
    return this.quickPick.activeItems[0]?.item;
  }

  private show(activeId: string | undefined): void {
    if (this.view === undefined) return;
    const active = this.view.items.find(({ id }) => id === activeId) ?? this.view.items[0];
    const rows = this.view.items.flatMap((item) => this.rowsOf(item));
    this.shownId = active?.id;
    this.quickPick.items = [...rows, ...explanationRows(active), ...this.previewRows(active)];
    this.quickPick.activeItems = rows.filter(({ item }) => item !== undefined && item === active);
  }

  private rowsOf(item: StepItem): Row[] {
    const { heading, label, description, detail, icon } = item;
    const row: Row = {
      label,
      item,
      alwaysShow: this.view?.readsText === true,
      ...(description === undefined ? {} : { description }),
      ...(detail === undefined ? {} : { detail }),
      ...(icon === undefined ? {} : { iconPath: new ThemeIcon(icon) }),
    };
    return heading === undefined ? [row] : [{ label: heading, kind: QuickPickItemKind.Separator }, row];
  }

  private previewRows(active: StepItem | undefined): Row[] {
    if (active?.preview === undefined) return [];
    // Headings vanish while text is typed, so the zone stands beside the expression too.
    const { expression, words, heading, runs } = previewOf(active.preview, this.state, this.context);
    return [
      { label: heading, kind: QuickPickItemKind.Separator },
      {
        label: words,
        description: `${expression} · ${this.state.zoneName}`,
        iconPath: new ThemeIcon('watch'),
        alwaysShow: true,
      },
      ...runs.map(({ site, elsewhere }) => ({
        label: site,
        description: elsewhere,
        iconPath: new ThemeIcon('blank'),
        alwaysShow: true,
      })),
    ];
  }
}

/** What explains the active row: its explanation, or its detail where the row cuts that off. */
function explanationRows(active: StepItem | undefined): Row[] {
  const detail = active?.detail ?? '';
  const text = active?.explanation ?? (detail.length > rowWidth ? detail : '');
  if (active === undefined || text === '') return [];
  const lines = wrapText(text, rowWidth);
  return [
    { label: active.label, kind: QuickPickItemKind.Separator },
    ...lines.map((label) => ({ label, iconPath: new ThemeIcon('blank'), alwaysShow: true })),
  ];
}
