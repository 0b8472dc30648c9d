/** The page put together: what is known, the parts that show it, and what each can ask of the others. */

import { api, SCRIPT } from "./base/api.js";
import { at } from "./base/dom.js";
import { icon } from "./base/icons.js";
import { listen } from "./base/events.js";
import { dress, remembered } from "./base/prefs.js";
import { followChoices } from "./base/settings.js";
import { listenToKeys } from "./base/shortcuts.js";
import { State } from "./base/state.js";
import { LANGUAGES, speak, t } from "./base/texts.js";
import { alertBox, announce, refused, toast } from "./base/toasts.js";
import { ChatPane } from "./chat/pane.js";
import { LinkDialog } from "./chat/links.js";
import { People } from "./chat/people.js";
import { Ahead } from "./time/ahead.js";
import { ClockBar } from "./time/clock.js";
import { StripBar } from "./time/strip.js";

/** @typedef {import("./base/types.js").Thing} Thing */

dress(remembered("theme") ?? "auto");
for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-icon]"))) {
  place.prepend(icon(place.dataset.icon ?? ""));
}
let curious = false;
const whole = await api.state();
const wished = remembered("language");
await speak(LANGUAGES.includes(wished) ? wished : whole.language);

const state = new State(whole);
/** @param {number|null} chat */
const go = (chat) => {
  location.hash = chat === null ? "" : String(chat);
};
const links = new LinkDialog(state, go);
const pane = new ChatPane(state, { follow: links.follow, go });
const people = new People(state);
/** @param {string} day */
const jump = (day) => clock.go("date", day);
const ahead = new Ahead(state, { go: jump, open: go });
const clock = new ClockBar(state, (until) => ahead.show(until));
new StripBar(state, { go: jump, ahead: (day) => ahead.show(day) });

followChoices();
document.title = t("title", { bot: state.bot.name });
at("mark").textContent = t(state.copy ? "mark_copy" : "mark");
at("mark").title = t("mark_why");
at("script").setAttribute("href", SCRIPT);
at("newcomer").addEventListener("click", () => opened(() => links.welcome()));
at("new-group").addEventListener("click", () => opened(() => links.ask({ payload: "", group: true })));
at("help").addEventListener("click", () => opened(help));
at("first-event").addEventListener("click", () => {
  curious = true;
  clock.go("event");
});
state.on("clock", lookAtNews);
for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog")?.close());
}

/** Who asks for the bot's next message from the welcome is led to it. */
function lookAtNews() {
  if (!curious || state.clock.busy) return;
  curious = false;
  const news = state.chats.find((chat) => state.unread(chat.id) > 0);
  if (news) go(news.id);
}

function help() {
  /** @type {HTMLDialogElement} */ (at("help-dialog")).showModal();
}

/** From the menu, which gives way. @param {() => void} act */
function opened(act) {
  at("menu").hidePopover();
  act();
}

listenToKeys([
  { keys: ["n"], name: "next_event", act: () => clock.go("event") },
  { keys: ["d"], name: "next_day", act: () => clock.go("day") },
  { keys: ["m"], name: "next_monday", act: () => clock.go("monday") },
  { keys: ["p"], name: "play_or_pause", act: () => clock.toggle() },
  { keys: ["g"], name: "to_date", act: () => clock.ask() },
  { keys: ["a"], name: "ahead", act: () => ahead.toggle() },
  { keys: ["l"], name: "key_people", act: () => people.focus() },
  { keys: ["c"], name: "key_write", act: () => pane.write() },
  { keys: ["h"], name: "key_messages", act: () => pane.read() },
  { keys: ["↑", "↓"], name: "key_walk" },
  { keys: ["r"], name: "key_reply" },
  { keys: ["e"], name: "key_edit" },
  { keys: ["/"], name: "key_commands", act: () => pane.commands() },
  { keys: ["Enter"], name: "key_send" },
  { keys: ["Shift", "Enter"], name: "key_line" },
  { keys: ["Esc", "Escape"], name: "key_close", act: () => go(null) },
  { keys: ["?"], name: "key_help", act: help },
]);

/** Who is looked at stands in the address, so that the browser's own way back works. */
function choose() {
  const chat = Number(location.hash.slice(1));
  state.choose(state.has(chat) ? chat : null);
}
addEventListener("hashchange", choose);
choose();
document.documentElement.classList.add("ready");

/** @param {Thing[]} things */
async function happened(things) {
  const unknown = things.some((thing) => "message" in thing && !state.has(thing.message.chat.id));
  if (unknown || things.some((thing) => thing.what === "people")) await state.fetch().catch(refused);
  state.apply(things, pane.looking);
  for (const thing of things) {
    if (thing.what === "toast") answered(thing);
    else if (thing.what === "typing") pane.typing(thing.chat);
    else if (thing.what === "trouble") toast(thing.text, "wrong");
  }
}

/** @param {{text: string, alert: boolean}} answer */
function answered({ text, alert }) {
  if (!text) return;
  if (alert) alertBox(state.bot.name, text);
  else toast(text);
  announce(text);
}

/** One batch after the other, though one may wait for the server. */
let last = Promise.resolve();

listen(whole.seq, {
  things: (things) => {
    last = last.then(() => happened(things));
  },
  reload: () => state.fetchAnew(),
  lost: (lost) => {
    at("lost").hidden = !lost;
  },
  ended: () => at("lost").replaceChildren(t("ended")),
});
