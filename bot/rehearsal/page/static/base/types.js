/**
 * What the server hands over, as types: a Message is the Message object of the Bot API.
 *
 * @typedef {"official"|"head"|"secretary"|"leader"|"newcomer"} Role
 * @typedef {{id: number, name: string, role: Role, unit: string|null, blocked: boolean}} Person
 * @typedef {{id: number, kind: string, title: string, members: number[],
 *   last: Message|null, count: number}} ChatState
 * @typedef {{now: string, playing: boolean, busy: boolean}} Clock
 * @typedef {{command: string, description: string}} Command
 * @typedef {{id: string, number: string, title: string, tasks: number}} Plan
 * @typedef {{language: string, bot: {id: number, name: string, username: string}, copy: boolean,
 *   clock: Clock, from: string, seq: number, people: Person[], chats: ChatState[], plans: Plan[],
 *   commands: Object<string, Command[]>}} Whole
 *
 * @typedef {{type: string, offset: number, length: number, url?: string, language?: string}} Entity
 * @typedef {{id: number, is_bot: boolean, first_name: string}} Sender
 * @typedef {{text: string, url?: string, callback_data?: string}} Button
 * @typedef {{inline_keyboard?: Button[][], keyboard?: (Button|string)[][], remove_keyboard?: boolean,
 *   force_reply?: boolean, one_time_keyboard?: boolean}} Markup
 * @typedef {{file_id: string, width: number, height: number}} PhotoSize
 * @typedef {{file_id: string, file_name?: string, mime_type?: string, file_size?: number}} Document
 * @typedef {{message_id: number, date: number, edit_date?: number, from?: Sender,
 *   chat: {id: number, type?: string},
 *   sender_chat?: {title?: string}, text?: string, caption?: string, entities?: Entity[],
 *   caption_entities?: Entity[], photo?: PhotoSize[], document?: Document, media_group_id?: string,
 *   location?: {latitude: number, longitude: number}, reply_to_message?: Message, quote?: {text: string},
 *   reply_markup?: Markup, new_chat_members?: Sender[], left_chat_member?: Sender, pinned_message?: Message,
 *   new_chat_title?: string, migrate_to_chat_id?: number, migrate_from_chat_id?: number,
 *   group_chat_created?: boolean, forum_topic_created?: {name: string}}} Message
 *
 * @typedef {{what: "new"|"edited"|"deleted", message: Message}
 *   | {what: "toast", person: number, chat: number, text: string, alert: boolean}
 *   | {what: "clock", clock: Clock}
 *   | {what: "typing", chat: number}
 *   | {what: "people"}
 *   | {what: "trouble", text: string}} Thing
 *
 * @typedef {{at: string, chat: number|null, to: string, kind: string, label: string,
 *   why: string[], text: string, entities?: Entity[]}} Coming
 * @typedef {{kind: string, label: string, count: number}} Sends
 * @typedef {{day: string, off: string|null, past: boolean, sends: Sends[], due: number}} StripDay
 * @typedef {{first: string, last: string, title: string, days: StripDay[]}} Strip
 */
export {};
