/** One message as a bubble: who, in answer to what, what it brings, its words, its hour, its buttons. */

import { day, hour, wallOf } from "../base/days.js";
import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { t } from "../base/texts.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { media } from "./media.js";

/** @typedef {import("../base/types.js").Message} Message */
/** @typedef {import("./entities.js").Acts & import("./keyboards.js").Presses & {
 *   reply: (message: Message) => void, edit: (message: Message) => void, jump: (id: number) => void}} Acts
 *   what can be done from a message */
/** @typedef {{voice: number, named: boolean, joined: boolean}} Place who looks; whether the sender is named;
 *  whether it follows one of the same sender */

const COLOURS = 6;

/**
 * @param {Message[]} messages one, or those of an album
 * @param {Place} place
 * @param {Acts} acts
 * @returns {HTMLElement}
 */
export function bubble(messages, { voice, named, joined }, acts) {
  const [first] = messages;
  const service = serviceWords(first);
  const label = t("message_of", { who: sender(first), at: hour(wallOf(first.date)) });
  if (service) return article("service", first, label, h("p", {}, service));
  const mine = first.from?.id === voice;
  const spoken = messages.find((message) => message.text ?? message.caption) ?? first;
  const pictured = messages.some((message) => message.photo);
  const words = wordsOf(spoken);
  const shown = h(
    `div.bubble${pictured ? ".pictured" : ""}${words ? "" : ".wordless"}`,
    {},
    named && !mine && h(`div.sender.colour-${(first.from?.id ?? 0) % COLOURS}`, {}, sender(first)),
    first.reply_to_message && quotation(first.reply_to_message, first.quote?.text, acts),
    media(messages),
    words &&
      h(
        "div.text",
        {},
        formatted(words, spoken.entities ?? spoken.caption_entities ?? [], acts),
        room(first),
      ),
    stamp(first),
  );
  const kind = `${mine ? "mine" : "theirs"}${joined ? ".joined" : ""}`;
  const keys = inlineKeyboard(first, acts);
  return article(kind, first, label, h("div.stack", {}, shown, keys), tools(spoken, mine, acts));
}

/** @param {string} kind @param {Message} message @param {string} label @param {...Node} parts */
function article(kind, message, label, ...parts) {
  const made = h(
    `article.message.${kind}`,
    { "data-id": message.message_id, tabindex: -1, "aria-label": label },
    ...parts,
  );
  reachable(made, false);
  return made;
}

/**
 * Only the message one stands on has its buttons in the order of the Tab key.
 * @param {HTMLElement} message
 * @param {boolean} here
 */
export function reachable(message, here) {
  for (const control of message.querySelectorAll("a, button, [role=button], pre")) {
    /** @type {HTMLElement} */ (control).tabIndex = here ? 0 : -1;
  }
}

/**
 * A message's words as they are shown: where somebody followed a deep link, without its code.
 * @param {Message} message
 */
function wordsOf(message) {
  const words = message.text ?? message.caption ?? "";
  return message.from?.is_bot ? words : words.replace(/^(\/start) [\w-]{1,64}$/, "$1");
}

/** @param {Message} message */
export const sender = (message) => message.sender_chat?.title ?? message.from?.first_name ?? "";

/**
 * A message in one line, for a list or a quotation.
 * @param {Message} message
 * @returns {string}
 */
export function oneLine(message) {
  const words = wordsOf(message).replace(/\s+/g, " ").trim();
  const brings = message.photo
    ? t("picture")
    : message.document
      ? (message.document.file_name ?? t("file"))
      : message.location
        ? t("place")
        : "";
  return serviceWords(message) || [brings, words].filter(Boolean).join(" · ");
}

/** @param {Message} answered @param {string|undefined} quote @param {Acts} acts */
function quotation(answered, quote, acts) {
  const jump = () => acts.jump(answered.message_id);
  const label = t("jump_to_answered", { who: sender(answered) });
  return h(
    "button.quotation",
    { type: "button", onclick: jump, title: label },
    h("strong", {}, sender(answered)),
    h("span", {}, quote ?? oneLine(answered)),
  );
}

/** @param {Message} message */
function stamp(message) {
  const at = wallOf(message.date);
  const edited = message.edit_date ? `${t("edited")} ` : "";
  return h(
    "time.stamp",
    { datetime: new Date(message.date * 1000).toISOString(), title: `${hour(at)} ${day(at)}` },
    edited + hour(at),
  );
}

/** Keeps the last line of the words clear of the hour. @param {Message} message */
function room(message) {
  return h(`span.room${message.edit_date ? ".wide" : ""}`, { "aria-hidden": "true" });
}

/** @param {Message} message @param {boolean} mine @param {Acts} acts */
function tools(message, mine, acts) {
  /** @param {string} sign @param {() => void} onclick */
  const tool = (sign, onclick) =>
    h(`button.tool`, { type: "button", "aria-label": t(sign), title: t(sign), onclick }, icon(sign));
  const words = message.text ?? message.caption;
  return h(
    "div.tools",
    {},
    tool("reply", () => acts.reply(message)),
    mine && words !== undefined && tool("edit", () => acts.edit(message)),
    words !== undefined && tool("copy", () => navigator.clipboard?.writeText(words)),
  );
}

/**
 * What happened in a chat, or nothing for a message that somebody wrote.
 * @param {Message} message
 * @returns {string}
 */
function serviceWords(message) {
  const who = sender(message);
  if (message.new_chat_members)
    return t("joined", { who: message.new_chat_members.map((one) => one.first_name).join(", ") });
  if (message.left_chat_member) return t("left", { who: message.left_chat_member.first_name });
  if (message.pinned_message) return t("pinned", { who, what: oneLine(message.pinned_message).slice(0, 40) });
  if (message.new_chat_title) return t("renamed", { who, title: message.new_chat_title });
  if (message.group_chat_created) return t("created", { who });
  if (message.forum_topic_created) return t("topic", { name: message.forum_topic_created.name });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("upgraded");
  return "";
}
