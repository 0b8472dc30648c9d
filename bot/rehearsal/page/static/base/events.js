/** What happens on the server, as it happens; a lost connection is told and mended by itself. */

import { Refused } from "./api.js";

const AGAIN_MS = 1500;

/**
 * Listens from `seq` on. `reload` is called when something was missed and the whole must be fetched again;
 * it gives the number to go on from.
 * @param {number} seq
 * @param {{things: (things: import("./types.js").Thing[]) => void, reload: () => Promise<number>,
 *   lost: (lost: boolean) => void, ended: () => void}} listener
 */
export function listen(seq, listener) {
  const source = new EventSource(`api/events?after=${seq}`);
  source.addEventListener("open", () => listener.lost(false));
  source.addEventListener("things", (event) => listener.things(JSON.parse(event.data)));
  source.addEventListener("reload", again);
  source.addEventListener("error", () => {
    listener.lost(true);
    // The browser tries again by itself unless it was answered with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(again, AGAIN_MS);
  });

  async function again() {
    source.close();
    try {
      listen(await listener.reload(), listener);
    } catch (error) {
      // Another rehearsal has the port now, under another address.
      if (error instanceof Refused && error.status === 404) return listener.ended();
      listener.lost(true);
      setTimeout(again, AGAIN_MS);
    }
  }
}
