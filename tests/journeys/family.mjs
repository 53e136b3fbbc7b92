// Families: the shared cases, and each one's facts in the check's query, by the names of its controls. Absent: names,
// ID numbers and telephones, which no query may hold.

import { readFileSync } from 'node:fs';
import { ROOT } from './portal.mjs';

/** The files of cases that are answered. */
export const FILES = ['yangjiang', 'nanning', 'jiangsu', 'national'];

/** The cases of one file: `{ facts, answer }`, or for the refusals `{ title, line, refusal }`. */
export function cases(file) {
  return JSON.parse(readFileSync(`${ROOT}tests/cases/${file}.json`, 'utf8'));
}

/** Every answered case. */
export function everyCase() {
  return FILES.flatMap(cases);
}

/** A case by the beginning of its id. */
export function named(id) {
  const found = everyCase().find(({ facts }) => facts.id.split(' ')[0] === id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
}

/** The same facts without what is never sent. */
export function withoutPersons(facts) {
  const parent = ({ name: _name, id_number: _number, phone: _phone, ...rest }) => rest;
  const bare = { ...facts };
  for (const role of ['mother', 'father']) {
    if (facts[role]) bare[role] = parent(facts[role]);
  }
  return bare;
}

/**
 * The facts as the check's answers, name to value, in the order of the controls. `null` where the query can't say
 * them: it knows one hospital, one certificate and one hukou for all babies.
 */
export function answers(facts) {
  const babies = babiesTold(facts.births ?? []);
  if (!babies) return null;
  const { pregnancy = {}, mother = {}, father = {} } = facts;
  const { scan = {}, ended = {} } = pregnancy;
  const told = {
    area: facts.area,
    asked_on: facts.asked_on,
    applicant: facts.applicant,
    due_date: pregnancy.due_date,
    last_period: pregnancy.last_period,
    scan_on: scan.on,
    scan_weeks: scan.weeks,
    scan_days: scan.days,
    fetuses: pregnancy.fetuses,
    ended_on: ended.on,
    ended_how: ended.how,
    mother_insurance: mother.enrolment?.insurance,
    mother_area: mother.enrolment?.area,
    mother_year: mother.enrolment?.year,
    mother_hukou: mother.hukou,
    previous_insurance: mother.previous?.insurance,
    previous_years: mother.previous?.unbroken_years,
    previous_gap: mother.previous?.gap_months,
    special_group: mother.special_group,
    father_insurance: father.enrolment?.insurance,
    father_area: father.enrolment?.area,
    father_year: father.enrolment?.year,
    father_hukou: father.hukou,
    insured_parent: facts.insured_parent,
    ...babies,
    pre_enrolled: yesNo(facts.pre_enrolled),
    paid: facts.payments?.map(({ year, on }) => `${year}:${on}`).join(','),
    benefit_used: yesNo(facts.benefit_used),
    other_cover: facts.other_cover,
    assisted: yesNo(facts.assisted),
    enrolled_on: facts.enrolled_on,
    updated_on: facts.updated_on,
    refunded_on: facts.refunded_on,
  };
  const given = Object.entries(told).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** The page's address with these answers; areas of the query as the promise writes them. */
export function address(told) {
  return `/check?${new URLSearchParams(told)}`;
}

function babiesTold(births) {
  if (births.length === 0) return {};
  const living = births.filter((baby) => !baby.died_on);
  const hospital = same(births.map((baby) => baby.hospital_area));
  const certificate = same(births.map((baby) => baby.birth_certificate));
  const hukou = same(living.map((baby) => baby.hukou?.on));
  const died_with_hukou = births.some((baby) => baby.died_on && baby.hukou);
  if (!hospital || !certificate || !hukou || died_with_hukou) return null;
  return {
    births: births.map(baby).join(','),
    hospital_area: hospital.value,
    birth_certificate: yesNo(certificate.value),
    hukou_on: hukou.value,
  };
}

function baby({ on, sex, died_on }) {
  return `${on}${sex[0]}${died_on ? `~${died_on}` : ''}`;
}

/** What all of them say, boxed; `null` where they differ. */
function same(values) {
  return values.every((value) => value === values[0]) ? { value: values[0] } : null;
}

function yesNo(told) {
  return told === undefined ? undefined : told ? 'yes' : 'no';
}
