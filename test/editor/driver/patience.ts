import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Locator, type Page } from 'playwright-core';

/** Where pictures go: `out/screenshots`. */
export const screenshotFolder = resolve(import.meta.dirname, '../../../out/screenshots');

/** How long something may take to show up on a machine that is busy with other things. A wait that is fulfilled costs nothing. */
export const patientMs = 60_000;

/** Waits for things to show up in a page, and explains itself with words and a picture when they do not. */
export class Patience {
  constructor(
    private readonly page: Page,
    private readonly defaultTimeoutMs = patientMs,
  ) {}

  /**
   * Reads again and again until there is an answer other than `undefined` or `false`, and returns it.
   *
   * @throws an error that names `what` and the picture of the failure, after `timeoutMs`.
   */
  async until<T>(
    what: string,
    read: () => Promise<T | undefined | false>,
    timeoutMs = this.defaultTimeoutMs,
  ): Promise<T> {
    const deadlineMs = performance.now() + timeoutMs;
    for (;;) {
      const answer = await read();
      if (answer !== undefined && answer !== false) return answer;
      if (performance.now() >= deadlineMs) throw await this.failure(what, timeoutMs);
      // What a page shows is not announced to the outside, so it has to be looked at.
      await new Promise((resolveLater) => setTimeout(resolveLater, 50));
    }
  }

  /** Waits until the first match of `locator` can be seen, and returns it. */
  async forVisible(what: string, locator: Locator, timeoutMs = this.defaultTimeoutMs): Promise<Locator> {
    await this.act(what, (timeout) => locator.first().waitFor({ state: 'visible', timeout }), timeoutMs);
    return locator.first();
  }

  /** Performs an action of Playwright's that has a time-out of its own, and names it when it fails. */
  async act<T>(what: string, action: (timeoutMs: number) => Promise<T>, timeoutMs = this.defaultTimeoutMs): Promise<T> {
    try {
      return await action(timeoutMs);
    } catch (error) {
      throw await this.failure(what, timeoutMs, error);
    }
  }

  /** Takes a picture for a failure and returns its path; nothing when the page cannot be pictured any more. */
  async failureScreenshot(name: string): Promise<string | undefined> {
    const folder = join(screenshotFolder, 'failures');
    const fileName = `${name.replace(/[^\w]+/g, '-').slice(0, 80)}-${Date.now()}.png`;
    mkdirSync(folder, { recursive: true });
    try {
      await this.page.screenshot({ path: join(folder, fileName), timeout: 5000 });
      return join(folder, fileName);
    } catch {
      // The page is gone or stuck: the words of the failure have to do.
      return undefined;
    }
  }

  private async failure(what: string, timeoutMs: number, cause?: unknown): Promise<Error> {
    const picture = await this.failureScreenshot(what);
    const hint = picture === undefined ? 'The page could not be pictured.' : `Picture: ${picture}`;
    return new Error(`Waited ${timeoutMs} ms in vain for ${what}. ${hint}`, { cause });
  }
}
