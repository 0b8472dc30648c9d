/** What the page knows: people, chats and their messages, the clock, what each person has not read yet. */

import { api } from "./api.js";
import { ChatLog } from "../chat/chatlog.js";
import { iso, keepZone, wall } from "./days.js";
import { remember, remembered } from "./prefs.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Thing} Thing */

/** Topics told: "people" (who and what there is), "chat" (with its id), "clock", "choice", "anew". */
export class State extends EventTarget {
  /** @type {import("./types.js").Whole} */ #whole;
  /** @type {Map<number, ChatLog>} */ #logs = new Map();
  /** @type {Map<number, number>} */ #voices = new Map();
  /** @type {Object<string, number>} */ #unread = {};
  /** @type {number|null} */ chosen = null;
  /** How many messages were unread when it was chosen. */ fresh = 0;
  /** Everybody is still being linked: what is said in that is no news. */ #opening = false;

  /** @param {import("./types.js").Whole} whole */
  constructor(whole) {
    super();
    this.#whole = whole;
    this.#unread = remembered(this.#key) ?? {};
    this.take(whole);
    this.#opening = whole.clock.busy && iso(this.now) === whole.from;
  }

  /** Everything as the server has it now. @param {import("./types.js").Whole} whole */
  take(whole) {
    this.#whole = whole;
    keepZone(whole.clock.now);
    const former = this.#logs;
    this.#logs = new Map(whole.chats.map((chat) => [chat.id, former.get(chat.id) ?? new ChatLog(chat)]));
    for (const chat of whole.chats) this.log(chat.id).renew(chat);
    this.tell("people");
    this.tell("clock");
  }

  async fetch() {
    this.take(await api.state());
    return this.#whole.seq;
  }

  /** Nothing that was loaded can be trusted any more. */
  async fetchAnew() {
    for (const log of this.#logs.values()) log.forget();
    const seq = await this.fetch();
    if (this.chosen !== null && !this.has(this.chosen)) this.choose(null);
    this.tell("anew");
    return seq;
  }

  get people() {
    return this.#whole.people;
  }
  get bot() {
    return this.#whole.bot;
  }
  get clock() {
    return this.#whole.clock;
  }
  get now() {
    return wall(this.#whole.clock.now);
  }
  get from() {
    return this.#whole.from;
  }
  get copy() {
    return this.#whole.copy;
  }
  get chats() {
    return [...this.#logs.values()];
  }
  get groups() {
    return this.chats.filter((chat) => !chat.private);
  }

  /** @param {number} chat @returns {ChatLog} */
  log(chat) {
    return /** @type {ChatLog} */ (this.#logs.get(chat));
  }
  /** @param {number} chat */
  has(chat) {
    return this.#logs.has(chat);
  }
  /** @param {number} id */
  person(id) {
    return this.people.find((person) => person.id === id);
  }
  /** @param {number} chat @returns {import("./types.js").Command[]} */
  commands(chat) {
    return this.#whole.commands[String(chat)] ?? [];
  }

  /** As whom one speaks and reads in a chat: its person, in a group a member. @param {number} chat */
  voice(chat) {
    const log = this.log(chat);
    return log.private ? chat : (this.#voices.get(chat) ?? log.members[0] ?? this.people[0]?.id);
  }

  /** @param {number} chat @param {number} person */
  speakAs(chat, person) {
    this.#voices.set(chat, person);
    if (this.chosen === chat) this.read(chat);
    this.tell("choice");
  }

  /** @param {number|null} chat */
  choose(chat) {
    this.chosen = chat;
    this.fresh = chat === null ? 0 : this.unread(chat);
    if (chat !== null) this.read(chat);
    this.tell("choice");
  }

  get #key() {
    return `unread.${location.pathname}`;
  }

  /** What a person has not read in a chat. @param {number} chat @param {number} [person] */
  unread(chat, person = this.voice(chat)) {
    return this.#unread[`${person}:${chat}`] ?? 0;
  }

  /** @param {number} chat */
  read(chat) {
    const mark = `${this.voice(chat)}:${chat}`;
    if (!this.#unread[mark]) return;
    delete this.#unread[mark];
    remember(this.#key, this.#unread);
    this.tell("chat", chat);
  }

  /** What the server told. @param {Thing[]} things @param {boolean} looking at the chosen chat's end */
  apply(things, looking) {
    const touched = new Set();
    for (const thing of things) {
      if (thing.what === "clock") this.#tick(thing.clock);
      else if ("message" in thing) touched.add(this.#message(thing.what, thing.message, looking));
    }
    if (things.some((thing) => thing.what === "new")) remember(this.#key, this.#unread);
    if (things.some((thing) => thing.what === "clock")) this.tell("clock");
    for (const chat of touched) this.tell("chat", chat);
  }

  /** @param {import("./types.js").Clock} clock */
  #tick(clock) {
    this.#whole.clock = clock;
    if (!clock.busy) this.#opening = false;
  }

  /** @param {string} what @param {Message} message @param {boolean} looking */
  #message(what, message, looking) {
    const log = this.#logs.get(message.chat.id);
    if (!log) return message.chat.id;
    if (what === "new") {
      log.add(message);
      for (const person of log.private ? [log.id] : log.members) this.#count(log, person, message, looking);
    } else if (what === "edited") log.edit(message);
    else log.remove(message.message_id);
    return log.id;
  }

  /** @param {ChatLog} log @param {number} person @param {Message} message @param {boolean} looking */
  #count(log, person, message, looking) {
    const seen = looking && this.chosen === log.id && this.voice(log.id) === person;
    if (seen || this.#opening || message.from?.id === person) return;
    const mark = `${person}:${log.id}`;
    this.#unread[mark] = (this.#unread[mark] ?? 0) + 1;
  }

  /** @param {string} topic @param {any} [detail] */
  tell(topic, detail) {
    this.dispatchEvent(new CustomEvent(topic, { detail }));
  }

  /** @param {string} topics several, with spaces between @param {(detail: any) => void} act */
  on(topics, act) {
    for (const topic of topics.split(" ")) {
      this.addEventListener(topic, (event) => act(/** @type {CustomEvent} */ (event).detail));
    }
  }
}
