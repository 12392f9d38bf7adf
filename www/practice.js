// The practice page: a draft is typed or pasted and judged as in webmail, with underlines, card and list; messages are
// read, letters filled. An .eml file can be dropped on it. It also works as a plain web page.

import { boot, browser, deepen, start } from "./start.js";
import { EXAMPLE, h, part, showList, tabs, text, verdict } from "./parts.js";
import { letterIn } from "./eml.js";
import { letters } from "./letters.js";
import { reader } from "./reader.js";

const settings = await boot();
const runtime = await start(settings, show);
runtime.watch_field(part("body"));

function show(list) {
  if (!list) return;
  part("verdict").textContent = verdict(list);
  showList(part("list"), list, "h3");
}

/** Puts a text in place of the draft as if it had been typed, so that Undo takes it out again. */
function replaceDraft(words) {
  part("body").focus();
  document.execCommand("selectAll");
  document.execCommand("insertText", false, words);
}

const page = {
  insert: async ({ subject, body }) => runtime.insert(subject, body),
  read: async (message) => runtime.read(message),
};
const read = reader(part("reader"), page);
let lettersShown = false;
tabs(part("tabs"), (tab) => {
  if (tab !== "tab-write" || lettersShown) return;
  lettersShown = true;
  letters(part("letters"), page);
});

const role = part("role");
role.value = settings.role ?? "applicant";
// For this visit only: the role for webmail is set on the options page.
role.addEventListener("change", () => runtime.use_settings({ ...settings, role: role.value }));
role.disabled = settings.locked.includes("role");
part("example").addEventListener("click", () => replaceDraft(EXAMPLE.join("\n")));
part("print").addEventListener("click", () => print());
part("file").addEventListener("change", (event) => take(event.target.files[0]));

if (!browser.extension) languages();

/** As a plain web page it has no options: the language is chosen here. */
function languages() {
  const choose = h("select", { label: "optionsLanguage", on: { change: () => location.replace(`?lang=${choose.value}`) } },
    Array.from(browser.LANGUAGES, (one) => h("option", { value: one, lang: one.replace("_", "-") }, browser.nameOf(one))));
  choose.value = browser.languageOf(settings.language);
  part("languages").append(choose);
}

for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    if (kind === "drop") take(event.dataTransfer.files[0]);
  });
}

/** A file that was dropped or chosen: a message to read while the reader is in front, else a draft to check. */
async function take(file) {
  if (!file) return;
  const letter = letterIn(new Uint8Array(await file.arrayBuffer()));
  part("told").textContent = letter ? "" : text("fileNotMail", file.name);
  if (!letter) return;
  if (!part("view-read").hidden) return read.show(letter);
  part("subject").value = letter.subject;
  part("subject").dispatchEvent(new Event("input", { bubbles: true }));
  replaceDraft(letter.text);
}

deepen(runtime);
