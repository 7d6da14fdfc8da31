/**
 * The handout: marks in the contents what is read. The article is whole without it.
 */
import { fitAll } from "./fit.js";
import { unseal } from "./seal.js";

const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".entry")]);
const contents = document.getElementById("contents");
const links = /** @type {HTMLAnchorElement[]} */ ([...(contents?.querySelectorAll("a") ?? [])]);
/** The numbers of the entries that reach into the upper part of the window. @type {Set<number>} */
const seen = new Set();

/** @param {number} index */
function mark(index) {
  const current = links[index];
  if (!contents || !current || current.ariaCurrent) return;
  for (const link of links) link.removeAttribute("aria-current");
  current.setAttribute("aria-current", "true");
  const box = contents.getBoundingClientRect();
  const line = current.getBoundingClientRect();
  if (line.top < box.top + 40 || line.bottom > box.bottom - 40) {
    contents.scrollTop += line.top - box.top - box.height / 3;
  }
}

const watcher = new IntersectionObserver(
  (changes) => {
    for (const change of changes) {
      const index = entries.indexOf(/** @type {HTMLElement} */ (change.target));
      if (change.isIntersecting) seen.add(index);
      else seen.delete(index);
    }
    if (seen.size > 0) mark(Math.min(...seen));
  },
  { rootMargin: "-10% 0px -65% 0px" },
);

unseal(document);
fitAll(entries);
mark(0);
for (const entry of entries) watcher.observe(entry);
contents?.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("a") && contents.matches(":popover-open")) {
    contents.hidePopover();
  }
});
