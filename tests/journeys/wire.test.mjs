// `POST /api/decide` under attack: look-alikes in names and numbers, and bodies that no family sends.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decide, open, post, raw, status } from './portal.mjs';

let portal;
before(async () => (portal = await open()));
after(() => portal.stop());

const CASE = { id: 's', area: '441702', asked_on: '2026-11-22' };
const JSON_TYPE = { 'content-type': 'application/json' };
const request = (line, ...headers) => [line, `Host: ${portal.host}`, 'Connection: close', ...headers, '', ''].join('\r\n');

describe('names and numbers that look alike', () => {
  const person = (name, id_number) => ({
    ...CASE,
    pregnancy: { due_date: '2027-01-10' },
    mother: { name, id_number, enrolment: { insurance: 'resident', area: '441702', year: 2026 } },
  });
  const identity = ({ body }) => body.services?.pre_enrolment.provisional[0] ?? body.error;

  const NUMBERS = {
    'as it is': ['45010719940506004X', '45010719940506004XB'],
    'a small letter': ['45010719940506004x', '45010719940506004XB'],
    'full-width digits': ['４５０１０７１９９４０５０６００４X', 'invalid_id_number'],
    'a full-width letter': ['45010719940506004Ｘ', 'invalid_id_number'],
    'the multiplication sign': ['45010719940506004×', 'invalid_id_number'],
    'blanks between': ['450107 19940506 004X', 'invalid_id_number'],
    'a zero-width space': ['450107\u200b19940506004X', 'invalid_id_number'],
    'a blank behind': ['45010719940506004X ', 'invalid_id_number'],
    'Arabic digits': ['٤٥٠١٠٧١٩٩٤٠٥٠٦٠٠٤X', 'invalid_id_number'],
    'its Roman ten': ['45010719940506004Ⅹ', 'invalid_id_number'],
    'a NUL behind': ['45010719940506004X\u0000', 'invalid_id_number'],
  };
  for (const [how, [typed, becomes]] of Object.entries(NUMBERS)) {
    test(`an ID number with ${how}`, async () => {
      const told = identity(await decide(portal, person('李四', typed)));
      assert.equal(told.number ?? told.code, becomes);
    });
  }

  const NAMES = {
    '古丽米热·艾比布力': '古丽米热·艾比布力B',
    '古丽米热•艾比布力': '古丽米热·艾比布力B',
    '古丽米热・艾比布力': '古丽米热·艾比布力B',
    '古丽米热‧艾比布力': '古丽米热·艾比布力B',
    '古丽米热．艾比布力': '古丽米热·艾比布力B',
    '古丽米热･艾比布力': '古丽米热·艾比布力B',
    '葛曾䮌': '葛曾䮌B',
    '㛃㛃': '㛃㛃B',
    '䶮䶮': '䶮䶮B',
    '𬱖𬱖': '𬱖𬱖B',
    '𰻝𰻝': '𰻝𰻝B',
    '𲎯𲎯': '𲎯𲎯B',
    '〇一': '〇一B',
    ['𬱖'.repeat(50)]: `${'𬱖'.repeat(50)}B`,
    ['𬱖'.repeat(51)]: 'invalid_name',
    '林': 'invalid_name',
    '林\u200b晓梅': 'invalid_name',
    '\u202e梅晓林': 'invalid_name',
    '林\u0000晓梅': 'invalid_name',
    '林晓梅\u0301': 'invalid_name',
    'Ｌｉｎ Ｘｉａｏｍｅｉ': 'invalid_name',
    'ＬＩＮ': 'invalid_name',
    '林··晓梅': 'invalid_name',
    '·林晓梅': 'invalid_name',
    '<b>林</b>': 'invalid_name',
    '=HYPERLINK(1)': 'invalid_name',
    '林晓梅\u001b[31m': 'invalid_name',
    '林\r\n晓梅': 'invalid_name',
    '林晓梅1': 'invalid_name',
  };
  for (const [typed, becomes] of Object.entries(NAMES)) {
    test(`the name ${JSON.stringify(typed).slice(0, 40)}`, async () => {
      const told = identity(await decide(portal, person(typed, '441702199503081223')));
      assert.equal(told.name ?? told.code, becomes);
    });
  }
});

describe('bodies', () => {
  const line = (more) => `{"id":"s","area":"441702","asked_on":"2026-11-22"${more}}`;
  const REFUSED = {
    'nested 10,000 deep': ['['.repeat(10_000), 'not_json'],
    'nested 10,000 deep inside a case': [line(`,"mother":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`), 'not_json'],
    'a key twice': [line(',"area":"441702"'), 'invalid_value'],
    'a number without end': [line(',"payments":[{"year":1e309,"on":"2026-01-01"}]'), 'not_json|wrong_type|invalid_value'],
    'a number of 900,000 digits': [line(`,"payments":[{"year":${'9'.repeat(900_000)},"on":"2026-01-01"}]`), 'not_json|wrong_type|invalid_value'],
    'a byte-order mark': [`\ufeff${line('')}`, 'not_json'],
    'bad UTF-8': [Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}')]), 'not_json'],
    'half a surrogate': [line('').replace('"s"', '"\\ud800"'), 'not_json|wrong_type|invalid_value'],
    'a NUL outside': [`\u0000${line('')}`, 'not_json'],
    'an unknown field': [line(',"__proto__":{"a":1}'), 'unknown_field'],
    'null for a list': [line(',"births":null'), 'wrong_type'],
    'nothing': ['', 'not_json'],
    'two cases': [`${line('')}\n${line('')}`, 'not_json'],
    '60,000 babies': [line(`,"births":[${Array(19_000).fill('{"on":"2026-01-01","sex":"male"}').join(',')}]`), 'too_many_babies'],
  };
  for (const [what, [body, codes]] of Object.entries(REFUSED)) {
    test(`${what} is refused, at once`, async () => {
      const began = performance.now();
      const response = await post(portal, '/api/decide', body, JSON_TYPE);
      assert.equal(response.status, 422);
      assert.ok(performance.now() - began < 500, 'it took long');
      const { error } = await response.json();
      assert.match(error.code, new RegExp(`^(${codes})$`));
      assert.equal(typeof error.at, 'string');
      assert.ok(error.message.length > 0 && error.message.length < 500);
    });
  }

  test('a body too long is refused before it is read', async () => {
    const response = await post(portal, '/api/decide', 'x'.repeat(3_000_000), JSON_TYPE);
    assert.equal(response.status, 413);
    assert.equal(response.headers.get('content-type'), 'application/json');
  });

  test('a length that is a lie is cut off', async () => {
    const answer = await raw(portal, request('POST /api/decide HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 99999999999'));
    assert.equal(status(answer), 413);
  });

  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', '']) {
    test(`${type || 'no type at all'} is not taken for JSON`, async () => {
      const answer = await raw(portal, request('POST /api/decide HTTP/1.1', ...(type ? [`Content-Type: ${type}`] : []), 'Content-Length: 2') + '{}');
      assert.equal(status(answer), 415);
    });
  }
});
