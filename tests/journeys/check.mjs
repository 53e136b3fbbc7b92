// The check's form as hands use it: its controls found by their names, opened, typed into, chosen, sent.

import { isDeepStrictEqual } from 'node:util';
import assert from 'node:assert/strict';
import { readMarks } from './marks.mjs';

/** How long the island may take to answer what was typed, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The control of a fact: by its name, or for what is never sent by its id. */
export function control(page, name) {
  return page.locator(`#check [name="${name}"], #check #q-${name}`).first();
}

/** Unfolds whatever a control lies in, as a reader would: outermost first. */
export async function reveal(page, name) {
  const closed = page.locator(`details:not([open]):has([name="${name}"], #q-${name}) > summary`);
  while ((await closed.count()) > 0) await closed.first().click();
}

/** Answers one question. */
export async function answer(page, name, value) {
  await reveal(page, name);
  const asked = control(page, name);
  const kind = await asked.evaluate((element) => (element.type === 'radio' ? 'radio' : element.tagName.toLowerCase()));
  if (kind === 'radio') await page.locator(`#check label:has([name="${name}"][value="${value}"])`).click();
  else if (kind === 'select') await asked.selectOption(value);
  else await asked.fill(value);
}

/** Answers all of these. */
export async function tell(page, told) {
  for (const [name, value] of Object.entries(told)) await answer(page, name, value);
}

/** What stands in these controls. */
export async function values(page, names) {
  const found = {};
  for (const name of names) {
    found[name] = await page.evaluate((called) => {
      const form = document.querySelector('#check');
      const inForm = form.elements.namedItem(called) ?? document.getElementById(`q-${called}`);
      return inForm?.value;
    }, name);
  }
  return found;
}

/** Sends the form by its button and waits for the page that answers. */
export async function send(page) {
  const button = page.locator('#check button[type="submit"]');
  await Promise.all([page.waitForNavigation(), button.click()]);
}

/** The open page's marks. */
export function marks(page) {
  return page.evaluate(readMarks);
}

/** Waits until the page carries these marks, and says what is different where it does not come to that. */
export async function settle(page, wanted) {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await marks(page);
    if (isDeepStrictEqual(found, wanted)) return;
    if (performance.now() > deadline) assert.deepEqual(found, wanted);
    // the island draws in a frame
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Leaves a form for the check to tell another due date, and follows the way back to the form. */
export async function changeTheDay(page, to, javaScriptEnabled) {
  await page.click('[name="change"][value="due_month"]');
  await page.waitForURL(/\/check\?.*bookmark=/);
  if (javaScriptEnabled) await page.waitForSelector('html[data-ready]');
  await reveal(page, 'due_date');
  await page.fill('[name="due_date"]', to);
  if (!javaScriptEnabled) await page.click('#check .form-end button');
  const way = page.locator(`section[data-service="pre_enrolment"] a[href*="due_date=${to}"][href*="bookmark="]`);
  await way.click();
  await page.locator('#apply').waitFor();
}
