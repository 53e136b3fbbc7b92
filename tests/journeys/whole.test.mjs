// The whole way of an expecting family: from the front page over the check and the form to a paper in the hand, for each
// kind of family and each kind of browser.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PHONE, misdeeds, ready, visit } from './browser.mjs';
import { reveal, send, tell } from './check.mjs';
import { day, opened, year } from './house.mjs';
import { agreeToAll } from './review.mjs';

const { portal, browser } = await opened('--demo');

/** A number that nobody else uses here: each may have one code a minute. */
let numbers = 0;
const phone = () => `137000${String(++numbers).padStart(5, '0')}`;

const WECHAT =
  'Mozilla/5.0 (Linux; Android 14; V2307A Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240404 MMWEBID/8538 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64';

/** Browsers: what they are opened with, and whether the check's island wakes in them. */
const BROWSERS = {
  'with script': { isAwake: true },
  'without script': { options: { javaScriptEnabled: false } },
  'without WebAssembly': { lacks: () => delete globalThis.WebAssembly },
  'in WeChat': { options: { userAgent: WECHAT, hasTouch: true, isMobile: true }, isAwake: true },
};

const mother = { mother_name: '林晓梅', mother_id_number: '441702199503081223', mother_address: '示例路 1 号' };

/** Families: the place they type, and choose, what the check asks them, what the form asks beyond it, and who signs. */
const FAMILIES = {
  'Yangjiang, one baby': {
    place: '阳江',
    area: '441702',
    told: { due_date: day(60), mother_insurance: 'resident', mother_area: '441702', mother_year: year },
    form: mother,
    signed: '林晓梅',
  },
  'Yangjiang, twins, by an agent': {
    place: '阳江',
    area: '441702',
    told: { due_date: day(60), fetuses: '2', mother_insurance: 'resident', mother_area: '441702', mother_year: year },
    form: mother,
    agent: { agent_name: '林建国', agent_id_number: '810000199001010027', agent_phone: '13900139000' },
    signed: '林建国',
  },
  'Jiangsu, one baby': {
    place: '南京',
    area: '320102',
    told: { due_date: day(60), mother_hukou: '320102' },
    form: mother,
    signed: '林晓梅',
  },
};

/** From the front page to the check's answer. */
async function check(page, { place, area, told }, isAwake) {
  await page.goto('/');
  await page.fill('[name="place"]', place);
  await page.click('form:has([name="place"]) button');
  await page.click(`main a[href="/?area=${area}"]`);
  await page.click('a[href*="door=expecting"]');
  if (isAwake) await ready(page);
  await tell(page, told);
  // an island answers where it stands
  if (isAwake) await page.click('#check button[type="submit"]');
  else await send(page);
}

/** From the answer to the application's number. */
async function apply(page, { form, agent, signed }, number) {
  await page.click('section[data-service="pre_enrolment"] a[href^="/apply/"]');
  const fill = async (answers) => {
    for (const [name, value] of Object.entries(answers)) await page.fill(`[name="${name}"]`, value);
  };
  await fill({ ...form, mother_phone: number });
  if (agent) {
    await page.check('[name="applicant"][value="agent"]');
    await reveal(page, 'agent_name');
    await fill(agent);
    await page.check('[name="agent_relation"][value="parent"]');
    await page.check('[name="agent_mandate"]');
  }
  await page.click('#apply button.button');
  await agreeToAll(page);
  await page.fill('[name="signature"]', signed);
  await page.click('[name="act"][value="send"]');
  await page.fill('[name="confirm_phone"]', number);
  await page.click('[name="act"][value="code"]');
  await page.fill('[name="confirm_code"]', await page.locator('[data-demo-code]').getAttribute('data-demo-code'));
  await page.click('[name="act"][value="enter"]');
  await page.waitForURL(/\/file\?just=sent/);
  return page.locator('[data-application]').getAttribute('data-application');
}

/** What the first form for a paper sends when its first button is tapped. */
async function plainBody(page) {
  const form = page.locator('form[action="/file/paper"]').first();
  const sent = [...(await form.locator('input').all()), form.locator('button').first()];
  const pairs = [];
  for (const control of sent) {
    const name = await control.getAttribute('name');
    if (name) pairs.push([name, (await control.getAttribute('value')) ?? '']);
  }
  return new URLSearchParams(pairs).toString();
}

/** The paper as a program outside fetches it that has nothing but the link. */
async function fetched(link) {
  const answer = await fetch(link, { headers: { accept: 'application/pdf' } });
  return { status: answer.status, type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
}

for (const [who, { options, lacks, isAwake }] of Object.entries(BROWSERS)) {
  describe(who, () => {
    for (const [family, told] of Object.entries(FAMILIES)) {
      test(`${family}: from the front page to the paper`, async () => {
        const { context, page, seen } = await visit(browser, portal, { viewport: PHONE, ...options });
        if (lacks) await context.addInitScript(lacks);
        await check(page, told, isAwake);
        const number = await apply(page, told, phone());
        // the link is what a family has: whatever opens it needs nothing else
        const body = await plainBody(page);
        const asked = await context.request.post('/file/paper', {
          data: body,
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: portal.url },
          maxRedirects: 0,
        });
        assert.equal(asked.status(), 303);
        const link = new URL(asked.headers().location, portal.url).href;
        assert.ok(!link.includes(number), 'no number is in the link');
        const paper = await fetched(link);
        assert.deepEqual([paper.status, paper.type], [200, 'application/pdf']);
        assert.equal(paper.bytes.subarray(0, 5).toString(), '%PDF-');
        assert.deepEqual(misdeeds(seen), []);
        await context.close();
      });
    }
  });
}
