/**
 * A still slide has nothing to scroll: what is taller than its canvas is set smaller until it fits.
 */
import { mark } from "../deck/background.js";
import { shrink } from "../deck/fit.js";

const SMALLEST = 0.2;

/**
 * The slide in a figure or on a page, wherever it stands.
 * @param {Element} holder
 * @returns {HTMLElement | null}
 */
export function slideIn(holder) {
  const sealed = holder.querySelector(".sealed")?.shadowRoot;
  return (sealed ?? holder).querySelector(".slides > section");
}

/** @param {HTMLElement} slide a section that is laid out */
export function fit(slide) {
  shrink(slide, [tooTall, tooWide], SMALLEST);
}

/** @param {HTMLElement} slide */
function tooTall(slide) {
  return slide.scrollHeight > slide.clientHeight + 1;
}

/** @param {HTMLElement} slide */
function tooWide(slide) {
  return slide.scrollWidth > slide.clientWidth + 1;
}

/**
 * Fit each slide when it comes near the window, and all that are left before they are printed.
 * @param {readonly Element[]} holders
 */
export function fitAll(holders) {
  const left = new Set(holders);
  /** @param {Element} holder */
  const once = async (holder) => {
    if (!left.delete(holder)) return;
    watcher.unobserve(holder);
    const slide = slideIn(holder);
    if (!slide) return;
    mark(slide);
    fit(slide);
    const root = /** @type {ParentNode} */ (slide.getRootNode());
    await Promise.allSettled([...root.querySelectorAll("img")].map((picture) => picture.decode()));
    fit(slide);
  };
  const watcher = new IntersectionObserver(
    (changes) => changes.filter((change) => change.isIntersecting).forEach((change) => void once(change.target)),
    { rootMargin: "100%" },
  );
  for (const holder of holders) watcher.observe(holder);
  addEventListener("beforeprint", () => holders.forEach((holder) => void once(holder)));
}
