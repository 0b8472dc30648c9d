/** Short words that pass by: the bot's answers to presses, what went wrong. An alert waits for its OK. */

import { Refused } from "./api.js";
import { at, h } from "./dom.js";
import { t } from "./texts.js";

const SHOWN_MS = 4500;
const MOST = 3;

/** @param {string} text @param {"said"|"wrong"} [kind] */
export function toast(text, kind = "said") {
  const box = at("toasts");
  const shown = h(`div.toast.${kind}`, { role: kind === "wrong" ? "alert" : null }, text);
  box.append(shown);
  while (box.children.length > MOST) box.firstElementChild?.remove();
  // Shown anew it lies above whatever dialog was opened since.
  box.hidePopover();
  box.showPopover();
  setTimeout(() => {
    shown.remove();
    if (!box.children.length) box.hidePopover();
  }, SHOWN_MS);
}

/** @param {string} title @param {string} text */
export function alertBox(title, text) {
  const dialog = /** @type {HTMLDialogElement} */ (at("alert"));
  at("alert-title").textContent = title;
  at("alert-text").textContent = text;
  if (!dialog.open) dialog.showModal();
}

/** @param {unknown} error */
export function refused(error) {
  const sentence = error instanceof Error ? error.message : String(error);
  toast(error instanceof Refused && error.status === 0 ? t("not_reached") : sentence, "wrong");
}

/** Told to who listens to the page instead of looking at it. @param {string} text */
export function announce(text) {
  at("announcements").textContent = text;
}
