/**
 * What functions that run inside the page need of the browser's elements. The repository is compiled without the
 * browser's types, so that no part of the product can use its globals by accident.
 *
 * Such functions are sent as text: they must not refer to anything outside themselves, nor declare named functions.
 */
export interface DomElement {
  readonly textContent: string;
  readonly innerText: string;
  readonly offsetTop: number;
  getAttribute(name: string): string | null;
  querySelector(selector: string): DomElement | null;
}
