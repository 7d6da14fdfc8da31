// What only an author sees: a sheet with the deck's problems, a dot when it is put away, a word after each reload.

/**
 * @typedef {object} Item
 * @property {"error" | "warning" | "info"} severity
 * @property {string} code
 * @property {string} message
 * @property {string} path
 * @property {number} line
 * @property {number | null} [column]
 * @property {string} [source] the text of that line
 */

const TOAST = 900;
const ORDER = { error: 0, warning: 1, info: 2 };

export class Overlay {
  /** @type {Item[]} */
  #items = [];
  #open = false;
  #quiet = false;
  #said = { words: "", milliseconds: 0 };
  /** @type {HTMLElement | null} */
  #toast = null;

  constructor() {
    this.sheet = element("section", "diagnostics");
    this.sheet.dataset.region = "diagnostics";
    this.sheet.setAttribute("aria-label", "Problems in this deck");
    this.bubble = /** @type {HTMLButtonElement} */ (element("button", "bubble"));
    this.bubble.type = "button";
    this.bubble.addEventListener("click", () => this.#turn(true));
    document.body.append(this.sheet, this.bubble);
    const first = document.querySelector("#diagnostics");
    this.show(first ? JSON.parse(first.textContent || "[]") : []);
  }

  /**
   * @param {Item[]} items
   * @param {number} [milliseconds] what the build took
   */
  show(items, milliseconds = 0) {
    const errors = (/** @type {Item[]} */ list) => list.filter(item => item.severity === "error").length;
    if (errors(items) > errors(this.#items)) this.#open = true;
    if (!items.length) this.#open = false;
    this.#items = items.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
    this.#say(milliseconds);
    this.#draw();
  }

  /** @param {boolean} quiet */
  quiet(quiet) {
    if (quiet === this.#quiet) return;
    this.#quiet = quiet;
    this.#draw();
  }

  /**
   * Say for a moment what a reload did.
   * @param {string} words
   * @param {number} milliseconds what this page took; what the server took comes with the diagnostics, at once after
   */
  toast(words, milliseconds) {
    if (this.#quiet) return;
    this.#toast?.remove();
    const toast = element("div", "toast");
    this.#toast = toast;
    this.#said = { words, milliseconds };
    this.#say(0);
    document.body.append(toast);
    setTimeout(() => toast.remove(), TOAST);
  }

  /** @param {number} more milliseconds on the server */
  #say(more) {
    const { words, milliseconds } = this.#said;
    if (this.#toast) this.#toast.textContent = `${words} · ${Math.max(1, Math.round(milliseconds + more))} ms`;
  }

  /** @param {boolean} open */
  #turn(open) {
    this.#open = open;
    this.#draw();
    (open ? this.sheet.querySelector("button") : this.bubble)?.focus();
  }

  #draw() {
    const some = this.#items.length > 0 && !this.#quiet;
    this.sheet.hidden = !(some && this.#open);
    this.bubble.hidden = !(some && !this.#open);
    this.bubble.textContent = `${this.#items.length} ${this.#items.length === 1 ? "problem" : "problems"}`;
    const header = element("header", "", this.bubble.textContent);
    const close = /** @type {HTMLButtonElement} */ (element("button", "", "×"));
    close.type = "button";
    close.setAttribute("aria-label", "Put away");
    close.addEventListener("click", () => this.#turn(false));
    header.append(close);
    const list = element("ul", "");
    for (const item of this.#items) list.append(line(item));
    this.sheet.replaceChildren(header, list);
  }
}

/** @param {Item} item */
function line(item) {
  const row = element("li", "");
  row.dataset.severity = item.severity;
  row.dataset.code = item.code;
  const where = element("b", "", `${item.path}:${item.line}`);
  row.append(where, ` ${item.message}`);
  if (item.source) {
    const caret = item.column ? `\n${" ".repeat(Math.max(0, item.column - 1))}^` : "";
    row.append(element("pre", "", item.source + caret));
  }
  return row;
}

/**
 * @param {string} tag
 * @param {string} name
 * @param {string} [text]
 * @returns {HTMLElement}
 */
function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
