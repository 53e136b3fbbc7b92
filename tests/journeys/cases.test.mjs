// Every shared case as a page: by its address, with the island, without WebAssembly, without script. Each time the
// marks are those of the answer that `POST /api/decide` gives to the same facts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, PHONE, launch, misdeeds, ready, visit } from './browser.mjs';
import { control, marks, send, settle, tell, values } from './check.mjs';
import { FILES, address, answers, cases, named, withoutPersons } from './family.mjs';
import { marksOf, promised, readMarks } from './marks.mjs';
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

/** The marks that a page must carry whose query tells these facts. */
async function wanted(facts) {
  const { status, body } = await decide(portal, withoutPersons(facts));
  assert.equal(status, 200, JSON.stringify(body));
  return marksOf(body);
}

for (const file of FILES) {
  describe(file, () => {
    const told = cases(file).flatMap(({ facts, answer }) => {
      const inQuery = answers(facts);
      return inQuery ? [{ facts, answer, inQuery }] : [];
    });

    test('most cases can be told in a query', () => {
      assert.ok(told.length >= cases(file).length - 2, `${told.length} of ${cases(file).length}`);
    });

    describe('by its address, as it comes from the server', () => {
      let blank;
      before(async () => (blank = await browser.newPage()));
      after(() => blank.close());
      for (const { facts, answer, inQuery } of told) {
        test(facts.id, async () => {
          const response = await get(portal, address(inQuery));
          assert.equal(response.status, 200);
          const found = await blank.evaluate(readMarks, await response.text());
          assert.deepEqual(found, await wanted(facts));
          assert.deepEqual(promised(found), promised(answer));
        });
      }
    });

    describe('typed, with the island', () => {
      let context, page, seen;
      before(async () => ({ context, page, seen } = await visit(browser, portal, { viewport: DESK })));
      after(() => context.close());
      for (const { facts, inQuery } of told) {
        test(facts.id, async () => {
          // the place of the case before is remembered
          await context.clearCookies();
          await page.goto('/check');
          await ready(page);
          const asked = seen.requests.length;
          await tell(page, inQuery);
          await settle(page, await wanted(facts));
          const navigations = seen.requests.slice(asked).filter(({ type }) => type === 'document');
          assert.deepEqual(navigations, [], 'the answer must follow without a new page');
          assert.deepEqual(misdeeds(seen), []);
        });
      }
    });

    describe('typed and sent', () => {
      const [{ facts, inQuery }] = told;
      const visitors = {
        'without WebAssembly': { viewport: PHONE, prepare: (context) => context.addInitScript(() => delete globalThis.WebAssembly) },
        'without script': { viewport: PHONE, javaScriptEnabled: false },
      };
      for (const [who, { prepare, ...options }] of Object.entries(visitors)) {
        test(`${who}: ${facts.id}`, async () => {
          const { context, page, seen } = await visit(browser, portal, options);
          await prepare?.(context);
          await page.goto('/check');
          await tell(page, inQuery);
          await send(page);
          assert.equal(new URL(page.url()).pathname, '/check');
          assert.deepEqual(await marks(page), await wanted(facts));
          assert.equal(await page.evaluate(() => 'ready' in document.documentElement.dataset), false);
          assert.deepEqual(await values(page, Object.keys(inQuery)), inQuery);
          assert.deepEqual(misdeeds(seen), []);
          await context.close();
        });
      }
    });
  });
}

describe('the provisional identity', () => {
  const persons = ({ mother = {}, father = {} }) =>
    Object.entries({ mother_name: mother.name, mother_id_number: mother.id_number, father_name: father.name, father_id_number: father.id_number }).filter(([, value]) => value);

  for (const id of ['yj-01', 'yj-04', 'yj-20', 'yj-21', 'yj-16', 'yj-28', 'nn-01', 'nn-02', 'nn-03', 'nn-04']) {
    test(`${id}: name and number, worked out in the browser`, async () => {
      const { facts } = named(id);
      const { body } = await decide(portal, facts);
      const { context, page, seen } = await visit(browser, portal);
      await page.goto(address(answers(facts)));
      await ready(page);
      await tell(page, Object.fromEntries(persons(facts)));
      await settle(page, marksOf(body));
      assert.ok(Object.values(marksOf(body).services).some(({ provisional }) => provisional.length > 0));
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }
});

describe('refusals', () => {
  const refusals = cases('refusals').map(({ title, line, refusal }) => {
    const facts = title === 'not json' ? null : JSON.parse(line);
    return { title, line, refusal, inQuery: facts && answers(facts), facts };
  });

  test('the wire gives each', async () => {
    for (const { title, line, refusal } of refusals) {
      const response = await fetch(`${portal.url}/api/decide`, { method: 'POST', body: line, headers: { 'content-type': 'application/json' } });
      const { id, error } = await response.json();
      assert.equal(response.status, 422, title);
      assert.deepEqual({ id, code: error.code, at: error.at }, refusal, title);
    }
  });

  /** The control at which a fault is shown. */
  const faulty = ({ at }, inQuery) => {
    if (at === '/pregnancy') return ['due_date', 'last_period', 'scan_on'].find((name) => name in inQuery);
    return at.split('/').findLast((part) => part in inQuery);
  };

  const inForm = refusals.filter(({ inQuery, refusal }) => inQuery && faulty(refusal, inQuery));
  for (const script of [true, false]) {
    for (const { title, refusal, inQuery } of inForm) {
      test(`${title}, ${script ? 'with' : 'without'} script`, async () => {
        const { context, page } = await visit(browser, portal, { javaScriptEnabled: script });
        const response = await page.goto(address(inQuery));
        assert.equal(response.status(), 422);
        if (script) await ready(page);
        const name = faulty(refusal, inQuery);
        await shownAt(page, name, refusal.code);
        assert.equal(await control(page, name).isVisible(), true, 'the field at fault must be open');
        assert.deepEqual(await values(page, Object.keys(inQuery)), inQuery);
        assert.match(await page.title(), /^(错误：|Error: )/);
        assert.equal(await marks(page), null);
        await context.close();
      });
    }
  }

  /** A code stands at its field, tied to the control, and on top, where the focus is. */
  async function shownAt(page, name, code) {
    // a page without script takes its focus only once it is drawn
    await page.waitForSelector(':focus');
    const places = await page.evaluate(
      ([called, expected]) => {
        const marked = [...document.querySelectorAll(`[data-error="${expected}"]`)];
        const one = document.querySelector('#check').elements.namedItem(called) ?? document.getElementById(`q-${called}`);
        const asked = one instanceof RadioNodeList ? one[0] : one;
        const described = (asked.getAttribute('aria-describedby') ?? asked.closest('fieldset').getAttribute('aria-describedby') ?? '').split(' ');
        const atField = marked.filter((element) => described.includes(element.id));
        const onTop = marked.filter((element) => element.compareDocumentPosition(asked) & Node.DOCUMENT_POSITION_FOLLOWING && !atField.includes(element));
        const focused = onTop.filter((element) => document.activeElement !== document.body && document.activeElement.contains(element));
        const words = [...atField, ...onTop].map((element) => element.textContent.trim().length);
        return { atField: atField.length, onTop: onTop.length, focused: focused.length, shortest: Math.min(...words) };
      },
      [name, code],
    );
    assert.equal(places.atField, 1, `${code} at ${name}`);
    assert.equal(places.onTop, 1, `${code} on top`);
    assert.equal(places.focused, 1, 'the summary must have the focus');
    assert.ok(places.shortest > 5, 'an error is a sentence');
  }

  test('a person’s name or number that can’t be is told at its field and sent nowhere', async () => {
    const { context, page, seen } = await visit(browser, portal);
    const { facts } = named('yj-01');
    await page.goto(address(answers(facts)));
    await ready(page);
    const asked = seen.requests.length;
    const rows = [
      ['mother_id_number', '441702199503081220', 'invalid_id_number'],
      ['mother_id_number', '441781199312010356', 'sex_mismatch'],
      ['mother_name', '<b>林</b>', 'invalid_name'],
    ];
    for (const [name, typed, code] of rows) {
      await tell(page, { mother_name: '林晓梅', mother_id_number: '441702199503081223', [name]: typed });
      await control(page, name).blur();
      await page.waitForSelector(`#q-${name}-error[data-error="${code}"], [data-question="${name}"] [data-error="${code}"]`);
      assert.equal(await control(page, name).inputValue(), typed);
      assert.equal(await page.locator('li[data-provisional]').count(), 0);
    }
    assert.deepEqual(seen.requests.slice(asked), []);
    await context.close();
  });
});
