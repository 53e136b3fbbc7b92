// What a cheap phone waits for: each page of the arguments, cold, in a fresh context, turn and turn about. Writes one
// line of JSON a load: { page, bytes, bytes_idle, lcp_ms, load_ms, ready_ms }.
//
// cargo xtask drive tests/bench/phone.mjs OUT ROUNDS URL_WITH_SCRIPT URL_WITHOUT

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../journeys/package.json', import.meta.url));
const { chromium } = require('playwright-core');

/** Lighthouse's slow 4G as DevTools applies it, and a phone of the cheapest kind. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
const CPU_RATE = 6;
const PHONE = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** How long nothing may happen before a page counts as settled, and how long it may take to be ready. */
const QUIET_MS = 700;
const PATIENCE_MS = 60_000;

const [out, rounds, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.YUCAN_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});

async function load(url, hasIsland) {
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const asked = new Map();
  let isLoaded = false;
  let bytes = { before: 0, after: 0 };
  devtools.on('Network.requestWillBeSent', ({ requestId }) => asked.set(requestId, isLoaded ? 'after' : 'before'));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[asked.get(requestId)] += encodedDataLength;
  });
  devtools.on('Page.loadEventFired', () => (isLoaded = true));
  await devtools.send('Network.enable');
  await devtools.send('Page.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
  await page.addInitScript(() => {
    globalThis.paints = [];
    new PerformanceObserver((list) => globalThis.paints.push(...list.getEntries().map((entry) => entry.startTime))).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
  await page.goto(url, { waitUntil: 'load', timeout: PATIENCE_MS });
  if (hasIsland) {
    await page.waitForFunction(() => 'ready' in document.documentElement.dataset, null, { timeout: PATIENCE_MS });
  }
  await page.waitForTimeout(QUIET_MS);
  const times = await page.evaluate(() => ({
    lcp_ms: globalThis.paints.at(-1),
    load_ms: performance.getEntriesByType('navigation')[0].loadEventStart,
    ready_ms: performance.getEntriesByName('ready')[0]?.startTime ?? null,
  }));
  await context.close();
  return { bytes: bytes.before, bytes_idle: bytes.after, ...times };
}

const loads = [];
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [place, url] of urls.entries()) {
    loads.push({ page: place, ...(await load(url, place === 0)) });
  }
}
await browser.close();
writeFileSync(out, loads.map((load) => `${JSON.stringify(load)}\n`).join(''));
