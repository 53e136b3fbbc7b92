// What follows from an answer: the law behind each reason, what if, other places, the calendar, and "this looks wrong".

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, misdeeds, ready, visit } from './browser.mjs';
import { readCalendar } from './calendar.mjs';
import { answer, marks, send } from './check.mjs';
import { address, answers, everyCase, named, withoutPersons } from './family.mjs';
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

const plain = (options) => visit(browser, portal, { javaScriptEnabled: false, ...options });
const squeezed = (text) => text.replace(/\s+/g, '');

describe('the law', () => {
  test('every clause that an answer cites has its page, with its own sentence', async () => {
    const cited = new Map();
    for (const { facts } of everyCase()) {
      const { body } = await decide(portal, facts);
      for (const { reasons } of Object.values(body.services)) for (const { clause } of reasons) cited.set(clause.id, clause);
      for (const { clause } of body.deadlines) cited.set(clause, cited.get(clause) ?? { id: clause });
    }
    assert.ok(cited.size > 15, `${cited.size} clauses`);
    const { context, page } = await plain();
    for (const { id, text, document, article } of cited.values()) {
      const response = await page.goto(`/law/${id}`);
      assert.equal(response.status(), 200, id);
      const words = squeezed(await page.locator('main').innerText());
      for (const part of [text, document, article].filter(Boolean)) assert.ok(words.includes(squeezed(part)), `${id}: ${part}`);
    }
    await context.close();
  });

  test('each reason is a tap away from its clause', async () => {
    const { context, page } = await plain();
    for (const id of ['yj-01', 'nn-01', 'js-03', 'cn-02']) {
      await page.goto(address(answers(named(id).facts)));
      const reasons = page.locator('section[data-verdict] li[data-clause]');
      for (const reason of await reasons.all()) {
        const clause = await reason.getAttribute('data-clause');
        assert.equal(await reason.locator(`a[href="/law/${clause}"]`).count(), 1, clause);
      }
    }
    await context.close();
  });

  test('a clause that is not there is said so', async () => {
    for (const id of ['YJ22-99', 'yj22-5', 'nothing']) assert.equal((await get(portal, `/law/${id}`)).status, 404, id);
  });
});

describe('the calendar', () => {
  const link = async (id, change = {}) => {
    const { context, page } = await plain();
    await page.goto(address({ ...answers(named(id).facts), ...change }));
    const found = page.locator('a[href^="/calendar/"]').first();
    const href = (await found.count()) > 0 ? await found.getAttribute('href') : null;
    await context.close();
    return href;
  };
  const events = async (href) => {
    const response = await get(portal, href);
    assert.equal(response.status, 200, href);
    assert.match(response.headers.get('content-type'), /^text\/calendar; ?charset=utf-8/i);
    assert.match(response.headers.get('content-disposition') ?? '', /\.ics/);
    return readCalendar(new Uint8Array(await response.arrayBuffer()));
  };

  for (const id of ['yj-01', 'yj-02', 'yj-04', 'yj-12', 'nn-10', 'js-03', 'cn-02']) {
    test(`${id}: every date ahead, for a strict reader`, async () => {
      const href = await link(id);
      assert.match(href, /^\/calendar\/[\w.~-]+\.ics$/);
      const { body } = await decide(portal, withoutPersons(named(id).facts));
      const ahead = body.deadlines.filter(({ state }) => state === 'upcoming' || state === 'due_today').map(({ due_on }) => due_on);
      const found = await events(href);
      const days = found.map(({ on }) => on);
      for (const day of ahead) assert.ok(days.includes(day), `${day} is missing of ${days}`);
      for (const event of found) {
        assert.ok(event.alarms.length > 0, `${event.summary} has no alarm`);
        assert.doesNotMatch(event.text, /林晓梅|张三|\d{17}[\dX]/);
      }
    });
  }

  for (const script of [false, true]) {
    test(`a date that moves is the same event, later, ${script ? 'with' : 'without'} script`, async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled: script });
      await page.goto(address(answers(named('yj-02').facts)));
      const href = () => page.locator('a[href^="/calendar/"]').first().getAttribute('href');
      const first = await href();
      if (script) await ready(page);
      await answer(page, 'due_date', '2027-01-17');
      if (script) await page.waitForFunction((before) => document.querySelector('a[href^="/calendar/"]').getAttribute('href') !== before, first);
      else await send(page);
      const [before, after] = [await events(first), await events(await href())];
      assert.deepEqual(after.map(({ uid }) => uid), before.map(({ uid }) => uid));
      for (const [place, event] of after.entries()) {
        assert.notEqual(event.on, before[place].on);
        assert.ok(event.sequence > before[place].sequence, event.summary);
      }
      assert.deepEqual(await events(first), before, 'the older link still says what it said');
      await context.close();
    });
  }

  test('needs no cookie, and gives nothing for a token that was changed', async () => {
    const href = await link('yj-01');
    assert.doesNotMatch(decodeURIComponent(href), /林|441702199503081223/);
    for (const wrong of [href.replace('.ics', 'x.ics'), `/calendar/${'A'.repeat(40)}.ics`, '/calendar/.ics', `/calendar/${'A'.repeat(4000)}.ics`]) {
      const response = await get(portal, wrong);
      assert.match(String(response.status), /^(400|404|410|414|422)$/, wrong.slice(0, 60));
    }
  });

  test('is not offered after a loss', async () => {
    assert.equal(await link('yj-17'), null);
  });
});

describe('what if', () => {
  test('another parent, date or place: the same function again, a link away', async () => {
    const { context, page } = await plain();
    await page.goto(address(answers(named('yj-05').facts)));
    await page.locator('[data-remedy="apply_as_agent"] a').first().click();
    const { body } = await decide(portal, withoutPersons({ ...named('yj-05').facts, applicant: 'agent' }));
    assert.deepEqual(await marks(page), marksOf(body));
    await context.close();
  });

  for (const script of [false, true]) {
    test(`another date and place, side by side with the answer, ${script ? 'with' : 'without'} script`, async () => {
      const { facts } = named('yj-02');
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled: script });
      await page.goto(address(answers(facts)));
      if (script) await ready(page);
      await answer(page, 'if_due_date', '2026年12月20日');
      await answer(page, 'if_area', '南宁');
      await Promise.all([page.waitForNavigation(), page.locator('#what-if button').click()]);
      const pairs = await page.$$eval('#what-if-compared tr:has([data-if-verdict])', (rows) =>
        rows.map((row) => [...row.querySelectorAll('[data-if-verdict]')].map(({ dataset }) => `${dataset.ifService} ${dataset.ifVerdict}`)),
      );
      const [now, then] = [facts, { ...facts, area: '450100', pregnancy: { due_date: '2026-12-20' } }].map(withoutPersons);
      const [{ body: told }, { body: asked }] = [await decide(portal, now), await decide(portal, then)];
      assert.ok(pairs.length > 0);
      for (const [first, second] of pairs) {
        const [service] = first.split(' ');
        assert.equal(first, `${service} ${told.services[service].verdict}`);
        assert.equal(second, `${service} ${asked.services[service].verdict}`);
      }
      assert.deepEqual(await marks(page), marksOf(told), 'the page has one answer, and it is the family’s');
      await page.locator('#what-if-compared a').last().click();
      await page.waitForURL((url) => url.searchParams.get('area') === '450100');
      assert.deepEqual(await marks(page), marksOf(asked));
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }

  test('what can’t be asked is said at its own control, and the answer stays', async () => {
    const { facts } = named('yj-02');
    const { context, page } = await plain();
    const response = await page.goto(`${address(answers(facts))}&if_due_date=2026-02-30`);
    assert.equal(response.status(), 422);
    assert.equal(await page.locator('[data-question="if_due_date"] [data-error="invalid_date"]').count(), 1);
    assert.deepEqual(await marks(page), marksOf((await decide(portal, withoutPersons(facts))).body));
    await context.close();
  });

  for (const id of ['yj-08', 'nn-14', 'nn-01', 'js-03', 'cn-03']) {
    test(`${id}: a comparison says of each place what it would answer`, async () => {
      const { facts } = named(id);
      const inQuery = { ...answers(facts), father_hukou: '450103', father_area: '320102', father_insurance: 'employee', father_year: '2026' };
      const { context, page, seen } = await plain();
      await page.goto(address(inQuery));
      await page.locator('a[href^="/compare"]').first().click();
      await page.waitForURL(/\/compare/);
      const rows = await page.$$eval('[data-compare-verdict]', (all) =>
        all.map((one) => ({
          area: one.closest('tr').querySelector('[data-compare]').dataset.compare,
          service: one.dataset.compareService,
          verdict: one.dataset.compareVerdict,
          whole: one.querySelector('a').getAttribute('href'),
        })),
      );
      const told = new Set([inQuery.area, inQuery.mother_area, inQuery.mother_hukou, '450103', '320102'].filter(Boolean));
      assert.deepEqual(new Set(rows.map(({ area }) => area)), told);
      for (const { area, service, verdict, whole } of rows) {
        const father = { hukou: '450103', enrolment: { insurance: 'employee', area: '320102', year: 2026 } };
        const { body } = await decide(portal, withoutPersons({ ...facts, father, area }));
        assert.equal(verdict, body.services[service].verdict, `${service} in ${area}`);
        await page.goto(whole);
        assert.deepEqual(await marks(page), marksOf(body), whole);
      }
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }
});

describe('this looks wrong', () => {
  for (const id of ['yj-01', 'yj-23', 'nn-03', 'js-03']) {
    test(`${id} becomes a case in the shared format, on the page and as a file`, async () => {
      const { facts } = named(id);
      const { context, page, seen } = await plain();
      await page.goto(address(answers(facts)));
      await page.locator('a[href^="/check/wrong"]').first().click();
      await page.waitForURL(/\/check\/wrong/);
      const shown = async (part) => JSON.parse(await page.locator(`[data-case="${part}"]`).evaluate((element) => element.textContent));
      const prepared = { facts: await shown('facts'), answer: await shown('answer') };
      const { status, body } = await decide(portal, prepared.facts);
      assert.equal(status, 200);
      assert.deepEqual(prepared.answer, body);
      const told = await decide(portal, withoutPersons(facts));
      assert.deepEqual(marksOf(body), marksOf(told.body));
      const link = page.locator('a[href^="/check/case.json"]');
      const file = await get(portal, await link.getAttribute('href'));
      assert.match(file.headers.get('content-disposition'), /attachment/);
      assert.deepEqual(await file.json(), prepared);
      assert.doesNotMatch(JSON.stringify(prepared), /林晓梅|张三|黄河|\d{17}[\dX]/);
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }

  test('can be copied by hand where the clipboard is refused', async () => {
    const { context, page } = await plain();
    await page.goto(`/check/wrong${new URL(address(answers(named('yj-01').facts)), portal.url).search}`);
    for (const text of await page.locator('[data-case]').all()) {
      assert.notEqual(await text.evaluate((element) => getComputedStyle(element).userSelect), 'none');
    }
    await context.close();
  });
});
