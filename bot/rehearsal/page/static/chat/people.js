/** Whom one can be: people by their role and unit, then groups; what each got last, how much is unread. */

import { at, h, walkable } from "../base/dom.js";
import { iso, short, wallOf } from "../base/days.js";
import { icon } from "../base/icons.js";
import { t } from "../base/texts.js";
import { folded } from "../base/folded.js";
import { oneLine } from "./message.js";

/** @typedef {import("../base/state.js").State} State */
/** @typedef {import("./chatlog.js").ChatLog} ChatLog */

const MANY = 8; // entries from which a search helps

export class People {
  #search = /** @type {HTMLInputElement} */ (at("search"));
  /** @type {Map<number, HTMLElement>} */ #rows = new Map();

  /** @param {State} state */
  constructor(state) {
    this.#state = state;
    state.on("people", () => this.#draw());
    state.on("choice", () => this.#draw());
    state.on("chat", (chat) => this.#update(chat));
    state.on("clock", () => this.#turned());
    this.#search.addEventListener("input", () => this.#draw());
    walkable(at("people"), "a.person", { ArrowDown: 1, ArrowUp: -1 });
    this.#draw();
  }

  #state;
  #day = "";

  /** On another day, hours become dates. */
  #turned() {
    const today = iso(this.#state.now);
    if (today !== this.#day) this.#draw();
    this.#day = today;
  }

  focus() {
    /** @type {HTMLElement|null} */ (at("people").querySelector('a.person[tabindex="0"]'))?.focus();
  }

  #draw() {
    const chats = this.#state.chats;
    at("search-box").hidden = chats.length < MANY;
    const wanted = folded(this.#search.value);
    const shown = chats.filter((chat) => folded(`${this.#name(chat)} ${this.#about(chat)}`).includes(wanted));
    this.#rows.clear();
    for (const [id, kind] of [
      ["persons", true],
      ["groups", false],
    ]) {
      const rows = shown.filter((chat) => chat.private === kind).map((chat) => h("li", {}, this.#row(chat)));
      at(/** @type {string} */ (id)).replaceChildren(...rows);
      at(`${id}-part`).hidden = rows.length === 0;
    }
    const stop = this.#rows.get(this.#state.chosen ?? 0) ?? [...this.#rows.values()][0];
    if (stop) stop.tabIndex = 0;
    at("nobody").hidden = shown.length > 0;
  }

  /** @param {number} chat */
  #update(chat) {
    const old = this.#rows.get(chat);
    if (!old) return;
    const row = this.#row(this.#state.log(chat));
    row.tabIndex = old.tabIndex;
    const focused = document.activeElement === old;
    old.replaceWith(row);
    if (focused) row.focus();
  }

  /** @param {ChatLog} chat */
  #row(chat) {
    const { last } = chat;
    const unread = this.#state.unread(chat.id);
    const chosen = this.#state.chosen === chat.id;
    const blocked = this.#state.person(chat.id)?.blocked;
    const row = h(
      "a.person",
      { href: `#${chat.id}`, tabindex: -1, "aria-current": chosen ? "page" : null },
      portrait(this.#role(chat)),
      h("span.person-name", {}, this.#name(chat)),
      last && h("time", {}, short(wallOf(last.date), this.#state.now)),
      h("span.person-about", {}, this.#about(chat)),
      h("span.person-last", {}, blocked ? t("blocked") : last ? oneLine(last) : t("no_messages")),
      unread > 0 && h("span.badge", {}, String(unread), h("span.unseen", {}, ` ${t("unread")}`)),
    );
    this.#rows.set(chat.id, row);
    return row;
  }

  /** @param {ChatLog} chat */
  #name(chat) {
    return this.#state.person(chat.id)?.name ?? chat.title;
  }

  /** @param {ChatLog} chat */
  #role(chat) {
    return chat.private ? (this.#state.person(chat.id)?.role ?? "newcomer") : "group";
  }

  /** @param {ChatLog} chat */
  #about(chat) {
    return about(this.#state, chat);
  }
}

/** Who that is, in a few words. @param {State} state @param {ChatLog} chat */
export function about(state, chat) {
  if (!chat.private) return t("members", { count: chat.members.length });
  const person = state.person(chat.id);
  return [t(`role_${person?.role ?? "newcomer"}`), person?.unit].filter(Boolean).join(" · ");
}

/** @param {string} role */
export const portrait = (role) => h(`span.portrait.role-${role}`, {}, icon(role));
