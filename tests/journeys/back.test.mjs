// The browser's Back on a family's form: it leads to the form with every word, and never to a page of the browser's own
// that asks whether all of it may be sent once more. With script; what is left without one is told in
// docs/decisions/2026-11-27-back-keeps-what-nobody-typed.md.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { PHONE, launch, misdeeds, visit } from './browser.mjs';
import { day, opened, year } from './house.mjs';
import { program } from './portal.mjs';
import { agreeToAll } from './review.mjs';

const { portal, browser } = await opened('--demo');
const keeping = await launch({ keepsPages: true });
after(() => keeping.close());

const OPEN = `/apply/pre_enrolment?area=441702&due_date=${day(60)}&mother_insurance=resident&mother_area=441702&mother_year=${year}`;
const WORDS = {
  mother_name: '林晓梅',
  mother_id_number: '441702199503081223',
  mother_phone: '13800138000',
  mother_address: '阳江市江城区东风一路 1 号',
};

/** A number that no other test uses: each may have one code a minute. */
let numbers = 0;
const phone = () => `137000${String(++numbers).padStart(5, '0')}`;

const act = (page, what) => page.click(`[name="act"][value="${what}"]`);
const agency = (number, ...step) =>
  execFileSync(program(), ['case', number, ...step, '--database', portal.database], { encoding: 'utf8', stdio: 'pipe' });

async function type(page) {
  for (const [name, value] of Object.entries(WORDS)) await page.fill(`[name="${name}"]`, value);
}

async function lookOver(page) {
  await page.click('#apply button.button');
  await page.locator('#agree').waitFor();
  await page.waitForLoadState();
}

async function send(page) {
  await agreeToAll(page);
  await page.fill('[name="signature"]', WORDS.mother_name);
  await act(page, 'send');
}

/** Sends an application; gives its number. */
async function apply(page, number) {
  await page.goto(OPEN);
  await type(page);
  await lookOver(page);
  await send(page);
  await page.fill('[name="confirm_phone"]', number);
  await act(page, 'code');
  await page.fill('[name="confirm_code"]', await page.locator('[data-demo-code]').getAttribute('data-demo-code'));
  await act(page, 'enter');
  await page.waitForURL(/\/file\?just=sent/);
  return page.locator('[data-application]').getAttribute('data-application');
}

/** Ways on from the page that shows all of it, each to where it is left. */
const WAYS = {
  'a clause': async (page) => {
    await page.goto('/law');
  },
  'what was not agreed to, and a clause': async (page) => {
    await act(page, 'send');
    await page.locator('#errors').waitFor();
    await page.waitForLoadState();
    await page.goto('/law');
  },
  'one field': async (page) => {
    await page.click('[name="change"][value="mother_address"]');
    await page.locator('.apply-one').waitFor();
    await page.waitForLoadState();
  },
  'the sheet': async (page) => {
    await act(page, 'print');
    await page.locator('[data-sent="no"]').waitFor();
    await page.waitForLoadState();
  },
  'the check': async (page) => {
    await page.click('[name="change"][value="due_month"]');
    await page.waitForURL(/\/check\?/);
    await page.waitForLoadState();
  },
};

/** Goes back by hand, or by asking for the page again: to the page that was left where the browser keeps pages, else to the
 *  form, and each has every word. */
async function back(page, go = () => page.goBack({ waitUntil: 'commit' })) {
  await go();
  const held = (name) => `.apply :is(#apply, #review) [name="${name}"]`;
  const holds = ([selector, value]) => document.querySelector(selector)?.value === value;
  await page.waitForFunction(holds, [held('mother_name'), WORDS.mother_name]);
  for (const [name, value] of Object.entries(WORDS)) assert.equal(await page.inputValue(held(name)), value, name);
}

const STEPS = {
  'asked back': [['ask-back', '请写全门牌号'], 'a[href*="mend="]'],
  refused: [['refuse', '--clause', 'YJ22-5', '母亲今年没有参保'], '[data-again] a'],
};
for (const [cache, one] of Object.entries({ 'without a page cache': browser, 'with one': keeping })) {
  describe(cache, () => {
    for (const [name, [step, way]] of Object.entries(STEPS)) {
      test(`a form of what was ${name}, in which nothing was typed`, async () => {
        const { context, page, seen } = await visit(one, portal, { viewport: PHONE });
        const number = await apply(page, phone());
        agency(number, ...step);
        for (const leave of Object.values(WAYS)) {
          await page.goto('/file');
          await page.click(way);
          await lookOver(page);
          assert.equal(await page.locator('[data-kept-unsaved]').isVisible(), false, 'it is kept');
          await leave(page);
          await back(page);
          const isForm = (await page.locator('#apply').count()) > 0;
          if (isForm) assert.equal(await page.locator('[data-asked-back]').count(), step[0] === 'ask-back' ? 1 : 0);
        }
        await back(page, () => page.reload());
        await lookOver(page);
        await send(page);
        await page.waitForURL(/\/file\?just=sent/);
        await page.waitForLoadState();
        await page.goBack({ waitUntil: 'commit' });
        await page.locator('main h1').waitFor();
        assert.match(page.url(), /\/(file|apply\/pre_enrolment\?.*)$/, 'a page of ours');
        assert.deepEqual(misdeeds(seen), []);
        await context.close();
      });
    }

    test('a draft in which nothing was typed since is still that draft', async () => {
      const { context, page, seen } = await visit(one, portal, { viewport: PHONE });
      await page.goto(OPEN);
      await type(page);
      await act(page, 'save');
      await page.check('[name="consent_draft"]');
      await page.fill('[name="confirm_phone"]', phone());
      await act(page, 'code');
      await page.fill('[name="confirm_code"]', await page.locator('[data-demo-code]').getAttribute('data-demo-code'));
      await act(page, 'enter');
      await page.waitForURL(/just=saved/);
      await page.evaluate(() => localStorage.clear());
      await lookOver(page);
      await page.goto('/law');
      await back(page);
      assert.match(await page.inputValue('.apply :is(#apply, #review) [name="draft"]'), /^[0-9a-f]{32}$/);
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('where storage is refused the words are in the history of this window alone', async () => {
      const { context, page, seen } = await visit(one, portal, { viewport: PHONE });
      await context.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      });
      for (const leave of Object.values(WAYS)) {
        await page.goto('/');
        await page.goto(OPEN);
        assert.equal(await page.inputValue('[name="mother_name"]'), '', 'an address that is opened anew has nothing');
        await type(page);
        await lookOver(page);
        await leave(page);
        await back(page);
      }
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  });
}
