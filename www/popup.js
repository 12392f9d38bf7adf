// The popup: the checklist of the email in this tab, live while the user types; the reader for the message that is open;
// letters to fill in.

import { boot, browser, reading } from "./start.js";
import { part, showList, tabs, text, verdict } from "./parts.js";
import { letters } from "./letters.js";
import { ledger } from "./ledger.js";
import { reader } from "./reader.js";
import { received } from "./received.js";
import { season } from "./season.js";
import { site } from "./site.js";

const settings = await boot();
/** Questions to the tab that are not answered yet, by the name of the answer. */
const waiting = new Map();
const line = browser.callTab(hear);
let runtime = null;

function hear(said) {
  if (said === null) answered([...waiting.keys()].map((name) => [name, null]));
  if (said === null || "state" in said) show(said);
  else answered(Object.entries(said));
}

function answered(answers) {
  for (const [name, value] of answers) {
    waiting.get(name)?.(value);
    waiting.delete(name);
  }
}

async function ask(question, answer) {
  const port = await line;
  if (!port) return null;
  return new Promise((resolve) => {
    waiting.set(answer, resolve);
    port.postMessage(question);
  });
}

/** What the tab says of itself: `ready`, `idle` (nothing written yet), `off` (cannot work there), `resting`. */
function show(report) {
  const list = report?.list;
  const lines = { off: "notActive", resting: "popupResting" };
  part("verdict").textContent = list ? verdict(list) : text(report ? (lines[report.state] ?? "popupIdle") : "popupElsewhere");
  if (list) showList(part("list"), list);
  else part("list").replaceChildren();
}

const page = {
  opened: () => ask({ ask: "message" }, "message"),
  insert: (letter) => ask({ ask: "letter", ...letter }, "inserted"),
  read: async (message) => (await (runtime ??= reading())).read(message),
  note: async (message, level) => received(await (runtime ??= reading()), settings, message, level),
};
const read = reader(part("reader"), page);
let lettersShown = false;
tabs(part("tabs"), async (tab) => {
  if (tab === "tab-read") read.look();
  if (tab === "tab-season") season(part("view-season"), await (runtime ??= reading()), settings);
  if (tab === "tab-ledger") ledger(part("view-ledger"), await (runtime ??= reading()), settings);
  if (tab === "tab-write" && !lettersShown) {
    lettersShown = true;
    letters(part("letters"), page);
  }
});
site(part("here"), part("verdict"));
part("practice").addEventListener("click", browser.openPractice);
part("options").addEventListener("click", browser.openOptions);
