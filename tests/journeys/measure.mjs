// What a page is to the eye and the finger: how large its letters and targets are, whether anything is cut or covered.
// Each function runs in the browser, stands alone, and gives a list of faults. Absent: what the page says.

/**
 * Makes every piece of text `factor` times as large, as a phone's in-app browser does when its reader turns the type
 * up: Android's web view multiplies each text's computed size, iOS's `text-size-adjust` does the same; lengths in px
 * and rem stay. A larger font size of `html` would be milder, because all that is in rem grows along.
 */
export function enlargeText(factor) {
  const sizes = [...document.body.querySelectorAll('*')].map((element) => [element, getComputedStyle(element).fontSize]);
  for (const [element, size] of sizes) {
    element.style?.setProperty('font-size', `${parseFloat(size) * factor}px`, 'important');
  }
}

/** Text that stands out of the window or of its box, and boxes that make the page scroll sideways. */
export function cutText() {
  const faults = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className} “${element.textContent.trim().slice(0, 20)}”`;
  const isVisible = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const isClipped = (element) => {
    const style = getComputedStyle(element);
    return style.clip !== 'auto' || style.clipPath !== 'none';
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !isVisible(parent)) continue;
    const ancestors = [];
    for (let one = parent; one && one !== document.body; one = one.parentElement) ancestors.push(one);
    if (ancestors.some(isClipped)) continue;
    const scrolls = ancestors.some((one) => /auto|scroll/.test(getComputedStyle(one).overflowX));
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    const isAway = rects.every((rect) => rect.bottom + scrollY <= 0);
    if (!isAway && !scrolls && rects.some((rect) => rect.right > width + 1 || rect.left < -1)) {
      faults.push(`out of the window: ${name(parent)}`);
    }
    const cutter = ancestors.find((one) => {
      const style = getComputedStyle(one);
      const cuts = (overflow) => /hidden|clip/.test(overflow);
      return (
        (cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1) ||
        (cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
      );
    });
    if (cutter) faults.push(`cut by its box: ${name(cutter)}`);
  }
  for (const field of document.querySelectorAll('button, select, input[type="submit"]')) {
    if (isVisible(field) && field.scrollWidth > field.clientWidth + 1) faults.push(`does not fit its button: ${name(field)}`);
  }
  return [...new Set(faults)];
}

/** Pieces of text that lie on each other, and controls that something else covers. */
export function coveredText() {
  const faults = [];
  const say = (element) => `${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 20)}”`;
  const isVisible = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const isHidden = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.clip !== 'auto' || style.clipPath !== 'none') return true;
    }
    return false;
  };
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !isVisible(parent) || isHidden(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // a glyph's box is higher than its ink; neighbours' boxes may touch
      const spare = rect.height * 0.25;
      const line = { node, left: rect.left + 1, right: rect.right - 1, top: rect.top + spare, bottom: rect.bottom - spare };
      if (line.right > line.left && line.bottom + scrollY > 0) lines.push(line);
    }
  }
  lines.sort((a, b) => a.top - b.top);
  for (let first = 0; first < lines.length; first += 1) {
    for (let second = first + 1; second < lines.length && lines[second].top < lines[first].bottom; second += 1) {
      const [one, other] = [lines[first], lines[second]];
      if (one.node === other.node || one.right <= other.left || other.right <= one.left) continue;
      faults.push(`${say(one.node.parentElement)} lies on ${say(other.node.parentElement)}`);
    }
  }
  for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!isVisible(control) || isHidden(control) || control.getBoundingClientRect().bottom + scrollY <= 0) continue;
    control.scrollIntoView({ block: 'center', behavior: 'instant' });
    const [rect] = (control.closest('label') ?? control).getClientRects();
    if (!rect) continue;
    const there = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
    const owner = control.closest('label') ?? control;
    if (there && !owner.contains(there) && !there.contains(owner)) faults.push(`${say(owner)} is covered by ${say(there)}`);
  }
  return [...new Set(faults)];
}

/** Controls smaller than `least` px either way. A link within a sentence is as high as its line. */
export function smallTargets(least) {
  const isInSentence = (link) => {
    if (getComputedStyle(link).display !== 'inline') return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const others = [...block.querySelectorAll('a')].reduce((text, one) => text.replace(one.textContent, ''), block.textContent);
    return /\p{L}{2}/u.test(others);
  };
  const faults = [];
  for (const control of document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary')) {
    if (!control.checkVisibility({ checkVisibilityCSS: true })) continue;
    const target = control.matches('input[type="radio"], input[type="checkbox"]') ? (control.closest('label') ?? control) : control;
    const rect = target.getBoundingClientRect();
    if (rect.bottom + scrollY <= 0 || (control.matches('a') && isInSentence(control))) continue;
    // laid out in fractions of a pixel
    if (rect.height < least - 0.5 || rect.width < least - 0.5) {
      const size = `${Math.round(rect.width)}×${Math.round(rect.height)}`;
      faults.push(`${size}: ${control.tagName.toLowerCase()}.${control.className} “${target.textContent.trim().slice(0, 20)}”`);
    }
  }
  return faults;
}

/** Text smaller than `least_px`, and text of several lines whose lines stand closer than `spacing` times its size. */
export function smallType({ least_px, spacing }) {
  const faults = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ checkVisibilityCSS: true })) continue;
    const style = getComputedStyle(parent);
    const size = parseFloat(style.fontSize);
    const say = `${parent.tagName.toLowerCase()}.${parent.className} “${node.data.trim().slice(0, 20)}”`;
    if (size < least_px - 0.05) faults.add(`${size} px: ${say}`);
    // `normal` is what the font says, which may be anything
    const leading = parseFloat(style.lineHeight) / size;
    if (!(leading >= spacing - 0.005)) faults.add(`line height ${style.lineHeight} on ${size} px: ${say}`);
  }
  for (const field of document.querySelectorAll('input, select, textarea, button')) {
    const size = parseFloat(getComputedStyle(field).fontSize);
    if (field.checkVisibility() && size < least_px - 0.05) faults.add(`${size} px: ${field.tagName} ${field.name}`);
  }
  return [...faults];
}

/** What is wrong with the document's bones. */
export function brokenBones(lang) {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  if (!document.title.trim()) faults.push('no title');
  if (document.documentElement.lang !== lang) faults.push(`its language is ${document.documentElement.lang}, not ${lang}`);
  if (all('h1').length !== 1) faults.push(`${all('h1').length} headings of the first level`);
  if (all('main').length !== 1) faults.push(`${all('main').length} main parts`);
  const ids = all('[id]').map((element) => element.id);
  for (const id of new Set(ids.filter((one, place) => ids.indexOf(one) !== place))) faults.push(`two elements have the id ${id}`);
  const named = (element, name) => (element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean);
  for (const name of ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'list']) {
    for (const element of all(`[${name}]`)) {
      for (const id of named(element, name)) if (!document.getElementById(id)) faults.push(`${name} names ${id}, which is not there`);
    }
  }
  for (const link of all('a[href^="#"]')) {
    const id = link.getAttribute('href').slice(1);
    if (!id || !document.getElementById(id)) faults.push(`a link leads to #${id}, which is not there`);
  }
  if (all('style, [style]').length > 0) faults.push('inline style');
  if (all('script:not([src])').length > 0) faults.push('inline script');
  const handlers = all('*').flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on'));
  if (handlers.length > 0) faults.push(`handlers in attributes: ${handlers}`);
  if (all('meta[name="viewport"]').some((meta) => /user-scalable|maximum-scale/.test(meta.content))) faults.push('zoom is blocked');
  if (all('input:checked[type="checkbox"]').length > 0) faults.push('a box is ticked already');
  const pictures = /[\u{1F300}-\u{1FAFF}\u{2600}-\u{27BF}\u{FE0F}]/u.exec(document.body.innerText);
  if (pictures) faults.push(`an emoji: ${pictures[0]}`);
  return faults;
}
