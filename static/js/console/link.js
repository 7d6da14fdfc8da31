/**
 * What the console asks of the server: commands by POST, and the record and the deck as they are now.
 *
 * @typedef {import("./drive.js").LiveRecord} LiveRecord
 * @typedef {import("./drive.js").Command} Command
 * @typedef {import("./drive.js").Answer} Answer
 * @typedef {import("./outline.js").DeckDocument} DeckDocument
 */

const PATIENCE = 5000;

/** Send one command; throws where the server cannot be reached. @param {Command} command @returns {Promise<Answer>} */
export async function send(command) {
  const answer = await fetch("-/talk", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(PATIENCE),
  });
  /** @type {any} */
  const body = await answer.json().catch(() => null);
  const record = body?.record ?? (body?.epoch ? body : null);
  return { status: answer.status, record, problem: body?.message ?? body?.detail };
}

/** The record as it is now; throws where the server cannot be reached. @returns {Promise<LiveRecord | null>} */
export async function read() {
  const answer = await fetch("-/state", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  return answer.json();
}

/** The deck with its notes. @returns {Promise<DeckDocument>} */
export async function deck() {
  const answer = await fetch("-/deck.json", { cache: "no-cache", signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`deck: ${answer.status}`);
  return answer.json();
}
