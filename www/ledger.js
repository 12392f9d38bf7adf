// What was sent to which program: what is still owed, and for each program its name, its time zone, its interviews and
// the messages by date and kind. Never any text of a message.

import { browser } from "./start.js";
import { button, h, keyOf, text } from "./parts.js";

const EMPTY = '{"redlineLedger":1,"programs":[]}';
const when = (iso, more = {}) => new Intl.DateTimeFormat(text("language"), { dateStyle: "medium", ...more }).format(new Date(iso));

/** Shows the ledger in `place`, and again after each change. */
export async function ledger(place, runtime, settings) {
  if (settings.ledger === false) return place.replaceChildren(h("p", { text: "ledgerOff" }));
  const json = merged(await browser.loadLedger());
  const { programs, due } = runtime.ledger(json);
  place.replaceChildren(...[
    h("h1", { text: "ledgerTitle" }),
    due.length > 0 && [h("h2", { text: "ledgerDue" }), h("ul", {}, due.map((one) => h("li", {}, owed(one))))],
    programs.length === 0 && h("p", { text: "ledgerNone" }),
    programs.map((program, at) => entry(program, at)),
  ].flat(2).filter(Boolean));

  function merged(lines) {
    return lines.split("\n").filter(Boolean).reduce((all, line) => runtime.merge_ledgers(all, line), EMPTY);
  }

  /** Changes one program in storage as it stands there at that moment. */
  function change(keys, edit) {
    const apply = (lines) => {
      const all = JSON.parse(merged(lines));
      all.programs = all.programs.flatMap((one) => (one.keys.some((key) => keys.includes(key)) ? [edit(one)] : [one])).filter(Boolean);
      return [JSON.stringify(all), false];
    };
    browser.updateLedger(apply, () => ledger(place, runtime, settings));
  }

  function entry(program, at) {
    const set = (name) => (event) => change(program.keys, (one) => ({ ...one, [name]: event.target.value || undefined }));
    const name = h("input", { type: "text", value: program.name, on: { change: set("name") } });
    const zone = h("select", { on: { change: set("zone") } }, h("option", { value: "", text: "zoneNone" }),
      [...runtime.zones()].map((id) => h("option", { value: id, text: keyOf("zone", id) })));
    zone.value = program.guessed ? "" : (program.zone ?? "");
    const quiet = h("input", { type: "checkbox", on: { change: () => change(program.keys, (one) => ({ ...one, quiet: quiet.checked || undefined })) } });
    quiet.checked = program.quiet;
    const interview = h("input", { type: "datetime-local", on: { change: () => add(program, interview.value) } });
    return h("details", { class: "program", open: at === 0 },
      h("summary", {}, program.name, program.clock && h("span", { class: "hint" }, ` ${text("ledgerClock", program.clock)}`)),
      h("label", { class: "field" }, h("span", { text: "ledgerName" }), name),
      h("label", { class: "field" }, h("span", { text: "ledgerZone" }), zone),
      h("label", { class: "tick" }, quiet, h("span", { text: "ledgerQuiet" })),
      h("label", { class: "field" }, h("span", { text: "ledgerInterview" }), interview),
      program.interviews.map((one) => h("p", { class: "hint" }, when(one, { timeStyle: "short" }))),
      h("ul", {}, program.sent.map((sent) => h("li", {}, `${when(sent.at)}: ${text(keyOf("kind", sent.kind))}`,
        sent.left.length > 0 && h("span", { class: "hint" }, ` ${text("ledgerLeft", sent.left.length)}`)))),
      button("ledgerForget", () => change(program.keys, () => null), { "aria-label": `${text("ledgerForget")}: ${program.name}` }));
  }

  function add(program, value) {
    if (!value) return;
    const moment = `${new Date(value).toISOString().slice(0, 16)}Z`;
    change(program.keys, (one) => ({ ...one, interviews: [...(one.interviews ?? []), moment].sort() }));
  }
}

const owed = ({ what, name, hours }) => text(what === "reply" ? "dueReply" : "dueThanks", name, hours);
