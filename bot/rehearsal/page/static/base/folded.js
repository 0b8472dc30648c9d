/** Words as a search compares them: without case and without the signs of Vietnamese letters. */

/** @param {string} text */
export const folded = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("đ", "d")
    .trim();
