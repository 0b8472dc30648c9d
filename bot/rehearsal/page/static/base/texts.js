/** The page's words in the reader's language; the server has them beside the bot's own. */

import { api } from "./api.js";

export const LANGUAGES = ["vi", "en"];

/** @type {Object<string, string>} */
let words = {};
let spoken = LANGUAGES[0];

/** @param {string} language */
export async function speak(language) {
  spoken = language;
  words = await api.texts(language);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.t ?? "");
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    const label = t(/** @type {HTMLElement} */ (element).dataset.label ?? "");
    element.setAttribute("aria-label", label);
    if (element.matches("textarea, [type=search]")) element.setAttribute("placeholder", label);
    if (element.matches("button, a")) element.setAttribute("title", label);
  }
}

/** @returns {string} the language spoken */
export const language = () => spoken;

/**
 * A text by its name in page.yaml, `{value}` filled in.
 * @param {string} key
 * @param {Object<string, string|number>} [values]
 */
export function t(key, values = {}) {
  return (words[`page.${key}`] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
