/** Pictures looked at large, one after another. */

import { at, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { t } from "../base/texts.js";

/** @typedef {{address: string, alt: string}} Picture */

/** @param {Picture[]} pictures @param {number} index */
export function openLightbox(pictures, index) {
  const dialog = /** @type {HTMLDialogElement} */ (at("lightbox"));
  const image = /** @type {HTMLImageElement} */ (h("img.large"));
  const caption = h("figcaption", { "aria-live": "polite" });
  const save = h(
    "a.round",
    { "aria-label": t("save_picture"), title: t("save_picture"), download: "" },
    icon("download"),
  );
  /** @param {number} to */
  const show = (to) => {
    index = (to + pictures.length) % pictures.length;
    image.src = pictures[index].address;
    image.alt = pictures[index].alt;
    save.setAttribute("href", pictures[index].address);
    const count = pictures.length > 1 ? ` · ${index + 1}/${pictures.length}` : "";
    caption.textContent = pictures[index].alt + count;
  };
  /** @param {string} sign @param {string} label @param {() => void} onclick */
  const round = (sign, label, onclick) =>
    h(`button.round.${sign}`, { type: "button", "aria-label": label, title: label, onclick }, icon(sign));
  const several = pictures.length > 1;
  dialog.replaceChildren(
    h(
      "figure",
      { onclick: (/** @type {Event} */ event) => event.target === event.currentTarget && dialog.close() },
      image,
      caption,
    ),
    h(
      "div.lightbox-bar",
      {},
      save,
      round("close", t("close"), () => dialog.close()),
    ),
    ...(several ? [round("back", t("previous_picture"), () => show(index - 1))] : []),
    ...(several ? [round("forward", t("next_picture"), () => show(index + 1))] : []),
  );
  dialog.onkeydown = (event) => {
    if (event.key === "ArrowLeft") show(index - 1);
    if (event.key === "ArrowRight") show(index + 1);
  };
  dialog.setAttribute("aria-label", t("lightbox"));
  show(index);
  dialog.showModal();
}
