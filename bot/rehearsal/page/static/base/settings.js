/** How the reader wants the page: language and theme, remembered. */

import { at } from "./dom.js";
import { dress, remember, remembered } from "./prefs.js";
import { language } from "./texts.js";

/** The choices of the menu are shown as they stand, and followed at once. */
export function followChoices() {
  choice("language", language(), (chosen) => {
    remember("language", chosen);
    // The page is built in one language; in another it is built anew.
    location.reload();
  });
  choice("theme", remembered("theme") ?? "auto", (chosen) => {
    remember("theme", chosen);
    dress(chosen);
  });
}

/** @param {string} name @param {string} now @param {(chosen: string) => void} act */
function choice(name, now, act) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (
    at("menu").querySelectorAll(`input[name=${name}]`)
  )) {
    input.checked = input.value === now;
    input.addEventListener("change", () => act(input.value));
  }
}
