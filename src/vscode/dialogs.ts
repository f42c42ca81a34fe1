import { type OpenDialogOptions, type SaveDialogOptions, type Uri, window } from 'vscode';

/** Questions that stop everything until the user answers. A port, because the editor refuses modal dialogs in test mode. */
export interface Dialogs {
  /** Whether the user pressed `action` rather than Cancel. */
  confirm(question: { readonly message: string; readonly detail?: string; readonly action: string }): Promise<boolean>;
  /** The chosen files or folders; empty when the user cancelled. */
  open(options: OpenDialogOptions): Promise<readonly Uri[]>;
  /** Where to save; undefined when the user cancelled. */
  save(options: SaveDialogOptions): Promise<Uri | undefined>;
}

/** Questions with more than one way to go on. */
export interface ActionDialogs extends Dialogs {
  /** The action that the user pressed; undefined for Cancel. */
  choose(question: {
    readonly message: string;
    readonly detail?: string;
    readonly actions: readonly string[];
  }): Promise<string | undefined>;
}

export const windowDialogs: ActionDialogs = {
  async confirm({ message, detail, action }) {
    const options = { modal: true, ...(detail === undefined ? {} : { detail }) };
    return (await window.showWarningMessage(message, options, action)) === action;
  },
  async choose({ message, detail, actions }) {
    const options = { modal: true, ...(detail === undefined ? {} : { detail }) };
    return await window.showWarningMessage(message, options, ...actions);
  },
  async open(options) {
    return (await window.showOpenDialog(options)) ?? [];
  },
  async save(options) {
    return await window.showSaveDialog(options);
  },
};
