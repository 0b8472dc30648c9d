/** A quarter as a strip of days, each with a mark for what it sends. */

import { api } from "../base/api.js";
import { iso, later, longDay, weekday } from "../base/days.js";
import { at, h, walkable } from "../base/dom.js";
import { t } from "../base/texts.js";

/** @typedef {import("../base/types.js").StripDay} StripDay */
/** @typedef {import("../base/state.js").State} State */

const MARKS = 3; // kinds shown on a day; all are named in its words
const WAIT_MS = 400; // after the last change, before the strip is asked for again

export class StripBar {
  #tip = at("tip");
  #list = at("days");
  /** @type {import("../base/types.js").Strip|null} */ #strip = null;
  #of = "";
  #asking = false;
  #wanted = false;
  #waiting = 0;

  /** @param {State} state @param {{go: (day: string) => void, ahead: (day: string) => void}} acts */
  constructor(state, acts) {
    this.#state = state;
    this.#acts = acts;
    this.#of = this.#today;
    at("earlier").addEventListener("click", () => this.#turn(-1));
    at("later").addEventListener("click", () => this.#turn(1));
    walkable(this.#list, "button", { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 });
    this.#list.addEventListener(
      "pointerover",
      (event) => event.pointerType === "mouse" && this.#tell(event.target, false),
    );
    this.#list.addEventListener("focusin", (event) => this.#tell(event.target, false));
    this.#list.addEventListener("click", (event) => this.#tell(event.target, true));
    at("strip").addEventListener("pointerleave", () => this.#pinned || this.#hide());
    at("strip").addEventListener(
      "focusout",
      (event) => at("strip").contains(/** @type {Node} */ (event.relatedTarget)) || this.#hide(),
    );
    at("strip").addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#tip.hidden) return;
      event.stopPropagation();
      this.#hide();
    });
    document.addEventListener(
      "pointerdown",
      (event) => at("strip").contains(/** @type {Node} */ (event.target)) || this.#hide(),
    );
    state.on("clock", () => this.#moved());
    state.on("people", () => this.#soon());
    this.#fetch();
  }

  #state;
  #acts;
  #pinned = false;
  #was = "";
  #jumping = false;

  get #today() {
    return iso(this.#state.now);
  }

  #moved() {
    const today = this.#today;
    const rests = this.#jumping && !this.#state.clock.busy;
    this.#jumping = this.#state.clock.busy;
    if (rests) this.#soon();
    if (today === this.#was) return;
    this.#was = today;
    if (!this.#strip || today < this.#strip.first || today > this.#strip.last) this.#of = today;
    this.#mark();
    this.#soon();
  }

  /** Time changes the day again and again; what is to come is asked for at rest, or in a new quarter. */
  #soon() {
    clearTimeout(this.#waiting);
    if (this.#strip && !this.#holds(this.#strip)) this.#fetch();
    else this.#waiting = setTimeout(() => this.#fetch(), WAIT_MS);
  }

  /** @param {number} quarters */
  #turn(quarters) {
    if (!this.#strip) return;
    this.#of = quarters < 0 ? later(this.#strip.first, -1) : later(this.#strip.last, 1);
    this.#fetch();
  }

  /** One question at a time: what changes meanwhile is asked for when the answer is here. */
  async #fetch() {
    this.#wanted = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#wanted) {
      this.#wanted = false;
      // The days of another quarter at once, what is to come when it is known.
      if (!this.#holds(this.#strip)) await this.#ask("no");
      // In a jump nobody knows it: what was known stays until there is rest.
      if (!this.#state.clock.busy) await this.#ask();
    }
    this.#asking = false;
  }

  /** @param {"no"} [ahead] */
  async #ask(ahead) {
    const strip = await api.strip(this.#of, ahead).catch(() => null);
    if (strip && this.#holds(strip)) this.#show(strip);
  }

  /** Whether the day asked for is of this quarter. @param {import("../base/types.js").Strip|null} strip */
  #holds(strip) {
    return strip !== null && this.#of >= strip.first && this.#of <= strip.last;
  }

  /** @param {import("../base/types.js").Strip} strip */
  #show(strip) {
    const turned = strip.first !== this.#strip?.first;
    this.#strip = strip;
    this.#draw(turned);
  }

  /** @param {boolean} turned another quarter than before */
  #draw(turned) {
    const { title, days } = /** @type {import("../base/types.js").Strip} */ (this.#strip);
    const focused = document.activeElement?.getAttribute("data-day");
    at("quarter").textContent = title;
    this.#list.replaceChildren(...days.map((one) => h("li", {}, cell(one))));
    this.#mark();
    if (focused)
      /** @type {HTMLElement|null} */ (this.#list.querySelector(`[data-day="${focused}"]`))?.focus();
    if (turned) this.#list.querySelector(".today")?.scrollIntoView({ inline: "center", block: "nearest" });
  }

  /** Today, and what is behind it. */
  #mark() {
    const today = this.#today;
    for (const each of this.#list.querySelectorAll("button")) {
      const day = each.dataset.day ?? "";
      each.classList.toggle("past", day < today);
      each.classList.toggle("today", day === today);
      if (day === today) each.setAttribute("aria-current", "date");
      else each.removeAttribute("aria-current");
    }
    const stop = this.#list.querySelector(".today") ?? this.#list.querySelector("button");
    if (stop && !this.#list.querySelector('[tabindex="0"]')) stop.setAttribute("tabindex", "0");
  }

  /** What a day sends, beside it. @param {EventTarget|null} target @param {boolean} pinned */
  #tell(target, pinned) {
    const button = /** @type {HTMLElement} */ (target).closest?.("button[data-day]");
    const day = this.#strip?.days.find((one) => one.day === button?.getAttribute("data-day"));
    if (!button || !day) return;
    this.#pinned = pinned;
    const acts = day.day > this.#today && [
      h(
        "button.primary",
        { type: "button", onclick: () => this.#act(this.#acts.go, day.day) },
        t("go_there"),
      ),
      h("button", { type: "button", onclick: () => this.#act(this.#acts.ahead, day.day) }, t("see_ahead")),
    ];
    this.#tip.replaceChildren(
      h("strong", {}, longDay(new Date(Date.parse(day.day)))),
      h("span.off", {}, rest(day)),
      h(
        "ul",
        {},
        lines(day).map(([kind, line]) => h(`li.kind-${kind}`, {}, line)),
      ),
      ...(pinned && acts ? [h("div.tip-acts", {}, acts)] : []),
    );
    this.#tip.hidden = false;
    const { left, bottom, width } = button.getBoundingClientRect();
    const half = this.#tip.offsetWidth / 2;
    const middle = Math.min(Math.max(left + width / 2, half + 8), innerWidth - half - 8);
    this.#tip.style.left = `${middle - half}px`;
    this.#tip.style.top = `${bottom + 6}px`;
  }

  /** @param {(day: string) => void} act @param {string} day */
  #act(act, day) {
    this.#hide();
    act(day);
  }

  #hide() {
    this.#tip.hidden = true;
    this.#pinned = false;
  }
}

/** @param {StripDay} one */
function cell(one) {
  const date = new Date(Date.parse(one.day));
  const number = date.getUTCDate();
  const words = [longDay(date), rest(one), ...lines(one).map(([, line]) => line)].filter(Boolean).join(". ");
  const classes = [
    one.off ? ".off" : "",
    number === 1 ? ".first" : "",
    date.getUTCDay() === 1 ? ".monday" : "",
  ].join("");
  const marks = one.sends.slice(0, MARKS).map((sends) => h(`i.mark.kind-${sends.kind}`));
  const head = number === 1 ? t("month", { month: date.getUTCMonth() + 1 }) : String(number);
  return h(
    `button.day${classes}`,
    { type: "button", tabindex: -1, "data-day": one.day, "aria-label": words },
    h("span.day-head", { "aria-hidden": "true" }, head),
    h("span.marks", { "aria-hidden": "true" }, marks),
    one.due > 0 && h("i.due", { "aria-hidden": "true" }),
  );
}

/** Why nobody works on a day, where its name doesn't say it already. @param {StripDay} day */
function rest({ day, off }) {
  return off === weekday(new Date(Date.parse(day))) ? null : off;
}

/**
 * What a day sends and what falls due, a line each with its kind.
 * @param {StripDay} day
 * @returns {[string, string][]}
 */
function lines(day) {
  /** @type {[string, string][]} */
  const found = day.sends.map(({ kind, label, count }) => [kind, t("sends", { count, label })]);
  if (day.due) found.push(["due", t("due", { count: day.due })]);
  return found.length ? found : [["none", t("sends_nothing")]];
}
