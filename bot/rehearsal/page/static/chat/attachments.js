/** Files that wait to be sent: chosen, dropped or pasted, shown above the field until they go. */

import { at, h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { t } from "../base/texts.js";
import { size } from "./media.js";

const MOST = 10; // files that Telegram sends as one album

export class Attachments {
  /** @type {File[]} */ files = [];
  /** @type {string[]} */ #addresses = [];
  #tray = at("tray");
  #asPhoto = /** @type {HTMLInputElement} */ (at("as-photo"));

  /** @param {() => void} changed @param {(sentence: string) => void} refuse */
  constructor(changed, refuse) {
    this.#changed = changed;
    this.#refuse = refuse;
    const picker = /** @type {HTMLInputElement} */ (at("picker"));
    at("attach").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      this.add(picker.files);
      picker.value = "";
    });
    const chat = at("chat");
    chat.addEventListener("dragover", (event) => this.#dragged(event, true));
    chat.addEventListener(
      "dragleave",
      (event) => chat.contains(/** @type {Node} */ (event.relatedTarget)) || this.#dragged(event, false),
    );
    chat.addEventListener("drop", (event) => {
      this.#dragged(event, false);
      this.add(event.dataTransfer?.files ?? null);
    });
    at("field").addEventListener("paste", (event) => {
      const pasted = /** @type {ClipboardEvent} */ (event).clipboardData?.files;
      if (!pasted?.length) return;
      event.preventDefault();
      this.add(pasted);
    });
  }

  #changed;
  #refuse;

  /** How they go: as pictures when all are and it is wished, else as documents. */
  get as() {
    return this.#pictures && this.#asPhoto.checked ? "photo" : "document";
  }
  get #pictures() {
    return this.files.length > 0 && this.files.every((file) => /^image\/(jpeg|png|webp)$/.test(file.type));
  }

  /** @param {FileList|null} files */
  add(files) {
    const room = MOST - this.files.length;
    if ((files?.length ?? 0) > room) this.#refuse(t("too_many_files", { most: MOST }));
    this.files.push(...[...(files ?? [])].slice(0, room));
    this.#draw();
  }

  clear() {
    this.files = [];
    this.#draw();
  }

  /** @param {DragEvent} event @param {boolean} over */
  #dragged(event, over) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    at("chat").classList.toggle("dropping", over);
  }

  #draw() {
    for (const address of this.#addresses) URL.revokeObjectURL(address);
    this.#addresses = [];
    at("pending").hidden = this.files.length === 0;
    at("photo-choice").hidden = !this.#pictures;
    this.#tray.replaceChildren(...this.files.map((file, index) => this.#pending(file, index)));
    this.#changed();
  }

  /** @param {File} file @param {number} index */
  #pending(file, index) {
    const label = t("remove_file", { name: file.name });
    const remove = () => {
      this.files.splice(index, 1);
      this.#draw();
      at("field").focus();
    };
    return h(
      "li",
      {},
      file.type.startsWith("image/")
        ? h("img", { src: this.#address(file), alt: "" })
        : h("span.paper-sign", {}, icon("document")),
      h("span.paper-words", {}, h("span.paper-name", {}, file.name), h("small", {}, size(file.size))),
      h(
        "button.quiet",
        { type: "button", "aria-label": label, title: label, onclick: remove },
        icon("close"),
      ),
    );
  }

  /** @param {File} file */
  #address(file) {
    const address = URL.createObjectURL(file);
    this.#addresses.push(address);
    return address;
  }
}
