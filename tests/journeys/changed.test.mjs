// What a family tells after it applied, and how the page and the desk follow: a loss told by mistake, twins that were
// found, a due date in another year. With and without script.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { PHONE, misdeeds, visit } from './browser.mjs';
import { changeTheDay } from './check.mjs';
import { day, opened, year } from './house.mjs';
import { program } from './portal.mjs';
import { agreeToAll } from './review.mjs';

const { portal, browser } = await opened('--demo');

const OPEN = `/apply/pre_enrolment?area=441702&due_date=${day(60)}&mother_insurance=resident&mother_area=441702&mother_year=${year}`;

/** A number that no other test uses: each may have one code a minute. */
let numbers = 0;
const phone = () => `136000${String(++numbers).padStart(5, '0')}`;

const act = (page, what) => page.click(`[name="act"][value="${what}"]`);
const lookOver = (page) => page.click('form[action="/file/changed"] .form-end button');

/** The agency's hand, through the portal's own socket. */
const agency = (number, ...step) =>
  execFileSync(program(), ['case', number, ...step, '--database', portal.database], { encoding: 'utf8', stdio: 'pipe' });

/** Sends an application; gives its number. */
async function apply(page) {
  await page.goto(OPEN);
  const mother = { mother_name: '林晓梅', mother_id_number: '441702199503081223', mother_phone: phone(), mother_address: '东风一路 1 号' };
  for (const [name, value] of Object.entries(mother)) await page.fill(`[name="${name}"]`, value);
  await page.click('#apply button.button');
  await agreeToAll(page);
  await page.fill('[name="signature"]', '林晓梅');
  await act(page, 'send');
  await act(page, 'code');
  await page.fill('[name="confirm_code"]', await page.locator('[data-demo-code]').getAttribute('data-demo-code'));
  await act(page, 'enter');
  await page.waitForURL(/\/file\?just=sent/);
  return page.locator('[data-application]').getAttribute('data-application');
}

/** Says it back, then notes it. */
async function note(page) {
  await lookOver(page);
  await act(page, 'tell');
  await page.waitForURL(/\/file\?just=told/);
}

/** Days ahead to which a due date may move. */
const FAR = [100, 130, 160, 190, 220, 250];

/** The years in which a baby may be born that is due in so many days. */
const years = (days) => [days - 21, days + 14].map((days) => day(days).slice(0, 4));

/** Tells of another due date. */
async function move(page, to) {
  await page.click('a[data-changed]');
  await page.check('[name="what"][value="moved"]');
  await page.fill('[name="due_date"]', to);
  await note(page);
}

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test('a loss that was told by mistake is taken back, and the dates are there again', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page);
      await page.click('a[data-changed]');
      await page.check('[name="what"][value="ended"]');
      await page.fill('[name="ended_on"]', day(0));
      await page.check('[name="ended_how"][value="stillbirth"]');
      await lookOver(page);
      await act(page, 'tell');
      await page.waitForURL(/\/file\?just=told/);
      assert.equal(await page.locator('.file-dates').count(), 0);
      assert.throws(() => agency(number, 'accept'), /pregnancy ended/);
      await page.click('a[data-mistaken]');
      assert.match(await page.locator('[data-take-back]').innerText(), /死胎、死产/);
      await act(page, 'take_back');
      await page.waitForURL(/\/file\?just=told/);
      assert.equal(await page.locator('[data-quiet]').count(), 0);
      assert.equal(await page.locator('[data-deadline="pay_before_birth"]').count(), 1);
      agency(number, 'accept');
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('twins that are found are told at the application, and each is asked after', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page);
      await page.click('a[data-changed]');
      await page.check('[name="what"][value="more"]');
      await page.fill('[name="fetuses"]', '2');
      await lookOver(page);
      assert.match(await page.locator('[data-review]').innerText(), /怀的是 2 个宝宝/);
      await act(page, 'tell');
      await page.waitForURL(/\/file\?just=told/);
      agency(number, 'accept');
      assert.throws(() => agency(number, 'register', '林晓梅B=441702199503081223B'), /it is for 2 babies/);
      agency(number, 'register', '林晓梅B1=441702199503081223B1', '林晓梅B2=441702199503081223B2');
      await page.goto('/file');
      assert.match(await page.locator('.file-entered').innerText(), /林晓梅B1.*\s.*林晓梅B2/);
      await page.click('a[data-changed]');
      await page.check('[name="what"][value="died"]');
      await page.check('[name="how_0"][value="died"]');
      await page.fill('[name="born_on_0"]', day(0));
      await page.check('[name="sex_0"][value="female"]');
      await page.fill('[name="died_on_0"]', day(0));
      await lookOver(page);
      assert.equal(await page.locator('[data-error="missing_field"]').count(), 2, 'of the other: on top, and at its question');
      assert.equal(await page.inputValue('[name="died_on_0"]'), day(0), 'what was typed is still there');
      await page.check('[name="how_1"][value="lives"]');
      await page.fill('[name="born_on_1"]', day(0));
      await page.check('[name="sex_1"][value="male"]');
      await lookOver(page);
      assert.match(await page.locator('main').innerText(), /其他宝宝的办理照常/);
      await act(page, 'tell');
      await page.waitForURL(/\/file\?just=told/);
      assert.equal(await page.locator('[data-quiet]').count(), 0);
      assert.ok((await page.locator('.file-dates .line tr').count()) > 1, 'the other has its dates');
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('what is asked back is mended on what was told last, and a fact of it can be changed', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page);
      const action = () => page.locator('form#apply, form#review').first().getAttribute('action');
      await move(page, day(40));
      agency(number, 'ask-back', '预产期不对，请改');
      await page.goto('/file');
      await page.click('a[href*="mend="]');
      assert.match(await action(), new RegExp(`due_date=${day(40)}`), 'as it was told last');
      assert.match(await page.locator('a.back').innerText(), /回到我家的办理/);
      await page.fill('[name="mother_address"]', '东风一路 2 号');
      await page.click('#apply button.button');
      await page.locator('#agree').waitFor();
      await changeTheDay(page, day(50), javaScriptEnabled);
      assert.equal(await page.locator('[data-on-its-way]').count(), 0, 'it is the same application');
      assert.match(await page.locator('[data-asked-back]').innerText(), /预产期不对/);
      // without script, words that are in no draft are what was sent, and the page said so before
      const address = javaScriptEnabled ? '东风一路 2 号' : '东风一路 1 号';
      assert.equal(await page.inputValue('[name="mother_address"]'), address);
      await page.click('#apply button.button');
      await page.locator('#agree').waitFor();
      assert.match(await action(), new RegExp(`due_date=${day(50)}`));
      await agreeToAll(page);
      await page.fill('[name="signature"]', '林晓梅');
      await act(page, 'send');
      await page.waitForURL(/\/file\?just=sent/);
      assert.equal(await page.locator('[data-application]').count(), 1);
      assert.equal(await page.locator('[data-application]').getAttribute('data-application'), number);
      await page.goto('/file/data');
      assert.match(await page.locator('main').innerText(), new RegExp(day(50).slice(0, 4)));
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('a due date in another year asks for that year’s premium, whatever was paid', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page);
      const [near, far] = [day(10), day(FAR.find((days) => !years(days).includes(day(10).slice(0, 4))) ?? 100)];
      const first = near.slice(0, 4);
      await move(page, near);
      for (const step of [['accept'], ['register', '林晓梅B=441702199503081223B'], ['paid', first]]) agency(number, ...step);
      await move(page, far);
      // in the first half of a year no baby that is expected comes in another
      if (far.slice(0, 4) !== first) {
        const card = await page.locator('[data-application]').innerText();
        assert.match(card, new RegExp(`${first} 年度已缴，${far.slice(0, 4)} 年度未缴`));
        assert.equal(await page.locator('[data-signed-otherwise]').count(), 1);
        assert.throws(() => agency(number, 'paid', first), /--as-written/);
        agency(number, 'paid', far.slice(0, 4));
        await page.goto('/file');
      }
      assert.equal(await page.locator('[data-short]').count(), 0);
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  });
}
