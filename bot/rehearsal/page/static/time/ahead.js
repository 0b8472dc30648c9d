/** What will be sent before a jump: when, to whom, why, and its words. */

import { api } from "../base/api.js";
import { day, hour, iso, later, longDay, mondayAfter, wall } from "../base/days.js";
import { at, h } from "../base/dom.js";
import { t } from "../base/texts.js";
import { refused } from "../base/toasts.js";
import { formatted } from "../chat/entities.js";

/** @typedef {import("../base/types.js").Coming} Coming */
/** @typedef {import("../base/state.js").State} State */

const SHOWN = 60; // entries drawn at first; a quarter has hundreds
const WAIT_MS = 500;

export class Ahead {
  #panel = at("ahead");
  #until = /** @type {HTMLInputElement} */ (at("ahead-until"));
  #asked = 0;
  #waiting = 0;
  /** @type {Element|null} */ #opener = null;

  /** @param {State} state @param {{go: (day: string) => void, open: (chat: number) => void}} acts */
  constructor(state, acts) {
    this.#state = state;
    this.#acts = acts;
    at("ahead-open").addEventListener("click", () => this.toggle());
    at("ahead-close").addEventListener("click", () => this.close());
    this.#until.addEventListener("change", () => this.#fetch());
    at("ahead-go").addEventListener("click", () => acts.go(this.#until.value));
    for (const choice of /** @type {NodeListOf<HTMLElement>} */ (
      this.#panel.querySelectorAll("[data-until]")
    )) {
      choice.addEventListener("click", () => this.show(this.#day(choice.dataset.until ?? "")));
    }
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    state.on("clock people", () => this.#soon());
  }

  #state;
  #acts;

  get open() {
    return !this.#panel.hidden;
  }

  toggle() {
    if (this.open) this.close();
    else this.show(this.#day("monday"));
  }

  /** @param {string} until */
  show(until) {
    if (!this.open) this.#opener = document.activeElement;
    this.#until.min = iso(this.#state.now);
    this.#until.value = until;
    this.#panel.hidden = false;
    document.body.classList.add("looking-ahead");
    at("ahead-open").setAttribute("aria-expanded", "true");
    this.#fetch();
    at("ahead-title").focus();
  }

  close() {
    this.#panel.hidden = true;
    document.body.classList.remove("looking-ahead");
    at("ahead-open").setAttribute("aria-expanded", "false");
    /** @type {HTMLElement|null} */ (this.#opener)?.focus();
  }

  /** @param {string} name today, tomorrow, monday or month */
  #day(name) {
    const today = iso(this.#state.now);
    if (name === "monday") return mondayAfter(today);
    return later(today, { today: 0, tomorrow: 1, month: 30 }[name] ?? 0);
  }

  #soon() {
    if (!this.open || this.#state.clock.busy || this.#state.clock.playing) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#fetch(), WAIT_MS);
  }

  async #fetch() {
    const asked = ++this.#asked;
    const today = iso(this.#state.now);
    if (!this.#until.value || this.#until.value < today) this.#until.value = today;
    /** @type {HTMLButtonElement} */ (at("ahead-go")).disabled = this.#until.value <= today;
    for (const choice of /** @type {NodeListOf<HTMLElement>} */ (
      this.#panel.querySelectorAll("[data-until]")
    )) {
      choice.setAttribute(
        "aria-pressed",
        String(this.#day(choice.dataset.until ?? "") === this.#until.value),
      );
    }
    this.#panel.setAttribute("aria-busy", "true");
    try {
      const { items } = await api.ahead(this.#until.value);
      if (asked === this.#asked) this.#draw(items, SHOWN);
    } catch (error) {
      refused(error);
    }
    if (asked === this.#asked) this.#panel.removeAttribute("aria-busy");
  }

  /** @param {Coming[]} items @param {number} most */
  #draw(items, most) {
    const until = day(new Date(Date.parse(this.#until.value)));
    at("ahead-count").textContent = t(items.length ? "ahead_count" : "ahead_none", {
      count: items.length,
      until,
    });
    const days = new Map();
    for (const item of items.slice(0, most)) {
      const key = item.at.slice(0, 10);
      days.set(key, [...(days.get(key) ?? []), item]);
    }
    const parts = [...days].map(([key, list]) =>
      h(
        "section",
        {},
        h("h3", {}, longDay(new Date(Date.parse(key)))),
        h(
          "ol",
          {},
          list.map((/** @type {Coming} */ one) => this.#entry(one)),
        ),
      ),
    );
    const rest = items.length - most;
    if (rest > 0)
      parts.push(
        h(
          "button",
          { type: "button", onclick: () => this.#draw(items, most + SHOWN) },
          t("ahead_more", { count: rest }),
        ),
      );
    at("ahead-list").replaceChildren(...parts);
  }

  /** @param {Coming} one */
  #entry(one) {
    const { chat } = one;
    const acts = { follow: () => false, command: () => {} };
    const to = chat !== null && this.#state.has(chat) ? h("a", { href: `#${chat}` }, one.to) : one.to;
    return h(
      "li.coming",
      {},
      h(
        "div.coming-head",
        {},
        h("time", {}, hour(wall(one.at))),
        h(`span.chip.kind-${one.kind}`, {}, one.label),
        h("span.coming-to", {}, to),
      ),
      one.why.length > 0 &&
        h(
          "ul.why",
          {},
          one.why.map((reason) => h("li", {}, reason)),
        ),
      one.text &&
        h(
          "details",
          {},
          h("summary", {}, t("see_text")),
          h("div.text", {}, formatted(one.text, one.entities ?? [], acts)),
        ),
    );
  }
}
