/** Nodes made by hand: text is only ever text, so no message can bring markup of its own. */

/** @typedef {Node|string|null|undefined|false} Child */

/**
 * An element: `h("button.primary", {onclick, "aria-label": "…"}, "Gửi")`. Null and false set nothing.
 * @param {string} kind tag and classes
 * @param {Object<string, any>} [values] attributes; functions listen
 * @param {...(Child|Child[])} children
 * @returns {HTMLElement}
 */
export function h(kind, values = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, String(value));
  }
  element.append(.../** @type {(Node|string)[]} */ (children.flat().filter(Boolean)));
  return element;
}

/**
 * The element of the page with that id.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function at(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/**
 * Arrow keys walk through controls that are one stop of the Tab key.
 * @param {HTMLElement} container
 * @param {string} selector the controls within
 * @param {Object<string, number>} steps key -> how many controls it moves
 */
export function walkable(container, selector, steps) {
  container.addEventListener("keydown", (event) => {
    const all = /** @type {HTMLElement[]} */ ([...container.querySelectorAll(selector)]);
    const here = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const ends = { Home: -here, End: all.length - 1 - here };
    const step = { ...ends, ...steps }[event.key];
    if (here < 0 || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    all[Math.min(Math.max(here + step, 0), all.length - 1)].focus();
  });
  container.addEventListener("focusin", (event) => {
    const now = /** @type {HTMLElement} */ (event.target);
    if (!now.matches(selector)) return;
    for (const each of container.querySelectorAll(`${selector}[tabindex="0"]`))
      each.setAttribute("tabindex", "-1");
    now.tabIndex = 0;
  });
}
