// The options page. Every change is saved at once; what an organisation has set is shown and locked.

import { boot, browser, bare } from "./start.js";
import { button, h, keyOf, part, text } from "./parts.js";
import { data } from "./data.js";
import { dates } from "./season.js";

const DEFAULTS = { role: "applicant", match: "nrmp", guard: true, pill: true, appearance: "auto", language: "auto", ledger: true };
/** One of several: the values and the keys of their texts. */
const CHOICES = {
  role: { applicant: "roleApplicant", program: "roleProgram" },
  match: { nrmp: "matchNrmp", urology: "matchUrology", "genetic-counseling": "matchCounseling" },
  appearance: { auto: "appearanceAuto", light: "appearanceLight", dark: "appearanceDark" },
};
const SWITCHES = { guard: "optionGuard", pill: "optionPill", ledger: "optionLedger" };
const SITES = { gmail: "siteGmail", outlook: "siteOutlook" };
const TIERS = ["violation", "risk", "tone", "hygiene"];
const KEYS = [["Alt+Shift+.", "keyNext"], ["Alt+Shift+,", "keyBefore"], ["Enter", "keyApply"], ["Esc", "keyClose"]];

const settings = usual(await boot());

/** The settings, with the usual value where there is none, or one of another kind (a spoiled storage, a careless policy). */
function usual(saved) {
  const fits = ([name, value]) => !(name in DEFAULTS) || typeof value === typeof DEFAULTS[name];
  return { ...DEFAULTS, ...Object.fromEntries(Object.entries(saved).filter(fits)) };
}

function save(name, value) {
  settings[name] = value;
  return browser.saveSettings(settings);
}

/** A box or button to tick with its words; locked where an organisation has set `name`. */
function tick(kind, name, { title, words, hint, sign, checked, change, group }) {
  const input = h("input", { type: kind, name: group, id: group && `${group}-${kind}-${words ?? title}`, on: { change: () => change(input.checked) } });
  input.checked = checked;
  input.disabled = settings.locked.includes(name);
  return h("label", { class: "tick" }, input, h("span", { class: "what" },
    h("span", { class: "title" }, sign && h("span", { class: `sign ${sign}` }), h("span", {}, words ?? text(title))),
    hint && h("span", { class: "hint" }, hint)));
}

/** Says beside a group's title that it is locked. */
function mark(place, name) {
  if (settings.locked.includes(name)) place.append(h("p", { class: "locked", text: "optionsLocked" }));
}

function choices(name) {
  const place = part(name);
  mark(place, name);
  for (const [value, title] of Object.entries(CHOICES[name])) {
    place.append(tick("radio", name, { title, group: name, checked: settings[name] === value, change: () => choose(name, value) }));
  }
}

/** What is looked for depends on who writes. */
async function choose(name, value) {
  await save(name, value);
  if (name === "role") await topics();
}

function switches() {
  for (const [name, title] of Object.entries(SWITCHES)) {
    mark(part("switches"), name);
    part("switches").append(tick("checkbox", name, { title, checked: settings[name], change: (on) => save(name, on) }));
  }
}

/** Ticks for the members of a list of what is off. */
function member(place, list, id, shown) {
  const off = () => settings[list] ?? [];
  const change = (on) => save(list, on ? off().filter((one) => one !== id) : [...off(), id]);
  place.append(tick("checkbox", list, { ...shown, checked: !off().includes(id), change }));
}

function language() {
  const pick = h("select", { id: "language-choice", on: { change: () => save("language", pick.value) } },
    h("option", { value: "auto", text: "languageAuto" }),
    Array.from(browser.LANGUAGES, (one) => h("option", { value: one, lang: one.replace("_", "-") }, browser.nameOf(one))));
  pick.value = settings.language;
  pick.disabled = settings.locked.includes("language");
  mark(part("language"), "language");
  part("language").append(h("label", { class: "row" }, h("span", { text: "languageOf" }), pick), h("p", { class: "hint", text: "languageHint" }));
}

async function topics() {
  const place = part("topics");
  place.replaceChildren(place.firstElementChild);
  mark(place, "categoriesOff");
  const voiceOf = (one) => one[settings.role];
  const categories = (await browser.data("www/rules.json")).categories.filter(voiceOf);
  categories.sort((one, other) => TIERS.indexOf(voiceOf(one).tier) - TIERS.indexOf(voiceOf(other).tier));
  for (const category of categories) {
    const { tier, title, why } = voiceOf(category);
    member(place, "categoriesOff", category.id, { words: browser.translate(title), hint: browser.translate(why), sign: tier });
    const own = category.rules.filter((rule) => rule.roles.length === 0 || rule.roles.includes(settings.role));
    if (own.length > 0) place.append(rules(own));
  }
}

/** The rules of a topic, each known by an example of what it finds. */
function rules(own) {
  const list = h("div", { class: "rules" });
  const holder = h("details", {}, h("summary", {}, text("rulesOf", own.length)), list);
  holder.addEventListener("toggle", () => {
    if (list.childElementCount > 0) return;
    mark(list, "rulesOff");
    for (const rule of own) {
      const said = (words) => words.map((one) => `“${one}”`).join(" ");
      const lines = [text("ruleLeaves", said(rule.leaves)), text("ruleSources", rule.sources.join("; "))].map((line) => h("span", {}, line));
      const finds = h("span", { lang: "en", dir: "auto" }, said(rule.finds));
      member(list, "rulesOff", rule.id, { words: finds, hint: lines });
    }
  });
  return holder;
}

function ignored() {
  const place = part("ignored");
  place.replaceChildren();
  const phrases = settings.ignored ?? [];
  const again = async (phrase) => {
    await save("ignored", phrases.filter((other) => other !== phrase));
    ignored();
  };
  mark(place, "ignored");
  place.append(...(phrases.length === 0 ? [h("p", { class: "hint", text: "ignoredNone" })] : phrases.map((phrase) =>
    h("div", { class: "entry" }, h("span", { dir: "auto", lang: "en" }, `“${phrase}”`),
      button("ignoredRemove", () => again(phrase), { "aria-label": `${text("ignoredRemove")}: ${phrase}`, disabled: settings.locked.includes("ignored") })))));
}

for (const name of Object.keys(CHOICES)) choices(name);
switches();
mark(part("sites"), "sitesOff");
for (const [site, title] of Object.entries(SITES)) member(part("sites"), "sitesOff", site, { title });
mark(part("tiers"), "tiersOff");
for (const tier of TIERS) member(part("tiers"), "tiersOff", tier, { title: keyOf("tier", tier), hint: text(keyOf("tierWhy", tier)), sign: tier });
await topics();
ignored();
language();
part("keys").append(...KEYS.map(([keys, key]) => h("div", { class: "entry" }, h("kbd", { dir: "ltr" }, keys), h("span", { text: key }))));
const runtime = await bare();
mark(part("season"), "seasonDates");
dates(part("season"), runtime, settings, (all) => save("seasonDates", all));
data(part("data"), (ledger) => runtime.merge_ledgers("", ledger));
