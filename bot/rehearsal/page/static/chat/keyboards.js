/** Buttons under a message, and those that stand in place of a keyboard. */

import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";

/** @typedef {import("../base/types.js").Message} Message */
/** @typedef {{press: (message: Message, row: number, column: number) => Promise<void>,
 *   follow: (address: string) => boolean}} Presses */

/**
 * @param {Message} message
 * @param {Presses} acts
 * @returns {HTMLElement|null}
 */
export function inlineKeyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const lines = rows.map((row, r) =>
    h(
      "div.keys-row",
      {},
      row.map((button, c) => key(message, button, r, c, acts)),
    ),
  );
  return h("div.keys", {}, lines);
}

/** @param {Message} message @param {import("../base/types.js").Button} button @param {number} row
 *  @param {number} column @param {Presses} acts */
function key(message, button, row, column, acts) {
  if (button.url !== undefined) {
    /** @param {Event} event */
    const onclick = (event) => acts.follow(button.url ?? "") && event.preventDefault();
    return h(
      "a.key",
      { href: button.url, target: "_blank", rel: "noopener noreferrer", onclick },
      button.text,
      icon("link"),
    );
  }
  const pressed = h("button.key", { type: "button" }, button.text);
  pressed.addEventListener("click", async () => {
    pressed.setAttribute("aria-busy", "true");
    await acts.press(message, row, column);
    pressed.removeAttribute("aria-busy");
  });
  return pressed;
}

/**
 * The keyboard that the bot put in place of letters: of the newest message that gave or took one.
 * @param {Message[]} messages
 * @param {(text: string) => void} say
 * @returns {HTMLElement|null}
 */
export function replyKeyboard(messages, say) {
  for (let i = messages.length - 1; i >= 0; i--) {
    const markup = messages[i].reply_markup;
    if (markup?.remove_keyboard) return null;
    if (!markup?.keyboard) continue;
    const rows = markup.keyboard.map((row) => row.map((one) => (typeof one === "string" ? one : one.text)));
    const keys = rows.map((row) =>
      h(
        "div.keys-row",
        {},
        row.map((text) => h("button.key", { type: "button", onclick: () => say(text) }, text)),
      ),
    );
    return h("div.keys", {}, keys);
  }
  return null;
}
