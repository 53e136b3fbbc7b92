// Pictures of every page and state, for people to look at: `node screenshots.mjs [words of a name]` writes them under
// target/screenshots. No test: what looks right is for eyes to say.

import { mkdirSync } from 'node:fs';
import { DESK, PHONE, launch, ready, visit } from './browser.mjs';
import { enlargeText } from './measure.mjs';
import { PAGES, STATES, WAYS_ON, hasIsland } from './pages.mjs';
import { ROOT, open } from './portal.mjs';

const FOLDER = `${ROOT}target/screenshots`;
const wanted = process.argv.slice(2);

/** How a page is looked at: window, and what the visitor chose. */
const LOOKS = {
  'phone-zh': { viewport: PHONE },
  'phone-en': { viewport: PHONE, lang: 'en' },
  'phone-zh-elder': { viewport: PHONE, elder: true },
  'phone-en-elder': { viewport: PHONE, lang: 'en', elder: true },
  'phone-zh-dark': { viewport: PHONE, colorScheme: 'dark' },
  'phone-zh-320-largest': { viewport: { width: 320, height: 640 }, largest: true },
  'desk-zh': { viewport: DESK },
  'desk-en': { viewport: DESK, lang: 'en' },
  'desk-zh-elder': { viewport: DESK, elder: true },
  'desk-zh-dark': { viewport: DESK, colorScheme: 'dark' },
  'desk-zh-plain': { viewport: DESK, javaScriptEnabled: false },
};

const portal = await open();
const browser = await launch();
mkdirSync(FOLDER, { recursive: true });
for (const [name, path] of Object.entries({ ...PAGES, ...STATES, ...WAYS_ON })) {
  for (const [look, { largest, ...options }] of Object.entries(LOOKS)) {
    const file = `${name.replace(/\W+/g, '-')}.${look}.png`;
    if (wanted.length > 0 && !wanted.every((word) => file.includes(word))) continue;
    const { context, page } = await visit(browser, portal, options);
    await page.goto(path);
    if (hasIsland(path) && options.javaScriptEnabled !== false) await ready(page);
    if (largest) await page.evaluate(enlargeText, 1.75);
    await page.screenshot({ path: `${FOLDER}/${file}`, fullPage: true });
    if (look === 'desk-zh' && name in STATES) await page.pdf({ path: `${FOLDER}/${name}.pdf`, preferCSSPageSize: true });
    await context.close();
  }
  console.log(name);
}
await browser.close();
await portal.stop();
