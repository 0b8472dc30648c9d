/** The messages of one chat that are here: without a gap from some older one to the newest. */

import { api } from "../base/api.js";

/** @typedef {import("../base/types.js").Message} Message */

const PAGE = 100;

export class ChatLog {
  /** @type {Message[]} */ messages = [];
  /** @type {Message|null} */ last;
  loaded = false;
  complete = false;
  /** @type {Promise<void>|null} */ #loading = null;

  /** @param {import("../base/types.js").ChatState} chat */
  constructor(chat) {
    this.id = chat.id;
    this.title = chat.title;
    this.members = chat.members;
    this.kind = chat.kind;
    this.last = chat.last;
  }

  /** @param {import("../base/types.js").ChatState} chat */
  renew(chat) {
    this.title = chat.title;
    this.members = chat.members;
    this.last = chat.last;
  }

  get private() {
    return this.kind === "private";
  }

  forget() {
    this.messages = [];
    this.loaded = this.complete = false;
  }

  /** @param {Message} message */
  add(message) {
    this.last = message;
    // What comes while the first page is on its way will stand behind it.
    const kept = this.loaded || this.#loading;
    if (kept && this.find(message.message_id) < 0) this.messages.push(message);
  }

  /** @param {Message} message */
  edit(message) {
    if (this.last?.message_id === message.message_id) this.last = message;
    const index = this.find(message.message_id);
    if (index >= 0) this.messages[index] = message;
  }

  /** @param {number} id */
  remove(id) {
    const index = this.find(id);
    if (index >= 0) this.messages.splice(index, 1);
    if (this.last?.message_id === id) this.last = this.messages.at(-1) ?? null;
  }

  /** The place of a message among those here, or -1. @param {number} id */
  find(id) {
    let low = 0;
    let high = this.messages.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.messages[middle].message_id;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** One page of older messages, or the newest to begin with. @param {number} [limit] */
  async older(limit = PAGE) {
    if (this.loaded && this.complete) return;
    this.#loading ??= this.#fetch(limit).finally(() => (this.#loading = null));
    await this.#loading;
  }

  /** @param {number} limit */
  async #fetch(limit) {
    const before = this.loaded ? this.messages[0]?.message_id : undefined;
    const { messages, more } = await api.messages(this.id, before, limit);
    // What arrived while the page was on its way stands behind it.
    const newest = messages.at(-1)?.message_id ?? 0;
    this.messages = [...messages, ...this.messages.filter((message) => message.message_id > newest)];
    this.loaded = true;
    this.complete = !more;
  }
}
