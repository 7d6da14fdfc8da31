/**
 * The console's line to the server: records and reloads come by the stream, commands go by POST.
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

/**
 * @param {{record: (record: LiveRecord) => void, reload: (data: any) => void, diagnostics: (data: any) => void,
 *   connected: (connected: boolean) => void}} on
 */
export function listen(on) {
  const source = new EventSource("-/stream");
  source.addEventListener("open", () => on.connected(true));
  source.addEventListener("message", (event) => on.record(JSON.parse(event.data)));
  source.addEventListener("reload", (event) => on.reload(JSON.parse(event.data)));
  source.addEventListener("diagnostics", (event) => on.diagnostics(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    on.connected(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(on), 1000 + Math.random() * 2000);
  });
}
