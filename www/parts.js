// The small parts that our pages are built of. Elements only: no markup is made from strings.

import { browser } from "./start.js";

export const text = browser.message;
/** The element of the page with this id. */
export const part = (id) => document.getElementById(id);

/** A draft to try on: in English, as every draft is checked. */
export const EXAMPLE = [
  "Dear Dr. Rivera,",
  "Thank you for the interview on Tuesday. I loved meeting your residents.",
  "I will rank your program number one. If you rank me highly, I will rank you highly.",
  "Where will I be on your rank list?",
  "Sincerely,",
  "Amina Khan",
];

/** A new element: `on` holds listeners, `text` and `label` a key of the message table, the rest are attributes. */
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) set(element, name, value);
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (name === "on") for (const [kind, act] of Object.entries(value)) element.addEventListener(kind, act);
  else if (name === "text") element.textContent = text(value);
  else if (name === "label") element.setAttribute("aria-label", text(value));
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
}

export function button(key, act, given = {}) {
  return h("button", { type: "button", text: key, on: { click: act }, ...given });
}

/** Key of the message table for an id with hyphens. */
export const keyOf = (family, id) => `${family}_${id.replaceAll("-", "_")}`;

/** Which part is shown is chosen by tabs, with the arrow keys too. `shown` hears the name of each. */
export function tabs(bar, shown = () => {}) {
  const all = [...bar.querySelectorAll("[role=tab]")];
  const show = (tab) => {
    for (const one of all) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
    }
    shown(tab.id);
  };
  bar.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) show(tab);
  });
  bar.addEventListener("keydown", (event) => {
    const along = document.documentElement.dir === "rtl" ? -1 : 1;
    const step = { ArrowRight: along, ArrowLeft: -along }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = all.at((all.indexOf(document.activeElement) + step) % all.length);
    next.focus();
    show(next);
  });
  show(all[0]);
}

/** The verdict of a list in one line. */
export function verdict(list) {
  const total = list.counts.reduce((sum, count) => sum + count, 0);
  return total > 0 ? browser.count("phrases", total) : text("nothingFound");
}

/** Fills `place` with a checklist, part by part; the same items as in the dialog at Send. */
export function showList(place, list, level = "h2") {
  const group = (state, key) => {
    const items = list.items.filter((item) => item.state === state);
    return items.length > 0 && [h(level, { class: "part", text: key }), h("ul", { class: "plain" }, items.map(line))];
  };
  const parts = [group("blocks", "partBlocks"), group("think", "partThink"), group("fine", "partFine")];
  place.replaceChildren(...parts.flat().filter(Boolean));
}

function line(item) {
  const sign = item.state === "fine" ? "fine" : item.tier || "think";
  return h("li", { class: item.state === "fine" ? "item fine" : "item" }, h("span", { class: `sign ${sign}` }),
    h("div", { class: "what" }, h("p", { class: "title" }, browser.translate(item.title)),
      item.words && h("p", { class: "words", dir: "auto", lang: "en" }, `“${item.words}”`),
      item.detail && h("p", { class: "detail" }, browser.translate(item.detail))));
}
