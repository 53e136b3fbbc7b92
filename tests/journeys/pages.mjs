// Every page, and every state that the check's answer can be in, as addresses.

import { address, answers, named } from './family.mjs';

/** Pages that stand by themselves. */
export const PAGES = {
  home: '/',
  'home, a place chosen': '/?area=441702',
  'home, a place not found': '/?place=qqqq',
  check: '/check',
  law: '/law',
  clause: '/law/YJ22-5',
  privacy: '/privacy',
  children: '/privacy/children',
  accessibility: '/accessibility',
  'no such page': '/nothing-here',
};

/** Pages that answer with another status than 200. */
export const STATUS = { 'no such page': 404, refused: 422, 'compare, refused': 422, 'what if, refused': 422 };

/** Which pages may run script: those with an island. */
export const hasIsland = (path) => /^\/check(\?|$)/.test(path);

/** Pages that carry small scripts of ours, and nothing else that runs: a service's form, and the family's own page. */
export const hasScripts = (path) => /^\/(apply\/[a-z_]+\?|file(\?|$))/.test(path);
export const SMALL_SCRIPTS = /\/pkg\/(kept|sign|session)\.[0-9a-f]+\.js$/;

const state = (id) => address(answers(named(id).facts));
const query = (id) => state(id).replace(/^.*\?/, '');

/** Pages that an answer leads to. */
export const WAYS_ON = {
  'what if': `${state('yj-02')}&if_due_date=2026-12-20&if_area=450103`,
  'what if, refused': `${state('yj-02')}&if_due_date=2026-02-30`,
  compare: `/compare?${query('yj-08')}`,
  'compare, nothing told': '/compare',
  'compare, refused': '/compare?area=990000&due_date=2027-02-20',
  'looks wrong': `/check/wrong?${query('yj-01')}`,
  'form, before the birth': `/apply/pre_enrolment?${query('yj-01')}`,
  'form, a refund': '/apply/refund?area=441702&paid=2026:2026-10-01&other_cover=paid_twice&due_date=2027-01-10',
  'form, twins': '/apply/newborn_enrolment?area=320102&births=2026-11-02f,2026-11-02m&birth_certificate=yes',
  'form, not possible': `/apply/pre_enrolment?${query('yj-07')}`,
  'form, nothing asked': '/apply/pre_enrolment',
};

/** The check, answered: one for each verdict that can be the first, and what is neither yes nor no. */
export const STATES = {
  eligible: state('yj-01'),
  not_yet: state('yj-02'),
  closed: state('yj-15'),
  not_eligible: state('yj-07'),
  missing: state('yj-10'),
  already_done: state('yj-11'),
  ask_agency: state('js-04'),
  lost: state('yj-17'),
  refused: address({ area: '441702', asked_on: '2026-11-22', due_date: '2026-02-30', mother_insurance: 'resident' }),
};

/** The names of the check's controls, and of those beside its answer. */
export const CONTROLS = [
  'area', 'asked_on', 'applicant', 'insured_parent',
  'due_date', 'last_period', 'scan_on', 'scan_weeks', 'scan_days', 'fetuses', 'ended_on', 'ended_how',
  'mother_insurance', 'mother_area', 'mother_year', 'mother_hukou', 'father_hukou',
  'previous_insurance', 'previous_years', 'previous_gap',
  'births', 'hospital_area', 'birth_certificate', 'hukou_on',
  'pre_enrolled', 'assisted', 'benefit_used', 'paid',
  'other_cover', 'enrolled_on', 'updated_on', 'refunded_on',
  'father_insurance', 'father_area', 'father_year', 'special_group',
  'if_due_date', 'if_area', 'if_insured_parent', 'if_asked_on',
];
