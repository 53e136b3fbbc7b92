// Every page and every state of the answer, in both languages, both sizes, light and dark: readable, reachable, alone.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { parse } from 'acorn';
import { PHONE, launch, misdeeds, ready, visit } from './browser.mjs';
import { brokenBones, coveredText, cutText, enlargeText, smallTargets, smallType } from './measure.mjs';
import { PAGES, SMALL_SCRIPTS, STATES, STATUS, WAYS_ON, hasIsland, hasScripts } from './pages.mjs';
import { open, site } from './portal.mjs';

/** The narrowest phone there is, and the largest type that its reader can choose. */
const NARROW = { width: 320, height: 640 };
const LARGEST_TYPE = 1.75;

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let portal, browser;
before(async () => {
  portal = await open();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await portal.stop();
});

/** Barriers that axe finds, a line each. */
async function barriers(page, run, where) {
  const violations = await page.evaluate(async (options) => {
    const { violations } = await axe.run(document, { ...options, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) }));
  }, run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${where}: ${id} at ${target}: ${failureSummary.split('\n')[1]?.trim()}`),
  );
}

async function darkBarriers(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await barriers(page, { runOnly: { type: 'rule', values: ['color-contrast'] } }, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  return dark;
}

/** Everything that can be said about an open page without knowing what it is about. */
async function faults(page, { lang, elder }) {
  const measured = async (where, measure, told) => (await page.evaluate(measure, told)).map((fault) => `${where}: ${fault}`);
  await page.evaluate(AXE);
  const light = await barriers(page, { runOnly: TAGS }, 'light');
  const bones = await measured('document', brokenBones, lang === 'en' ? 'en' : 'zh-CN');
  // elder mode changes sizes alone, and small type asks for the most contrast
  const dark = elder ? [] : await darkBarriers(page);
  await page.setViewportSize(PHONE);
  const phone = [
    ...(await measured('phone', cutText)),
    ...(await measured('phone', smallTargets, elder ? 60 : 44)),
    ...(await measured('phone', smallType, { least_px: elder ? 18 : 14, spacing: 1.3 })),
  ];
  const reached = elder ? await largestSetting(page, measured) : [];
  await page.setViewportSize(NARROW);
  await page.evaluate(enlargeText, LARGEST_TYPE);
  const large = [...(await measured('largest type', cutText)), ...(await measured('largest type', coveredText))];
  return [...light, ...dark, ...bones, ...phone, ...reached, ...large];
}

/** With the largest of the sizes in Chrome's own settings, elder mode reaches 30 px and still nothing is cut. */
async function largestSetting(page, measured) {
  const settings = await page.context().newCDPSession(page);
  await settings.send('Page.setFontSizes', { fontSizes: { standard: 24 } });
  const size = await page.$eval('main', (main) => parseFloat(getComputedStyle(main).fontSize));
  const cut = await measured('largest setting', cutText);
  await settings.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
  return [...(size < 30 ? [`largest setting: text of ${size} px`] : []), ...cut];
}

/** An answer on paper: one sheet of A4, with the verdict and every date on it. */
async function paperFaults(page) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  await page.emulateMedia({ media: 'print' });
  const words = await page.locator('main').innerText();
  const days = await page.locator('tr[data-deadline] time').allInnerTexts();
  const isSaid = await page.locator('section[data-verdict]').first().isVisible();
  await page.emulateMedia({ media: 'screen' });
  return [
    ...(sheets === 1 ? [] : [`paper: ${sheets} sheets`]),
    ...days.filter((day) => !words.includes(day)).map((day) => `paper: ${day} is not on it`),
    ...(isSaid ? [] : ['paper: no verdict']),
  ];
}

const everything = { ...PAGES, ...STATES, ...WAYS_ON };

for (const lang of ['zh', 'en']) {
  for (const elder of [false, true]) {
    describe(`${lang}${elder ? ', elder' : ''}`, () => {
      for (const [name, path] of Object.entries(everything)) {
        test(name, async () => {
          const { context, page, seen } = await visit(browser, portal, { lang, elder });
          const response = await page.goto(path);
          assert.equal(response.status(), STATUS[name] ?? 200);
          if (hasIsland(path)) await ready(page);
          const isAnswer = name in STATES && name !== 'refused';
          const found = [...(isAnswer ? await paperFaults(page) : []), ...(await faults(page, { lang, elder }))];
          const scripts = seen.requests.filter(({ type, url }) => type === 'script' || url.endsWith('.wasm'));
          const strange = scripts.filter(({ url }) => !hasIsland(path) && !(hasScripts(path) && SMALL_SCRIPTS.test(url)));
          if (strange.length > 0) found.push(`it loads script: ${strange.map(({ url }) => url)}`);
          assert.equal([...found, ...misdeeds(seen)].join('\n'), '');
          await context.close();
        });
      }
    });
  }
}

test('no script and no window makes the type depend on the width', async () => {
  const { context, page } = await visit(browser, portal);
  await page.goto(STATES.eligible);
  await ready(page);
  const size = () => page.$eval('html', (html) => getComputedStyle(html).fontSize);
  const before = await size();
  await page.setViewportSize({ width: 60, height: 800 });
  await page.evaluate(() => dispatchEvent(new Event('resize')));
  assert.equal(await size(), before);
  await context.close();
});

describe('what is shipped', () => {
  const urls = () => Object.values(JSON.parse(readFileSync(`${site()}/manifest.json`, 'utf8')));
  const text = (url) => readFileSync(site() + url, 'utf8');

  test('scripts parse in the first engines with modules', () => {
    const scripts = urls().filter((url) => url.endsWith('.js'));
    // a quick build leaves the glue as wasm-bindgen wrote it
    const isReleased = existsSync(`${site()}${scripts[0]}.br`);
    for (const url of scripts.filter((one) => isReleased || /boot|kept|sign|session/.test(one))) {
      // these engines know `import()`, which acorn counts to a later year
      const script = text(url).replace(/\bimport\(/g, 'imported(');
      parse(script, { ecmaVersion: 2017, sourceType: 'module' });
    }
  });

  test('nothing takes the reader’s larger type away', () => {
    for (const url of urls().filter((one) => /\.(js|css)$/.test(one))) {
      assert.doesNotMatch(text(url), /setFontSizeCallback|text-size-adjust:\s*(none|100%)/, url);
    }
  });
});
