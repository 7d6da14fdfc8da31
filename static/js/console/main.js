/** The presenter's page: puts its parts together. What is shown is written in `draw` alone. */

import { Awake } from "./awake.js";
import { Clock, Stopwatch } from "./clock.js";
import { Coming } from "./coming.js";
import { Drive, running } from "./drive.js";
import { Faults } from "./faults.js";
import { Jump } from "./jump.js";
import { keys } from "./keys.js";
import * as link from "./link.js";
import { recall, remember } from "./memory.js";
import { Notes } from "./notes.js";
import { Outline } from "./outline.js";
import { listenInside, Pane } from "./panes.js";
import { splitter } from "./splitter.js";
import { View } from "./view.js";
import { Stream } from "../live/stream.js";

/** @template {HTMLElement} T @param {string} id @returns {T} */
const at = (id) => /** @type {T} */ (document.getElementById(id));
/** @param {string} id @returns {any} */
const data = (id) => JSON.parse(at(id).textContent ?? "null");

const facts = data("console");
const placeKey = `pitchme.place.${location.pathname}`;
let outline = new Outline(data("deck"));

const now = new Pane(at("now-frame"));
const next = new Pane(at("next-frame"));
const notes = new Notes(/** @type {HTMLElement} */ (document.querySelector("[data-region=notes]")));
const watch = new Stopwatch();
const clock = new Clock(/** @type {HTMLElement} */ (document.querySelector("[data-region=time]")), watch);
const faults = new Faults();
const awake = new Awake();
const view = new View();
const drive = new Drive(outline, data("record"), rehearsed(), {
  send: link.send, read: link.read, changed: draw, notice: (text) => view.toast(text),
});
const coming = new Coming((id) => go(id));
const jump = new Jump({ outline: () => outline, here: () => drive.place.slide, go });

/** Where this tab stood before it was loaded again. @returns {import("./outline.js").Place} */
function rehearsed() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeKey) ?? "null");
    if (kept && outline.places.has(kept.slide)) return outline.clamp(kept);
  } catch {
    // nothing kept
  }
  return outline.first;
}

/** @param {string} id */
function go(id) {
  moved(drive.goto({ slide: id, step: 0 }));
}

/** A rehearsal's clock begins with its first move. @param {boolean} really */
function moved(really) {
  if (really && !drive.live) watch.run();
}

/** An address inside the deck: `#/3/1` or `#slide-id`. @param {string} hash */
function follow(hash) {
  const [, h, v] = /^#\/(\d+)(?:\/(\d+))?$/.exec(hash) ?? [];
  const slide = h === undefined
    ? outline.slide(decodeURIComponent(hash.slice(1)))
    : outline.slides.find((other) => other.h === Number(h) && other.v === Number(v ?? 0));
  if (slide) go(slide.id);
}

function draw() {
  const { place, record, mode } = drive;
  const slide = outline.slide(place.slide);
  if (!slide) return;
  now.show(place);
  const following = outline.next(place);
  if (following) next.show(following);
  notes.show(slide, place.step);
  coming.show(outline, slide.id);
  view.draw(outline, drive, following);
  watch.follow(running(mode) ? (record.started ?? null) : null, record.t);
  clock.draw();
  awake.set(running(mode));
  try {
    sessionStorage.setItem(placeKey, JSON.stringify(place));
  } catch {
    // only the place after loading again is lost
  }
}

/** The deck changed: the panes replace their slides, the notes and titles come anew. @param {unknown} change */
function reload(change) {
  now.patch(change);
  next.patch(change);
  void renew();
}

let fetching = false;
let again = false;

/** Fetch the deck; what arrives while it is under way is fetched once more afterwards. */
async function renew() {
  again = fetching;
  if (fetching) return;
  fetching = true;
  try {
    outline = new Outline(await link.deck());
    plan();
    faults.show(outline.deck.diagnostics ?? []);
    drive.adopt(outline);
  } catch {
    // the next record names a deck that is not ours and asks again
  }
  fetching = false;
  if (again) void renew();
}

/** What the deck's settings say about this page. */
function plan() {
  clock.duration = outline.deck.settings?.duration ?? outline.deck.duration ?? facts.duration;
  const canvas = outline.deck.canvas ?? facts;
  document.documentElement.style.setProperty("--aspect", String(canvas.width / canvas.height));
}

function confirmEnd() {
  const dialog = /** @type {HTMLDialogElement} */ (at("ending"));
  dialog.returnValue = "";
  dialog.showModal();
}

function shade() {
  const scheme = document.body.dataset.scheme === "light" ? "dark" : "light";
  document.body.dataset.scheme = scheme;
  remember("scheme", scheme);
}

const acts = {
  next: () => moved(drive.next()),
  previous: () => moved(drive.previous()),
  first: () => moved(drive.goto(outline.first)),
  last: () => moved(drive.goto({ slide: outline.last.slide, step: 0 })),
  start: () => drive.start(),
  end: () => drive.live && confirmEnd(),
  black: () => drive.set(drive.black ? "unblack" : "black"),
  freeze: () => drive.set(drive.frozen ? "unfreeze" : "freeze"),
  pause: () => (watch.toggle(), clock.draw()),
  larger: () => notes.resize(1),
  smaller: () => notes.resize(-1),
  down: () => notes.scroll(1),
  up: () => notes.scroll(-1),
  help: () => /** @type {HTMLDialogElement} */ (at("help")).showModal(),
  shade,
  jump: (/** @type {string} */ words) => jump.open(words),
};

/** @type {Record<string, () => void>} */
const actions = {
  ...acts, unblack: acts.black, unfreeze: acts.freeze, jump: () => jump.open(),
};

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  const action = button?.dataset.action;
  if (action) actions[action]?.();
  // a press by pointer must not leave the focus where the next press of space would press again
  if (button && event.detail > 0 && !button.closest("dialog")) button.blur();
});
const key = keys(acts);
document.addEventListener("keydown", key);
listenInside(now, { key, follow });
at("jump-open").addEventListener("click", () => jump.open());
at("help-open").addEventListener("click", acts.help);
at("ending").addEventListener("close", () => {
  if (/** @type {HTMLDialogElement} */ (at("ending")).returnValue === "end") drive.end();
});
at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(/** @type {HTMLAnchorElement} */ (at("audience")).href);
    view.toast("Audience link copied");
  } catch {
    view.toast("This browser does not let the page copy: open the link and copy its address");
  }
});
for (const bar of document.querySelectorAll(".splitter")) {
  const upright = bar.classList.contains("upright");
  splitter(/** @type {HTMLElement} */ (bar), upright
    ? { name: "width", property: "--now-width", usual: 62 }
    : { name: "height", property: "--next-height", usual: 45 });
}

document.body.dataset.scheme = recall("scheme", "dark");
plan();
faults.show(outline.deck.diagnostics ?? []);
draw();
new Stream({
  query: () => `have=${drive.record.epoch}.${drive.record.rev}&deck=${encodeURIComponent(outline.deck.digest)}`,
  record: (record) => {
    drive.heard(record);
    now.expect(record.deck);
    next.expect(record.deck);
    if (record.deck !== outline.deck.digest) void renew();
  },
  connected: (connected) => view.connected(connected, drive),
  events: { reload, diagnostics: ({ items }) => faults.show(items) },
}).open();
