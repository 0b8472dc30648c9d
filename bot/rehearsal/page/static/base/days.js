/** Days and hours as the committee's office has them: in its own zone, written 30/6/2026. */

import { t } from "./texts.js";

let zoneMs = 0;

const DAY_MS = 86_400_000;

/**
 * A moment as ISO with its offset, as a Date whose UTC fields are the office's wall clock.
 * @param {string} iso
 */
export function wall(iso) {
  const [, sign, hours, minutes] = iso.match(/([+-])(\d\d):(\d\d)$/) ?? ["", "+", "0", "0"];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(Date.parse(iso) + offset);
}

/** The office's zone is that of its clock. @param {string} iso */
export function keepZone(iso) {
  zoneMs = wall(iso).getTime() - Date.parse(iso);
}

/** @param {number} unix seconds */
export const wallOf = (unix) => new Date(unix * 1000 + zoneMs);

/** @param {Date} wall @returns {string} 2026-06-30 */
export const iso = (wall) => wall.toISOString().slice(0, 10);

/** @param {string} day @param {number} days @returns {string} */
export const later = (day, days) => iso(new Date(Date.parse(day) + days * DAY_MS));

/** @param {Date} wall @returns {string} 07:30 */
export const hour = (wall) => wall.toISOString().slice(11, 16);

/** @param {Date} wall @returns {string} 30/6/2026 */
export const day = (wall) => `${wall.getUTCDate()}/${wall.getUTCMonth() + 1}/${wall.getUTCFullYear()}`;

/** @param {Date} wall @returns {string} Thứ Ba */
export const weekday = (wall) => t("weekdays").split(", ")[wall.getUTCDay()];

/** @param {Date} wall @returns {string} Thứ Ba, 30/6/2026 */
export const longDay = (wall) => `${weekday(wall)}, ${day(wall)}`;

/**
 * When something was, beside other things of that day: its hour today, else its day.
 * @param {Date} wall @param {Date} now
 */
export const short = (wall, now) =>
  iso(wall) === iso(now) ? hour(wall) : `${wall.getUTCDate()}/${wall.getUTCMonth() + 1}`;

/** @param {string} day @returns {string} the next Monday after it */
export const mondayAfter = (day) => later(day, (8 - new Date(Date.parse(day)).getUTCDay()) % 7 || 7);
