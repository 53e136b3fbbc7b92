// What people type while the page wakes, on the way back, and about persons: nothing is lost, and nothing leaves the
// browser that names somebody.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PHONE, launch, misdeeds, ready, visit } from './browser.mjs';
import { answer, control, marks, reveal, send, settle, tell, values } from './check.mjs';
import { address, answers, named, withoutPersons } from './family.mjs';
import { marksOf } from './marks.mjs';
import { decide, open } from './portal.mjs';

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

/** Holds a page's WebAssembly back until `release()`. */
async function hold(context) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await context.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

describe('while the page wakes', () => {
  const typed = [...'2027-01-10'];
  const moments = Array.from({ length: 20 }, (_, moment) => moment);

  for (const moment of moments) {
    test(`nothing typed is lost, moment ${moment + 1} of ${moments.length}`, async () => {
      const { context, page, seen } = await visit(browser, portal);
      const release = await hold(context);
      const { due_date: _due_date, ...others } = told;
      await page.goto(address({ ...others, due_date: '2027-03-01' }), { waitUntil: 'commit' });
      const field = control(page, 'due_date');
      await field.fill('');
      for (const [place, key] of typed.entries()) {
        // half a key, too: down before the page wakes, up after
        if (moment === 2 * place) release();
        await page.keyboard.down(key);
        if (moment === 2 * place + 1) release();
        await page.keyboard.up(key);
      }
      await ready(page);
      assert.equal(await field.inputValue(), typed.join(''));
      await settle(page, await wanted(EXPECTING));
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }

  test('a first tap on a choice counts', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE, hasTouch: true, isMobile: true });
    const release = await hold(context);
    await page.goto(address(told));
    await reveal(page, 'applicant');
    await page.locator('#check label:has([name="applicant"][value="father"])').tap();
    release();
    await ready(page);
    await settle(page, await wanted({ ...EXPECTING, applicant: 'father' }));
    await context.close();
  });

  test('a first tap on the button is answered by the server', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE, hasTouch: true, isMobile: true });
    await hold(context);
    await page.goto('/check');
    await tell(page, told);
    const button = page.locator('#check button[type="submit"]');
    await Promise.all([page.waitForNavigation({ waitUntil: 'commit' }), button.tap()]);
    await page.waitForSelector('section[data-service="pre_enrolment"]');
    assert.deepEqual(await marks(page), await wanted(EXPECTING));
    await context.close();
  });

  test('a page that a browser has translated wakes all the same', async () => {
    const { context, page, seen } = await visit(browser, portal);
    const release = await hold(context);
    await page.goto(address(told));
    // what Chrome's own translation does to every piece of text
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
      for (const node of nodes) {
        const font = document.createElement('font');
        node.replaceWith(font);
        font.append(node);
      }
    });
    release();
    await ready(page);
    await answer(page, 'applicant', 'father');
    await settle(page, await wanted({ ...EXPECTING, applicant: 'father' }));
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });

  test('a script that fails leaves the form', async () => {
    for (const broken of ['**/*.wasm', '**/front.*.js']) {
      const { context, page } = await visit(browser, portal);
      await context.route(broken, (route) => route.abort());
      await page.goto('/check');
      await tell(page, told);
      await send(page);
      assert.deepEqual(await marks(page), await wanted(EXPECTING));
      await context.close();
    }
  });

  test('a browser that refuses storage gets the answer', async () => {
    const { context, page, seen } = await visit(browser, portal);
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('refused', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(globalThis, name, { get: refuse });
      }
      Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: refuse });
      Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });
    });
    await page.goto('/check');
    await ready(page);
    await tell(page, told);
    await settle(page, await wanted(EXPECTING));
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });
});

describe('the way back', () => {
  let phone;
  before(async () => (phone = await launch({ keepsPages: true })));
  after(() => phone.close());

  /** Goes back to a page that was kept: it does not load again. */
  const back = async (page) => {
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForFunction(() => document.readyState === 'complete');
  };

  test('from the answer to the questions keeps what was typed, without script', async () => {
    const { context, page } = await visit(phone, portal, { javaScriptEnabled: false });
    await page.goto('/check');
    await tell(page, told);
    await send(page);
    await back(page);
    assert.deepEqual(await values(page, Object.keys(told)), told);
    await send(page);
    assert.deepEqual(await marks(page), await wanted(EXPECTING));
    await context.close();
  });

  for (const [how, browserOf] of [['as it was kept', () => phone], ['loaded again', () => browser]]) {
    test(`from the law to the answer shows the answer as it was left, ${how}`, async () => {
      const { context, page, seen } = await visit(browserOf(), portal);
      await context.addInitScript(() => addEventListener('pageshow', ({ persisted }) => (globalThis.wasKept = persisted)));
      await page.goto('/check');
      await ready(page);
      await tell(page, told);
      const before = await wanted(EXPECTING);
      await settle(page, before);
      await page.locator('section[data-service="pre_enrolment"] a[href^="/law/"]').first().evaluate((link) => link.click());
      await page.waitForURL(/\/law\//);
      await back(page);
      await ready(page);
      assert.equal(await page.evaluate(() => globalThis.wasKept), browserOf() === phone);
      await settle(page, before);
      assert.deepEqual(await values(page, Object.keys(told)), told);
      await answer(page, 'applicant', 'father');
      await settle(page, await wanted({ ...EXPECTING, applicant: 'father' }));
      assert.deepEqual(seen.requests.filter(({ method }) => method !== 'GET'), []);
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });
  }
});

describe('what names a person', () => {
  test('never leaves the browser and is nowhere kept', async () => {
    const MARKS = ['林晓梅', '441702199503081223', encodeURIComponent('林晓梅')];
    const { context, page, seen } = await visit(browser, portal);
    await page.goto('/check');
    await ready(page);
    await tell(page, { ...told, mother_name: MARKS[0], mother_id_number: MARKS[1] });
    await page.waitForSelector('li[data-provisional]');
    const links = await page.$$eval('[href], [action], [src]', (all) => all.flatMap((one) => [one.href, one.action, one.src]).map(String));
    const state = () =>
      page.evaluate(async () => {
        const names = await indexedDB.databases();
        return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, names, history.state, document.title, location.href, document.cookie, await caches.keys()]);
      });
    const kept = [await state()];
    await page.keyboard.press('Enter');
    await page.locator('#check button[type="submit"]').click();
    kept.push(await state());
    for (const href of ['/law', '/privacy', '/']) await page.goto(href);
    kept.push(JSON.stringify(await context.cookies()));
    const sent = seen.requests.map(({ url, body }) => `${decodeURIComponent(url)} ${body}`);
    for (const mark of MARKS) {
      for (const text of [...links, ...kept, ...sent, portal.said]) assert.ok(!text.includes(mark), text.slice(0, 300));
    }
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });

  test('is asked for where an answer needs it, whatever rules the page came with', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    const { facts } = named('js-01');
    await page.goto(address(answers(facts)));
    await ready(page);
    assert.equal(await control(page, 'mother_name').isVisible(), false);
    await tell(page, told);
    await page.locator('[data-missing="/mother/name"] a').first().click();
    const name = control(page, 'mother_name');
    await name.waitFor();
    assert.equal(await name.evaluate((element) => document.activeElement === element), true);
    await context.close();
  });

  const without = {
    script: () => {},
    WebAssembly: (context) => context.addInitScript(() => delete globalThis.WebAssembly),
    'a bundle that comes': (context) => context.route('**/*.wasm', (route) => route.abort()),
  };
  for (const [what, prepare] of Object.entries(without)) {
    test(`is not asked for without ${what}, where nothing could be made of it`, async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled: what !== 'script' });
      await prepare(context);
      await page.goto(address(told));
      for (const there of await page.locator('.by-script').all()) await there.waitFor({ state: 'hidden' });
      assert.equal(await page.locator('.by-script').count(), 2);
      await context.close();
    });
  }

  test('is not on the page that comes back after sending', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
    await page.goto(address(told));
    // an older browser that does not know where script is off shows them all the same
    for (const [name, value] of Object.entries({ mother_name: '林晓梅', mother_id_number: '441702199503081223' })) {
      await page.locator(`[data-private="${name}"]`).evaluate((element, typed) => (element.value = typed), value);
    }
    await send(page);
    assert.doesNotMatch(page.url() + (await page.content()), /林晓梅|441702199503081223|%E6%9E%97/);
    await context.close();
  });
});

describe('a choice of how to read', () => {
  test('language and size are one tap away, kept, and lose nothing', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false });
    await page.goto(address(told));
    const before = await marks(page);
    await page.getByRole('link', { name: 'English' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.deepEqual(await marks(page), before);
    assert.deepEqual(await values(page, Object.keys(told)), told);
    await page.getByRole('link', { name: 'Larger text' }).click();
    assert.deepEqual(await marks(page), before);
    for (const path of ['/', '/law', '/check', '/privacy']) {
      await page.goto(path);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.notEqual(await page.locator('html').getAttribute('data-elder'), null);
    }
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('link', { name: '标准版' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.equal(await page.locator('html').getAttribute('data-elder'), null);
    await context.close();
  });

  test('a page with an answer typed with the island keeps it, too', async () => {
    const { context, page } = await visit(browser, portal);
    await page.goto('/check');
    await ready(page);
    await tell(page, told);
    const before = await wanted(EXPECTING);
    await settle(page, before);
    await page.getByRole('link', { name: '长辈版' }).click();
    await page.waitForLoadState();
    await ready(page);
    await settle(page, before);
    assert.deepEqual(await values(page, Object.keys(told)), told);
    await context.close();
  });
});
