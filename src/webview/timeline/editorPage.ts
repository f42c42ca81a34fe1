import type { TimelineHours, TimelineRequest } from '../../protocol/timelineMessages';

/** What the page remembers while the editor has thrown it away, because its tab is hidden. */
export interface PageState {
  readonly hours?: TimelineHours;
  readonly view?: 'chart' | 'table';
  /** The item that has the focus or had it last. */
  readonly item?: ItemPlace;
  readonly scrollTop?: number;
}

/** Where an item is: the ids of its row and its own. */
export interface ItemPlace {
  readonly rowId: string;
  readonly itemId: string;
}

interface EditorApi {
  postMessage(message: TimelineRequest): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

/** Given to every page by the editor; can be asked for once. */
declare function acquireVsCodeApi(): EditorApi;

const api = acquireVsCodeApi();

export function send(request: TimelineRequest): void {
  api.postMessage(request);
}

export function recall(): PageState {
  return api.getState() ?? {};
}

export function remember(change: PageState): void {
  api.setState({ ...recall(), ...change });
}

/** An element of the page that is always there. */
export function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no ${id}.`);
  return element;
}

/** Makes an element with classes and attributes. */
export function make(tag: string, classes: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const element = document.createElement(tag);
  element.className = classes;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
