// What a family's journey begins with: a portal, a browser, and days counted from today. Absent: anything about pages.

import { after } from 'node:test';
import { launch } from './browser.mjs';
import { open, within } from './portal.mjs';

/** A day so many days from today in China. */
export const day = (days) => new Date(Date.now() + (8 * 3600 + days * 86_400) * 1000).toISOString().slice(0, 10);

/** This year there. */
export const year = day(0).slice(0, 4);

/** Opens a portal with extra arguments and a browser, for all tests of a file; both are closed after the last of them. */
export async function opened(...args) {
  const portal = await open(...args);
  const browser = await launch();
  after(async () => {
    await within(browser.close(), 'the browser to close').catch(() => {});
    await portal.stop();
  });
  return { portal, browser };
}
