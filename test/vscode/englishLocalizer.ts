import type { Localizer } from '../../src/vscode/localizer';

/** The texts as they stand in the code, as the editor shows them in English. */
export const english: Localizer = {
  t: (message, ...args) => message.replace(/\{(\d+)\}/g, (_whole, index: string) => String(args[Number(index)])),
};
