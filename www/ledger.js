// What was sent to which program: what is still owed, and for each program its name, its time zone, its interviews and
// the messages by date and kind. Never any text of a message.

import { browser } from "./start.js";
import { button, h, keyOf, text } from "./parts.js";

const EMPTY = '{"redlineLedger":1,"programs":[]}';
/** The record and the notes left for it, a line each, as one. */
export const merged = (runtime, lines) => lines.split("\n").filter(Boolean).reduce((all, line) => runtime.merge_ledgers(all, line), EMPTY);
/** The same; null where it is damaged. */
export function whole(runtime, lines) {
  try {
    return merged(runtime, lines);
  } catch {
    return null;
  }
}

/** A moment's day in the language of the interface. */
export const when = (iso, more = {}) => browser.dates(more).format(new Date(iso));

/** Shows the ledger in `place`, and again after each change. */
export async function ledger(place, runtime, settings) {
  if (settings.ledger === false) return place.replaceChildren(h("p", { text: "ledgerOff" }));
  const json = whole(runtime, await browser.loadLedger());
  // What cannot be read is put aside, as in webmail.
  if (!json) return browser.updateLedger(() => [EMPTY, true], () => place.replaceChildren(h("p", { text: "ledgerDamaged" })));
  const { programs, due } = runtime.ledger(json);
  place.replaceChildren(...[
    h("h1", { text: "ledgerTitle" }),
    due.length > 0 && [h("h2", { text: "ledgerDue" }), h("ul", {}, due.map((one) => h("li", {}, owed(one))))],
    programs.length === 0 && h("p", { text: "ledgerNone" }),
    programs.map((program, at) => entry(program, at)),
  ].flat(2).filter(Boolean));

  /** Changes one program in storage as it stands there at that moment. */
  function change(keys, edit) {
    const apply = (lines) => {
      const all = JSON.parse(merged(runtime, lines));
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
      h("ul", { class: "history" }, history(program).map(([, line]) => line)),
      button("ledgerForget", () => change(program.keys, () => null), { "aria-label": `${text("ledgerForget")}: ${program.name}` }));
  }

  /** What happened with a program, the latest first. */
  function history({ keys, sent, received, interviews }) {
    const out = (one) => change(keys, (all) => ({ ...all, interviews: all.interviews.filter((other) => other !== one) }));
    const told = (one) => text("ledgerInterviewed", when(one, { timeStyle: "short" }));
    const lines = [
      ...sent.map((one) => [one.at, h("li", {}, `${when(one.at)}: ${text(keyOf("kind", one.kind))}`,
        one.left.length > 0 && h("span", { class: "hint" }, ` (${text("ledgerLeft", one.left.length)})`))]),
      ...interviews.map((one) => [one, h("li", {}, told(one), " ", button("ledgerTakeOut", () => out(one), { class: "small", "aria-label": `${text("ledgerTakeOut")}: ${told(one)}` }))]),
      ...(received ? [[received.at, h("li", {}, text("ledgerReceived", when(received.at), received.level))]] : []),
    ];
    return lines.sort(([one], [other]) => (one < other ? 1 : -1));
  }

  function add(program, value) {
    if (!value) return;
    const moment = `${new Date(value).toISOString().slice(0, 16)}Z`;
    change(program.keys, (one) => ({ ...one, interviews: [...(one.interviews ?? []), moment].sort() }));
  }
}

const owed = ({ what, name, hours }) => text(what === "reply" ? "dueReply" : "dueThanks", name, hours);
