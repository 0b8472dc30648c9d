/** What the browser remembers of this reader: language, theme, what was read in this
 * rehearsal, and what is half written. */

const NAME = "dunghan.";

/** @typedef {"localStorage"|"sessionStorage"} Where for every window, or this one until it is closed */

/**
 * @param {string} key
 * @param {Where} [where]
 * @returns {any} null where nothing is remembered, or nothing may be
 */
export function remembered(key, where = "localStorage") {
  try {
    return JSON.parse(window[where].getItem(NAME + key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {any} value
 * @param {Where} [where]
 */
export function remember(key, value, where = "localStorage") {
  try {
    window[where].setItem(NAME + key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

/** @param {string} theme auto, light or dark */
export function dress(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
