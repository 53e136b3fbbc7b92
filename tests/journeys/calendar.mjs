// A strict reader of calendar files (RFC 5545): what a careless phone forgives, this does not. Absent: repeating events
// and times of day, which the portal has no use for.

import assert from 'node:assert/strict';

const LINE_BYTES_MAX = 75;

/** Properties that an event here may have, and how often: `[least, most]`. */
const EVENT = { UID: [1, 1], DTSTAMP: [1, 1], DTSTART: [1, 1], DTEND: [0, 1], SUMMARY: [1, 1], DESCRIPTION: [0, 1], SEQUENCE: [1, 1], URL: [0, 1], TRANSP: [0, 1], CLASS: [0, 1], CATEGORIES: [0, 1], 'LAST-MODIFIED': [0, 1], STATUS: [0, 1] };
const ALARM = { ACTION: [1, 1], TRIGGER: [1, 1], DESCRIPTION: [1, 1] };
const CALENDAR = { VERSION: [1, 1], PRODID: [1, 1], CALSCALE: [0, 1], METHOD: [0, 1], NAME: [0, 1] };

/** Reads a file's bytes into events `{ uid, on, summary, sequence, alarms, text }`, or throws what is wrong. */
export function readCalendar(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  assert.ok(text.endsWith('\r\n'), 'the last line has no end');
  assert.doesNotMatch(text, /(?<!\r)\n|\r(?!\n)/, 'a line ends otherwise than by CRLF');
  assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/, 'a control character');
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    assert.ok(Buffer.byteLength(line) <= LINE_BYTES_MAX, `longer than ${LINE_BYTES_MAX} bytes: ${line}`);
    // a fold in the middle of a character makes both halves unreadable
    assert.doesNotMatch(line, /\ufffd/);
    assert.notEqual(line, '', 'an empty line');
  }
  const whole = text.slice(0, -2).replace(/\r\n[ \t]/g, '').split('\r\n').map(property);
  const { component, rest } = take(whole, 'VCALENDAR');
  assert.equal(rest.length, 0, 'something stands after the calendar');
  counted(component, CALENDAR);
  assert.equal(one(component, 'VERSION').value, '2.0');
  assert.ok(component.parts.every(({ name }) => name === 'VEVENT'), 'something else than events');
  const events = component.parts.map(event);
  const uids = events.map(({ uid }) => uid);
  assert.equal(new Set(uids).size, uids.length, 'two events have one UID');
  return events;
}

function property(line) {
  const found = /^([A-Z][A-Z-]*)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
  assert.ok(found, `no property: ${line}`);
  const parameters = Object.fromEntries(found[2].split(';').slice(1).map((one) => one.split('=')));
  return { name: found[1], parameters, value: found[3] };
}

/** Takes one component with what is in it off the front of the lines. */
function take([begin, ...lines], expected) {
  assert.equal(begin.name, 'BEGIN');
  if (expected) assert.equal(begin.value, expected);
  const component = { name: begin.value, properties: [], parts: [] };
  let rest = lines;
  for (;;) {
    assert.ok(rest.length > 0, `${component.name} has no end`);
    if (rest[0].name === 'END') {
      assert.equal(rest[0].value, component.name);
      return { component, rest: rest.slice(1) };
    }
    if (rest[0].name === 'BEGIN') {
      const inner = take(rest);
      component.parts.push(inner.component);
      rest = inner.rest;
    } else {
      component.properties.push(rest[0]);
      rest = rest.slice(1);
    }
  }
}

function counted({ name, properties }, allowed) {
  for (const { name: called } of properties) assert.ok(called in allowed, `${name} has no need of ${called}`);
  for (const [called, [least, most]] of Object.entries(allowed)) {
    const count = properties.filter((property) => property.name === called).length;
    assert.ok(count >= least && count <= most, `${name} has ${count} of ${called}`);
  }
}

function one({ properties }, name) {
  return properties.find((property) => property.name === name);
}

function event(component) {
  counted(component, EVENT);
  const start = one(component, 'DTSTART');
  const on = day(start);
  const end = one(component, 'DTEND');
  if (end) assert.equal(day(end), dayAfter(on), 'an all-day event ends on the next day');
  assert.match(one(component, 'DTSTAMP').value, /^\d{8}T\d{6}Z$/);
  assert.match(one(component, 'SEQUENCE').value, /^\d{1,9}$/);
  return {
    uid: one(component, 'UID').value,
    on,
    summary: unescaped(one(component, 'SUMMARY').value),
    sequence: Number(one(component, 'SEQUENCE').value),
    alarms: component.parts.map(alarm),
    text: component.properties.map(({ value }) => unescaped(value)).join('\n'),
  };
}

function alarm(component) {
  assert.equal(component.name, 'VALARM');
  counted(component, ALARM);
  assert.equal(one(component, 'ACTION').value, 'DISPLAY');
  const { value, parameters } = one(component, 'TRIGGER');
  assert.deepEqual(parameters, {}, 'a trigger is a duration');
  // hours and minutes only behind a T: one phone's calendar refuses the whole file otherwise, and says nothing
  assert.match(value, /^[+-]?P(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)(?<!P)$/);
  return value;
}

function day({ name, parameters, value }) {
  assert.deepEqual(parameters, { VALUE: 'DATE' }, `${name} is a day`);
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  assert.ok(found, `${name} is ${value}`);
  return `${found[1]}-${found[2]}-${found[3]}`;
}

function dayAfter(iso) {
  const next = new Date(`${iso}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function unescaped(text) {
  assert.doesNotMatch(text.replace(/\\[\\;,nN]/g, ''), /\\|;/, `not escaped: ${text}`);
  return text.replace(/\\([\\;,nN])/g, (_, character) => (/n/i.test(character) ? '\n' : character));
}
