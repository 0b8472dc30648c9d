/** The page's own signs, drawn as lines in a field of 24 by 24. */

const PATHS = {
  official: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.7-5.5 7.5-5.5s6.9 1.9 7.5 5.5",
  head: "M4 20h16M6 20V9l6-4.5L18 9v11M10 20v-5h4v5",
  secretary: "M4.5 19.5l1-4L16 5a2.1 2.1 0 0 1 3 3L8.5 18.5l-4 1ZM14 7l3 3",
  leader: "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7L12 16.8l-5.1 2.7 1-5.7-4.1-4 5.7-.8L12 3.8Z",
  newcomer:
    "M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM3 20c.6-3.6 3.4-5.5 7-5.5 2 0 3.7.5 5 1.6M18.5 14.5v6" +
    "M15.5 17.5h6",
  group:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.5-3.3 3.2-5 6.5-5s6 1.7 6.5 5" +
    "M15.5 5a3.3 3.3 0 0 1 0 6.3M17.5 14.8c2.2.6 3.6 2.2 4 4.7",
  send: "M4 12 20.5 4.5 16 20l-4.5-6L4 12ZM11.5 14l4-4",
  attach: "M19.5 11.5 12 19a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 4.8 4.8L10 16.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7.5",
  slash: "M15.5 5 8.5 19M4 4h16a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Z",
  reply: "M9.5 6 4 11.5 9.5 17M4.5 11.5H14c3.6 0 6 2 6 6",
  edit: "M4.5 19.5l1-4L16 5a2.1 2.1 0 0 1 3 3L8.5 18.5l-4 1Z",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  down: "M6 9l6 6 6-6",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20",
  document: "M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5V8.5h5M9 13h6M9 16.5h6",
  download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14",
  place:
    "M12 21c4.5-4.6 7-8 7-11.2A7 7 0 0 0 5 9.8C5 13 7.5 16.4 12 21Z" +
    "M12 12.3a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  next: "M5 5.5 13.5 12 5 18.5ZM17.5 5.5v13",
  day: "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7M10 15h5M13 13l2 2-2 2",
  monday: "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7M8.5 17v-4l2 2.5 2-2.5v4M15.5 13v4",
  play: "M7 4.5 19 12 7 19.5Z",
  pause: "M8 5v14M16 5v14",
  calendar: "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7",
  ahead: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 7.5V12l3 2",
  menu: "M4 7h16M4 12h16M4 17h16",
  link:
    "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L11.8 7.2" +
    "M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5",
  add: "M12 5v14M5 12h14",
  keys: "M3.5 6.5h17v11h-17zM7 10v.01M10.5 10v.01M14 10v.01M17.5 10v.01M8 14h8",
  script: "M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9 8.5h6M9 12h6",
  block: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM6.5 6.5l11 11",
  photo: "M4 5h16v14H4zM4 16l4.5-4.5L13 16l2.5-2.5L20 18M15.5 9.5v.01",
};

const SPACE = "http://www.w3.org/2000/svg";

/**
 * A sign beside words that say the same, so screen readers pass it by.
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SPACE, "svg");
  const path = document.createElementNS(SPACE, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[/** @type {keyof typeof PATHS} */ (name)]);
  svg.append(path);
  return svg;
}
