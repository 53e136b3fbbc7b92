// A signature drawn with a finger, a pen or a mouse, as a path in the box that its picture names. It only shows itself
// where it can work; the name can always be typed instead.
/** What the server takes, and a little less. */
const BYTES_MAX = 11900;
/** Points nearer than this to the last one say nothing. */
const NEAR = 5;
const LINES_MIN = 4;

const area = document.querySelector('[data-sign]');

function begin() {
  const box = area.querySelector('svg');
  const path = box.querySelector('path');
  const field = area.querySelector('[name="drawn"]');
  const status = area.querySelector('[role="status"]');
  let strokes = field.value;
  let last = null;

  function place({ clientX, clientY }) {
    const { left, top, width, height } = box.getBoundingClientRect();
    const space = box.viewBox.baseVal;
    const within = (share, most) => Math.max(0, Math.min(most, Math.round(share * most)));
    return [within((clientX - left) / width, space.width), within((clientY - top) / height, space.height)];
  }
  function add(letter, point) {
    if (strokes.length > BYTES_MAX) return;
    strokes += letter + point.join(' ');
    last = point;
    path.setAttribute('d', strokes);
  }
  function down(touch) {
    status.textContent = '';
    add('M', place(touch));
  }
  function move(touch) {
    if (!last) return;
    const point = place(touch);
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) >= NEAR) add('L', point);
  }
  function up() {
    if (!last) return;
    last = null;
    const isLong = strokes.split('L').length > LINES_MIN;
    field.value = isLong ? strokes : '';
    status.textContent = isLong ? area.dataset.done : area.dataset.short;
  }

  if (self.PointerEvent) {
    const only = (work) => (event) => {
      if (event.isPrimary) work(event);
    };
    box.addEventListener('pointerdown', only((event) => {
      if (event.button) return;
      box.setPointerCapture(event.pointerId);
      down(event);
    }));
    box.addEventListener('pointermove', only(move));
    box.addEventListener('pointerup', only(up));
    box.addEventListener('pointercancel', only(up));
  } else {
    const first = (work) => (event) => {
      event.preventDefault();
      work(event.changedTouches[0]);
    };
    for (const [name, work] of [['touchstart', down], ['touchmove', move], ['touchend', up], ['touchcancel', up]]) {
      box.addEventListener(name, first(work), { passive: false });
    }
  }
  area.querySelector('[data-sign-clear]').onclick = () => {
    strokes = field.value = '';
    path.setAttribute('d', '');
    status.textContent = area.dataset.cleared;
  };
  area.hidden = false;
}

if (area && (self.PointerEvent || 'ontouchstart' in self)) begin();
