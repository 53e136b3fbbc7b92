// Says that a sign-in is about to end, and lets it go on. Without it the page's own words say when that is, and a form
// sent later asks for the phone again and loses nothing.
const end = document.querySelector('.session-end');

function begin() {
  const [stay, close] = end.querySelectorAll('button');
  const warn_ms = Number(end.dataset.warn) * 1000;
  let ends_at = Date.now() + Number(end.dataset.left) * 1000;
  let timer = 0;
  let isSaid = false;

  function tell(title, words, mayStay) {
    if (title) end.querySelector('h2').textContent = title;
    if (words) end.querySelector('p').textContent = words;
    stay.hidden = !mayStay;
    end.hidden = false;
  }
  // a phone's timers sleep, so each look goes by the clock
  function look() {
    clearTimeout(timer);
    const left_ms = ends_at - Date.now();
    if (left_ms <= 0) {
      tell(end.dataset.overTitle, end.dataset.over, false);
      return;
    }
    if (left_ms <= warn_ms && !isSaid) {
      isSaid = true;
      tell('', '', true);
    }
    timer = setTimeout(look, left_ms > warn_ms ? left_ms - warn_ms : left_ms);
  }
  stay.onclick = async () => {
    // the server takes nothing that is not announced as a form
    const sent = { method: 'POST', body: new URLSearchParams(), redirect: 'manual' };
    const answer = await fetch('/sign-in/stay', sent).catch(() => null);
    // no network: it may still go better in a moment
    if (!answer) return;
    const left_ms = answer.ok ? Number(await answer.text()) * 1000 : 0;
    ends_at = Date.now() + left_ms;
    end.hidden = true;
    isSaid = left_ms <= warn_ms;
    if (isSaid && left_ms > 0) tell('', end.dataset.last, false);
    look();
  };
  close.onclick = () => {
    end.hidden = true;
  };
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', look);
  look();
}

if (end) begin();
