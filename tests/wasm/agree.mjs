// The function in WebAssembly against the command: every line of every table, and many spoilt ones, answered alike to
// the byte. Usage: node agree.mjs FOLDER YUCAN, where FOLDER holds front.js and front.wasm as
// `cargo xtask islands tests/wasm/Cargo.toml FOLDER` makes them.

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TABLES = ['../cases', '../../policy/tests/cases'];
/** Lines made from others by changing a few bytes, and those asked on another day. */
const SPOILT = 2000;
const LATER = 2000;
const DAYS_LATER = 500;
const OUTPUT_BYTES_MAX = 1 << 30;

const here = dirname(fileURLToPath(import.meta.url));
const [folder, yucan] = process.argv.slice(2);
if (!folder || !yucan) {
  console.error('usage: node agree.mjs FOLDER YUCAN');
  process.exit(2);
}

/** Every line of the tables, right and wrong. */
function told() {
  const lines = [];
  for (const table of TABLES) {
    for (const file of readdirSync(join(here, table)).filter((name) => name.endsWith('.json')).sort()) {
      for (const row of JSON.parse(readFileSync(join(here, table, file), 'utf8'))) {
        if (row.line !== undefined) lines.push(Buffer.from(row.line));
        else if (row.facts.id !== undefined) lines.push(Buffer.from(JSON.stringify(row.facts)));
      }
    }
  }
  return lines;
}

/** Numbers that look like chance and are the same each time (mulberry32). */
function chance(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A line with a few bytes changed, put in or taken out; never a line end. */
function spoil(line, next) {
  const bytes = [...line];
  for (let times = 1 + next(3); times > 0; times -= 1) {
    const [at, byte] = [next(bytes.length + 1), next(4) ? 32 + next(95) : next(256)];
    bytes.splice(at, next(3), ...(next(3) ? [byte] : []));
  }
  return Buffer.from(bytes.map((byte) => (byte === 10 ? 32 : byte)));
}

/** The same facts, asked later: past limits, into other editions, over the end of a pregnancy. */
function later(line, days) {
  const asked = /("asked_on":\s*")(\d{4}-\d\d-\d\d)"/;
  return Buffer.from(
    line.toString().replace(asked, (whole, before, day) => {
      const date = new Date(`${day}T00:00:00Z`);
      if (Number.isNaN(date.getTime())) return whole;
      date.setUTCDate(date.getUTCDate() + days);
      return `${before}${date.toISOString().slice(0, 10)}"`;
    }),
  );
}

const right = told();
const next = chance(20260920);
const any = () => right[next(right.length)];
const lines = [
  ...right,
  ...Array.from({ length: SPOILT }, () => spoil(any(), next)),
  ...Array.from({ length: LATER }, () => later(any(), next(DAYS_LATER))),
].filter((line) => !line.includes(10));

const glue = readFileSync(join(folder, 'front.js')).toString('base64');
const wasm = await import(`data:text/javascript;base64,${glue}`);
wasm.initSync({ module: readFileSync(join(folder, 'front.wasm')) });

const input = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
const command = spawnSync(yucan, ['decide'], { input, maxBuffer: OUTPUT_BYTES_MAX });
if (command.error) throw command.error;
const natively = command.stdout.toString('latin1').split('\n').slice(0, -1);
if (natively.length !== lines.length) {
  console.error(`${lines.length} lines in, ${natively.length} out: ${command.stderr}`);
  process.exit(1);
}

let differing = 0;
let refused = 0;
lines.forEach((line, place) => {
  const inWasm = Buffer.from(wasm.answer(line)).toString('latin1');
  if (inWasm !== natively[place]) {
    differing += 1;
    if (differing <= 5) console.error(`differs on ${line.toString().slice(0, 500)}`);
  }
  refused += natively[place].includes('"error":{"code"') ? 1 : 0;
});
console.log(`${lines.length} lines, ${lines.length - refused} answered and ${refused} refused; ${differing} differ`);
process.exit(differing === 0 ? 0 : 1);
