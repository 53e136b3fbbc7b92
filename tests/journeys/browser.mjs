// One Chromium for a test file, and visitors in it. A visitor's context watches everything that a page must not do:
// ask another host, break its content policy, show a dialog, throw.

import { chromium } from 'playwright-core';
import { within } from './portal.mjs';

/** A phone's window and a desk's. */
export const PHONE = { width: 360, height: 720 };
export const DESK = { width: 1280, height: 800 };

/** How long a page may take to do what it was asked, in milliseconds; on a busy machine too. */
const PATIENCE_MS = 15_000;

/**
 * Starts the browser. The switches keep it from the network and make it start where there is no sandbox. With
 * `keepsPages` it keeps a page that was left, as phones do, and shows it again as it was.
 */
export function launch({ keepsPages = false } = {}) {
  return chromium.launch({
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
    executablePath: process.env.YUCAN_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Opens a context for one visitor and a page in it. `options` are Playwright's, and `lang` and `elder`, which are
 * remembered as the portal remembers them. Gives `{ context, page, seen }`.
 */
export async function visit(browser, portal, { lang, elder, ...options } = {}) {
  const context = await browser.newContext({ viewport: DESK, baseURL: portal.url, locale: 'zh-CN', ...options });
  const cookie = (name, value) => ({ name, value, url: portal.url });
  const cookies = [lang && cookie('lang', lang), elder && cookie('elder', 'on')].filter(Boolean);
  if (cookies.length > 0) await context.addCookies(cookies);
  context.setDefaultTimeout(PATIENCE_MS);
  // Chromium now and then never says that a context is gone. It is gone with its browser, after the file's last test.
  const close = context.close.bind(context);
  context.close = () => within(close(), 'a context to close').catch(() => {});
  const seen = await watch(context, portal);
  const page = await context.newPage();
  return { context, page, seen };
}

async function watch(context, portal) {
  const seen = { requests: [], foreign: [], violations: [], errors: [], dialogs: [] };
  context.on('request', (request) => {
    const url = request.url();
    seen.requests.push({ url, method: request.method(), body: request.postData() ?? '', type: request.resourceType() });
    if (!url.startsWith(`${portal.url}/`)) seen.foreign.push(url);
  });
  context.on('weberror', (error) => seen.errors.push(String(error.error())));
  context.on('dialog', async (dialog) => {
    seen.dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  context.on('console', (message) => {
    const text = message.text();
    if (/content security policy|refused to/i.test(text)) seen.violations.push(text);
    else if (message.type() === 'error' && !/status of 4\d\d/.test(text)) seen.errors.push(text);
  });
  return seen;
}

/** What of the things a page must not do was seen; empty when all is well. */
export function misdeeds(seen) {
  const { foreign, violations, errors, dialogs } = seen;
  return Object.entries({ foreign, violations, errors, dialogs }).flatMap(([what, list]) =>
    list.map((one) => `${what}: ${one}`),
  );
}

/** Waits until the page's script has taken over. */
export async function ready(page) {
  await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
}
