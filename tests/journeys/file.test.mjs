// From the form to the family's own page: sent with a phone confirmed in place, moved on by the agency's command, seen,
// taken along and destroyed. With and without script.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { PHONE, misdeeds, visit } from './browser.mjs';
import { faults } from './fitness.mjs';
import { day, opened, year } from './house.mjs';
import { get, post, program } from './portal.mjs';
import { agreeToAll } from './review.mjs';

const { portal, browser } = await opened('--demo');

const OPEN = `/apply/pre_enrolment?area=441702&due_date=${day(60)}&mother_insurance=resident&mother_area=441702&mother_year=${year}`;

/** A number that no other test uses: each may have one code a minute. */
let numbers = 0;
const phone = () => `138000${String(++numbers).padStart(5, '0')}`;

const mother = (number) => ({
  mother_name: '林晓梅',
  mother_id_number: '441702199503081223',
  mother_phone: number,
  mother_address: '阳江市江城区东风一路 1 号',
});

async function type(page, answers) {
  for (const [name, value] of Object.entries(answers)) await page.fill(`[name="${name}"]`, value);
}

const act = (page, what) => page.click(`[name="act"][value="${what}"]`);
const shownCode = (page) => page.locator('[data-demo-code]').getAttribute('data-demo-code');

/** Fills the form in, agrees, and stands before the phone. */
async function upToThePhone(page, number) {
  await page.goto(OPEN);
  await type(page, mother(number));
  await agreeAndSend(page);
}

async function agreeAndSend(page) {
  await page.click('#apply button.button');
  await agreeToAll(page);
  await page.fill('[name="signature"]', '林晓梅');
  await act(page, 'send');
}

/** Sends an application; gives its number. */
async function apply(page, number) {
  await upToThePhone(page, number);
  assert.equal(await page.inputValue('[name="confirm_phone"]'), number, 'the number of the form is offered');
  await act(page, 'code');
  await page.fill('[name="confirm_code"]', await shownCode(page));
  await act(page, 'enter');
  await page.waitForURL(/\/file\?just=sent/);
  return page.locator('[data-application]').getAttribute('data-application');
}

/** Signs in at the door. */
async function signIn(page, number) {
  await page.goto('/file');
  await page.fill('[name="phone"]', number);
  await page.click('form[action="/sign-in"] button');
  await page.fill('[name="code"]', await shownCode(page));
  await page.click('form[action="/sign-in/code"] button');
  await page.waitForURL(/\/file$/);
}

/** Has what changed said back. */
const lookOver = (page) => page.click('form[action="/file/changed"] .form-end button');

/** The agency's hand, which is refused. */
const refused = (number, ...step) => {
  try {
    execFileSync(program(), ['case', number, ...step, '--database', portal.database], { encoding: 'utf8', stdio: 'pipe' });
  } catch ({ status, stderr }) {
    return `${status} ${stderr}`;
  }
  return 'taken';
};

/** The agency's hand, through the portal's own socket. */
const agency = (number, ...step) => execFileSync(program(), ['case', number, ...step, '--database', portal.database], { encoding: 'utf8' });

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test('an application goes from the form to paid, and each stage says what is not yet done', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page, phone());
      const stage = () => page.locator('[data-application]').getAttribute('data-stage');
      assert.equal(await stage(), 'sent');
      assert.match(await page.locator('[data-just="sent"]').innerText(), new RegExp(number));
      const consent = page.locator('[data-consent="health"]');
      await page.locator('summary', { hasText: '您同意过的' }).click();
      assert.equal(await consent.locator('form button').isVisible(), false, 'one tap withdraws no consent');
      await consent.locator('summary').click();
      assert.match(await consent.locator('[data-consent-means]').innerText(), /停下来.*12393/);
      assert.equal(await consent.locator('form button').isVisible(), true);
      await consent.locator('a[href="/file"]').click();
      await page.waitForURL(/\/file$/);
      assert.equal(await page.locator('[data-lacking]').count(), 0, 'the way back');
      agency(number, 'ask-back', '请写全门牌号');
      await page.goto('/file');
      await page.click('a[href*="mend="]');
      assert.equal(await page.inputValue('[name="mother_name"]'), '林晓梅', 'nothing is asked twice');
      await type(page, { mother_address: '阳江市江城区东风一路 2 号' });
      await agreeAndSend(page);
      await page.waitForURL(/\/file\?just=sent/);
      assert.equal(await page.locator('[data-application]').count(), 1, 'it is the same application');
      assert.equal(await stage(), 'sent');
      assert.match(refused(number, 'finish'), /^1 .*its papers are not accepted/);
      const steps = [
        [['ask-back', '请补上门牌号'], 'asked_back', /请补上门牌号/],
        [['undo', '点错了'], 'sent', /还没有受理/],
        [['accept'], 'accepted', /还不能享受待遇/],
        [['register', '林晓梅B=441702199503081223B'], 'registered', /还没有缴费/],
        [['paid', day(60).slice(0, 4)], 'paid', /已缴费/],
      ];
      for (const [step, becomes, says] of steps) {
        assert.match(agency(number, ...step), new RegExp(becomes));
        await page.goto('/file');
        assert.equal(await stage(), becomes);
        assert.match(await page.locator('[data-next]').innerText(), says);
      }
      for (const way of ['[data-to-update] a', '[data-changed]']) {
        await page.goto('/file');
        await page.click(way);
        if (way === '[data-changed]') await page.click('.file-changed-else a');
        assert.match(page.url(), /pre_enrolled=yes&paid=.*#step-births$/, 'what the file knows goes along');
        assert.equal(await page.locator('#step-births').evaluate((step) => step.open), true);
        const top = await page.locator('#step-births').evaluate((step) => step.getBoundingClientRect().top);
        assert.ok(top >= -1 && top < PHONE.height, `the question of the birth is in sight: ${top}`);
      }
      await page.goto('/file');
      const given = await page.$$eval('[data-provisional] data', (values) => values.map(({ value }) => value));
      assert.deepEqual(given, ['林晓梅B', '441702199503081223B']);
      const messages = await page.locator('[data-message]').evaluateAll((rows) => rows.map((row) => row.textContent));
      assert.ok(messages.every((message) => message.includes(number) && message.includes('138****')), messages.join(' | '));
      assert.match(messages.at(-1), /缴费已到账/, 'in the order of writing');
      const waiting = await page.locator('[data-message="waits"]').evaluateAll((rows) => rows.map((row) => row.textContent));
      assert.ok(waiting.every((message) => /缴费已到账/.test(message)), `nothing outlives its truth: ${waiting.join(' | ')}`);
      assert.match(agency(number, 'finish'), /done/);
      await page.goto('/file');
      assert.match(await page.locator('[data-next]').innerText(), /换成宝宝自己的姓名和号码/, 'the end names what remains');
      assert.match(await page.locator('[data-stamp]').innerText(), /盖好章领回一份/);
      assert.deepEqual(misdeeds(seen), []);
      assert.ok(seen.requests.every(({ url }) => !/138000|1995030|%E6%9E%97/.test(url)), 'no name or number is in an address');
      await context.close();
    });

    test('sent twice is sent once, from the page that was left too', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = phone();
      await upToThePhone(page, number);
      await act(page, 'code');
      const typed = await page.$$eval('#confirm input', (inputs) => inputs.map(({ name, value }) => [name, value]));
      await page.fill('[name="confirm_code"]', await shownCode(page));
      await act(page, 'enter');
      await page.waitForURL(/\/file\?just=sent/);
      const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
      const body = new URLSearchParams([...typed, ['act', 'send']]).toString();
      const headers = { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' };
      const again = await Promise.all(Array.from({ length: 8 }, () => post(portal, OPEN, body, headers)));
      const first = await page.locator('[data-application]').getAttribute('data-application');
      for (const answer of again) {
        assert.equal(answer.status, 303);
        assert.equal(answer.headers.get('location'), `/file?just=sent&number=${first}`);
      }
      await page.goto('/file');
      assert.equal(await page.locator('[data-application]').count(), 1);
      await context.close();
    });

    test('a wrong code loses nothing, and says how many tries are left', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await upToThePhone(page, phone());
      await act(page, 'code');
      const code = await shownCode(page);
      const wrong = code === '000000' ? '000001' : '000000';
      await page.fill('[name="confirm_code"]', wrong);
      await act(page, 'enter');
      assert.equal(await page.locator('[data-error="wrong_code"]').count(), 2, 'on top and at its field');
      await page.fill('[name="confirm_code"]', code);
      await act(page, 'enter');
      await page.waitForURL(/\/file\?just=sent/);
      await context.close();
    });

    test('another phone’s browser sees nothing of it; the same phone finds it again', async () => {
      const number = phone();
      const one = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const applied = await apply(one.page, number);
      await one.page.click('form[action="/sign-out"] button');
      await one.page.goto('/file');
      assert.match(one.page.url(), /\/sign-in\?to=/);
      await one.context.close();
      const other = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await signIn(other.page, phone());
      assert.equal(await other.page.locator('[data-application]').count(), 0);
      const cookie = (await other.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
      const answer = await post(portal, '/file/withdraw', `number=${applied}`, { cookie, 'content-type': 'application/x-www-form-urlencoded' });
      assert.equal(answer.status, 404, 'another’s application is answered like none');
      await other.context.close();
    });

    test('a loss is told once, said back, and nothing pushes after it', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page, phone());
      for (const step of [['accept'], ['register', '林晓梅B=441702199503081223B'], ['paid', day(60).slice(0, 4)]]) agency(number, ...step);
      await page.goto('/file');
      await page.click('a[data-changed]');
      await page.check('[name="what"][value="ended"]');
      await lookOver(page);
      assert.equal(await page.locator('[data-error="missing_field"]').count(), 4, 'day and how: on top, and at their fields');
      await page.fill('[name="ended_on"]', day(0));
      await page.check('[name="ended_how"][value="stillbirth"]');
      await lookOver(page);
      assert.match(await page.locator('[data-review]').innerText(), /死胎、死产/);
      await act(page, 'change');
      assert.equal(await page.inputValue('[name="ended_on"]'), day(0), 'what was typed is still there');
      await lookOver(page);
      await act(page, 'tell');
      await page.waitForURL(/\/file\?just=told/);
      assert.equal(await page.locator('[data-changed]').count(), 0);
      assert.match(await page.locator('[data-quiet]').innerText(), /不会再联系您/);
      assert.doesNotMatch(await page.locator('main').innerText(), /提醒您|上户口|接下来|请先/);
      await page.click('[data-left="refund"] a');
      assert.match(page.url(), /\/apply\/refund\?/);
      assert.equal(await page.locator('#apply').count(), 1, 'its form is open');
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('of two matters each has its dates, and the loss of one is said of it alone', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const number = await apply(page, phone());
      await page.goto(`/apply/newborn_enrolment?area=320102&births=${day(-15)}f&birth_certificate=yes&mother_hukou=320102&father_hukou=320102`);
      await type(page, {
        guardian_name: '林晓梅',
        guardian_id_number: '441702199503081223',
        guardian_phone: '13800138000',
        guardian_address: '南京市玄武区东风一路 1 号',
        baby_name: '林小满',
        baby_certificate: 'Y320000001',
      });
      await agreeAndSend(page);
      await page.waitForURL(/\/file\?just=sent/);
      const matters = () => page.locator('[data-matter]').allInnerTexts();
      assert.equal((await matters()).length, 2);
      const rows = (text) => page.locator('.file-dates', { hasText: text }).locator('.line tr').count();
      assert.ok((await rows(/预产期.*的宝宝/)) > 1 && (await rows(/出生的宝宝/)) > 1);
      await page.click(`a[data-changed][href$="${number}"]`);
      await page.check('[name="what"][value="ended"]');
      await page.fill('[name="ended_on"]', day(0));
      await page.check('[name="ended_how"][value="stillbirth"]');
      await lookOver(page);
      assert.match(await page.locator('main').innerText(), /其他宝宝的办理和提醒照常/);
      await act(page, 'tell');
      await page.waitForURL(/\/file\?just=told/);
      const quiet = await page.locator('[data-quiet]').innerText();
      assert.match(quiet, /结束的孕期.*其他宝宝的办理和提醒照常/);
      assert.doesNotMatch(quiet, /不会再联系您/);
      assert.ok((await rows(/出生的宝宝/)) > 1, 'the living child has its dates');
      await context.close();
    });

    test('refused is said with its law, and the form opens again with what was sent', async () => {
      const { context, page, seen } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      const given = phone();
      const number = await apply(page, given);
      agency(number, 'refuse', '母亲今年没有参保', '--clause', 'YJ22-5');
      await page.goto('/file');
      await page.click('[data-refused-by] a');
      assert.match(page.url(), /\/law\/YJ22-5$/);
      await page.goto('/file');
      await page.click('[data-again] a');
      assert.match(await page.locator('[data-from-file]').innerText(), /申请人/);
      for (const [name, value] of Object.entries(mother(given))) {
        assert.equal(await page.inputValue(`[name="${name}"]`), value, name);
      }
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('a due date that moved is told at the application, which need not be sent again', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await apply(page, phone());
      await page.click('a[data-changed]');
      await page.check('[name="what"][value="moved"]');
      await page.fill('[name="due_date"]', day(75));
      await lookOver(page);
      assert.match(await page.locator('[data-review]').innerText(), /预产期改为/);
      await act(page, 'tell');
      await page.waitForURL(/\/file\?just=told/);
      assert.equal(await page.locator(`[data-deadline="pay_before_birth"] time[datetime="${day(54)}"]`).count(), 1);
      assert.equal(await page.locator('[data-quiet]').count(), 0);
      await context.close();
    });

    test('a family takes its application back, its data along, and has all of it destroyed', async () => {
      const { context, page } = await visit(browser, portal, { javaScriptEnabled, viewport: PHONE });
      await apply(page, phone());
      await page.goto('/file/delete');
      assert.equal(await page.locator('[data-error="still_needed"]').count(), 1, 'not while it is on its way');
      assert.equal(await page.locator('[name="sure"]').count(), 0, 'nothing is ticked in vain');
      await page.goto('/file');
      await page.locator('summary', { hasText: '撤回这份申请' }).click();
      await page.click('form[action="/file/withdraw"] button');
      assert.equal(await page.locator('[data-application]').getAttribute('data-stage'), 'withdrawn');
      await page.goto('/file/data');
      assert.match(await page.locator('main').innerText(), /林晓梅/);
      await page.goto('/file/delete');
      await page.click('form[action="/file/delete"] button');
      assert.equal(await page.locator('[data-error="not_confirmed"]').count(), 1);
      await page.check('[name="sure"]');
      await page.click('form[action="/file/delete"] button');
      assert.equal(await page.locator('[data-just="deleted"]').count(), 1);
      await page.goto('/file');
      assert.match(page.url(), /\/sign-in/);
      await context.close();
    });
  });
}

describe('every state of it', () => {
  for (const lang of ['zh', 'en']) {
    for (const elder of [false, true]) {
      test(`${lang}${elder ? ', elder mode' : ''}: nothing is cut, small or unnamed`, async () => {
        const { context, page } = await visit(browser, portal, { lang, elder, viewport: PHONE });
        await page.goto('/sign-in');
        assert.deepEqual(await faults(page, elder), [], 'the door');
        await page.setViewportSize(PHONE);
        const number = phone();
        await upToThePhone(page, number);
        assert.deepEqual(await faults(page, elder), [], 'the phone');
        await page.goto('/check');
        await page.setViewportSize(PHONE);
        const applied = await apply(page, number);
        assert.deepEqual(await faults(page, elder), [], 'the file');
        agency(applied, 'ask-back', '请补上门牌号');
        const changed = `/file/changed?number=${applied}`;
        for (const path of ['/file', '/file/data', '/file/delete', changed]) {
          await page.setViewportSize(PHONE);
          await page.goto(path);
          await page.$$eval('details', (folds) => folds.forEach((fold) => (fold.open = true)));
          assert.deepEqual(await faults(page, elder), [], path);
        }
        for (const answers of [{}, { what: 'ended', ended_on: day(0), ended_how: 'stillbirth' }]) {
          await page.setViewportSize(PHONE);
          await page.goto(changed);
          for (const [name, value] of Object.entries(answers)) {
            if (name === 'ended_on') await page.fill(`[name="${name}"]`, value);
            else await page.check(`[name="${name}"][value="${value}"]`);
          }
          await lookOver(page);
          assert.deepEqual(await faults(page, elder), [], 'told, and said back');
        }
        await page.setViewportSize(PHONE);
        await act(page, 'tell');
        await page.waitForURL(/\/file\?just=told/);
        await page.$$eval('details', (folds) => folds.forEach((fold) => (fold.open = true)));
        assert.deepEqual(await faults(page, elder), [], 'after it');
        await context.close();
      });
    }
  }
});

test('the agent of a sample sees how far it is, and no more', async () => {
  const { context, page } = await visit(browser, portal, { viewport: PHONE });
  await signIn(page, '13900139002');
  for (const lang of ['zh', 'en']) {
    await context.addCookies([{ name: 'lang', value: lang, url: portal.url }]);
    await page.goto('/file');
    assert.equal(await page.locator('[data-named][data-stage="registered"]').count(), 1);
    assert.equal(await page.locator('[data-application]').count(), 0);
    assert.doesNotMatch(await page.locator('main').innerText(), /黄月华|陈志远|4417021997|13800138002/);
    await page.$$eval('details', (folds) => folds.forEach((fold) => (fold.open = true)));
    assert.deepEqual(await faults(page, false), [], lang);
    await page.setViewportSize(PHONE);
  }
  await context.close();
});

test('a page about a family is kept by no browser, and one that is signed out gets none of it', async () => {
  for (const path of ['/file', '/file/data', '/file/delete', '/file/changed']) {
    const answer = await get(portal, path);
    assert.equal(answer.status, 303, path);
    assert.match(answer.headers.get('location'), /^\/sign-in\?to=%2Ffile/);
  }
  for (const path of ['/file/withdraw', '/file/changed', '/file/draft', '/file/consent', '/file/data', '/file/data.html', '/file/data.json', '/file/delete', '/sign-out/everywhere']) {
    const answer = await post(portal, path, '', { 'content-type': 'application/x-www-form-urlencoded' });
    assert.equal(answer.status, 303, path);
  }
});
