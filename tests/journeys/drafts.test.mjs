// What is typed and not sent: kept for a phone and taken up elsewhere, kept on the device as it is typed, never lost to
// a session, a lift or a thumb that taps twice; and a signature drawn with a finger.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, launch, misdeeds, visit } from './browser.mjs';
import { changeTheDay } from './check.mjs';
import { faults } from './fitness.mjs';
import { day, opened, year } from './house.mjs';
import { enlargeText, smallTargets } from './measure.mjs';
import { get } from './portal.mjs';
import { agreeToAll } from './review.mjs';

const MINUTE_MS = 60_000;

const { portal, browser } = await opened('--demo');

const QUERY = `area=441702&due_date=${day(60)}&mother_insurance=resident&mother_area=441702&mother_year=${year}`;
const OPEN = `/apply/pre_enrolment?${QUERY}`;

/** A number that no other test uses: each may have one code a minute. */
let numbers = 0;
const phone = () => `139000${String(++numbers).padStart(5, '0')}`;

/** Half of a form: one number is cut short, one field is empty. */
const HALF = { mother_name: '林晓梅', mother_id_number: '4417021995', mother_address: '阳江市江城区东风一路 1 号' };
const WHOLE = { ...HALF, mother_id_number: '441702199503081223', mother_phone: '13800138000' };

async function type(page, answers) {
  for (const [name, value] of Object.entries(answers)) await page.fill(`[name="${name}"]`, value);
}

async function holds(page, answers, what) {
  for (const [name, value] of Object.entries(answers)) {
    assert.equal(await page.locator(`main [name="${name}"]`).first().inputValue(), value, `${what}: ${name}`);
  }
}

const act = (page, what) => page.click(`[name="act"][value="${what}"]`);
const lookOver = (page) => page.click('#apply button.button');
const shownCode = (page) => page.locator('[data-demo-code]').getAttribute('data-demo-code');

/** Agrees, confirms the phone, and stands before the draft that was saved. */
async function confirmAndSave(page, number) {
  await page.check('[name="consent_draft"]');
  await page.fill('[name="confirm_phone"]', number);
  await act(page, 'code');
  await page.fill('[name="confirm_code"]', await shownCode(page));
  await act(page, 'enter');
  await page.waitForURL(/draft=[0-9a-f]{32}&just=saved/);
}

/** Saves half a form from the start. */
async function save(page, number, answers = HALF) {
  await page.goto(OPEN);
  await type(page, answers);
  await act(page, 'save');
  await confirmAndSave(page, number);
}

/** Another browser in which the same phone is signed in. */
async function otherDevice(context, options) {
  const other = await visit(browser, portal, options);
  await other.context.addCookies((await context.cookies()).filter(({ name }) => name === 'session'));
  return other;
}

async function agreeAndSend(page) {
  await agreeToAll(page);
  await page.fill('[name="signature"]', '林晓梅');
  await act(page, 'send');
}

for (const javaScriptEnabled of [true, false]) {
  const options = { javaScriptEnabled, viewport: PHONE };
  describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test('a draft is kept once that is agreed to and the phone confirmed, wrong and empty answers too', async () => {
      const { context, page, seen } = await visit(browser, portal, options);
      await page.goto(OPEN);
      await type(page, HALF);
      await act(page, 'save');
      assert.equal(await page.locator('[name="consent_draft"]:checked').count(), 0, 'nothing is ticked beforehand');
      await page.fill('[name="confirm_phone"]', phone());
      await act(page, 'code');
      assert.equal(await page.locator('#errors [data-error="missing_field"]').count(), 1, 'no code goes out before');
      await act(page, 'fill');
      await holds(page, HALF, 'back to the form');
      await act(page, 'save');
      await confirmAndSave(page, phone());
      const said = await page.locator('[data-draft-saved]').innerText();
      assert.match(said, /\d\d:\d\d 已存好/);
      assert.match(said, /保留到 \d+年\d+月\d+日.*30 天/);
      await holds(page, HALF, 'saved');
      await page.reload();
      await holds(page, HALF, 'drawn again');
      assert.deepEqual(misdeeds(seen), []);
      assert.ok(seen.requests.every(({ url }) => !/139000|4417021995|%E6%9E%97/.test(url)), 'no name or number is in an address');
      await context.close();
    });

    test('it is taken up on another device, and what both changed is shown side by side', async () => {
      const one = await visit(browser, portal, options);
      await save(one.page, phone());
      const two = await otherDevice(one.context, options);
      await two.page.goto('/file');
      assert.match(await two.page.locator('[data-draft]').innerText(), /保存，保留到/);
      await two.page.click('[data-draft] a');
      await holds(two.page, HALF, 'the other device');
      await type(two.page, { mother_phone: '13800138000' });
      await act(two.page, 'save');
      await two.page.waitForURL(/just=saved/);
      assert.equal(await two.page.locator('[data-draft-saved]').count(), 1, 'agreed to once is enough');
      await type(one.page, { mother_address: '阳江市江城区东风一路 2 号' });
      await act(one.page, 'save');
      const both = await one.page.locator('.draft-differences').innerText();
      for (const value of ['13800138000', '东风一路 1 号', '东风一路 2 号']) assert.ok(both.includes(value), value);
      await act(one.page, 'save');
      await one.page.waitForURL(/just=saved/);
      await holds(one.page, { mother_address: '阳江市江城区东风一路 2 号', mother_phone: '' }, 'chosen');
      await two.page.reload();
      await holds(two.page, { mother_address: '阳江市江城区东风一路 2 号' }, 'the other device');
      await one.context.close();
      await two.context.close();
    });

    test('a switch in the head costs no word and no tick, on any page of the form', async () => {
      const { context, page } = await visit(browser, portal, options);
      const change = (name) => page.click(`.switches [formaction*="&${name}="]`);
      await page.goto(OPEN);
      await type(page, HALF);
      await change('elder');
      assert.equal(await page.locator('html[data-elder]').count(), 1);
      await holds(page, HALF, 'larger');
      await type(page, WHOLE);
      await page.press('[name="mother_phone"]', 'Enter');
      await page.locator('#agree').waitFor();
      assert.equal(await page.locator('#agree').count(), 1, 'Enter looks the form over, and changes nothing of the page');
      assert.equal(await page.locator('html[data-elder]').count(), 1);
      await agreeToAll(page);
      await page.fill('[name="signature"]', '林晓梅');
      const ticks = await page.locator('#agree :checked').count();
      await change('lang');
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.equal(await page.locator('#agree :checked').count(), ticks);
      assert.equal(await page.locator('[data-originals] p').count(), 3, 'what is signed is told in its own words');
      await act(page, 'send');
      await page.fill('[name="confirm_phone"]', '+86 139-0000-7777');
      await change('lang');
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
      assert.equal(await page.inputValue('[name="confirm_phone"]'), '+86 139-0000-7777');
      await context.close();
    });

    test('it is thrown away after a second thought, and another’s is none', async () => {
      const { context, page } = await visit(browser, portal, options);
      await save(page, phone());
      const address = page.url();
      const stranger = await visit(browser, portal, options);
      await stranger.page.goto(address);
      assert.match(stranger.page.url(), /\/sign-in\?to=/);
      await save(stranger.page, phone());
      const theirs = await stranger.page.goto(address);
      assert.equal(theirs.status(), 404);
      assert.equal(await stranger.page.locator('[data-draft-gone]').count(), 1);
      await stranger.context.close();
      await page.goto('/file');
      assert.equal(await page.locator('form[action="/file/draft"] button').isVisible(), false);
      await page.click('[data-draft] summary');
      await page.click('form[action="/file/draft"] button');
      assert.equal(await page.locator('[data-just="draft"]').count(), 1);
      assert.equal(await page.locator('[data-draft]').count(), 0);
      assert.equal((await page.goto(address)).status(), 404);
      await context.close();
    });

    test('who may lose words by changing a fact is told before', async () => {
      const { context, page } = await visit(browser, portal, options);
      await page.goto(OPEN);
      await type(page, WHOLE);
      await lookOver(page);
      await page.locator('#agree').waitFor();
      assert.equal(await page.locator('[data-kept-unsaved]').isVisible(), !javaScriptEnabled);
      await context.close();
    });

    test('a fact of it is changed in the check, no word is lost, and sending what was made of it ends it', async () => {
      const { context, page, seen } = await visit(browser, portal, options);
      await save(page, phone());
      await type(page, WHOLE);
      await lookOver(page);
      await page.locator('#agree').waitFor();
      assert.equal(await page.locator('[data-kept-unsaved]').count(), 0, 'it is in a draft');
      await changeTheDay(page, day(75), javaScriptEnabled);
      await holds(page, WHOLE, 'under the new day');
      assert.match(await page.locator('#apply').getAttribute('action'), new RegExp(`due_date=${day(75)}`));
      await lookOver(page);
      await agreeAndSend(page);
      await page.waitForURL(/\/file\?just=sent/);
      assert.equal(await page.locator('[data-application]').count(), 1);
      assert.equal(await page.locator('[data-draft]').count(), 0);
      assert.deepEqual(misdeeds(seen), []);
      assert.ok(seen.requests.every(({ url }) => !/139000|4417021995|%E6%9E%97/.test(url)), 'no name or number is in an address');
      await context.close();
    });

    test('a session that ended costs no word: not when saving, not when sending, not in the file', async () => {
      const { context, page } = await visit(browser, portal, options);
      await save(page, phone());
      assert.match(await page.locator('[data-session-until]').innerText(), /\d\d:\d\d 前有效/);
      await context.clearCookies({ name: 'session' });
      await type(page, WHOLE);
      await act(page, 'save');
      await holds(page, WHOLE, 'asked for the phone');
      await confirmAndSave(page, phone());
      await holds(page, WHOLE, 'saved');
      await lookOver(page);
      await context.clearCookies({ name: 'session' });
      await agreeAndSend(page);
      await holds(page, { ...WHOLE, signature: '林晓梅', consent_form: 'yes', promise_2: 'yes' }, 'asked before sending');
      await page.fill('[name="confirm_phone"]', phone());
      await act(page, 'code');
      await page.fill('[name="confirm_code"]', await shownCode(page));
      await act(page, 'enter');
      await page.waitForURL(/\/file\?just=sent/);
      await context.clearCookies({ name: 'session' });
      await page.locator('summary', { hasText: '撤回这份申请' }).click();
      await page.click('form[action="/file/withdraw"] button');
      assert.match(page.url(), /\/sign-in\?to=%2Ffile/);
      await context.close();
    });
  });
}

describe('on the device', () => {
  const kept = (page) => page.evaluate(() => JSON.stringify(localStorage));
  const said = (page) => page.locator('.kept-found p').innerText();

  test('what is typed is kept, filled in again, told, and cleared', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    assert.equal(await page.locator('.kept-line').innerText(), '');
    await type(page, HALF);
    await page.locator('.kept-line', { hasText: /\d\d:\d\d 已存在这台设备上/ }).waitFor();
    await page.goto(OPEN);
    await holds(page, HALF, 'filled in again');
    assert.match(await said(page), /已经帮您填回来/);
    await page.click('[data-kept-afresh]');
    await holds(page, { mother_name: '', mother_address: '' }, 'afresh');
    assert.equal(await kept(page), '{}');
    await page.goto(OPEN);
    await holds(page, { mother_name: '' }, 'afresh, drawn again');
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });

  for (const [lang, elder, size, type_size] of [['zh', false, PHONE, 1], ['en', true, PHONE, 1], ['en', false, { width: 320, height: 640 }, 1.75]]) {
    test(`that it is kept is in sight while one types, and neither moves nor covers anything: ${lang}, ${size.width}${elder ? ', elder mode' : ''}`, async () => {
      const { context, page } = await visit(browser, portal, { lang, elder, viewport: size });
      await page.goto(OPEN);
      await page.evaluate(enlargeText, type_size);
      const line = page.locator('.kept-line');
      const top = (name) => page.locator(`[name="${name}"]`).evaluate((field) => field.getBoundingClientRect().top + scrollY);
      const before = await top('mother_name');
      for (const name of Object.keys(HALF)) {
        await page.fill(`[name="${name}"]`, HALF[name]);
        await page.locator('.kept-line:not(:empty)').waitFor();
        const { y, height } = await line.boundingBox();
        assert.ok(y >= 0 && y + height <= size.height / 2, `${name}: the line is at ${y}, ${height} high`);
      }
      assert.ok(Math.abs((await top('mother_name')) - before) < 1, 'nothing moved');
      for (let turn = 0; turn < 12; turn += 1) {
        await page.keyboard.press('Shift+Tab');
        const isCovered = await page.evaluate(() => {
          const focused = document.activeElement;
          const { left, top, width, height } = focused.getBoundingClientRect();
          const found = document.elementFromPoint(left + width / 2, top + height / 2);
          return Boolean(focused.closest('.apply-form') && found?.closest('.kept-line'));
        });
        assert.equal(isCovered, false);
      }
      await context.close();
    });
  }

  test('what is typed follows a changed fact, and no other form', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    await page.locator('#agree').waitFor();
    await changeTheDay(page, day(75), true);
    await holds(page, WHOLE, 'under the new day');
    assert.match(await said(page), /已经帮您填回来/);
    const names = await page.evaluate(() => Object.keys(localStorage));
    assert.equal(names.length, 1, 'it moved');
    await page.reload();
    await holds(page, WHOLE, 'drawn again');
    for (const other of [day(60), day(80)]) {
      await page.goto(OPEN.replace(day(60), other));
      await holds(page, { mother_name: '', mother_address: '' }, 'a fresh check');
    }
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });

  test('what leaves the page in the middle of a word is kept too', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, { mother_name: '林晓' });
    await page.goto('/law');
    await page.goto(OPEN);
    await holds(page, { mother_name: '林晓' }, 'back');
    await context.close();
  });

  test('no code, consent, promise or signature is kept, and what was sent is not either', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    await agreeAndSend(page);
    await page.fill('[name="confirm_phone"]', phone());
    await act(page, 'code');
    const code = await shownCode(page);
    await page.fill('[name="confirm_code"]', code);
    const there = await kept(page);
    assert.match(there, /林晓梅/);
    assert.doesNotMatch(there, new RegExp(`consent|promise|signature|drawn|confirm|${code}`));
    await act(page, 'enter');
    await page.waitForURL(/\/file\?just=sent/);
    await page.waitForFunction(() => localStorage.length === 0);
    await context.close();
  });

  test('what belongs to a draft on the server is saved there by itself, and a tap on its button still works', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await save(page, phone());
    const address = '广东省阳江市江城区西平路 2 号';
    const saved = page.waitForResponse((answer) => /just=saved/.test(answer.url()));
    await page.fill('[name="mother_address"]', address);
    await saved;
    await page.waitForFunction(() => document.querySelector('[name="draft_seen"]').value !== '1');
    const other = await otherDevice(context, { viewport: PHONE });
    await other.page.goto(new URL(page.url()).pathname + new URL(page.url()).search.replace('&just=saved', ''));
    await holds(other.page, { mother_address: address }, 'on another device');
    await page.fill('[name="mother_name"]', '林晓月');
    await act(page, 'save');
    await page.waitForURL(/just=saved/);
    await holds(page, { mother_address: address, mother_name: '林晓月' }, 'saved by its button');
    assert.deepEqual(misdeeds(seen), []);
    await other.context.close();
    await context.close();
  });

  test('what is newer than the saved draft is offered, not forced', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    await save(page, phone());
    const address = page.url();
    await page.waitForFunction((at) => Date.now() > at, Date.now() + 5);
    await type(page, { mother_name: '林晓梅梅' });
    await page.locator('.kept-line', { hasText: '已存在这台设备上' }).waitFor();
    await page.goto(address);
    await holds(page, HALF, 'the draft');
    await page.click('[data-kept-use]');
    await holds(page, { ...HALF, mother_name: '林晓梅梅' }, 'the device');
    await context.close();
  });

  const REFUSALS = {
    'storage that is refused': () => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } }),
    'storage that is full': () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; },
    'storage with rubbish in it': () => localStorage.setItem('kept:pre_enrolment.x', '{'),
    'a shared screen': () => document.addEventListener('readystatechange', () => { document.documentElement.dataset.shared = ''; }),
  };
  for (const [name, refuse] of Object.entries(REFUSALS)) {
    test(`${name} changes nothing about the form`, async () => {
      const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
      await context.addInitScript(refuse);
      await page.goto(OPEN);
      await type(page, WHOLE);
      await lookOver(page);
      assert.equal(await page.locator('#agree').count(), 1);
      assert.deepEqual(misdeeds(seen), []);
      if (name === 'a shared screen') assert.equal(await kept(page), '{}');
      await context.close();
    });
  }
});

describe('sending', () => {
  const posts = (seen) => seen.requests.filter(({ method }) => method === 'POST').length;

  test('without a network it waits, says so, and goes by itself', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, { ...WHOLE, mother_name: '' });
    await context.setOffline(true);
    await lookOver(page);
    assert.equal(await page.locator('[data-waiting]').isVisible(), true);
    await page.click('[data-waiting-stop]');
    assert.equal(await page.locator('[data-waiting]').isVisible(), false);
    await lookOver(page);
    await type(page, WHOLE);
    assert.equal(posts(seen), 0);
    await context.setOffline(false);
    await page.waitForSelector('#agree');
    assert.equal(posts(seen), 1);
    assert.match(await page.locator('[data-field="mother_name"]').innerText(), /林晓梅/);
    await context.close();
  });

  test('a second tap is swallowed', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await page.$eval('#apply button.button', (button) => {
      button.click();
      button.click();
    });
    await page.waitForSelector('#agree');
    assert.equal(posts(seen), 1);
    await context.close();
  });

  test('going back or asking for a page again never ends on one of the browser’s own', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    await page.waitForSelector('#agree');
    await page.waitForLoadState();
    await page.reload();
    await page.waitForSelector('#apply');
    await holds(page, WHOLE, 'reloaded');
    await lookOver(page);
    await agreeToAll(page);
    await page.fill('[name="signature"]', '林晓梅');
    await act(page, 'send');
    await page.waitForSelector('[name="confirm_phone"]');
    await page.waitForLoadState();
    await page.goBack();
    await page.waitForSelector('#apply');
    await holds(page, WHOLE, 'back from the phone');
    await context.close();
  });

  test('going back finds every word again, and the form can be sent again', async () => {
    const keeping = await launch({ keepsPages: true });
    const { context, page } = await visit(keeping, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    await page.waitForSelector('#agree');
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForSelector('#apply');
    await page.waitForFunction((name) => document.querySelector('[name="mother_name"]').value === name, WHOLE.mother_name);
    await lookOver(page);
    await page.waitForSelector('#agree');
    await context.close();
    await keeping.close();
  });

  test('a page that comes back as it was left takes no tap for an echo', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await page.route('**/apply/**', (route) => route.abort('aborted'), { times: 1 });
    await lookOver(page);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await lookOver(page);
    await page.waitForSelector('#agree');
    await context.close();
  });
});

describe('a session that ends', () => {
  test('is told in time, goes on where that is wanted, and says when it is over', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await save(page, phone());
    await page.clock.install();
    await page.reload();
    await page.clock.fastForward(11 * MINUTE_MS);
    const notice = page.locator('.session-end');
    assert.equal(await notice.isVisible(), false);
    await page.clock.fastForward(2 * MINUTE_MS);
    assert.equal(await notice.isVisible(), true);
    await page.click('[data-stay]');
    await notice.waitFor({ state: 'hidden' });
    await page.clock.fastForward(13 * MINUTE_MS);
    assert.equal(await notice.isVisible(), true);
    await page.click('[data-close]');
    assert.equal(await notice.isVisible(), false);
    await page.clock.fastForward(3 * MINUTE_MS);
    assert.match(await notice.innerText(), /已退出登录/);
    assert.equal(await page.locator('[data-stay]').isVisible(), false);
    await context.clearCookies({ name: 'session' });
    await page.reload();
    assert.match(page.url(), /\/sign-in/);
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });

  test('was ended elsewhere: asking to stay says so', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE });
    await save(page, phone());
    await page.clock.install();
    await page.goto('/file');
    await context.clearCookies({ name: 'session' });
    await page.clock.fastForward(13 * MINUTE_MS);
    await page.click('[data-stay]');
    await page.locator('.session-end', { hasText: '已退出登录' }).waitFor();
    await context.close();
  });
});

describe('a finger', () => {
  /** Draws a zigzag of so many strokes. */
  async function draw(page, turns) {
    const box = await page.locator('.sign-box').boundingBox();
    const at = (turn) => [box.x + 20 + turn * 22, box.y + (turn % 2 ? 20 : box.height - 20)];
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let turn = 1; turn <= turns; turn += 1) await page.mouse.move(...at(turn), { steps: 3 });
    await page.mouse.up();
  }

  test('signs in place of the typed name, and its strokes are on the sheet', async () => {
    const { context, page, seen } = await visit(browser, portal, { viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    await page.locator('.sign-box').scrollIntoViewIfNeeded();
    await page.mouse.click(100, 100);
    await draw(page, 1);
    assert.equal(await page.inputValue('[name="drawn"]'), '', 'a slip of the finger is no signature');
    await page.click('[data-sign-clear]');
    await draw(page, 10);
    const strokes = await page.inputValue('#agree [name="drawn"]');
    assert.match(strokes, /^M\d+ \d+(L\d+ \d+){4,}$/);
    await act(page, 'send');
    assert.equal(await page.locator('#errors [href="#q-signature"]').count(), 0, 'nothing need be typed');
    assert.equal(await page.inputValue('#agree [name="drawn"]'), strokes, 'a page that is refused keeps it');
    await act(page, 'print');
    assert.equal(await page.locator('[data-paper] .paper-signed path').first().getAttribute('d'), strokes);
    assert.deepEqual(misdeeds(seen), []);
    await context.close();
  });

  test('without pointers its touches do', async () => {
    const { context, page } = await visit(browser, portal, { viewport: PHONE, hasTouch: true });
    await context.addInitScript(() => delete window.PointerEvent);
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    await page.$eval('.sign-box', (box) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      const send = (name, x, y) => {
        const touch = new Touch({ identifier: 1, target: box, clientX: left + x * width, clientY: top + y * height });
        box.dispatchEvent(new TouchEvent(name, { changedTouches: [touch], cancelable: true, bubbles: true }));
      };
      send('touchstart', 0.1, 0.5);
      for (let turn = 1; turn < 8; turn += 1) send('touchmove', 0.1 * turn, turn % 2 ? 0.2 : 1.4);
      send('touchend', 0.8, 0.5);
    });
    assert.equal(await page.inputValue('[name="drawn"]'), 'M100 200L100 80L200 400L300 80L400 400L500 80L600 400L700 80');
    await context.close();
  });

  test('is not needed: without script there is the typed name alone', async () => {
    const { context, page } = await visit(browser, portal, { javaScriptEnabled: false, viewport: PHONE });
    await page.goto(OPEN);
    await type(page, WHOLE);
    await lookOver(page);
    assert.equal(await page.locator('.sign-here').isVisible(), false);
    assert.equal(await page.locator('[name="signature"]').isVisible(), true);
    await context.close();
  });
});

describe('every state of it', () => {
  for (const lang of ['zh', 'en']) {
    for (const elder of [false, true]) {
      test(`${lang}${elder ? ', elder mode' : ''}: nothing is cut, small or unnamed`, async () => {
        const look = { lang, elder, viewport: PHONE };
        const found = [];
        const { context, page, seen } = await visit(browser, portal, look);
        const measure = async (name) => {
          found.push(...(await faults(page, elder)).map((fault) => `${name}: ${fault}`));
          await page.setViewportSize(PHONE);
        };
        const number = phone();
        await page.goto(OPEN);
        await type(page, HALF);
        await act(page, 'save');
        await measure('asked');
        await page.goto(OPEN);
        await page.locator('.kept-found p:not(:empty)').waitFor();
        await measure('filled in again');
        await page.goto(OPEN);
        await act(page, 'save');
        await confirmAndSave(page, number);
        const address = page.url();
        await measure('saved');
        const two = await otherDevice(context, look);
        await two.page.goto(address);
        await page.goto(address);
        await type(two.page, { mother_address: '阳江市江城区东风一路 3 号' });
        await act(two.page, 'save');
        await two.page.waitForURL(/just=saved/);
        await two.context.close();
        await act(page, 'save');
        await page.waitForSelector('.draft-differences');
        await measure('changed elsewhere');
        await page.goto('/file');
        await page.$$eval('details', (folds) => folds.forEach((fold) => (fold.open = true)));
        await measure('the file');
        await page.goto('/file/data');
        assert.match(await page.locator('li[data-draft]').innerText(), /林晓梅/, 'word for word');
        await measure('own data');
        await page.goto(OPEN);
        assert.equal(await page.locator('[data-draft-begun] a').count(), 1, 'a fresh form leads to it');
        await measure('begun before');
        await page.clock.install();
        await page.goto(OPEN);
        await page.clock.fastForward(13 * MINUTE_MS);
        assert.equal(await page.locator('.session-end').isVisible(), true);
        await page.evaluate(() => scrollTo(0, 0));
        found.push(...(await page.evaluate(smallTargets, elder ? 60 : 44)).map((fault) => `session: ${fault}`));
        await page.click('[data-close]');
        await context.setOffline(true);
        await lookOver(page);
        found.push(...(await page.evaluate(smallTargets, elder ? 60 : 44)).map((fault) => `waiting: ${fault}`));
        await page.click('[data-waiting-stop]');
        await context.setOffline(false);
        await page.goto(OPEN);
        await type(page, WHOLE);
        await lookOver(page);
        await measure('to be signed');
        await page.goto(address.replace(/draft=../, 'draft=00'));
        await measure('gone');
        assert.deepEqual([...found, ...misdeeds(seen)], []);
        await context.close();
      });
    }
  }
});

test('pages that may run our small scripts say so, and may run nothing else', async () => {
  const form = await get(portal, OPEN);
  assert.match(form.headers.get('content-security-policy'), /script-src 'self'; /);
  assert.doesNotMatch(form.headers.get('content-security-policy'), /wasm|unsafe|inline/);
  for (const path of ['/', '/law', '/privacy', '/apply/pre_enrolment', '/sign-in']) {
    const page = await get(portal, path);
    assert.match(page.headers.get('content-security-policy'), /script-src 'none'/, path);
    assert.doesNotMatch(await page.text(), /<script/, path);
  }
});
