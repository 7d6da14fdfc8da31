/** Time as the speaker needs it: since the start, until the planned end, and of the day. */

const MINUTE = 60_000;

/** @param {number} milliseconds @returns {string} "17:42", "1:02:03" */
export function asTime(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** A stopwatch that the talk starts, or the first move of a rehearsal. */
export class Stopwatch {
  constructor() {
    /** @type {number | null} */
    this.since = null;
    this.kept = 0;
    /** A talk's beginning by the server's clock, which nobody pauses. @type {number | null} */
    this.talk = null;
    /** How far this machine's clock is behind the server's. */
    this.offset = 0;
  }

  /** @param {number | null} started @param {number | undefined} serverNow */
  follow(started, serverNow) {
    if (serverNow !== undefined) this.offset = serverNow - Date.now();
    if (this.talk !== null && started === null) this.reset();
    this.talk = started;
  }

  /** @returns {number} milliseconds */
  get elapsed() {
    if (this.talk !== null) return Date.now() + this.offset - this.talk;
    return this.kept + (this.since === null ? 0 : Date.now() - this.since);
  }

  get running() {
    return this.talk !== null || this.since !== null;
  }

  run() {
    if (this.talk === null && this.since === null) this.since = Date.now();
  }

  toggle() {
    if (this.talk !== null) return;
    if (this.since === null) {
      this.since = Date.now();
    } else {
      this.kept += Date.now() - this.since;
      this.since = null;
    }
  }

  reset() {
    this.since = null;
    this.kept = 0;
  }
}

export class Clock {
  /** @param {HTMLElement} region @param {Stopwatch} watch */
  constructor(region, watch) {
    this.region = region;
    this.watch = watch;
    /** @type {number | null} minutes planned */
    this.duration = null;
    this.elapsed = part(region, "elapsed");
    this.left = part(region, "left");
    this.day = part(region, "day");
    this.reset = /** @type {HTMLButtonElement} */ (part(region, "reset"));
    this.elapsed.addEventListener("click", () => (watch.toggle(), this.draw()));
    this.reset.addEventListener("click", () => (watch.reset(), this.draw()));
    this.tick();
  }

  tick() {
    this.draw();
    setTimeout(() => this.tick(), 1000 - ((this.watch.elapsed || Date.now()) % 1000) + 5);
  }

  draw() {
    const elapsed = this.watch.elapsed;
    const rehearsal = this.watch.talk === null;
    const stopped = rehearsal && !this.watch.running;
    write(this.elapsed, asTime(elapsed));
    this.elapsed.title = rehearsal ? (stopped ? "Run the clock" : "Pause the clock") : "Since the talk began";
    this.region.classList.toggle("stopped", stopped && elapsed > 0);
    this.reset.hidden = !(stopped && elapsed > 0);
    write(this.day, new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false }));
    this.left.hidden = this.duration === null;
    if (this.duration === null) return;
    const left = this.duration * MINUTE - elapsed;
    write(this.left, left >= 0 ? `${asTime(left + 999)} left` : `${asTime(-left)} over`);
    this.region.classList.toggle("last-minute", left <= MINUTE);
  }
}

/** @param {HTMLElement} region @param {string} name @returns {HTMLElement} */
function part(region, name) {
  return /** @type {HTMLElement} */ (region.querySelector(`[data-time=${name}]`));
}

/** @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
