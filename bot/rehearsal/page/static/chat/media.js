/** What a message brings beside words: pictures alone or as an album, documents, places. */

import { fileAddress } from "../base/api.js";
import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { t } from "../base/texts.js";
import { openLightbox } from "./lightbox.js";

/** @typedef {import("../base/types.js").Message} Message */

const WIDEST = 420; // CSS pixels
const TALLEST = 460;

/**
 * @param {Message[]} messages one, or those of an album
 * @returns {HTMLElement|null}
 */
export function media(messages) {
  const photos = messages.filter((message) => message.photo);
  const parts = [
    photos.length > 0 && gallery(photos),
    ...messages.map((message) => message.document && paper(message.document)),
    ...messages.map((message) => message.location && place(message.location)),
  ].filter(Boolean);
  return parts.length ? h("div.media", {}, /** @type {HTMLElement[]} */ (parts)) : null;
}

/** @param {Message[]} photos */
function gallery(photos) {
  const shown = photos.map((message) => ({
    address: fileAddress(largest(message).file_id),
    alt: message.caption?.split("\n")[0] || t("photo_of", { who: message.from?.first_name ?? "" }),
  }));
  const grid = h(`div.gallery.of-${Math.min(photos.length, 4)}`);
  photos.forEach((message, index) => {
    const { width, height } = largest(message);
    const img = h("img", {
      src: shown[index].address,
      alt: shown[index].alt,
      width,
      height,
      decoding: "async",
    });
    const label = t("open_photo", { what: shown[index].alt });
    const open = () => openLightbox(shown, index);
    const frame = h("button.photo", { type: "button", "aria-label": label, onclick: open }, img);
    if (photos.length === 1) {
      const scale = Math.min(1, WIDEST / width, TALLEST / height);
      frame.style.width = `${Math.max(140, Math.round(width * scale))}px`;
      frame.style.aspectRatio = `${width} / ${height}`;
    }
    grid.append(frame);
  });
  return grid;
}

/** @param {Message} message */
function largest(message) {
  return (message.photo ?? []).reduce((a, b) => (a.width >= b.width ? a : b));
}

/** @param {import("../base/types.js").Document} document */
function paper(document) {
  const name = document.file_name ?? t("file");
  const ending = name.includes(".") ? name.split(".").at(-1)?.slice(0, 4) : "";
  return h(
    "a.paper",
    { href: fileAddress(document.file_id), download: name, "aria-label": t("download", { name }) },
    h(
      "span.paper-sign",
      { "data-ending": ending?.toLowerCase() },
      ending ? ending.toUpperCase() : icon("document"),
    ),
    h("span.paper-words", {}, h("span.paper-name", {}, name), h("small", {}, size(document.file_size))),
    icon("download"),
  );
}

/** @param {number|undefined} bytes */
export function size(bytes) {
  if (bytes === undefined) return "";
  const [unit, value] =
    bytes < 1024 ? ["B", bytes] : bytes < 1 << 20 ? ["KB", bytes / 1024] : ["MB", bytes / (1 << 20)];
  const digits = unit === "MB" ? 1 : 0;
  return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits })} ${unit}`;
}

/** @param {{latitude: number, longitude: number}} place */
function place({ latitude, longitude }) {
  return h(
    "div.place",
    {},
    icon("place"),
    h("span", {}, h("strong", {}, t("place")), `${latitude}, ${longitude}`),
  );
}
