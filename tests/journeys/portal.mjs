// The portal as it is deployed: the real program on a free port of this machine, started for a test file and stopped
// with it. Absent: anything about pages.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's own folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How long anything local may take before the test says so, in milliseconds. */
const PATIENCE_MS = 20_000;

/** The program under test: `YUCAN_BIN`, or the last build. */
export function program() {
  const candidates = [process.env.YUCAN_BIN ?? 'target/debug/yucan', 'target/release/yucan'];
  const found = candidates.map((path) => resolve(ROOT, path)).find(existsSync);
  if (!found) throw new Error('no yucan to test: run `cargo xtask build`, or name it in YUCAN_BIN');
  return found;
}

/** The built site: `YUCAN_SITE`, or the last build. */
export function site() {
  return resolve(ROOT, process.env.YUCAN_SITE ?? 'target/site');
}

/**
 * Starts a portal with extra arguments. Gives its `url`, `host`, `port`, everything it has `said`, and `stop()`, which
 * resolves to its exit status.
 */
export async function open(...args) {
  // settings of the machine's own would change what is tested
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('YUCAN_'));
  // each portal has families' files of its own, gone with it
  const kept = mkdtempSync(join(tmpdir(), 'yucan-'));
  const portal = { said: '', database: `sqlite:${kept}/yucan.db` };
  const child = spawn(program(), ['serve', '--listen', '127.0.0.1:0', ...args], {
    cwd: `${ROOT}tests/journeys`,
    env: { ...Object.fromEntries(others), YUCAN_SITE: site(), YUCAN_DATABASE: portal.database },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', (status, signal) => resolve(status ?? signal)));
  child.stderr.setEncoding('utf8');
  // a test file that dies must not leave a server behind
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const address = new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => {
      portal.said += text;
      const found = /"http:\/\/(127\.0\.0\.1):(\d+)"/.exec(portal.said);
      if (found) resolve(found);
    });
    ended.then((status) => reject(new Error(`yucan ended with ${status}: ${portal.said}`)));
  });
  const [, host, port] = await within(address, 'the portal to listen');
  portal.host = `${host}:${port}`;
  portal.port = Number(port);
  portal.url = `http://${portal.host}`;
  portal.stop = async () => {
    child.kill('SIGTERM');
    const status = await within(ended, 'the portal to stop').finally(kill);
    process.removeListener('exit', kill);
    rmSync(kept, { recursive: true, force: true });
    return status;
  };
  return portal;
}

/** Waits for a promise, but not for ever. */
export async function within(promise, what, limit_ms = PATIENCE_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${limit_ms} ms for ${what}`)), limit_ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A path's answer, redirects not followed. */
export function get(portal, path, headers = {}) {
  return fetch(portal.url + path, { headers, redirect: 'manual' });
}

/** Sends a body and gives the answer. */
export function post(portal, path, body, headers = {}) {
  return fetch(portal.url + path, { method: 'POST', body, headers, redirect: 'manual' });
}

/** What `POST /api/decide` says to a case: its status, and the answer or refusal. */
export async function decide(portal, facts) {
  const response = await post(portal, '/api/decide', JSON.stringify(facts), { 'content-type': 'application/json' });
  return { status: response.status, body: await response.json() };
}

/**
 * Sends bytes as they are and gives everything that comes back until the server closes the connection, as Latin-1
 * text. A list of pieces is sent piece by piece, each once the one before has gone out.
 */
export function raw(portal, bytes) {
  const answered = new Promise((resolve) => {
    const socket = connect(portal.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (more) => (text += more));
    // a server may close before all was sent: what it said is the answer
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
    for (const piece of [bytes].flat()) socket.write(piece);
  });
  return within(answered, 'the server to close the connection');
}

/** A raw answer's status. */
export function status(answer) {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
