// What a record of a talk means for a viewer. Pure: newest wins, whatever order, repetition or loss there was.

/**
 * @typedef {object} TalkRecord product.md, "A talk, from start to end"
 * @property {string} epoch
 * @property {number} rev
 * @property {string} deck digest of the deck that the room is at
 * @property {string} slide
 * @property {number} step
 * @property {"off" | "live" | "frozen" | "black" | "ended"} mode
 * @property {number} [viewers]
 * @property {number} [t]
 *
 * @typedef {object} View how this viewer stands to the talk
 * @property {TalkRecord} record the newest that arrived
 * @property {boolean} following whether the talk moves this screen
 * @property {boolean} connected
 *
 * @typedef {"off" | "live" | "behind" | "frozen" | "black" | "reconnecting" | "ended"} State
 */

/**
 * Whether a record replaces another one.
 * @param {TalkRecord} record
 * @param {TalkRecord} than
 */
export function newer(record, than) {
  return record.epoch !== than.epoch || record.rev > than.rev;
}

/** @param {TalkRecord} record */
export function running(record) {
  return record.mode !== "off" && record.mode !== "ended";
}

/**
 * A record arrived. Whoever watched before a talk began follows it from its beginning.
 * @param {View} view
 * @param {TalkRecord} record
 * @returns {View}
 */
export function arrived(view, record) {
  if (!newer(record, view.record)) return view.connected ? view : { ...view, connected: true };
  const begun = running(record) && !running(view.record);
  return { record, following: view.following || begun, connected: true };
}

/**
 * The viewer moved this screen: during a talk that is to leave it.
 * @param {View} view
 * @returns {View}
 */
export function moved(view) {
  return running(view.record) ? { ...view, following: false } : view;
}

/**
 * What `body[data-live]` says.
 * @param {View} view
 * @returns {State}
 */
export function state(view) {
  const { record, following, connected } = view;
  if (!running(record)) return record.mode;
  if (!connected) return "reconnecting";
  return following ? record.mode : "behind";
}

/**
 * Where the talk wants this screen, if it does.
 * @param {View} view
 * @returns {{ slide: string, step: number } | null}
 */
export function place(view) {
  return view.following && running(view.record) ? { slide: view.record.slide, step: view.record.step } : null;
}
