// The browsers that families have, by what they call themselves: in WeChat, WeCom, a mini-program, on HarmonyOS, on a
// desk. Absent: their engines, which are not to be had here; what they lack is taken from Chromium elsewhere.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, PHONE, launch, misdeeds, ready, visit } from './browser.mjs';
import { marks } from './check.mjs';
import { cutText, smallTargets } from './measure.mjs';
import { STATES } from './pages.mjs';
import { open } from './portal.mjs';

let portal, browser;
before(async () => {
  portal = await open();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await portal.stop();
});

const ANDROID = 'Mozilla/5.0 (Linux; Android 14; V2307A Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const HARMONY = 'Mozilla/5.0 (Phone; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36';

/** Who, what they say, how wide they are, and whether files and paper have to be had elsewhere. */
const AGENTS = [
  ['WeChat on Android', `${ANDROID} XWEB/1260117 MMWEBSDK/20240404 MMWEBID/8538 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`, PHONE, true],
  ['WeChat on Android of 2022', 'Mozilla/5.0 (Linux; Android 10; YAL-AL10 Build/HUAWEIYAL-AL10; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0.4240.99 XWEB/3185 MMWEBSDK/20220105 Mobile Safari/537.36 MicroMessenger/8.0.19.2080(0x28001353) Process/toolsmp WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64', PHONE, true],
  ['WeChat on an iPhone', `${IPHONE} MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN`, PHONE, true],
  ['WeChat on HarmonyOS NEXT', `${HARMONY} MicroMessenger/8.0.10.41(0xf3100a29) Weixin NetType/5G Language/zh_CN XWEB/1140319`, PHONE, true],
  ['WeCom on Android', `${ANDROID} wxwork/5.0.6 MicroMessenger/7.0.1 NetType/WIFI Language/zh ColorScheme/Light`, PHONE, true],
  ['a mini-program', `${IPHONE} MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN miniProgram/wx1234567890abcdef`, PHONE, true],
  ['WeChat on Windows', `${WINDOWS} NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c33) XWEB/14315 Flue`, DESK, true],
  ['a HarmonyOS NEXT phone', HARMONY, PHONE, false],
  ['an iPhone', `${IPHONE} Version/17.5 Safari/604.1`, PHONE, false],
  ['Edge on a desk', `${WINDOWS} Edg/132.0.0.0`, DESK, false],
  ['nothing at all', '', DESK, false],
  ['something strange', '<script>alert(1)</script>'.repeat(20), DESK, false],
];

for (const [who, userAgent, viewport, isInWechat] of AGENTS) {
  describe(who, () => {
    test('gets the answer, in the layout of its window', async () => {
      const isPhone = viewport === PHONE;
      const { context, page, seen } = await visit(browser, portal, { userAgent, viewport, hasTouch: isPhone, isMobile: isPhone });
      await page.goto(STATES.eligible);
      await ready(page);
      assert.equal((await marks(page)).services.pre_enrolment.verdict, 'eligible');
      assert.equal((await page.evaluate(cutText)).join('\n'), '');
      const form = await page.locator('#check').boundingBox();
      const answer = await page.locator('#answer').boundingBox();
      const isBeside = form.x >= answer.x + answer.width || answer.x >= form.x + form.width;
      assert.equal(isBeside, !isPhone, 'answer and form stand beside each other on a desk alone');
      if (isPhone) assert.equal((await page.evaluate(smallTargets, 44)).join('\n'), '');
      assert.deepEqual(misdeeds(seen), []);
      await context.close();
    });

    test('is told what works there', async () => {
      const { context, page } = await visit(browser, portal, { userAgent, viewport });
      await page.goto(STATES.eligible);
      await ready(page);
      const words = await page.locator('main').innerText();
      assert.equal(/在浏览器打开/.test(words), isInWechat, 'the way out of WeChat');
      assert.equal(/打印”/.test(words), !isInWechat, 'a word on printing');
      const printing = page.locator('a, button').filter({ hasText: /^打印/ });
      if (isInWechat) assert.equal(await printing.count(), 0);
      await context.close();
    });
  });
}
