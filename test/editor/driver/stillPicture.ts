import { type Page, type PageScreenshotOptions } from 'playwright-core';

/**
 * Takes a picture when nothing has moved for a moment: icons load late, progress comes and goes. What never stands
 * still, such as a running job's output, is pictured after `limitMs`.
 */
export async function stillPicture(page: Page, options: PageScreenshotOptions = {}, limitMs = 8000): Promise<Buffer> {
  const deadlineMs = performance.now() + limitMs;
  const busy = page.locator('.part.statusbar').getByText('Activating Extensions');
  await busy.waitFor({ state: 'hidden', timeout: limitMs }).catch(() => undefined);
  let picture = await page.screenshot(options);
  let stillSinceMs = performance.now();
  while (performance.now() - stillSinceMs < stillnessMs && performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const next = await page.screenshot(options);
    if (!next.equals(picture)) stillSinceMs = performance.now();
    picture = next;
  }
  return picture;
}

const stillnessMs = 1000;
