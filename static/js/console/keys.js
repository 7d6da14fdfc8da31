/**
 * Every key of the console. Clickers send PageUp, PageDown, `.` and `b`: those work wherever the focus is, except in
 * fields. Space and Enter on a focused button press that button.
 *
 * @typedef {Record<"next" | "previous" | "first" | "last" | "start" | "black" | "freeze" | "pause" | "larger" |
 *   "smaller" | "down" | "up" | "help" | "shade", () => void> & {jump: (words: string) => void}} Acts
 */

/** @type {Record<string, Exclude<keyof Acts, "jump">>} */
const KEYS = {
  " ": "next", ArrowRight: "next", ArrowDown: "next", PageDown: "next", n: "next",
  ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous", p: "previous", c: "pause",
  Home: "first", End: "last", Enter: "start", b: "black", ".": "black", f: "freeze",
  "+": "larger", "=": "larger", "-": "smaller", "?": "help", t: "shade",
};

/** @param {Acts} acts @returns {(event: KeyboardEvent) => void} */
export function keys(acts) {
  return (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (native(event.target, key)) return;
    if (event.shiftKey && (key === "ArrowDown" || key === "ArrowUp")) acts[key === "ArrowDown" ? "down" : "up"]();
    else if (event.shiftKey && key === " ") acts.previous();
    else if (key === "g" || key === "/") acts.jump("");
    else if (/^[0-9]$/.test(key)) acts.jump(key);
    else {
      const act = KEYS[key];
      if (!act) return;
      acts[act]();
    }
    event.preventDefault();
  };
}

/** @param {EventTarget | null} target @returns {Element | null} also one of a frame, whose classes are not ours */
function element(target) {
  return target && "closest" in target ? /** @type {Element} */ (target) : null;
}

/** @param {EventTarget | null} target @returns {boolean} */
function typing(target) {
  return element(target)?.closest("input, textarea, select, [contenteditable=''], [contenteditable=true]") != null;
}

/** What the focused element does with the key by itself. @param {EventTarget | null} target @param {string} key @returns {boolean} */
function native(target, key) {
  if (key === " " || key === "Enter") return element(target)?.closest("button, a[href], summary, video, audio") != null;
  if (key === "ArrowUp" || key === "ArrowDown") return element(target)?.closest(".notes-text") != null;
  return false;
}
