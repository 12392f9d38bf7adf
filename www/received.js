// The record of messages learns that a program wrote: who, when, and at which level its message was read. Never a word of
// it. Where the page tells sender and time it is noted at once and can be taken back; else the user says from whom and when.

import { browser } from "./start.js";
import { button, h, text } from "./parts.js";
import { merged, when, whole } from "./ledger.js";

/** What is to be shown of the record below a reading; null where the record is off or the message is nothing for it. */
export async function received(runtime, settings, { from = "", at = null, subject = "", text: words }, level) {
  if (settings.ledger === false || settings.role === "program") return null;
  const json = whole(runtime, await browser.loadLedger());
  if (!json) return null; // The tab of the record says so.
  const known = from && runtime.program_of(json, from);
  if (from && !known && !runtime.speaks_of_program(subject, words)) return null;
  const place = h("section", { class: "noted", role: "status" });
  if (from && at !== null) noteNow(from, at);
  else if (!ask()) return null;
  return place;

  function noteNow(who, moment) {
    let before = null;
    const note = (lines) => {
      before = merged(runtime, lines);
      return [runtime.note_received(before, who, moment, level), false];
    };
    browser.updateLedger(note, (outcome) => said(outcome, () => takeBack(who, before)));

    function said(outcome, back) {
      if (outcome !== "saved") return place.replaceChildren(h("p", { class: "hint", text: "ledgerFull" }));
      const name = runtime.program_of(runtime.note_received(before, who, moment, level), who);
      place.replaceChildren(h("p", { class: "hint" }, text("readNoted", name, when(new Date(moment)))), button("readNoteBack", back));
    }
  }

  /** The program as it was before; one of which nothing else is known goes altogether. */
  function takeBack(who, before) {
    const same = (one, other) => one.keys.some((key) => other.keys.includes(key));
    const old = JSON.parse(before).programs;
    const restore = (lines) => {
      const now = merged(runtime, lines);
      const name = runtime.program_of(now, who);
      const all = JSON.parse(now);
      all.programs = all.programs.flatMap((one) => {
        if (one.name !== name) return [one];
        const was = old.find((other) => same(one, other));
        // It may have been noted at an earlier reading already.
        const rest = was?.received?.at === one.received?.at ? undefined : was?.received;
        const known = rest || one.sent?.length || one.interviews?.length || one.zone || one.quiet;
        return known ? [{ ...one, received: rest }] : [];
      });
      return [JSON.stringify(all), false];
    };
    browser.updateLedger(restore, () => place.replaceChildren(h("p", { class: "hint", text: "readNotKept" })));
  }

  /** Asks from which program the message came, and when. */
  function ask() {
    const { programs } = runtime.ledger(json);
    // A host stands for all its addresses.
    const address = ({ keys: [key] }) => (key.includes("@") ? key : `@${key}`);
    const offered = programs.map((program) => [address(program), program.name]);
    if (from && !known) offered.unshift([from, from]);
    if (offered.length === 0) return false;
    const who = h("select", {}, !from && h("option", { value: "", text: "zoneNone" }), offered.map(([value, name]) => h("option", { value }, name)));
    if (known) who.value = address(programs.find((program) => program.name === known));
    const today = localDay(new Date());
    const day = h("input", { type: "date", value: today, max: today });
    const noon = () => (day.value === today ? Date.now() : new Date(`${day.value}T12:00`).getTime());
    place.append(h("h3", { text: "ledgerTitle" }),
      h("label", { class: "field" }, h("span", { text: "readNoteFrom" }), who),
      h("label", { class: "field" }, h("span", { text: "readNoteDay" }), day),
      button("readNote", () => who.value && day.value && noteNow(who.value, noon())));
    return true;
  }
}

/** The day on the user's own calendar, as a field for days has it. */
function localDay(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
