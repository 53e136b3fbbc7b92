// Wakes the islands of a page when its form is touched, or when the phone has time. Until then, and wherever this
// fails, the plain form does everything but what never leaves the phone; that is put away then (`data-plain`).
// The script's own tag tells the addresses: <script type="module" src="boot.js" data-glue="…" data-wasm="…">.
const addresses = document.querySelector('script[data-glue]').dataset;
const touches = ['pointerdown', 'focusin', 'keydown'];

async function start() {
  // Leptos expects the state of its streams; these pages come whole and have none.
  self.__RESOLVED_RESOURCES = [];
  self.__SERIALIZED_ERRORS = [];
  self.__INCOMPLETE_CHUNKS = [];
  // both at once: one after the other is a round trip more
  const [glue, wasm] = await Promise.all([import(addresses.glue), fetch(addresses.wasm)]);
  await glue.default({ module_or_path: wasm });
  glue.hydrate();
  // document order: an island inside another one's children starts after it, and tells it so
  for (const island of document.querySelectorAll('leptos-island')) {
    const children = island.closest('leptos-children');
    if (children && children.$$on_hydrate) children.$$on_hydrate();
    await glue[island.dataset.component](island);
  }
  document.documentElement.dataset.ready = '';
  performance.mark('ready');
}

function stayPlain() {
  document.documentElement.dataset.plain = '';
}

function wake() {
  touches.forEach((touch) => document.removeEventListener(touch, touched, true));
  if (wake.called || typeof WebAssembly === 'undefined') return;
  wake.called = true;
  start().catch((error) => {
    console.warn('the plain form stays:', error);
    stayPlain();
  });
}

function touched(event) {
  if (event.target.closest('[data-check]')) wake();
}

function rest() {
  if (self.requestIdleCallback) requestIdleCallback(wake, { timeout: 2000 });
  else setTimeout(wake, 200);
}

if (typeof WebAssembly === 'undefined') stayPlain();
touches.forEach((touch) => document.addEventListener(touch, touched, true));
if (document.readyState === 'complete') rest();
else addEventListener('load', rest);
