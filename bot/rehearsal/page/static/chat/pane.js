/** The chat one looks at: its head, its messages, the place to write, and a welcome where none is chosen. */

import { api } from "../base/api.js";
import { at } from "../base/dom.js";
import { t } from "../base/texts.js";
import { announce, refused } from "../base/toasts.js";
import { Composer } from "./composer.js";
import { History, spoken } from "./history.js";
import { about, portrait } from "./people.js";

/** @typedef {import("../base/state.js").State} State */

const TYPING_MS = 4000;

export class ChatPane {
  #history;
  #composer;
  #typing = 0;
  /** @type {string} */ #shown = "";

  /**
   * @param {State} state
   * @param {{follow: (address: string) => boolean, go: (chat: number|null) => void}} acts
   */
  constructor(state, { follow, go }) {
    this.#state = state;
    this.#composer = new Composer(state, { refuse: refused, sent: () => this.#history.toNewest() });
    this.#history = new History({
      follow,
      command: (text) => this.#composer.say(text),
      reply: (message) => this.#composer.reply(message),
      edit: (message) => this.#composer.edit(message),
      jump: () => {},
      press: (message, row, column) => this.#press(message.message_id, row, column),
    });
    at("back").addEventListener("click", () => go(null));
    at("block").addEventListener("click", () => this.#block());
    state.on("choice", () => this.#open());
    state.on("people", () => this.#head());
    state.on("chat", (chat) => chat === state.chosen && this.#changed());
    state.on("anew", () => {
      this.#shown = "";
      this.#open();
    });
    const read = () => this.looking && state.chosen !== null && state.read(state.chosen);
    document.addEventListener("visibilitychange", read);
    at("history").addEventListener("scroll", read, { passive: true });
  }

  #state;
  #newest = 0;

  /** Whether the newest of the chosen chat is being looked at. */
  get looking() {
    return !document.hidden && this.#history.atEnd;
  }

  write() {
    this.#composer.focus();
  }
  read() {
    this.#history.focus();
  }
  commands() {
    if (this.#state.chosen !== null) at("slash").click();
  }

  /** The bot is writing. @param {number} chat */
  typing(chat) {
    if (chat !== this.#state.chosen) return;
    at("chat-about").textContent = t("typing");
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#head(), TYPING_MS);
  }

  #open() {
    const { chosen } = this.#state;
    document.body.classList.toggle("in-chat", chosen !== null);
    at("chat").hidden = chosen === null;
    at("welcome").hidden = chosen !== null;
    const shown = chosen === null ? "" : `${chosen} ${this.#state.voice(chosen)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (chosen === null) return this.#history.close();
    this.#head();
    const log = this.#state.log(chosen);
    this.#newest = log.last?.message_id ?? 0;
    this.#history.open(log, this.#state.voice(chosen), this.#state.fresh).catch(refused);
  }

  #head() {
    const { chosen } = this.#state;
    if (chosen === null || !this.#state.has(chosen)) return;
    const log = this.#state.log(chosen);
    const person = this.#state.person(chosen);
    at("chat-title").textContent = person?.name ?? log.title;
    at("chat-about").textContent = about(this.#state, log);
    at("chat-portrait").replaceChildren(portrait(log.private ? (person?.role ?? "newcomer") : "group"));
    at("block").hidden = !log.private;
    const label = t(person?.blocked ? "unblock" : "block");
    at("block").setAttribute("aria-label", label);
    at("block").title = label;
    at("block").setAttribute("aria-pressed", String(Boolean(person?.blocked)));
  }

  #changed() {
    const log = this.#state.log(/** @type {number} */ (this.#state.chosen));
    const added =
      log.messages.length - 1 - log.messages.findLastIndex((message) => message.message_id <= this.#newest);
    this.#newest = Math.max(this.#newest, log.messages.at(-1)?.message_id ?? 0);
    clearTimeout(this.#typing);
    this.#head();
    this.#history.changed(added);
    const newest = log.messages.at(-1);
    if (added && newest && newest.from?.id !== this.#state.voice(log.id)) announce(spoken(newest));
  }

  /** @param {number} message @param {number} row @param {number} column */
  async #press(message, row, column) {
    const chat = /** @type {number} */ (this.#state.chosen);
    await api.press({ person: this.#state.voice(chat), chat, message, row, column }).catch(refused);
  }

  async #block() {
    const person = this.#state.person(this.#state.chosen ?? 0);
    if (!person) return;
    await api.block(person.id, !person.blocked).catch(refused);
    await this.#state.fetch().catch(refused);
  }
}
