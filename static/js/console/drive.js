/**
 * Driving a talk from one console: a press moves this screen at once and the room as soon as the server has it.
 *
 * Commands go out one at a time, each with the revision it was made on, so ten quick presses are ten moves in order.
 * What the server answers is the truth: when the room stands elsewhere than the presses assumed (another device
 * drove), the waiting presses are dropped and this screen takes the room's place. When the server cannot be reached
 * the console moves on alone; once it is back, one `goto` brings the room here, unless somebody else moved it.
 *
 * @typedef {import("./outline.js").Place} Place
 * @typedef {import("./outline.js").Outline} Outline
 * @typedef {"off" | "live" | "frozen" | "black" | "ended"} Mode
 * @typedef {{
 *   epoch: string, rev: number, deck: string, slide: string, step: number, mode: Mode,
 *   viewers?: number, t?: number, started?: number | null, code?: string | null, presenter?: Place | null, frozen?: boolean,
 * }} LiveRecord
 * @typedef {{status: number, record?: LiveRecord | null, problem?: string}} Answer
 * @typedef {{command: string, slide?: string, step?: number, if?: string}} Command
 * @typedef {{command: Command, from: Place | null, to: Place | null, tries: number}} Press
 * @typedef {{
 *   send: (command: Command) => Promise<Answer>, read: () => Promise<LiveRecord | null>,
 *   changed: () => void, notice: (text: string) => void,
 * }} Means
 */

import { same } from "./outline.js";

const FIRST_RETRY = 400;
const LAST_RETRY = 4000;

/** Whether the room follows in this mode. @param {Mode} mode @returns {boolean} */
export function running(mode) {
  return mode !== "off" && mode !== "ended";
}

/** Where the presenter stands: elsewhere than the room while it is frozen. @param {LiveRecord} record @returns {Place} */
export function stand(record) {
  return record.presenter ?? { slide: record.slide, step: record.step };
}

/** Whether the room keeps its slide, also while it is black. @param {LiveRecord} record @returns {boolean} */
function holds(record) {
  return record.frozen ?? record.mode === "frozen";
}

export class Drive {
  /** @param {Outline} outline @param {LiveRecord} record @param {Place} place where a rehearsal stands @param {Means} means */
  constructor(outline, record, place, means) {
    this.outline = outline;
    this.record = record;
    this.means = means;
    this.on = running(record.mode);
    this.black = record.mode === "black";
    this.frozen = holds(record);
    this.place = running(record.mode) ? stand(record) : place;
    /** The server did not get what was pressed here: this screen is driven alone. */
    this.adrift = false;
    /** The server does not know this device any more. */
    this.refused = false;
    /** @type {Press[]} */
    this.queue = [];
    this.sending = false;
    /** Where the room may stand by our own doing, while nobody can tell. @type {Place[]} */
    this.ours = [];
    this.retry = FIRST_RETRY;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Whether a talk runs, as far as this screen knows. @returns {boolean} */
  get live() {
    return this.on;
  }

  /** What the room is shown, or will be when the server has what was pressed. @returns {Mode} */
  get mode() {
    if (!this.on) return running(this.record.mode) ? "ended" : this.record.mode;
    return this.black ? "black" : this.frozen ? "frozen" : "live";
  }

  /** The press shows nothing new where there is nothing before or after. @returns {boolean} whether it moved */
  next() {
    return this.move({ command: "next" }, this.outline.next(this.place));
  }

  /** @returns {boolean} whether it moved */
  previous() {
    return this.move({ command: "previous" }, this.outline.previous(this.place));
  }

  /** @param {Place} place @returns {boolean} whether it moved */
  goto(place) {
    const target = this.outline.clamp(place);
    return this.move({ command: "goto", ...target }, target);
  }

  /** Begin a talk where this screen stands. */
  start() {
    if (this.live || this.adrift) return;
    this.push({ command: "start", ...this.place }, null, null);
  }

  end() {
    if (this.live && !this.adrift) this.push({ command: "end" }, null, null);
  }

  /** @param {"freeze" | "unfreeze" | "black" | "unblack"} command */
  set(command) {
    if (!this.live) return;
    if (command.endsWith("black")) this.black = command === "black";
    else this.frozen = command === "freeze";
    if (this.adrift) this.means.changed();
    else this.push({ command }, null, null);
  }

  /** A record came by the stream. @param {LiveRecord} record */
  heard(record) {
    const newer = this.take(record);
    if (this.adrift) void this.catchUp();
    else if (newer && !this.sending && this.queue.length === 0) this.settle();
    this.means.changed();
  }

  /** The deck was built anew. @param {Outline} outline */
  adopt(outline) {
    const older = this.outline;
    this.outline = outline;
    if (running(this.record.mode) && !this.adrift && this.queue.length === 0) this.settle();
    if (!outline.places.has(this.place.slide) || !this.on) this.place = outline.carry(older, this.place);
    this.means.changed();
  }

  /** @param {Command} command @param {Place | null} target @returns {boolean} */
  move(command, target) {
    if (!target || same(target, this.place)) return false;
    const from = this.place;
    this.place = target;
    if (this.live && !this.adrift) this.push(command, from, target);
    else this.means.changed();
    return true;
  }

  /** @param {Command} command @param {Place | null} from @param {Place | null} to */
  push(command, from, to) {
    this.queue.push({ command, from, to, tries: 0 });
    this.means.changed();
    void this.pump();
  }

  /** Send what waits, one after the other. */
  async pump() {
    if (this.sending) return;
    this.sending = true;
    for (let press = this.queue[0]; press && !this.adrift; press = this.queue[0]) {
      if (press.from && !same(stand(this.record), press.from)) {
        this.overtaken();
        break;
      }
      await this.deliver(press);
    }
    this.sending = false;
    if (!this.adrift) this.settle();
    this.means.changed();
  }

  /** @param {Press} press */
  async deliver(press) {
    const { epoch, rev } = this.record;
    /** @type {Answer} */
    let answer;
    try {
      answer = await this.means.send({ ...press.command, if: `${epoch}.${rev}` });
    } catch {
      answer = { status: 0 };
    }
    if (answer.record) this.take(answer.record);
    if (answer.status === 200) {
      this.queue.shift();
      this.refused = false;
    } else if (answer.status === 409) {
      this.conflict(press, `${epoch}.${rev}`);
    } else if (answer.status === 403) {
      this.refused = true;
      this.queue = [];
    } else if (answer.status === 422) {
      this.queue = [];
      this.means.notice(answer.problem || "The server did not understand that");
    } else {
      this.lose(press);
    }
  }

  /** The record had moved on: if the room stands where it should, press again on the new one. @param {Press} press @param {string} on */
  conflict(press, on) {
    press.tries += 1;
    const stale = on !== `${this.record.epoch}.${this.record.rev}`;
    const place = stand(this.record);
    const began = press.command.command === "start" && running(this.record.mode);
    if (began || (press.to && same(place, press.to))) this.queue.shift(); // it had arrived, or another device did it
    else if (!stale || press.tries > 5 || (press.from && !same(place, press.from))) this.overtaken();
  }

  /** Somebody else drove: what waits here was meant for another place. */
  overtaken() {
    this.queue = [];
    this.means.notice("Another device moved the room");
  }

  /** The server cannot be reached. @param {Press} press the one that may or may not have arrived */
  lose(press) {
    this.adrift = true;
    this.ours = [stand(this.record), ...(press.to ? [press.to] : [])];
    const begins = press.command.command === "start" || press.command.command === "end";
    this.queue = [];
    if (begins) this.means.notice("Not connected: try again in a moment");
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.catchUp(), this.retry * (0.5 + Math.random()));
    this.retry = Math.min(LAST_RETRY, this.retry * 2);
  }

  /** Ask where the room is, and bring it here if it still stands where we left it. */
  async catchUp() {
    if (!this.adrift || this.sending) return;
    this.sending = true;
    try {
      const record = await this.means.read();
      if (record) this.take(record);
    } catch {
      this.sending = false;
      this.later();
      return;
    }
    this.sending = false;
    clearTimeout(this.timer);
    this.retry = FIRST_RETRY;
    this.adrift = false;
    const room = stand(this.record);
    if (!running(this.record.mode)) this.settle();
    else if (!this.ours.some((place) => same(place, room))) this.overtaken();
    else this.bringRoom(room);
    await this.pump();
  }

  /** @param {Place} room where it stands */
  bringRoom(room) {
    if (this.frozen !== holds(this.record)) this.queue.push(press(this.frozen ? "freeze" : "unfreeze"));
    if (this.black !== (this.record.mode === "black")) this.queue.push(press(this.black ? "black" : "unblack"));
    if (!same(room, this.place)) this.queue.push({ command: { command: "goto", ...this.place }, from: null, to: this.place, tries: 0 });
  }

  /** Newest wins. @param {LiveRecord} record @returns {boolean} whether it says anything new */
  take(record) {
    const newer = record.epoch !== this.record.epoch || record.rev > this.record.rev;
    if (newer) this.record = record;
    else if (record.rev === this.record.rev) this.record = { ...this.record, viewers: record.viewers, t: record.t };
    return newer;
  }

  /** Nothing waits: this screen shows what the record says. */
  settle() {
    this.on = running(this.record.mode);
    this.black = this.record.mode === "black";
    this.frozen = holds(this.record);
    const place = stand(this.record);
    if (this.on && this.outline.places.has(place.slide)) this.place = this.outline.clamp(place);
  }
}

/** @param {string} command @returns {Press} */
function press(command) {
  return { command: { command }, from: null, to: null, tries: 0 };
}
