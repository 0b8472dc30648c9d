/** The date above, and what moves it: the next event, day or Monday, a play, a date. */

import { api } from "../base/api.js";
import { day, hour, iso, later, longDay, weekday } from "../base/days.js";
import { at } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { t } from "../base/texts.js";
import { refused } from "../base/toasts.js";

/** @typedef {import("../base/state.js").State} State */

const STEPS = ["event", "day", "monday"];

export class ClockBar {
  #play = at("play");
  #dialog = /** @type {HTMLDialogElement} */ (at("date-dialog"));
  #date = /** @type {HTMLInputElement} */ (at("date"));

  /** @param {State} state @param {(until: string) => void} showAhead */
  constructor(state, showAhead) {
    this.#state = state;
    state.on("clock", () => this.#draw());
    // A narrow page shows the signs alone.
    for (const step of [...STEPS, "to-date", "ahead-open"]) {
      at(step).title = at(step).querySelector("span")?.textContent ?? "";
    }
    for (const step of STEPS) at(step).addEventListener("click", () => this.go(step));
    this.#play.addEventListener("click", () => this.toggle());
    at("to-date").addEventListener("click", () => this.ask());
    at("date-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#dialog.close();
      this.go("date", this.#date.value);
    });
    this.#date.addEventListener("input", () => this.#name());
    at("date-ahead").addEventListener("click", () => {
      this.#dialog.close();
      showAhead(this.#date.value);
    });
    this.#draw();
  }

  #state;

  /** @param {string} to event, day, monday, play, pause or date @param {string} [date] */
  async go(to, date) {
    if (this.#moving && to !== "pause") return;
    try {
      const { clock } = await api.time(to, date);
      this.#state.apply([{ what: "clock", clock }], false);
    } catch (error) {
      refused(error);
    }
  }

  toggle() {
    return this.go(this.#moving ? "pause" : "play");
  }

  ask() {
    const tomorrow = later(iso(this.#state.now), 1);
    this.#date.min = tomorrow;
    if (!this.#date.value || this.#date.value < tomorrow) this.#date.value = tomorrow;
    this.#name();
    this.#dialog.showModal();
  }

  /** The day in words: the browser may write it in another country's order. */
  #name() {
    const { value } = this.#date;
    at("date-words").textContent = value && longDay(new Date(Date.parse(value)));
  }

  get #moving() {
    return this.#state.clock.playing || this.#state.clock.busy;
  }

  #draw() {
    const now = this.#state.now;
    at("weekday").textContent = weekday(now);
    at("day-of").textContent = day(now);
    at("hour").textContent = hour(now);
    at("clock").setAttribute("datetime", this.#state.clock.now);
    const label = t(this.#moving ? "pause" : "play");
    this.#play.replaceChildren(icon(this.#moving ? "pause" : "play"), document.createElement("span"));
    /** @type {HTMLElement} */ (this.#play.lastElementChild).textContent = label;
    document.body.classList.toggle("moving", this.#moving);
    // Not `disabled`: who pressed one by keyboard would lose their place.
    for (const step of [...STEPS, "to-date"]) at(step).setAttribute("aria-disabled", String(this.#moving));
  }
}
