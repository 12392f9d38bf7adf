// What is kept on this device, to take elsewhere, to bring back, or to erase: settings, ignored phrases, name and ID for
// letters, dates, and the record of messages. Never any text of a message.

import { browser } from "./start.js";
import { button, h, text } from "./parts.js";

/** The form of the file; a newer one is refused rather than half understood. */
const VERSION = 1;

/** `ledger(json)` throws where a text is no record of messages. */
export function data(place, ledger) {
  const told = h("p", { class: "hint", role: "status" });
  const tell = (key, ...values) => (told.textContent = text(key, ...values));
  const file = h("input", { type: "file", accept: ".json,application/json", id: "import", on: { change: () => bring(file, tell, ledger) } });
  const sure = h("div", { class: "sure", role: "group" });
  /** Asks once more; what is exported first can be brought back. */
  const ask = (question, erase) => {
    const leave = () => sure.replaceChildren();
    const yes = button("dataEraseYes", async () => {
      await erase();
      leave();
      tell("dataErased");
      setTimeout(() => location.reload(), 1200);
    }, { class: "yes" });
    sure.replaceChildren(h("p", { id: "sure", text: question }), h("p", { class: "hint", text: "dataSureHint" }),
      h("div", { class: "buttons" }, button("dataKeep", leave), button("dataExportFirst", take), yes));
    sure.setAttribute("aria-labelledby", "sure");
    sure.querySelector("button").focus();
  };
  place.append(
    h("div", { class: "buttons" }, button("dataExport", take), h("label", { class: "file" }, h("span", { text: "dataImport" }), file),
      button("dataEraseLedger", () => ask("dataSureLedger", browser.eraseLedger), { id: "erase-ledger" }),
      button("dataErase", () => ask("dataSure", () => browser.replaceAll({})), { id: "erase" })), sure, told);
}

async function take() {
  const all = JSON.stringify({ redline: VERSION, ...(await browser.loadAll()) }, null, 2);
  const address = URL.createObjectURL(new Blob([all], { type: "application/json" }));
  h("a", { href: address, download: "redline.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

async function bring(input, tell, ledger) {
  const [file] = input.files;
  if (!file) return;
  const found = checked(await file.text(), await browser.data("managed.json"));
  input.value = "";
  if (found.wrong) return tell(...found.wrong);
  try {
    if (found.values.ledger) ledger(JSON.stringify(found.values.ledger));
  } catch (fault) {
    return tell("importLedger", String(fault));
  }
  await browser.replaceAll(found.values);
  tell("dataImported");
  setTimeout(() => location.reload(), 1200);
}

/** The values of a file, or what is wrong with it as a key of the message table and its values. */
export function checked(words, schema) {
  let all;
  try {
    all = JSON.parse(words);
  } catch {
    return { wrong: ["importNotJson"] };
  }
  const { redline, ...values } = all ?? {};
  if (!Number.isInteger(redline)) return { wrong: ["importNotOurs"] };
  if (redline > VERSION) return { wrong: ["importNewer"] };
  const bad = Object.entries(values.settings ?? {}).find(([name, value]) => !fits(value, schema.properties[name]));
  if (bad) return { wrong: ["importWrong", bad[0]] };
  const unknown = Object.entries(values).find(([, value]) => typeof value !== "object" || value === null);
  return unknown ? { wrong: ["importWrong", unknown[0]] } : { values };
}

function fits(value, shape) {
  if (!shape) return true; // Of another version: kept as it is.
  if (shape.type === "array") return Array.isArray(value) && value.every((one) => fits(one, shape.items));
  return typeof value === shape.type && (!shape.enum || shape.enum.includes(value));
}
