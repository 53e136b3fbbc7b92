// Keeps on the device what is typed into a family's form, and sends a form once. Where storage is refused, full or wiped,
// nothing is kept and nothing is said; the form works all the same.
// The page tells the rest: `.apply[data-keep]` the name it is kept under, `[data-kept-*]` the words.
const MONTH_MS = 30 * 86400 * 1000;
const TYPING_MS = 500;
/** After so long without a key, what belongs to a draft on the server is saved there. */
const RESTING_MS = 5000;
/** So long a second tap is taken for the first one's echo. */
const ECHO_MS = 5000;
const MARK = 'kept:';
const SENT = 'kept-sent';
const NEVER = /^(consent|promise|confirm)_|^(signature|drawn|key|shown|mend|draft|draft_seen|only)$/;
const CHINA_MS = 8 * 3600000;

const page = document.querySelector('.apply[data-keep]');
const form = document.getElementById('apply');
const found = document.querySelector('[data-kept-found]');
const line = document.querySelector('[data-kept-saved]');
const waiting = document.querySelector('[data-waiting]');

/** Does what storage may refuse. */
function attempt(work) {
  try {
    return work(localStorage);
  } catch (refused) {
    return null;
  }
}

const read = (name) => attempt((storage) => JSON.parse(storage.getItem(MARK + name)));
const forget = (name) => attempt((storage) => storage.removeItem(MARK + name));
const write = (name, kept) => attempt((storage) => storage.setItem(MARK + name, JSON.stringify(kept)) || true);

/** What is older than a month goes, whichever form it was for. */
function sweep() {
  const names = attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(MARK))) || [];
  for (const name of names.map((key) => key.slice(MARK.length))) {
    const kept = read(name);
    if (!kept || !(kept.at > Date.now() - MONTH_MS)) forget(name);
  }
}

/** In China's time, as every other time on the page; with the day where that is not today's. */
function clock(at) {
  const [day, time] = new Date(at + CHINA_MS).toISOString().split('T');
  const today = new Date(Date.now() + CHINA_MS).toISOString().slice(0, 10);
  return [day === today ? '' : `${day} `, time.slice(0, 5)].join('');
}

const say = (where, words, at) => {
  if (where) where.textContent = words.replace('%', clock(at));
};

/** Controls that are typed into: no consent, promise, signature or code is ever kept. */
function typed() {
  const isTyped = ({ name, type }) => name && !/^(hidden|submit|button|fieldset)$/.test(type) && !NEVER.test(name);
  return Array.from(form.elements).filter(isTyped);
}

function answers() {
  const told = {};
  for (const { name, type, value, checked } of typed()) {
    if (type === 'checkbox') told[name] = checked ? value : '';
    else if (type !== 'radio' || checked) told[name] = value;
  }
  return told;
}

/** Every word that a page of the form has, typed on it or carried along. */
function words() {
  const told = form ? answers() : {};
  for (const { name, value } of page.querySelectorAll('form [type="hidden"]')) if (!NEVER.test(name)) told[name] = value;
  return told;
}

/** Makes the page's entry in the browser's history one that is fetched, so that Back and reload need not ask whether all
 *  of it may be sent once more. Where storage refuses, the words are in that entry, and nowhere else. */
function hold(isKept) {
  history.replaceState(isKept ? null : { at: Date.now(), answers: words() }, '', location.href);
}

/** Fills in what was kept; whether that changed anything. */
function fill(told) {
  const before = JSON.stringify(answers());
  for (const control of typed().filter(({ name }) => name in told)) {
    const value = told[control.name];
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
    else control.value = value;
    for (let fold = value && control.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  }
  return JSON.stringify(answers()) !== before;
}

/** What an answer calls for stands open while that is chosen. */
function follow({ target: { name, value } }) {
  for (const called of form.querySelectorAll(`[data-when="${name}"]`)) {
    called.closest('details').open = called.dataset.is.split(' ').includes(value);
  }
}

/** Keeps a whole form, or one field of one that is kept already. */
function keep(name) {
  const before = read(name);
  if (form.classList.contains('apply-one') && !before) return;
  const kept = { at: Date.now(), answers: Object.assign({}, before && before.answers, answers()) };
  if (!write(name, kept)) hold(false);
  else if (line) say(line, line.dataset.keptSaved, kept.at);
}

/** Saves again what is a draft on the server already: the same as its button, and only the words around it change. What
 *  the server answers otherwise (signed out, changed elsewhere) is left to the button. */
async function save() {
  const body = new URLSearchParams(new FormData(form));
  body.set('act', 'save');
  const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null);
  if (!answer || !/[&?]just=saved/.test(answer.url)) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const seen = '[name="draft_seen"]';
  const said = '[data-draft-saved]';
  form.querySelector(seen).value = page.querySelector(seen).value;
  document.querySelector(said).replaceWith(page.querySelector(said));
}

/** What was typed follows a form whose facts were changed in the check: there it was kept under another name. What was
 *  typed under this one since is not written over. */
function carryOn(from, name) {
  const left = from && read(from);
  const here = left && read(name);
  if (left && !(here && here.at > left.at) && write(name, left)) forget(from);
}

/** A page that answers a form which was sent has words that nobody typed on it: from the family's file, or a draft. They
 *  are kept too, before Back or a link leads away. */
function take(name) {
  const isFetched = form && ('fresh' in form.dataset || 'savedAt' in form.dataset);
  if (!isFetched) hold(read(name) || write(name, { at: Date.now(), answers: words() }));
}

/** Whether what is typed here is kept on this device. */
function isKept(name) {
  if (!form) return Boolean(read(name));
  const isTaken = write('', {});
  forget('');
  return Boolean(isTaken);
}

function begin(name) {
  let timer = 0;
  let rest = 0;
  const draft = form.querySelector('[name="draft"]');
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(now, TYPING_MS);
    clearTimeout(rest);
    if (draft && draft.value && document.querySelector('[data-draft-saved]')) rest = setTimeout(save, RESTING_MS);
  };
  // a form on its way is saved by whoever takes it
  document.addEventListener('submit', () => clearTimeout(rest));
  const now = () => {
    if (timer) keep(name);
    clearTimeout(timer);
    timer = 0;
  };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  addEventListener('pagehide', now);
  document.addEventListener('visibilitychange', now);
  const kept = read(name) || history.state;
  if (!found) return;
  const [use, afresh] = found.querySelectorAll('button');
  const tell = (words, at, buttons) => {
    say(found.querySelector('p'), words, at);
    for (const button of [use, afresh]) button.hidden = !buttons.includes(button);
  };
  use.onclick = () => {
    fill(kept.answers);
    keep(name);
    tell(found.dataset.keptFound, kept.at, [afresh]);
  };
  afresh.onclick = () => {
    clearTimeout(timer);
    timer = 0;
    forget(name);
    hold(true);
    form.reset();
    if (line) line.textContent = '';
    tell(found.dataset.keptCleared, Date.now(), []);
  };
  if (!kept) return;
  if ('fresh' in form.dataset && kept.at > Number(form.dataset.savedAt || 0)) {
    if (fill(kept.answers)) tell(found.dataset.keptFound, kept.at, [afresh]);
  } else if (kept.at > Number(form.dataset.savedAt || Infinity)) {
    const isOther = Object.entries(answers()).some(([field, value]) => field in kept.answers && kept.answers[field] !== value);
    if (isOther) tell(found.dataset.keptNewer, kept.at, [use, afresh]);
  }
}

/** Sends a form once, and only where there is a network to send it over. */
function guard(name, mayKeep) {
  let pressed = null;
  let sent = null;
  let left_at = -Infinity;
  document.addEventListener('click', ({ target }) => {
    pressed = target.closest('button');
  });
  document.addEventListener('submit', (event) => {
    const button = event.submitter || pressed;
    if (button === sent && Date.now() - left_at < ECHO_MS) {
      event.preventDefault();
    } else if (navigator.onLine === false) {
      event.preventDefault();
      wait(button);
    } else {
      sent = button;
      left_at = Date.now();
      const isSending = button && /^(send|enter)$/.test(button.value) && !event.target.querySelector('[name="confirm_for"]');
      if (isSending && mayKeep) attempt((storage) => storage.setItem(SENT, name));
    }
  });
  // the page comes back as it was left, and may be sent again
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) left_at = -Infinity;
  });
}

function wait(button) {
  if (!waiting.hidden) return;
  const stop = () => {
    removeEventListener('online', go);
    waiting.hidden = true;
  };
  const go = () => {
    stop();
    if (button) button.click();
  };
  waiting.hidden = false;
  waiting.scrollIntoView({ block: 'center' });
  addEventListener('online', go);
  waiting.querySelector('button').onclick = stop;
}

const mayKeep = !('shared' in document.documentElement.dataset);
if (mayKeep) {
  sweep();
  if (page) {
    carryOn(page.dataset.keepFrom, page.dataset.keep);
    take(page.dataset.keep);
  }
  if (page && isKept(page.dataset.keep)) for (const told of document.querySelectorAll('[data-kept-unsaved]')) told.hidden = true;
  if (page && form) begin(page.dataset.keep);
  if (document.querySelector('[data-just="sent"]')) {
    attempt((storage) => {
      forget(storage.getItem(SENT));
      storage.removeItem(SENT);
    });
  }
  document.addEventListener('submit', ({ target }) => {
    if (target.dataset.forget) forget(target.dataset.forget);
  });
}
if (form) form.addEventListener('change', follow);
if (page) guard(page.dataset.keep, mayKeep);
