/** The server's half of the page: one function for each address. */

/** @typedef {import("./types.js").Message} Message */

/** What the server or the network said no to; the message is a sentence to show. */
export class Refused extends Error {
  /** @param {string} sentence @param {number} status 0: no answer at all */
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/** @param {string} path @param {RequestInit} [how] */
async function call(path, how = {}) {
  const language = document.documentElement.lang;
  const headers = {
    "Accept-Language": language,
    ...(how.method === "POST" ? { "X-Rehearsal": "1" } : {}),
    ...how.headers,
  };
  let response;
  try {
    response = await fetch(`api/${path}`, { ...how, headers });
  } catch {
    throw new Refused("", 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `${response.status}`, response.status);
  return body;
}

/** @param {Object<string, string|number|undefined>} values */
function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** @param {string} path @param {Object<string, any>} body */
function post(path, body) {
  return call(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });
}

export const api = {
  /** @returns {Promise<import("./types.js").Whole>} */
  state: () => call("state"),
  /** @param {string} language @returns {Promise<Object<string, string>>} */
  texts: (language) => call(`texts?${query({ language })}`),
  /** @param {number} chat @param {number|undefined} before @param {number} limit
   *  @returns {Promise<{messages: Message[], more: boolean}>} */
  messages: (chat, before, limit) => call(`messages?${query({ chat, before, limit })}`),
  /** @param {string} until @returns {Promise<{items: import("./types.js").Coming[]}>} */
  ahead: (until) => call(`ahead?${query({ until })}`),
  /** @param {string} of @param {"no"} [ahead] without what is to come, which takes a while
   *  @returns {Promise<import("./types.js").Strip>} */
  strip: (of, ahead) => call(`strip?${query({ of, ahead })}`),
  /** @param {{person: number, chat: number, text: string, reply_to?: number}} what */
  say: (what) => post("say", what),
  /** @param {FormData} form */
  send: (form) => call("send", { method: "POST", body: form }),
  /** @param {{person: number, chat: number, message: number, row: number, column: number}} what */
  press: (what) => post("press", what),
  /** @param {{person: number, chat: number, message: number, text: string}} what */
  edit: (what) => post("edit", what),
  /** @param {{person: number, payload: string, group?: number}} what */
  start: (what) => post("start", what),
  /** @param {string} name @returns {Promise<{id: number}>} */
  person: (name) => post("person", { name }),
  /** @param {string} title @param {number} person @returns {Promise<{id: number}>} */
  group: (title, person) => post("group", { title, person }),
  /** @param {number} person @param {boolean} blocked */
  block: (person, blocked) => post("block", { person, blocked }),
  /** @param {string} to @param {string} [date] @returns {Promise<{clock: import("./types.js").Clock}>} */
  time: (to, date) => post("time", { to, date }),
};

/** @param {string} id */
export const fileAddress = (id) => `api/file/${encodeURIComponent(id)}`;
export const SCRIPT = "api/script";
