import {
  CancellationError,
  type InputBox,
  type QuickPick,
  type QuickPickItem,
  QuickInputButtons,
  window,
} from 'vscode';
import { DisposableStore } from '../../core/base/disposable';

/** Where a question stands in a row of them. */
export interface QuestionPlace {
  readonly title: string;
  /** From 1 on. */
  readonly step: number;
  readonly totalSteps: number;
}

/** The answer of a user who wants to change the answer before. */
export const goBack = Symbol('goBack');

/**
 * Lets the user choose one of several items.
 *
 * @throws CancellationError when the user dismisses the list.
 */
export async function askChoice<T extends QuickPickItem>(
  place: QuestionPlace,
  {
    items,
    active,
    placeholder,
  }: { readonly items: readonly T[]; readonly active?: T | undefined; readonly placeholder: string },
): Promise<T | typeof goBack> {
  const quickPick = window.createQuickPick<T>();
  quickPick.items = items;
  if (active !== undefined) quickPick.activeItems = [active];
  quickPick.placeholder = placeholder;
  quickPick.matchOnDescription = true;
  return ask(quickPick, place, () => quickPick.selectedItems[0]);
}

/**
 * Lets the user type a text.
 *
 * @param problemOf says why a text is no answer; undefined when it is.
 * @throws CancellationError when the user dismisses the box.
 */
export async function askText(
  place: QuestionPlace,
  {
    value,
    prompt,
    problemOf,
  }: { readonly value: string; readonly prompt: string; readonly problemOf: (text: string) => string | undefined },
): Promise<string | typeof goBack> {
  const box = window.createInputBox();
  box.value = value;
  box.prompt = prompt;
  const listener = box.onDidChangeValue((text) => (box.validationMessage = problemOf(text)));
  try {
    return await ask(box, place, () => {
      box.validationMessage = problemOf(box.value);
      return box.validationMessage === undefined ? box.value : undefined;
    });
  } finally {
    listener.dispose();
  }
}

/** Shows the question until there is an answer; `answerOf` is undefined while what was entered is none. */
async function ask<T>(
  input: QuickPick<QuickPickItem> | InputBox,
  { title, step, totalSteps }: QuestionPlace,
  answerOf: () => T | undefined,
): Promise<T | typeof goBack> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [QuickInputButtons.Back];
  const store = new DisposableStore();
  store.add(input);
  try {
    return await new Promise<T | typeof goBack>((resolve, reject) => {
      store.add(
        input.onDidAccept(() => {
          const answer = answerOf();
          if (answer !== undefined) resolve(answer);
        }),
      );
      store.add(input.onDidTriggerButton(() => resolve(goBack)));
      store.add(input.onDidHide(() => reject(new CancellationError())));
      input.show();
    });
  } finally {
    store.dispose();
  }
}
