/** Where one writes: words, an answer, a change of an own message, files. */

import { api } from "../base/api.js";
import { at, h } from "../base/dom.js";
import { remember, remembered } from "../base/prefs.js";
import { t } from "../base/texts.js";
import { Attachments } from "./attachments.js";
import { Commands } from "./commands.js";
import { replyKeyboard } from "./keyboards.js";
import { oneLine, sender } from "./message.js";

/** @typedef {import("../base/types.js").Message} Message */
/** @typedef {import("../base/state.js").State} State */
/** @typedef {{text: string, about: {kind: "reply"|"edit", message: Message}|null}} Draft */

const TALLEST = 180; // pixels
/** Each rehearsal has its own address. */
const draftsKey = () => `drafts.${location.pathname}`;

export class Composer {
  #field = /** @type {HTMLTextAreaElement} */ (at("field"));
  #form = /** @type {HTMLFormElement} */ (at("composer"));
  /** @type {Draft["about"]} */ #about = null;
  /** @type {Map<number, Draft>} */ #drafts = new Map(remembered(draftsKey(), "sessionStorage") ?? []);
  /** @type {number|null} */ #chat = null;

  /**
   * @param {State} state
   * @param {{refuse: (error: unknown) => void, sent: () => void}} told
   */
  constructor(state, { refuse, sent }) {
    this.#state = state;
    this.#refuse = refuse;
    this.#sent = sent;
    this.#files = new Attachments(
      () => this.#draw(),
      (sentence) => refuse(new Error(sentence)),
    );
    this.#commands = new Commands(
      () => (this.#chat === null ? [] : state.commands(this.#chat)),
      () => this.#submit(),
    );
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => this.#grow());
    at("about-close").addEventListener("click", () => this.#drop());
    at("voice").addEventListener("change", (event) => {
      if (this.#chat !== null)
        state.speakAs(this.#chat, Number(/** @type {HTMLSelectElement} */ (event.target).value));
    });
    // A page that is built anew, as for another language, goes on where it was.
    addEventListener("pagehide", () => {
      this.#put();
      remember(draftsKey(), [...this.#drafts], "sessionStorage");
    });
    state.on("choice", () => this.#open(state.chosen));
    state.on("people", () => this.#voices());
    state.on("chat", (chat) => {
      if (chat !== this.#chat) return;
      this.#voices();
      this.#board();
    });
  }

  #state;
  #refuse;
  #sent;
  #files;
  #commands;

  focus() {
    this.#field.focus();
  }

  /** @param {Message} message */
  reply(message) {
    this.#about = { kind: "reply", message };
    this.#draw();
    this.focus();
  }

  /** @param {Message} message */
  edit(message) {
    this.#about = { kind: "edit", message };
    this.#field.value = message.text ?? message.caption ?? "";
    this.#draw();
    this.focus();
  }

  /** Sends words at once. @param {string} text */
  async say(text) {
    const chat = this.#chat;
    if (chat === null) return;
    await this.#try(() => api.say({ person: this.#state.voice(chat), chat, text }));
  }

  /** @param {number|null} chat */
  #open(chat) {
    if (chat !== this.#chat) {
      this.#put();
      const draft = chat === null ? null : this.#drafts.get(chat);
      this.#chat = chat;
      this.#field.value = draft?.text ?? "";
      this.#about = draft?.about ?? null;
      this.#files.clear();
      this.#commands.close();
    }
    this.#voices();
    this.#board();
    this.#draw();
  }

  /** What is half written is kept for its chat. */
  #put() {
    if (this.#chat !== null) this.#drafts.set(this.#chat, { text: this.#field.value, about: this.#about });
  }

  /** In a group one chooses as whom one speaks; what that member has not read stands beside the name. */
  #voices() {
    const select = at("voice");
    const chat = this.#chat;
    if (chat === null || !this.#state.has(chat)) return;
    const log = this.#state.log(chat);
    at("voice-label").hidden = log.private;
    if (log.private) return;
    const voice = this.#state.voice(chat);
    const options = log.members.map((id) => {
      const unread = this.#state.unread(chat, id);
      const name = this.#state.person(id)?.name ?? String(id);
      return h("option", { value: id, selected: id === voice }, unread ? `${name} (${unread})` : name);
    });
    select.replaceChildren(...options);
  }

  #board() {
    const board = at("reply-keyboard");
    const log = this.#chat !== null && this.#state.has(this.#chat) ? this.#state.log(this.#chat) : null;
    const keyboard = log && replyKeyboard(log.messages, (text) => this.say(text));
    board.replaceChildren(...(keyboard ? [keyboard] : []));
    board.hidden = !keyboard;
  }

  #drop() {
    if (this.#about?.kind === "edit") this.#field.value = "";
    this.#about = null;
    this.#draw();
    this.focus();
  }

  #draw() {
    const about = this.#about;
    at("about").hidden = !about;
    if (about) {
      const title = about.kind === "edit" ? t("editing") : t("answering", { who: sender(about.message) });
      at("about-words").replaceChildren(h("strong", {}, title), h("span", {}, oneLine(about.message)));
    }
    this.#grow();
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
    this.#form.classList.toggle("ready", this.#field.value.trim() !== "" || this.#files.files.length > 0);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While an input method puts a letter together, Enter is its own.
    if (event.isComposing || event.keyCode === 229 || this.#commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && (this.#about || this.#files.files.length)) {
      event.stopPropagation();
      this.#files.clear();
      this.#drop();
    } else if (event.key === "Escape") this.#field.blur();
    else if (event.key === "ArrowUp" && !this.#field.value && !this.#about) this.#editLast(event);
  }

  /** @param {KeyboardEvent} event */
  #editLast(event) {
    const log = this.#chat === null ? null : this.#state.log(this.#chat);
    const mine = log?.messages.findLast(
      (message) => message.from?.id === this.#state.voice(log.id) && message.text !== undefined,
    );
    if (!mine) return;
    event.preventDefault();
    this.edit(mine);
  }

  async #submit() {
    const text = this.#field.value.trim();
    const files = this.#files.files;
    if (this.#chat === null || (!text && !files.length)) return;
    if (await this.#try(() => this.#post(text, files))) {
      this.#field.value = "";
      this.#about = null;
      this.#files.clear();
    }
    this.#commands.close();
    this.#draw();
  }

  /** @param {string} text @param {File[]} files */
  #post(text, files) {
    const chat = /** @type {number} */ (this.#chat);
    const person = this.#state.voice(chat);
    const about = this.#about;
    if (about?.kind === "edit") return api.edit({ person, chat, message: about.message.message_id, text });
    const reply = about ? { reply_to: about.message.message_id } : {};
    if (!files.length) return api.say({ person, chat, text, ...reply });
    const form = new FormData();
    const values = { person, chat, caption: text, as: this.#files.as, ...reply };
    for (const [name, value] of Object.entries(values)) form.append(name, String(value));
    for (const file of files) form.append("file", file, file.name);
    return api.send(form);
  }

  /** @param {() => Promise<any>} act @returns {Promise<boolean>} whether it went well */
  async #try(act) {
    try {
      await act();
      this.#sent();
      return true;
    } catch (error) {
      this.#refuse(error);
      return false;
    }
  }
}
