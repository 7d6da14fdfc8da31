// The address of a slide: `#/3/1` as in GitPitch and reveal.js (from 0, trailing zero left out), or `#slide-id`.

/**
 * @typedef {import("./outline.js").Outline} Outline
 * @typedef {import("./outline.js").Slide} Slide
 * @typedef {import("./deck.js").Deck} Deck
 */

/**
 * @param {Slide} slide
 */
export function address(slide) {
  const { h = "0", v = "0" } = slide.element.dataset;
  return v === "0" ? `#/${h === "0" ? "" : h}` : `#/${h}/${v}`;
}

/**
 * The slide that a hash names; places beyond the end mean the last one there.
 * @param {Outline} outline
 * @param {string} hash
 * @returns {Slide | undefined}
 */
export function find(outline, hash) {
  const place = /^#\/(\d*)(?:\/(\d+))?\/?$/.exec(hash);
  if (!place) return outline.byId.get(decoded(hash.replace(/^#\/?/, "")));
  const [h, v] = [Number(place[1] || 0), Number(place[2] || 0)];
  const column =
    outline.columns.find(slides => slides[0]?.element.dataset.h === String(h)) ?? outline.columns.at(h) ?? outline.columns.at(-1);
  return column?.find(slide => slide.element.dataset.v === String(v)) ?? column?.at(v) ?? column?.at(-1);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const WINDOW = 10_000;
const WRITES = 100; // browsers refuse more than about 200 in ten seconds

/**
 * Keep the address and the slide the same, in both directions.
 * @param {Deck} deck
 */
export function keepAddress(deck) {
  /** @type {number[]} */
  let writes = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  /** @param {boolean} push */
  const write = push => {
    clearTimeout(later);
    const hash = address(deck.slide);
    if (hash === (location.hash || "#/")) return;
    const now = performance.now();
    writes = writes.filter(at => now - at < WINDOW);
    if (writes.length >= WRITES) {
      later = setTimeout(() => write(push), 500);
      return;
    }
    writes.push(now);
    const href = location.pathname + location.search + hash;
    if (push) history.pushState(null, "", href);
    else history.replaceState(null, "", href);
  };

  deck.listen(({ from, to, cause }) => {
    if (cause === "reload" || (cause !== "address" && from !== to)) write(cause === "user" && deck.settings.history);
  });
  const follow = () => {
    const slide = find(deck.outline, location.hash || "#/");
    if (slide) deck.show(slide, 0, "address");
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  document.addEventListener("click", event => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    const slide = find(deck.outline, link.getAttribute("href") ?? "");
    if (slide) deck.show(slide, 0);
  });
}
