// What people type into the form: understood in many spellings, kept where it can't be, and "I don't know" taken for an
// answer.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, launch, misdeeds, ready, visit } from './browser.mjs';
import { answer, control, marks, send, settle, tell, values } from './check.mjs';
import { address, answers, named, withoutPersons } from './family.mjs';
import { marksOf } from './marks.mjs';
import { decide, get, open } from './portal.mjs';

let portal, browser;
before(async () => {
  portal = await open();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await portal.stop();
});

const EXPECTING = named('yj-01').facts;
const told = answers(EXPECTING);

async function wanted(facts) {
  const { body } = await decide(portal, withoutPersons(facts));
  return marksOf(body);
}

/** The facts that the page answers, in the wire form, as its own "this looks wrong" prepares them. */
async function theCase(page) {
  const href = await page.locator('a[href^="/check/wrong"]').first().getAttribute('href');
  const { facts } = await (await get(portal, href.replace('/check/wrong', '/check/case.json'))).json();
  return facts;
}

describe('an error', () => {
  const whole = {
    ...told,
    applicant: 'agent',
    fetuses: '2',
    mother_hukou: '440106',
    father_hukou: '450103',
    father_insurance: 'employee',
    father_area: '440100',
    father_year: '2026',
    previous_insurance: 'employee',
    previous_years: '3',
    previous_gap: '2',
    special_group: 'moved_in',
    insured_parent: 'father',
    pre_enrolled: 'yes',
    assisted: 'no',
    paid: '2026:2026-09-01',
    other_cover: 'joined_elsewhere',
    benefit_used: 'no',
    updated_on: '2026-02-30',
  };

  test('keeps all that was typed, without script', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false, viewport: DESK });
    await page.goto('/check');
    await tell(page, whole);
    await send(page);
    assert.equal(await page.locator('[data-error="invalid_date"]').count(), 2);
    assert.deepEqual(await values(page, Object.keys(whole)), whole);
    await answer(page, 'updated_on', '2026-09-10');
    await send(page);
    assert.equal(await page.locator('[data-error]').count(), 0);
    assert.deepEqual(await values(page, Object.keys(whole)), { ...whole, updated_on: '2026-09-10' });
    await context.close();
  });

  test('keeps all that was typed, with the island, and takes the focus to what is wrong', async () => {
    const { context, page } = await visit(browser, portal, { viewport: DESK });
    await page.goto('/check');
    await ready(page);
    await tell(page, whole);
    const button = page.locator('#check button[type="submit"]');
    await button.click();
    await page.waitForFunction(() => document.activeElement?.matches('.error-summary'));
    assert.equal(await page.locator('[data-error="invalid_date"]').count(), 2);
    assert.deepEqual(await values(page, Object.keys(whole)), whole);
    await answer(page, 'updated_on', '2026-09-10');
    await button.click();
    await page.waitForFunction(() => document.activeElement?.matches('#result'));
    assert.equal(await page.locator('[data-error]').count(), 0);
    const { body } = await decide(portal, await theCase(page));
    assert.deepEqual(await marks(page), marksOf(body));
    await context.close();
  });

  test('several faults are told at once', async () => {
    const wrong = { area: '990000', asked_on: '2026-11-22', due_date: '30 February', fetuses: '10', births: '2026-11-23', paid: 'yes' };
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
    const response = await page.goto(address(wrong));
    assert.equal(response.status(), 422);
    for (const name of ['area', 'due_date', 'fetuses', 'births', 'paid']) {
      assert.equal(await page.locator(`[data-question="${name}"] [data-error]`).count(), 1, name);
    }
    assert.deepEqual(await values(page, Object.keys(wrong)), wrong);
    await context.close();
  });

  test('the summary leads to the field', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
    await page.goto(address({ ...told, due_date: '2027-02-30' }));
    await page.locator('#errors a').first().click();
    assert.equal(await control(page, 'due_date').evaluate((element) => document.activeElement === element), true);
    await context.close();
  });
});

describe('not knowing', () => {
  const NOT_TOLD = {
    'how the mother is insured': ['yj-01', ['mother_insurance', 'mother_area', 'mother_year'], 'pre_enrolment'],
    'for which year': ['yj-01', ['mother_year'], 'pre_enrolment'],
    'in which area': ['yj-01', ['mother_area'], 'pre_enrolment'],
    'the due date': ['yj-01', ['due_date'], 'pre_enrolment'],
    'either hukou': ['nn-01', ['mother_hukou'], 'hospital_pre_registration'],
    'the hospital': ['nn-01', ['hospital_area'], 'hospital_pre_registration'],
    'whether a benefit was used': ['yj-12', ['benefit_used'], 'refund'],
  };
  for (const [what, [id, unknown, service]] of Object.entries(NOT_TOLD)) {
    test(`${what} is a question, never a no`, async () => {
      const inQuery = Object.fromEntries(Object.entries(answers(named(id).facts)).filter(([name]) => !unknown.includes(name)));
      const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
      await page.goto(address(inQuery));
      const section = page.locator(`section[data-service="${service}"]`);
      assert.equal(await section.getAttribute('data-verdict'), 'missing_facts');
      const links = section.locator('[data-missing] a');
      assert.ok((await links.count()) > 0, 'what is missing is asked for');
      for (const link of await links.all()) {
        const id = (await link.getAttribute('href')).replace(/^.*#/, '');
        assert.equal(await page.locator(`#${id}`).isVisible(), true, `${id} must be open`);
      }
      await context.close();
    });
  }

  test('“I am not sure” can be chosen wherever something is chosen, and taken back', async () => {
    const { context, page } = await visit(browser, portal);
    await page.goto(address(told));
    await ready(page);
    const names = await page.$$eval('#check input[type="radio"]', (all) => [...new Set(all.map(({ name }) => name))]);
    for (const name of names) {
      assert.equal(await page.locator(`#check [name="${name}"][value=""]`).count(), 1, name);
    }
    await answer(page, 'mother_insurance', '');
    await answer(page, 'mother_area', '');
    await answer(page, 'mother_year', '');
    await settle(page, await wanted({ ...EXPECTING, mother: {} }));
    await answer(page, 'mother_insurance', 'none');
    await settle(page, await wanted({ ...EXPECTING, mother: { enrolment: { insurance: 'none' } } }));
    await context.close();
  });
});

describe('a place', () => {
  const BY_NAME = {
    '阳江': '441700', '阳江市': '441700', '广东省 阳江市': '441700', '广东省阳江市': '441700',
    '江城区': '441702', '江城': '441702', '南宁': '450100', '441702': '441702', '４４１７０２': '441702', ' 441702 ': '441702',
  };
  for (const [typed, code] of Object.entries(BY_NAME)) {
    test(`“${typed}” is understood without script`, async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
      const response = await page.goto(address({ ...told, area: typed }));
      assert.equal(response.status(), 200);
      assert.equal(await control(page, 'area').inputValue(), code);
      assert.deepEqual(await marks(page), await wanted({ ...EXPECTING, area: code }));
      await context.close();
    });
  }

  // a city's pinyin begins its districts' names, too
  for (const [typed, code] of Object.entries({ yangjiang: '441700', Yangjiang: '441700', 'yang jiang': '441700', nanning: '450100', yj: '441700', jiangcheng: '441702' })) {
    test(`“${typed}” is understood without script, or is the first of a choice`, async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
      const response = await page.goto(address({ ...told, area: typed }));
      if (response.status() === 422) {
        assert.equal(await control(page, 'area').inputValue(), typed);
        await page.locator('[data-offers="area"] a').first().click();
      }
      assert.equal(await control(page, 'area').inputValue(), code);
      assert.deepEqual(await marks(page), await wanted({ ...EXPECTING, area: code }));
      await context.close();
    });
  }

  test('a name of several places is a choice, and choosing loses nothing', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
    const response = await page.goto(address({ ...told, area: '鼓楼' }));
    assert.equal(response.status(), 422);
    const offers = page.locator('[data-offers="area"] a');
    const names = await offers.allInnerTexts();
    assert.ok(names.length > 1 && names.every((name) => name.includes('鼓楼')), names.join());
    await offers.filter({ hasText: '南京' }).click();
    assert.equal(await control(page, 'area').inputValue(), '320106');
    assert.equal((await marks(page)).services.pre_enrolment.verdict, 'not_yet');
    const { area: _area, ...others } = told;
    assert.deepEqual(await values(page, Object.keys(others)), others);
    await context.close();
  });

  for (const [typed, name, code] of [['鼓楼', '南京', '320106'], ['yangjiang', '阳江', '441700'], ['nn', '南宁', '450100']]) {
    test(`“${typed}” is looked up while it is typed`, async () => {
      const { context, page, seen } = await visit(browser, portal);
      const { area: _area, ...others } = told;
      await page.goto(address({ ...others, area: '510100' }));
      await ready(page);
      await control(page, 'area').fill('');
      await control(page, 'area').pressSequentially(typed);
      const offer = page.locator(`[data-offers="area"][data-for="${typed}"] [data-code]`).filter({ hasText: name }).first();
      await offer.click();
      await page.waitForFunction((expected) => document.querySelector('#check [name="area"]').value === expected, code);
      await settle(page, await wanted({ ...EXPECTING, area: code }));
      assert.deepEqual(await values(page, Object.keys(others)), others);
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }

  const typing = async () => {
    const { context, page } = await visit(browser, portal);
    const { area: _area, ...others } = told;
    await page.goto(address({ ...others, area: '510100' }));
    await ready(page);
    await control(page, 'area').fill('');
    return { context, page, offers: page.locator('[data-offers="area"] [data-code]') };
  };

  test('an answer that comes late does not cover the one to what stands there', async () => {
    const { context, page, offers } = await typing();
    const held = new Promise((hold) => page.route(/q=nanning$/, hold, { times: 1 }));
    await control(page, 'area').fill('nanning');
    const late = await held;
    const whole = page.waitForResponse(/q=yangjiang$/);
    await control(page, 'area').fill('yangjiang');
    await whole;
    const wanted = offers.filter({ hasText: '阳江' }).first();
    await wanted.waitFor();
    const answered = page.waitForResponse(/q=nanning$/);
    await late.continue();
    await (await answered).finished();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.ok(await wanted.isVisible());
    await control(page, 'area').fill('nanning');
    await wanted.waitFor({ state: 'detached' });
    await control(page, 'area').fill('yangjiang');
    await wanted.waitFor();
    await context.close();
  });

  test('an answer that was lost is asked for again', async () => {
    const { context, page, offers } = await typing();
    const lost = page.waitForEvent('requestfailed');
    await page.route(/api\/areas/, (route) => route.abort(), { times: 1 });
    await control(page, 'area').fill('yangjiang');
    await lost;
    await control(page, 'area').fill('yangjiang ');
    await offers.filter({ hasText: '阳江' }).first().waitFor();
    await context.close();
  });

  test('is remembered for the next visit', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
    await page.goto(address(told));
    await page.goto('/');
    assert.match(await page.locator('.place-known').innerText(), /江城/);
    await page.goto('/check');
    assert.equal(await control(page, 'area').inputValue(), '441702');
    await context.close();
  });
});

describe('a day', () => {
  const SPELLINGS = ['2027-01-10', '2027-1-10', '2027.1.10', '2027/01/10', '2027年1月10日', '2027年01月10日', '2027年1月10号', '20270110', '２０２７-０１-１０', '２０２７年１月１０日', ' 2027-01-10 ', '2027 1 10', '2027-01-10\u200b', '2027.01.10.'];
  for (const typed of SPELLINGS) {
    test(`“${typed}” is the tenth of January`, async () => {
      const response = await get(portal, address({ ...told, due_date: typed }));
      assert.equal(response.status, 200);
    });
  }

  const WRONG = ['2027-02-30', '2027-13-01', '2027-00-10', '2027-01-00', '27-1-10', '2027-1', '2027', '10/01/2027', '01-10', '2027-01-10T00:00', '1899-12-31', '2101-01-01', '-2027-01-10', '2027--', '二〇二七年一月十日', 'tomorrow', '2027-01-10 2027-01-11', '202701100', '٢٠٢٧-٠١-١٠', '0', '2023-02-29', '𝟚𝟘𝟚𝟟-𝟘𝟙-𝟙𝟘'];
  for (const typed of WRONG) {
    test(`“${typed}” is none, and stays as typed`, async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
      const response = await page.goto(address({ ...told, due_date: typed }));
      assert.equal(response.status(), 422);
      assert.equal(await page.locator('#q-due_date-error').getAttribute('data-error'), 'invalid_date');
      assert.equal(await control(page, 'due_date').inputValue(), typed);
      await context.close();
    });
  }

  test('the weeks stand beside it as it is typed', async () => {
    const { context, page } = await visit(browser, portal);
    await page.goto(address({ ...told, due_date: '' }));
    await ready(page);
    await answer(page, 'due_date', '2027年1月10日');
    await page.waitForFunction(() => /24\s*周\s*0\s*天/.test(document.querySelector('#s-due_date').textContent));
    await answer(page, 'due_date', '2027-01');
    await page.waitForFunction(() => !/周/.test(document.querySelector('#s-due_date').textContent));
    await context.close();
  });
});
