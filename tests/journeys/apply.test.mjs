// A service's form, from the check to the sheet: with and without script, in both languages, large and small.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESK, PHONE, misdeeds, visit } from './browser.mjs';
import { reveal } from './check.mjs';
import { faults } from './fitness.mjs';
import { day, opened, year } from './house.mjs';
import { SMALL_SCRIPTS } from './pages.mjs';
import { get } from './portal.mjs';
import { agreeToAll } from './review.mjs';

const { portal, browser } = await opened();

const expecting = (due) => `area=441702&due_date=${due}&mother_insurance=resident&mother_area=441702&mother_year=${year}`;
const OPEN = `/apply/pre_enrolment?${expecting(day(60))}`;
const EARLY = `/apply/pre_enrolment?${expecting(day(200))}`;

const MOTHER = {
  mother_name: '林晓梅',
  mother_id_number: '441702199503081223',
  mother_phone: '13800138000',
  mother_address: '阳江市江城区东风一路 1 号',
};
const AGENT = { agent_name: '林建国', agent_id_number: '810000199001010027', agent_phone: '13900139000' };

async function type(page, answers) {
  for (const [name, value] of Object.entries(answers)) await page.fill(`[name="${name}"]`, value);
}

/** Chooses an agent and tells who it is. */
async function appoint(page) {
  await page.check('[name="applicant"][value="agent"]');
  await reveal(page, 'agent_name');
  await type(page, AGENT);
  await page.check('[name="agent_relation"][value="parent"]');
  await page.check('[name="agent_mandate"]');
}

const lookOver = (page) => page.click('#apply button.button');
const act = (page, what) => page.click(`[name="act"][value="${what}"]`);

async function agree(page, name) {
  await agreeToAll(page);
  await page.fill('[name="signature"]', name);
}

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test('from the check to the sheet on a phone', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(`/check?${expecting(day(60))}`);
      await page.locator('section[data-service="pre_enrolment"] a[href^="/apply/"]').click();
      assert.equal(await page.locator('[name="due_month"]').count(), 0, 'the due date is not asked again');
      await type(page, { ...MOTHER, mother_id_number: '４４１７０２ 19950308 1223' });
      await lookOver(page);
      assert.equal(await page.locator('[data-made-right="mother_id_number"]').count(), 1);
      assert.match(await page.locator('[data-field="mother_id_number"]').innerText(), /441702199503081223/);
      await act(page, 'print');
      const sheet = await page.locator('[data-paper]').innerText();
      for (const value of Object.values(MOTHER)) assert.ok(sheet.includes(value), value);
      assert.equal(await page.locator('[data-sent="no"]').count(), 1);
      assert.deepEqual(misdeeds(seen), []);
      assert.ok(seen.requests.every(({ url }) => !/1995|1380013|%E6%9E%97/.test(url)), 'no name or number is in an address');
      await context.close();
    });

    test('an agent is appointed, dismissed, and leaves nothing behind', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(OPEN);
      await type(page, MOTHER);
      for (const [who, isOpen] of [['agent', javaScriptEnabled], ['mother', false]]) {
        await page.check(`[name="applicant"][value="${who}"]`);
        assert.equal(await page.locator('#s-agent').evaluate((fold) => fold.open), isOpen, `${who} is chosen`);
      }
      await appoint(page);
      await lookOver(page);
      assert.match(await page.locator('main').innerText(), /林建国/);
      await page.click('[name="change"][value="applicant"]');
      await page.check('[name="applicant"][value="mother"]');
      await lookOver(page);
      assert.doesNotMatch(await page.locator('main').innerHTML(), /林建国|13900139000/);
      await act(page, 'print');
      assert.doesNotMatch(await page.locator('main').innerHTML(), /林建国|13900139000/);
      await context.close();
    });

    test('where several may apply, each has a fold of its own, and who is chosen opens it', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(`/apply/pre_enrolment?area=320102&due_date=${day(60)}`);
      const folds = { father: '父亲', guardian: '其他监护人', agent: '受委托的人' };
      for (const [who, name] of Object.entries(folds)) {
        assert.equal(await page.locator(`#s-agent-${who} h2`).innerText(), name);
        assert.equal(await page.locator(`#s-agent-${who} .step-beside`).innerText(), `选了“${name}”才填`);
        assert.equal(await page.locator(`#s-agent-${who} [name^="${who}_"]`).count() > 0, true, who);
        assert.equal(await page.locator(`#s-agent-${who} [name]:not([name^="${who}_"])`).count(), 0, `${who}: nobody else's`);
      }
      for (const chosen of ['father', 'guardian', 'agent', 'mother']) {
        await page.check(`[name="applicant"][value="${chosen}"]`);
        for (const who of Object.keys(folds)) {
          const isOpen = await page.locator(`#s-agent-${who}`).evaluate((fold) => fold.open);
          assert.equal(isOpen, javaScriptEnabled && who === chosen, `${who}, as ${chosen} is chosen`);
        }
      }
      await type(page, MOTHER);
      await page.check('[name="applicant"][value="father"]');
      await reveal(page, 'father_name');
      await type(page, { father_name: '林建国', father_id_number: '441702199309202036', father_phone: '13900139000' });
      await lookOver(page);
      assert.match(await page.locator('main').innerText(), /林建国/);
      await context.close();
    });

    test('everything wrong is told at once, on top with the focus and at its field, and stays', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(OPEN);
      const wrong = { ...MOTHER, mother_name: '林1', mother_phone: '1380013' };
      await type(page, wrong);
      await lookOver(page);
      // a page takes its focus with its first picture
      await page.locator('#errors:focus').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), 'errors');
      for (const [field, code] of [['mother_name', 'invalid_name'], ['mother_phone', 'invalid_phone']]) {
        assert.equal(await page.locator(`[data-field="${field}"] [data-error="${code}"]`).count(), 1, field);
        assert.equal(await page.locator(`#errors [data-error="${code}"]`).count(), 1, field);
        assert.match(await page.locator(`[name="${field}"]`).getAttribute('aria-describedby'), /error/);
      }
      for (const [name, value] of Object.entries(wrong)) assert.equal(await page.inputValue(`[name="${name}"]`), value);
      await page.locator('#errors a').first().click();
      await page.locator('[name="mother_name"]:focus').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.name), 'mother_name');
      await context.close();
    });

    test('one field is changed and leads back to the whole', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(OPEN);
      await type(page, MOTHER);
      await lookOver(page);
      const key = await page.locator('#review [name="key"]').inputValue();
      await page.click('[name="change"][value="mother_phone"]');
      assert.equal(await page.locator('main input[type="text"]').count(), 1);
      await type(page, { mother_phone: '139' });
      await lookOver(page);
      assert.equal(await page.locator('#errors [data-error="invalid_phone"]').count(), 1);
      await type(page, { mother_phone: '13911112222' });
      await lookOver(page);
      assert.match(await page.locator('[data-field="mother_phone"]').innerText(), /13911112222/);
      assert.equal(await page.locator('#review [name="key"]').inputValue(), key, 'it is still the same application');
      await context.close();
    });

    test('nothing is agreed to beforehand, and what is missing is named', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(OPEN);
      await type(page, MOTHER);
      await lookOver(page);
      assert.equal(await page.locator('#agree :checked').count(), 0);
      await act(page, 'send');
      assert.equal(await page.locator('#errors li').count(), 7);
      await agree(page, '林晓梅');
      await act(page, 'send');
      assert.equal(await page.inputValue('[name="confirm_phone"]'), MOTHER.mother_phone, 'only the phone is missing');
      await act(page, 'review');
      await act(page, 'print');
      assert.match(await page.locator('main').innerText(), /没有提交/);
      assert.match(await page.locator('[data-paper]').innerText(), /签名：\s*林晓梅/);
      await context.close();
    });

    test('before its day it can be printed, and not sent', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await page.goto(EARLY);
      await type(page, MOTHER);
      await lookOver(page);
      assert.equal(await page.locator('[value="send"]').count(), 0);
      await act(page, 'print');
      assert.equal(await page.locator('[data-paper]').count(), 1);
      await context.close();
    });
  });
}

const STEPS = {
  form: async (page) => page.goto(OPEN),
  refused: async (page) => lookOver(page),
  review: async (page) => {
    await type(page, MOTHER);
    await appoint(page);
    await lookOver(page);
  },
  'not agreed': async (page) => act(page, 'send'),
  'one field': async (page) => page.click('[name="change"][value="agent_relation"]'),
  sheet: async (page) => {
    await lookOver(page);
    await act(page, 'print');
    await page.waitForSelector('[data-paper]');
  },
};

for (const lang of ['zh', 'en']) {
  for (const elder of [false, true]) {
    test(`every step is readable and reachable: ${lang}${elder ? ', elder' : ''}`, async () => {
      const found = [];
      const names = Object.keys(STEPS);
      for (const [place, name] of names.entries()) {
        // measuring enlarges the type, so each step is gone to afresh
        const { context, page, seen } = await visit(browser, portal, { lang, elder, viewport: PHONE });
        for (const step of names.slice(0, place + 1)) await STEPS[step](page);
        found.push(...(await faults(page, elder)).map((fault) => `${name}: ${fault}`), ...misdeeds(seen));
        await context.close();
      }
      assert.equal(found.join('\n'), '');
    });
  }
}

test('each of the two copies is one page of A4, with an agent and twins', async () => {
  const { context, page } = await visit(browser, portal, { viewport: DESK });
  await page.goto(`${OPEN}&fetuses=2`);
  await type(page, MOTHER);
  await appoint(page);
  await lookOver(page);
  await act(page, 'print');
  await page.waitForSelector('[data-paper]');
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 2);
  assert.equal(await page.locator('[data-provisional]').count(), 2);
  await context.close();
});

test('every page of the form runs small scripts of ours alone, and sets no cookie', async () => {
  const page = await get(portal, OPEN);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('set-cookie'), null);
  assert.match(page.headers.get('content-security-policy'), /script-src 'self'; /);
  const scripts = [...(await page.text()).matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, url]) => url);
  assert.deepEqual(scripts.filter((url) => !SMALL_SCRIPTS.test(url)), []);
  const none = await get(portal, '/apply/nothing');
  assert.equal(none.status, 404);
  const foreign = await fetch(portal.url + OPEN, { method: 'POST', headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, body: new URLSearchParams({ act: 'print' }) });
  assert.equal(foreign.status, 403);
  const huge = await fetch(portal.url + OPEN, { method: 'POST', body: new URLSearchParams({ mother_name: 'a'.repeat(70_000) }) });
  assert.equal(huge.status, 413);
});
