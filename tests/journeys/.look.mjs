import { mkdirSync } from 'node:fs';
import { DESK, PHONE, launch, visit } from '/work/wt/forms/tests/journeys/browser.mjs';
import { open } from '/work/wt/forms/tests/journeys/portal.mjs';
const OUT = '/tmp/forms-look'; mkdirSync(OUT, { recursive: true });
const portal = await open(); const browser = await launch();
const only = process.argv.slice(2);
const day = (n) => new Date(Date.now() + n * 864e5).toISOString().slice(0, 10);
const year = new Date().getFullYear();
const exp = `area=441702&due_date=${day(50)}&mother_insurance=resident&mother_area=441702&mother_year=${year}`;
const LOOKS = { 'phone-zh': { viewport: PHONE }, 'phone-en': { viewport: PHONE, lang: 'en' }, 'phone-elder': { viewport: PHONE, elder: true }, 'desk-zh': { viewport: DESK }, 'desk-en-dark': { viewport: DESK, lang: 'en', colorScheme: 'dark' } };
async function shot(page, name) { await page.screenshot({ path: `${OUT}/${name}.png`, fullPage: true }); }
async function fill(page, agent) {
  await page.check('[name=applicant][value=' + (agent ? 'agent' : 'mother') + ']');
  await page.fill('[name=mother_name]', '林晓梅'); await page.fill('[name=mother_id_number]', '４４１７０２19950308 1223');
  await page.fill('[name=mother_phone]', '138 0013 8000'); await page.fill('[name=mother_address]', '阳江市江城区东风一路 1 号 2 栋 301');
  if (agent) { await page.click('#s-agent > summary'); await page.fill('[name=agent_name]', '林建国'); await page.fill('[name=agent_id_number]', '810000199001010027'); await page.fill('[name=agent_phone]', '13900139000'); await page.check('[name=agent_relation][value=parent]'); await page.check('[name=agent_mandate]'); }
}
for (const [look, options] of Object.entries(LOOKS)) {
  if (only.length && !only.includes(look)) continue;
  const { context, page } = await visit(browser, portal, { javaScriptEnabled: false, ...options });
  await page.goto('/check?' + exp); await shot(page, `0-check.${look}`);
  await page.goto('/apply/pre_enrolment?' + exp); await shot(page, `1-form.${look}`);
  await page.click('#apply button.button'); await shot(page, `2-errors.${look}`);
  await fill(page, look !== 'phone-en'); await page.click('#apply button.button'); await shot(page, `3-review.${look}`);
  await page.click('[name=act][value=send]'); await shot(page, `4-lacking.${look}`);
  await page.click('[name=change][value=mother_phone]'); await shot(page, `5-one.${look}`);
  await page.click('#apply button.button');
  await page.click('[name=act][value=print]'); await shot(page, `6-paper.${look}`);
  if (look.startsWith('desk')) await page.pdf({ path: `${OUT}/paper.${look}.pdf`, preferCSSPageSize: true });
  await page.goto(`/apply/pre_enrolment?area=441702&due_date=${day(50)}&mother_insurance=none`); await shot(page, `7-closed.${look}`);
  await page.goto(`/apply/newborn_enrolment?area=441702&births=${day(-10)}f,${day(-10)}m&hukou_on=${day(-3)}`); await shot(page, `8-newborn.${look}`);
  await page.goto(`/apply/refund?area=441702&paid=${year}:${day(-40)}&other_cover=paid_twice&due_date=${day(50)}`); await shot(page, `9-refund.${look}`);
  await page.goto(`/apply/pre_enrolment?${exp.replace(day(50), day(150))}`); await shot(page, `a-notyet.${look}`);
  await page.goto(`/apply/deceased_newborn_enrolment?area=441702&births=${day(-10)}f~${day(-9)}`); await shot(page, `b-deceased.${look}`);
  await context.close();
}
await browser.close(); await portal.stop();
