// Steps inside a slide: fragments that appear, and lines of code that come into focus.

/** @typedef {{ line: number | null, first: number, last: number }} Range */

/**
 * Show a slide as it is after `step` clicks.
 * @param {HTMLElement} section
 * @param {number} step
 */
export function play(section, step) {
  /** @type {Map<string, HTMLElement[]>} */
  const blocks = new Map();
  for (const element of fragments(section)) {
    const block = element.dataset.code;
    if (block !== undefined && element.classList.contains("code-presenting-annotation")) {
      blocks.set(block, [...(blocks.get(block) ?? []), element]);
      continue;
    }
    const index = indexOf(element);
    element.classList.toggle("visible", index < step);
    element.classList.toggle("current-fragment", index === step - 1);
  }
  if (!blocks.size) return;
  section.classList.add("stepped");
  const newest = Math.max(...[...blocks.values()].flat().map(indexOf).filter(index => index < step));
  for (const [id, annotations] of blocks) {
    const shown = annotations.filter(annotation => indexOf(annotation) < step);
    caption(annotations, shown.length, step);
    const block = section.querySelector(`#${CSS.escape(id)}`);
    if (block instanceof HTMLElement) focus(block, shown.at(-1));
    // The steps of another block run now; lines that are marked from the beginning never rest.
    const last = shown.at(-1);
    const rests = last !== undefined && indexOf(last) >= 0 && indexOf(last) < newest;
    for (const element of [block, ...annotations]) element?.classList.toggle("resting", rests);
  }
}

/**
 * @param {HTMLElement} section
 * @returns {Iterable<HTMLElement>}
 */
function fragments(section) {
  return section.querySelectorAll(".fragment");
}

/** @param {HTMLElement} element */
function indexOf(element) {
  return Number(element.dataset.fragmentIndex) || 0;
}

/**
 * One caption of a block shows at a time; before the first one, the place for it is kept.
 * @param {HTMLElement[]} annotations
 * @param {number} shown how many of them have come
 * @param {number} step
 */
function caption(annotations, shown, step) {
  const newest = annotations[shown - 1];
  const place = newest ?? annotations.find(annotation => !annotation.hidden);
  for (const annotation of annotations) {
    annotation.classList.toggle("visible", annotation === newest);
    annotation.classList.toggle("current-fragment", annotation === newest && indexOf(annotation) === step - 1);
    annotation.classList.toggle("slot", annotation === place);
  }
  newest?.style.setProperty("--at", String(shown));
  newest?.style.setProperty("--of", String(annotations.length > 1 ? annotations.length : 0));
}

/**
 * Put the lines that an annotation names in focus; without one, or where it names none, the block is clear.
 * @param {HTMLElement} block
 * @param {HTMLElement | undefined} annotation
 */
function focus(block, annotation) {
  const wanted = annotation ? lines(annotation.dataset.lines ?? "") : null;
  const zoom = Number(annotation?.dataset.zoom) || 10;
  block.classList.toggle("focusing", wanted !== null);
  block.classList.toggle("clear", annotation !== undefined && wanted === null);
  block.style.setProperty("--zoom", String(zoom / 10));
  /** @type {HTMLElement[]} */
  const focused = [];
  for (const line of /** @type {Iterable<HTMLElement>} */ (block.querySelectorAll(".line"))) {
    const inFocus = wanted?.has(Number(line.dataset.line)) ?? false;
    line.classList.toggle("focus", inFocus);
    line.classList.toggle("code-hide-opacity", wanted !== null && !inFocus);
    if (inFocus) focused.push(line);
  }
  const box = block.querySelector("code");
  if (box) scroll(box, focused);
}

/**
 * The numbers in `1-3,7`; null for none or all.
 * @param {string} text
 * @returns {Set<number> | null}
 */
export function lines(text) {
  const numbers = new Set(/** @type {number[]} */ ([]));
  for (const part of text.split(",")) {
    const [first, last] = part.split("-").map(Number);
    if (!first) continue;
    for (let number = first; number <= (last || first) && numbers.size < 10000; number++) numbers.add(number);
  }
  return numbers.size ? numbers : null;
}

/**
 * Bring the focused lines into the middle third of a block that is longer than its box.
 * @param {HTMLElement} box
 * @param {HTMLElement[]} focused
 */
function scroll(box, focused) {
  if (box.scrollHeight <= box.clientHeight + 1) return;
  const [first, last] = [focused[0], focused.at(-1)];
  if (!first || !last) {
    box.scrollTop = 0;
    return;
  }
  const top = first.offsetTop - box.offsetTop;
  const bottom = last.offsetTop - box.offsetTop + last.offsetHeight;
  box.scrollTop = target(box.scrollTop, box.clientHeight, top, bottom);
}

/**
 * Where to scroll so that [top, bottom] is in the middle third of a box, moving no more than needed; what is taller
 * than the box shows its beginning.
 * @param {number} now
 * @param {number} height
 * @param {number} top
 * @param {number} bottom
 */
export function target(now, height, top, bottom) {
  if (bottom - top > height) return top;
  if (bottom - top > height / 3) return (top + bottom - height) / 2;
  return Math.min(Math.max(now, bottom - (2 * height) / 3), top - height / 3);
}
