// The worksheet for an offer outside the Match: what it can be, what to ask before any yes, what speaks for and against
// it, and whom to ask. Ticks help to keep track while it is open; nothing of it is kept.

import { browser } from "./start.js";
import { h } from "./parts.js";

export async function worksheet() {
  const { offer } = await browser.data("www/rules.json");
  const say = browser.translate;
  const tick = (words, why) => h("li", {}, h("label", {}, h("input", { type: "checkbox" }),
    h("span", {}, say(words), why && h("span", { class: "hint" }, say(why)))));
  const ticks = (title, all) => [h("h4", { text: title }), h("ul", { class: "plain" }, all)];
  return h("section", { class: "sheet", "aria-labelledby": "sheet" },
    h("h3", { id: "sheet", text: "sheetTitle" }), h("p", {}, say(offer.lead)),
    h("h4", { text: "sheetKinds" }), h("dl", {}, offer.kind.map((kind) => [h("dt", {}, say(kind.title)), h("dd", {}, say(kind.text))])),
    ticks("sheetAsk", offer.question.map((one) => tick(one.ask, one.why))),
    ticks("sheetFor", offer.advantage.map((one) => tick(one.text))),
    ticks("sheetAgainst", offer.risk.map((one) => tick(one.text))),
    ticks("sheetWhom", offer.adviser.map((one) => tick(one.text))),
    h("p", { class: "hint", text: "sheetKept" }));
}
