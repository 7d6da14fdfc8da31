// The slides that the page holds, read from its sections: what is where, and what lies in which direction.

/**
 * @typedef {object} Slide
 * @property {string} id
 * @property {HTMLElement} element its `section`
 * @property {HTMLElement | null} stack the section around it, where it is one of several
 * @property {number} index its place among all slides, from 0
 * @property {number} column its section's place, from 0
 * @property {number} row its place in the stack, from 0
 * @property {number} steps
 * @property {string} title
 *
 * @typedef {object} Outline
 * @property {Slide[]} slides
 * @property {Slide[][]} columns
 * @property {Map<string, Slide>} byId
 *
 * @typedef {"left" | "right" | "up" | "down"} Direction
 */

/**
 * Read the sections inside `.slides`.
 * @param {HTMLElement} root
 * @returns {Outline}
 */
export function read(root) {
  /** @type {Outline} */
  const outline = { slides: [], columns: [], byId: new Map() };
  for (const outer of sections(root)) {
    const stack = outer.classList.contains("stack") ? outer : null;
    const column = outline.columns.length;
    const slides = (stack ? sections(stack) : [outer]).map((element, row) => ({
      id: element.id,
      element,
      stack,
      index: outline.slides.length + row,
      column,
      row,
      steps: Number(element.dataset.steps) || 0,
      title: element.dataset.title ?? "",
    }));
    if (!slides.length) continue;
    outline.columns.push(slides);
    outline.slides.push(...slides);
    for (const slide of slides) outline.byId.set(slide.id, slide);
  }
  return outline;
}

/**
 * @param {HTMLElement} parent
 * @returns {HTMLElement[]}
 */
function sections(parent) {
  return /** @type {HTMLElement[]} */ ([...parent.children].filter(child => child.localName === "section"));
}

/**
 * Slides that moved have other places and numbers, though their content is the same.
 * @param {Outline} outline
 * @param {number} count how many slides people are told there are
 */
export function renumber({ slides }, count) {
  for (const { element, column, row, index, title } of slides) {
    const now = { "data-h": String(column), "data-v": String(row), "aria-label": `${index + 1} of ${count}: ${title}` };
    // Asking costs much less than setting what is there already.
    for (const [name, value] of Object.entries(now)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

/**
 * The slide that lies in a direction, as reveal.js has it: sideways by sections, at the height where one left them.
 * @param {Outline} outline
 * @param {Slide} here
 * @param {Direction} direction
 * @param {Map<number, number>} [left] the row at which each column was left
 * @returns {Slide | undefined}
 */
export function toward(outline, here, direction, left) {
  if (direction === "up" || direction === "down") {
    return outline.columns[here.column]?.[here.row + (direction === "up" ? -1 : 1)];
  }
  const column = here.column + (direction === "left" ? -1 : 1);
  const slides = outline.columns[column];
  return slides?.[left?.get(column) ?? 0] ?? slides?.[0];
}

/**
 * Where somebody on a slide of an older outline belongs now: on the same slide; on the new one in its place (it was
 * renamed); else on the nearest one before it that is left. The server decides the same way for the room.
 * @param {Outline} older
 * @param {Outline} outline
 * @param {Slide} slide
 * @returns {{ slide: Slide | undefined, same: boolean }}
 */
export function successor(older, outline, slide) {
  const same = outline.byId.get(slide.id);
  if (same) return { slide: same, same: true };
  const before = older.slides.findLast(other => other.index < slide.index && outline.byId.has(other.id));
  const anchor = before ? (outline.byId.get(before.id)?.index ?? -1) : -1;
  const after = outline.slides.slice(anchor + 1);
  const kept = after.findIndex(other => older.byId.has(other.id));
  const fresh = kept < 0 ? after : after.slice(0, kept);
  const renamed = fresh[Math.min(slide.index - (before?.index ?? -1), fresh.length) - 1];
  return renamed ? { slide: renamed, same: true } : { slide: outline.slides[Math.max(anchor, 0)], same: false };
}

/**
 * What one may find by words or by number, best first.
 * @param {Outline} outline
 * @param {string} words
 * @returns {Slide[]}
 */
export function search(outline, words) {
  const wanted = words.trim().toLowerCase();
  const number = /^\d+$/.test(wanted) ? outline.slides[Number(wanted) - 1] : undefined;
  const inTitle = outline.slides.filter(slide => slide.title.toLowerCase().includes(wanted));
  const inText = outline.slides.filter(slide => slide.element.textContent?.toLowerCase().includes(wanted));
  return [...new Set([...(number ? [number] : []), ...inTitle, ...inText])];
}
