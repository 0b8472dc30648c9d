/** What the browser remembers of this reader: language, theme, and what was read in this rehearsal. */

const NAME = "dunghan.";

/**
 * @param {string} key
 * @returns {any} null where nothing is remembered, or nothing may be
 */
export function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(NAME + key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {any} value
 */
export function remember(key, value) {
  try {
    localStorage.setItem(NAME + key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

/** @param {string} theme auto, light or dark */
export function dress(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
