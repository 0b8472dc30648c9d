/** The bot's commands, offered while one is being typed and at the press of "/". */

import { at, h } from "../base/dom.js";

/** @typedef {import("../base/types.js").Command} Command */

export class Commands {
  #list = at("commands");
  #field = /** @type {HTMLTextAreaElement} */ (at("field"));
  #chosen = 0;
  /** @type {Command[]} */ #shown = [];

  /** @param {() => Command[]} known those of this chat @param {() => void} send */
  constructor(known, send) {
    this.#known = known;
    this.#send = send;
    at("slash").addEventListener("click", () => {
      const open = !this.open;
      if (open && !this.#field.value) this.#field.value = "/";
      this.#field.focus();
      this.#offer(open ? "/" : null);
    });
    this.#field.addEventListener("input", () => this.#offer(this.#field.value));
    this.#field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  #known;
  #send;

  get open() {
    return !this.#list.hidden;
  }

  close() {
    this.#offer(null);
  }

  /** @param {string|null} typed */
  #offer(typed) {
    const word = typed?.match(/^\/(\w*)$/)?.[1].toLowerCase();
    this.#shown = word === undefined ? [] : this.#known().filter((one) => one.command.startsWith(word));
    this.#chosen = 0;
    this.#list.hidden = this.#shown.length === 0;
    this.#list.replaceChildren(...this.#shown.map((one, index) => this.#option(one, index)));
    this.#mark();
  }

  /** @param {Command} one @param {number} index */
  #option(one, index) {
    const act = () => this.#take(index);
    return h(
      "li",
      {
        role: "option",
        id: `command-${index}`,
        onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
        onclick: act,
      },
      h("b", {}, `/${one.command}`),
      h("span", {}, one.description),
    );
  }

  #mark() {
    [...this.#list.children].forEach((option, index) =>
      option.setAttribute("aria-selected", String(index === this.#chosen)),
    );
    if (this.open) this.#field.setAttribute("aria-activedescendant", `command-${this.#chosen}`);
    else this.#field.removeAttribute("aria-activedescendant");
    this.#list.children[this.#chosen]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  #take(index) {
    this.#field.value = `/${this.#shown[index].command}`;
    this.close();
    this.#send();
  }

  /** Whether the key was for the list. @param {KeyboardEvent} event */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#chosen = (this.#chosen + step + this.#shown.length) % this.#shown.length;
      this.#mark();
    } else if (event.key === "Enter" && !event.shiftKey) this.#take(this.#chosen);
    else if (event.key === "Tab" && !event.shiftKey) {
      this.#field.value = `/${this.#shown[this.#chosen].command} `;
      this.close();
    } else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
