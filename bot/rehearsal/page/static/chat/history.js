/**
 * The chat in the middle. However many messages a chat has, a window of at most MOST stands in the document;
 * it moves over those that are here as one scrolls, older ones are fetched before its upper end is reached.
 */

import { iso, longDay, wallOf } from "../base/days.js";
import { at, h } from "../base/dom.js";
import { t } from "../base/texts.js";
import { bubble, oneLine, reachable, sender } from "./message.js";

/** @typedef {import("../base/types.js").Message} Message */
/** @typedef {import("./chatlog.js").ChatLog} ChatLog */
/** @typedef {{key: string, mark: string, make: () => HTMLElement}} Item a child of the list: what it is, and
 *   a mark that changes when it must be made anew */

const MOST = 160; // messages in the document
const STEP = 60;
const NEAR = 900; // pixels from an end at which the window moves
const END = 60; // pixels from the newest message that still count as looking at it
const PAGE = 200; // messages fetched at once on the way to an old one

export class History {
  #scroller = at("history");
  #list = at("messages");
  #down = at("to-newest");
  /** @type {ChatLog|null} */ #log = null;
  /** @type {Map<string, {mark: string, node: HTMLElement}>} */ #nodes = new Map();
  #from = 0;
  #to = 0;
  #below = 0;
  #drawing = 0;
  #voice = 0;

  /** @param {import("./message.js").Acts} acts what can be done from a message */
  constructor(acts) {
    this.#acts = { ...acts, jump: (/** @type {number} */ id) => this.jump(id) };
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#down.addEventListener("click", () => this.toNewest());
    this.#list.addEventListener("focusin", (event) => this.#stand(/** @type {HTMLElement} */ (event.target)));
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
    new ResizeObserver(() => this.#stuck && this.#toEnd()).observe(this.#scroller);
  }

  #acts;
  #stuck = true;

  /** @param {ChatLog} log @param {number} voice who looks @param {number} fresh messages not seen before */
  async open(log, voice, fresh) {
    this.#log = log;
    this.#voice = voice;
    this.#nodes.clear();
    this.#list.replaceChildren();
    this.#stuck = true;
    this.#below = 0;
    if (!log.loaded) await log.older();
    if (this.#log !== log) return;
    this.toNewest();
    const others = log.messages.filter((message) => message.from?.id !== voice);
    const first = fresh && this.#list.querySelector(`[data-id="${others.at(-fresh)?.message_id}"]`);
    // One reads on where one was: what is new from its beginning, however long.
    if (first) first.scrollIntoView({ block: "start" });
  }

  close() {
    this.#log = null;
  }

  toNewest() {
    const length = this.#log?.messages.length ?? 0;
    this.#stuck = true;
    this.#window(Math.max(0, length - STEP), length);
    this.#toEnd();
    this.#moved();
  }

  /** Whether the newest message is in sight. */
  get atEnd() {
    return this.#stuck;
  }

  /** The log has changed; drawn once a frame, however often it is told. @param {number} added new messages */
  changed(added) {
    if (!this.#stuck) this.#below += added;
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      if (!this.#log) return;
      const length = this.#log.messages.length;
      if (this.#stuck) this.#window(Math.max(0, Math.min(this.#from, length), length - MOST), length);
      else
        this.#keeping(() =>
          this.#window(Math.min(this.#from, length), Math.min(Math.max(this.#to, this.#from + STEP), length)),
        );
      if (this.#stuck) this.#toEnd();
      this.#moved();
    });
  }

  /** Shows an old message, fetched if need be, and stands on it. @param {number} id */
  async jump(id) {
    const log = this.#log;
    if (!log) return;
    while (log.find(id) < 0 && !log.complete && (log.messages[0]?.message_id ?? 0) > id)
      await log.older(PAGE);
    const index = log.find(id);
    if (index < 0 || this.#log !== log) return;
    this.#stuck = false;
    this.#window(Math.max(0, index - STEP), Math.min(log.messages.length, index + STEP));
    const found =
      this.#list.querySelector(`[data-id="${id}"]`) ?? this.#list.querySelector(`[data-ids~="${id}"]`);
    found?.scrollIntoView({ block: "center" });
    /** @type {HTMLElement|null} */ (found)?.focus({ preventScroll: true });
    found?.classList.add("found");
    setTimeout(() => found?.classList.remove("found"), 2000);
  }

  focus() {
    const standing = /** @type {HTMLElement|null} */ (
      this.#list.querySelector('[tabindex="0"]') ?? this.#list.lastElementChild
    );
    standing?.focus();
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #moved() {
    this.#down.hidden = this.#stuck;
    const count = this.#down.querySelector(".badge");
    if (count) count.textContent = this.#below ? String(this.#below) : "";
  }

  #scrolled() {
    const log = this.#log;
    if (!log) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    const length = log.messages.length;
    this.#stuck = this.#to >= length && below < END;
    if (this.#stuck) this.#below = 0;
    if (scrollTop < NEAR && this.#from > 0) {
      const from = Math.max(0, this.#from - STEP);
      this.#keeping(() => this.#window(from, Math.min(this.#to, from + MOST)));
    } else if (below < NEAR && this.#to < length) {
      const to = Math.min(length, this.#to + STEP);
      this.#keeping(() => this.#window(Math.max(this.#from, to - MOST), to));
    }
    if (scrollTop < NEAR && this.#from < STEP && !log.complete) this.#fetch(log);
    this.#moved();
  }

  #fetching = false;

  /** @param {ChatLog} log */
  async #fetch(log) {
    if (this.#fetching) return;
    this.#fetching = true;
    const before = log.messages.length;
    try {
      await log.older();
    } finally {
      this.#fetching = false;
    }
    if (this.#log !== log) return;
    // The window stands where it stood; what came before it only moved its numbers.
    this.#from += log.messages.length - before;
    this.#to += log.messages.length - before;
    this.#scrolled();
  }

  /** Draws something without what is being read moving. @param {() => void} draw */
  #keeping(draw) {
    const top = this.#scroller.getBoundingClientRect().top;
    const anchor = [...this.#list.children].find((child) => child.getBoundingClientRect().bottom > top);
    const key = anchor?.getAttribute("data-key");
    const before = anchor?.getBoundingClientRect().top ?? 0;
    draw();
    const after = key ? this.#nodes.get(key)?.node : null;
    if (after?.isConnected) this.#scroller.scrollTop += after.getBoundingClientRect().top - before;
  }

  /** @param {number} from @param {number} to the messages to stand in the document */
  #window(from, to) {
    this.#from = from;
    this.#to = to;
    const items = this.#items();
    const kept = new Map();
    const focused = document.activeElement?.closest("[data-key]")?.getAttribute("data-key");
    let before = this.#list.firstElementChild;
    for (const { key, mark, make } of items) {
      const old = this.#nodes.get(key);
      const node = old?.mark === mark ? old.node : make();
      node.dataset.key = key;
      kept.set(key, { mark, node });
      if (before === node) before = before.nextElementSibling;
      else {
        if (old && old.node !== node) {
          if (before === old.node) before = before.nextElementSibling;
          old.node.remove();
        }
        this.#list.insertBefore(node, before);
      }
    }
    for (const [key, { node }] of this.#nodes) if (!kept.has(key)) node.remove();
    this.#nodes = kept;
    if (focused && !this.#list.contains(document.activeElement))
      kept.get(focused)?.node.focus({ preventScroll: true });
    if (!this.#list.querySelector(':scope > [tabindex="0"]'))
      this.#stand(/** @type {HTMLElement|null} */ (this.#list.lastElementChild));
  }

  /** @returns {Item[]} */
  #items() {
    const messages = this.#log?.messages.slice(this.#from, this.#to) ?? [];
    const grouped = !this.#log?.private;
    const items = [];
    let last = /** @type {Message|null} */ (null);
    for (let i = 0; i < messages.length; i++) {
      const first = messages[i];
      const album = [first];
      while (first.media_group_id && messages[i + 1]?.media_group_id === first.media_group_id)
        album.push(messages[++i]);
      const day = iso(wallOf(first.date));
      const turned = !last || iso(wallOf(last.date)) !== day;
      if (turned) items.push(this.#day(day, first));
      const joined = !turned && last?.from?.id === first.from?.id && first.date - (last?.date ?? 0) < 600;
      items.push(this.#message(album, { voice: this.#voice, named: grouped && !joined, joined }));
      last = first;
    }
    return items;
  }

  /** @param {string} day @param {Message} first @returns {Item} */
  #day(day, first) {
    const make = () => h("div.day-line", {}, h("span", {}, longDay(wallOf(first.date))));
    return { key: `day ${day}`, mark: day, make };
  }

  /** @param {Message[]} album @param {import("./message.js").Place} place @returns {Item} */
  #message(album, place) {
    const mark = [
      ...album.map(
        (one) => `${one.message_id}/${one.edit_date ?? 0}/${JSON.stringify(one.reply_markup ?? 0)}`,
      ),
      ...Object.values(place),
    ].join();
    const make = () => {
      const node = bubble(album, place, this.#acts);
      node.dataset.ids = album.map((one) => one.message_id).join(" ");
      return node;
    };
    return { key: `message ${album[0].message_id}`, mark, make };
  }

  /** The message that focus came to is the one stop of the Tab key. @param {HTMLElement|null} inside */
  #stand(inside) {
    const message = /** @type {HTMLElement|null} */ (inside?.closest("article.message"));
    if (!message || message.tabIndex === 0) return;
    for (const former of this.#list.querySelectorAll(':scope > [tabindex="0"]')) {
      /** @type {HTMLElement} */ (former).tabIndex = -1;
      reachable(/** @type {HTMLElement} */ (former), false);
    }
    message.tabIndex = 0;
    reachable(message, true);
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const article = /** @type {HTMLElement} */ (event.target).closest("article.message");
    if (!article || event.altKey || event.ctrlKey || event.metaKey) return;
    const message = this.#log?.messages[this.#log.find(Number(article.getAttribute("data-id")))];
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const step = event.key === "ArrowUp" ? "previousElementSibling" : "nextElementSibling";
      let next = article[step];
      while (next && !next.matches("article.message")) next = next[step];
      if (next) {
        /** @type {HTMLElement} */ (next).focus({ preventScroll: true });
        next.scrollIntoView({ block: "nearest" });
      }
    } else if (event.target !== article || !message) return;
    else if (event.key === "r" || event.key === "Enter") {
      event.preventDefault();
      this.#acts.reply(message);
    } else if (event.key === "e" && message.from?.id === this.#voice) {
      event.preventDefault();
      this.#acts.edit(message);
    }
  }
}

/** What a screen reader is told of a new message. @param {Message} message */
export const spoken = (message) =>
  t("new_message", { who: sender(message), text: oneLine(message).slice(0, 200) });
