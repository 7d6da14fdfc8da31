// The stream of a deck: server-sent events, watched for silence, with long polling where no stream gets through.

/**
 * @typedef {object} Hooks
 * @property {() => string} query what this page has: `have=epoch.rev&deck=digest`
 * @property {(record: import("./follow.js").TalkRecord) => void} record
 * @property {(connected: boolean) => void} connected
 * @property {Record<string, (data: any) => void>} events further events, by name
 */

const FIRST = 3_000; // without a word for so long a stream is mute
const SILENCE = 32_000; // two heartbeats
const MUTE = 3; // so many mute streams in a row, then long polling
const HIDDEN = 60_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

export class Stream {
  /** @type {EventSource | null} */
  #source = null;
  /** @type {AbortController | null} */
  #poll = null;
  #mute = 0;
  #failures = 0;
  #closed = false;
  #heard = performance.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watch;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.hooks = hooks;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#sleep() : this.#wake()));
    addEventListener("online", () => this.#wake());
    addEventListener("pageshow", event => event.persisted && this.#wake());
    addEventListener("pagehide", () => this.#stop());
  }

  open() {
    this.#stop();
    this.#closed = false;
    if (this.#mute >= MUTE) void this.#longPoll();
    else this.#listen();
  }

  close() {
    this.#closed = true;
    this.#stop();
  }

  #stop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
    this.#poll?.abort();
    this.#poll = null;
  }

  #listen() {
    const source = new EventSource(`-/stream?${this.hooks.query()}`);
    this.#source = source;
    this.#expect(FIRST);
    source.addEventListener("message", event => {
      this.#alive();
      this.hooks.record(JSON.parse(event.data));
    });
    source.addEventListener("hb", () => this.#alive());
    source.addEventListener("bye", () => this.#again());
    for (const [name, handle] of Object.entries(this.hooks.events)) {
      source.addEventListener(name, event => {
        this.#alive();
        handle(JSON.parse(event.data));
      });
    }
    source.addEventListener("error", () => this.#again());
  }

  #alive() {
    this.#mute = 0;
    this.#failures = 0;
    this.#heard = performance.now();
    this.#expect(SILENCE);
    this.hooks.connected(true);
  }

  /** @param {number} within milliseconds in which something must be heard */
  #expect(within) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      if (within === FIRST) this.#mute += 1;
      this.#again();
    }, within);
  }

  /** Try again, later each time and at a random moment, so that a thousand viewers do not come at once. */
  #again() {
    this.#stop();
    if (this.#closed) return;
    this.hooks.connected(false);
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.open(), 100 + Math.random() * longest);
  }

  async #longPoll() {
    const poll = new AbortController();
    this.#poll = poll;
    let wait = 0; // the first answer comes at once, and says that the server is there
    try {
      while (!poll.signal.aborted) {
        const response = await fetch(`-/state?${this.hooks.query()}&wait=${wait}`, { signal: poll.signal, cache: "no-store" });
        if (!response.ok) throw new Error(`${response.status}`);
        this.#failures = 0;
        this.#heard = performance.now();
        this.hooks.connected(true);
        if (response.status === 200) this.hooks.record(await response.json());
        wait = 25;
      }
    } catch {
      if (!poll.signal.aborted) this.#again();
    }
  }

  /** Nobody looks: after a minute the stream costs the server and the battery nothing. */
  #sleep() {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#stop(), HIDDEN);
  }

  #wake() {
    clearTimeout(this.#rest);
    if (this.#closed) return;
    const stale = performance.now() - this.#heard > SILENCE;
    if ((!this.#source && !this.#poll) || stale || this.#source?.readyState === EventSource.CLOSED) {
      this.#failures = 0;
      this.open();
    }
  }
}
