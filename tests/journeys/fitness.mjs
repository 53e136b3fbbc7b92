// Whether a page is fit for every reader: what axe-core finds, what is cut, small or covered, on a phone and on the
// narrowest one with its type turned up. Absent: what the page says.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PHONE } from './browser.mjs';
import { coveredText, cutText, enlargeText, smallTargets, smallType } from './measure.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const LARGEST_TYPE = 1.75;

/** What any page must not have, whatever it says; empty when all is well. */
export async function faults(page, elder) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations, TAGS);
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target}`));
  await page.setViewportSize(PHONE);
  found.push(...(await page.evaluate(cutText)));
  found.push(...(await page.evaluate(smallTargets, elder ? 60 : 44)));
  found.push(...(await page.evaluate(smallType, { least_px: elder ? 18 : 14, spacing: 1.3 })));
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(enlargeText, LARGEST_TYPE);
  found.push(...(await page.evaluate(cutText)), ...(await page.evaluate(coveredText)));
  return found;
}
