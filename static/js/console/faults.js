/**
 * What is wrong with the deck, for its author: a small count that opens a list.
 *
 * @typedef {import("./outline.js").Problem} Problem
 */

export class Faults {
  constructor() {
    this.button = /** @type {HTMLButtonElement} */ (document.getElementById("problems"));
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("faults"));
    this.list = /** @type {HTMLUListElement} */ (document.getElementById("faults-list"));
    this.button.addEventListener("click", () => this.dialog.showModal());
  }

  /** @param {Problem[]} problems */
  show(problems) {
    const order = ["error", "warning", "info"];
    const sorted = [...problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    this.button.hidden = sorted.length === 0;
    this.button.textContent = sorted.length === 1 ? "1 problem" : `${sorted.length} problems`;
    this.button.dataset.severity = sorted[0]?.severity ?? "";
    this.list.replaceChildren(...sorted.map(line));
    if (sorted.length === 0 && this.dialog.open) this.dialog.close();
  }
}

/** @param {Problem} problem @returns {HTMLLIElement} */
function line(problem) {
  const item = document.createElement("li");
  item.dataset.severity = problem.severity;
  item.dataset.code = problem.code;
  const where = document.createElement("code");
  where.textContent = `${problem.path}:${problem.line}`;
  const what = document.createElement("span");
  what.textContent = problem.message;
  item.append(where, what);
  if (problem.source) {
    const source = document.createElement("pre");
    source.textContent = problem.source;
    item.append(source);
  }
  return item;
}
