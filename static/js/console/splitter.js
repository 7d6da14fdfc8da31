/** Panes that can be made larger: dragged, or moved by arrow keys; the place is remembered. */

import { recallNumber, remember } from "./memory.js";

const STEP = 2;

/**
 * @param {HTMLElement} bar the separator; its `aria-valuemin`, `-max` and `-now` are percent of its parent
 * @param {{name: string, property: string, usual: number}} what
 */
export function splitter(bar, { name, property, usual }) {
  const parent = /** @type {HTMLElement} */ (bar.parentElement);
  const upright = bar.getAttribute("aria-orientation") === "vertical";
  const [low, high] = [Number(bar.getAttribute("aria-valuemin")), Number(bar.getAttribute("aria-valuemax"))];

  /** @param {number} percent */
  const set = (percent) => {
    const value = Math.round(Math.max(low, Math.min(high, percent)) * 10) / 10;
    parent.style.setProperty(property, `${value}%`);
    bar.setAttribute("aria-valuenow", String(value));
    return value;
  };
  /** @param {number} percent */
  const keep = (percent) => remember(name, set(percent));
  const now = () => Number(bar.getAttribute("aria-valuenow"));
  set(recallNumber(name, usual));

  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    document.body.classList.add("resizing"); // frames would swallow the pointer
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const box = parent.getBoundingClientRect();
    keep(upright ? ((event.clientX - box.left) / box.width) * 100 : ((event.clientY - box.top) / box.height) * 100);
  });
  bar.addEventListener("lostpointercapture", () => document.body.classList.remove("resizing"));
  bar.addEventListener("dblclick", () => keep(usual));
  bar.addEventListener("keydown", (event) => {
    const back = upright ? "ArrowLeft" : "ArrowUp";
    const forth = upright ? "ArrowRight" : "ArrowDown";
    if (event.key === back) keep(now() - STEP);
    else if (event.key === forth) keep(now() + STEP);
    else if (event.key === "Home") keep(low);
    else if (event.key === "End") keep(high);
    else if (event.key === "Enter") keep(usual);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
