// A slide with more on it than its canvas holds is set smaller until it fits, so that nobody misses its end. Its author
// hears of it from `pitchme check --render`.

const ROUNDS = 7;
const SMALLEST = 0.5;
const NARROWEST = 0.6;

/**
 * Set a slide smaller until nothing is over. Lines break anew at each size, hence the search. What stands out at every
 * size (the author has put it there) is left alone.
 * @param {HTMLElement} slide a section that is laid out
 * @param {readonly ((slide: HTMLElement) => boolean)[]} tests what may be over
 * @param {number} smallest the size at which to give up
 */
export function shrink(slide, tests, smallest) {
  slide.style.removeProperty("--fit");
  const over = tests.filter((one) => one(slide));
  if (over.length === 0) return;
  slide.style.setProperty("--fit", String(smallest));
  const curable = over.filter((one) => !one(slide));
  let [low, high] = [smallest, 1];
  for (let round = 0; round < ROUNDS && curable.length > 0; round++) {
    const middle = (low + high) / 2;
    slide.style.setProperty("--fit", middle.toFixed(3));
    if (curable.some((one) => one(slide))) high = middle;
    else low = middle;
  }
  if (curable.length > 0) slide.style.setProperty("--fit", low.toFixed(3));
  else slide.style.removeProperty("--fit");
}

/**
 * The slide on screen. What would be too small to read keeps its size and scrolls; so does all on a phone held upright.
 * @param {HTMLElement} slide
 */
export function fit(slide) {
  if (slide.closest(".slides.grid")) return;
  slide.classList.remove("too-tall");
  keepWords(slide);
  if (/auto|scroll/.test(getComputedStyle(slide).overflowY)) {
    slide.style.removeProperty("--fit");
    return;
  }
  shrink(slide, [tooTall], SMALLEST);
  if (tooTall(slide)) slide.classList.add("too-tall");
}

/**
 * A heading gets smaller before one of its words breaks: those of old decks are large, and were set in narrower fonts.
 * @param {HTMLElement} slide
 */
function keepWords(slide) {
  if (!slide.closest(".gitpitch")) return;
  for (const heading of /** @type {NodeListOf<HTMLElement>} */ (slide.querySelectorAll("h1, h2, h3"))) {
    heading.style.removeProperty("--word-fit");
    heading.style.setProperty("overflow-wrap", "normal");
    const share = heading.clientWidth / heading.scrollWidth;
    heading.style.removeProperty("overflow-wrap");
    if (share < 1) heading.style.setProperty("--word-fit", Math.max(share - 0.005, NARROWEST).toFixed(3));
  }
}

/**
 * Whether something in the slide's flow ends below it. What its author placed there by hand is no matter of size.
 * @param {HTMLElement} slide
 */
function tooTall(slide) {
  const end = slide.getBoundingClientRect().bottom + 1;
  return [...slide.children].some((child) => child.getBoundingClientRect().bottom > end && inFlow(child));
}

/** @param {Element} element */
function inFlow(element) {
  return !["absolute", "fixed"].includes(getComputedStyle(element).position);
}
