/** Keys that work wherever nothing is being written; "?" lists them. */

import { at, h } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {{keys: string[], name: string, act?: () => void}} Shortcut without `act` it is only listed */

/** @param {Shortcut[]} shortcuts */
export function listenToKeys(shortcuts) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (/** @type {HTMLElement} */ (event.target).closest("input, textarea, select, dialog[open]")) return;
    const found = shortcuts.find(({ keys, act }) => act && keys.includes(event.key));
    if (!found?.act) return;
    event.preventDefault();
    found.act();
  });
  at("shortcuts").replaceChildren(
    ...shortcuts.map(({ keys, name }) =>
      h(
        "div",
        {},
        h(
          "dt",
          {},
          keys.filter((key) => key !== "Escape").map((key) => h("kbd", {}, key)),
        ),
        h("dd", {}, t(name)),
      ),
    ),
  );
}
