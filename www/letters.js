// Letters to fill in: one is chosen, its fields are filled, and it goes into the open email as one step that Undo takes
// back. What is not filled stays marked; in the email it is underlined and Send asks about it.

import { browser } from "./start.js";
import { button, h, keyOf, text } from "./parts.js";

/** Fields that are the same in every letter: kept on this device. */
const MINE = ["name", "degree", "aamc-id"];
/** Fields that hold a sentence rather than a name. */
const LONG = ["reason", "experience", "discussed", "news", "prior-training", "program-strength", "case-or-topic"];

/** A text cut at its `{field}`s, each with its value or as a marked field: `[insert interview date]`. */
function pieces(template, values) {
  return template.split(/\{([a-z-]+)\}/).map((part, nth) => {
    if (nth % 2 === 0) return { words: part };
    const value = values[part]?.trim();
    return value ? { words: value } : { words: `[insert ${part.replaceAll("-", " ")}]`, open: part };
  });
}

const listed = (all) => new Intl.ListFormat(text("language")).format(all);
const joined = (parts) => parts.map((part) => part.words).join("");

/**
 * Shows the letters in `place`; `page.insert` writes one into the email. `only` names those that fit, `given` holds
 * fields that are known already.
 */
export async function letters(place, page, { only, given = {} } = {}) {
  const all = (await browser.data("www/rules.json")).letters;
  const offered = only ? only.map((id) => all.find((one) => one.id === id)) : all;
  const mine = (await browser.load("me")) ?? {};
  const values = { ...mine, ...given };
  const pick = h("select", { on: { change: choose } }, offered.map((one) => h("option", { value: one.id }, browser.translate(one.title))));
  const fields = h("div", { class: "fields" });
  const preview = h("div", { class: "letter", lang: "en", dir: "ltr" });
  const open = h("p", { class: "hint", role: "status" });
  const told = h("p", { class: "hint", role: "status" });
  let letter = offered[0];

  place.replaceChildren(
    h("label", { class: "row" }, h("span", { text: "letterPick" }), pick), fields, preview, open,
    h("div", { class: "buttons" }, button("letterInsert", insert, { class: "main" }), button("copy", copy)), told);
  choose();

  function choose() {
    letter = offered.find((one) => one.id === pick.value);
    told.textContent = "";
    const names = [...new Set([...`${letter.subject} ${letter.body}`.matchAll(/\{([a-z-]+)\}/g)].map((found) => found[1]))];
    fields.replaceChildren(...names.map(field));
    show();
  }

  function field(name) {
    const tag = LONG.includes(name) ? "textarea" : "input";
    const input = h(tag, { name: `field-${name}`, class: "ours", spellcheck: "true", lang: "en", dir: "auto", on: { input: () => fill(name, input.value) } });
    input.value = values[name] ?? "";
    return h("label", { class: "field" }, h("span", { text: keyOf("field", name) }), input);
  }

  function fill(name, value) {
    values[name] = value;
    show();
    if (MINE.includes(name)) browser.save("me", Object.fromEntries(MINE.map((one) => [one, values[one] ?? ""])));
  }

  function filled() {
    return { subject: pieces(letter.subject, values), body: pieces(letter.body, values) };
  }

  function show() {
    const { subject, body } = filled();
    const shown = (parts) => parts.map((part) => (part.open ? h("mark", {}, part.words) : part.words));
    preview.replaceChildren(h("p", { class: "subject" }, shown(subject)), h("p", { class: "body" }, shown(body)));
    const left = new Set([...subject, ...body].filter((part) => part.open).map((part) => part.open));
    open.textContent = left.size === 0 ? "" : text("letterOpen", listed([...left].map((name) => text(keyOf("field", name)))));
  }

  async function insert() {
    const { subject, body } = filled();
    const done = await page.insert({ subject: joined(subject), body: joined(body) });
    told.textContent = text(done ? "letterInserted" : "letterNowhere");
  }

  async function copy() {
    await navigator.clipboard.writeText(joined(filled().body));
    told.textContent = text("copied");
  }
}
