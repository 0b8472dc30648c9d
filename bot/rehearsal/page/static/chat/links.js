/** Links of the bot's own: the page asks who opens one, and opens it as that person. */

import { api } from "../base/api.js";
import { at, h } from "../base/dom.js";
import { t } from "../base/texts.js";
import { refused } from "../base/toasts.js";

/** @typedef {import("../base/state.js").State} State */
/** @typedef {{payload: string, group: boolean}} DeepLink */

/**
 * What a t.me or tg: address of this bot asks for; null for any other address.
 * @param {string} address
 * @param {string} username the bot's
 * @returns {DeepLink|null}
 */
export function deepLink(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const web = /^(www\.)?(t|telegram)\.me$/.test(url.hostname);
  const bot = url.protocol === "tg:" ? url.searchParams.get("domain") : web ? url.pathname.slice(1) : null;
  if (bot?.toLowerCase() !== username.toLowerCase()) return null;
  const group = url.searchParams.get("startgroup");
  return { payload: group ?? url.searchParams.get("start") ?? "", group: group !== null };
}

const NEW = "new";

export class LinkDialog {
  #dialog = /** @type {HTMLDialogElement} */ (at("opener"));
  #form = /** @type {HTMLFormElement} */ (at("opener-form"));
  #who = /** @type {HTMLSelectElement} */ (at("opener-who"));
  #where = /** @type {HTMLSelectElement} */ (at("opener-where"));
  /** @type {DeepLink|null} */ #link = null;

  /** @param {State} state @param {(chat: number) => void} go */
  constructor(state, go) {
    this.#state = state;
    this.#go = go;
    this.#who.addEventListener("change", () => this.#asked());
    this.#where.addEventListener("change", () => this.#asked());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#opened().catch(refused);
    });
  }

  #state;
  #go;

  /** Whether the address was one of the bot's own, which is asked about then. @param {string} address */
  follow = (address) => {
    const link = deepLink(address, this.#state.bot.username);
    if (link) this.ask(link);
    return link !== null;
  };

  /** Somebody new comes by without a link. */
  welcome() {
    this.ask({ payload: "", group: false });
    at("opener-title").textContent = t("add_person");
    at("opener-act").textContent = t("add");
    /** @type {HTMLElement} */ (this.#who.closest("label")).hidden = true;
  }

  /** @param {DeepLink} link */
  ask(link) {
    this.#link = link;
    /** @type {HTMLElement} */ (this.#who.closest("label")).hidden = false;
    const people = this.#state.people.map((person) => h("option", { value: person.id }, person.name));
    const newcomer = h("option", { value: NEW, selected: !link.group }, t("newcomer"));
    this.#who.replaceChildren(newcomer, ...people);
    if (link.group) this.#who.selectedIndex = Math.min(1, people.length);
    const groups = this.#state.groups.map((group) => h("option", { value: group.id }, group.title));
    this.#where.replaceChildren(...groups, h("option", { value: NEW }, t("new_group")));
    // From the menu it is for another group than those that are there.
    if (!link.payload) this.#where.value = NEW;
    at("opener-title").textContent = t(link.group ? "who_adds" : "who_opens");
    at("opener-act").textContent = t(link.group ? "add" : "open");
    at("opener-group").hidden = !link.group;
    for (const id of ["opener-name", "opener-group-name"])
      /** @type {HTMLInputElement} */ (at(id)).value = "";
    this.#asked();
    this.#dialog.showModal();
    const name = /** @type {HTMLElement|undefined} */ (
      this.#form.querySelector("label:not([hidden]) input:not([hidden])")
    );
    if (!link.group) name?.focus();
  }

  /** Names are asked for who isn't there yet. */
  #asked() {
    this.#need("opener-name", this.#who.value === NEW);
    this.#need("opener-group-name", Boolean(this.#link?.group) && this.#where.value === NEW);
  }

  /** @param {string} id @param {boolean} needed */
  #need(id, needed) {
    const input = /** @type {HTMLInputElement} */ (at(id));
    input.required = needed;
    /** @type {HTMLElement} */ (input.closest("label")).hidden = !needed;
  }

  async #opened() {
    const link = this.#link;
    if (!link) return;
    const named = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (at(id)).value.trim();
    const person =
      this.#who.value === NEW ? (await api.person(named("opener-name"))).id : Number(this.#who.value);
    const fresh = link.group && this.#where.value === NEW;
    const group = fresh
      ? (await api.group(named("opener-group-name"), person)).id
      : Number(this.#where.value);
    await api.start(
      link.group ? { person, payload: link.payload, group } : { person, payload: link.payload },
    );
    this.#dialog.close();
    await this.#state.fetch();
    this.#go(link.group ? group : person);
  }
}
