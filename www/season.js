// The season: which part of the year it is, what to send in it, to how many, and what not; and the year as a picture.

import { browser } from "./start.js";
import { h, text } from "./parts.js";

const say = browser.translate;
const days = () => browser.dates({ timeZone: "UTC" });
const day = (iso) => days().format(new Date(iso));
const between = ({ from, until }) => days().formatRange(new Date(from), new Date(new Date(until) - 86_400_000));

/** Shows the season by these settings in `place`. */
export function season(place, runtime, settings) {
  const { phase, timeline, title, note } = runtime.season(settings);
  place.replaceChildren(...[
    h("h1", {}, phase ? say(phase.title) : text("seasonNone")),
    timeline.length > 0 && picture(timeline),
    timeline.filter((step) => step.now && step.until).map((step) => h("p", { class: "hint span" }, between(step))),
    phase && part("seasonSend", phase.send),
    phase && part("seasonPrograms", [phase.programs]),
    phase && part("seasonAvoid", phase.avoid),
    h("h2", {}, say(title)), h("p", {}, say(note)),
    h("p", { class: "hint", text: "seasonVerify" }),
    phase && h("p", { class: "hint", lang: "en", dir: "auto" }, phase.sources.map((one) => `${one.title}, ${one.year}`).join("; ")),
  ].flat().filter(Boolean));
}

const part = (title, lines) => [h("h2", { text: title }), h("ul", {}, lines.map((line) => h("li", {}, say(line))))];

/** The parts of the year as bars of their length, and as a list for those who do not see them. */
function picture(timeline) {
  const length = (step) => (step.until ? (new Date(step.until) - new Date(step.from)) / 86_400_000 : 30);
  return h("ol", { class: "year", label: "seasonYear" }, timeline.map((step) => {
    const bar = h("li", { class: step.now ? "now" : null, "aria-current": step.now ? "true" : null, title: `${say(step.title)}: ${day(step.from)}` },
      h("span", { class: "unseen" }, `${say(step.title)}: ${day(step.from)}`));
    bar.style.flexGrow = String(Math.max(length(step), 8));
    return bar;
  }));
}

/** Every date of the season, to be changed; `save` gets them all as `[event, day]`. */
export function dates(place, runtime, settings, save) {
  const own = new Map(settings.seasonDates ?? []);
  const change = (event, value) => {
    if (value) own.set(event, value);
    else own.delete(event);
    save([...own]);
  };
  const locked = settings.locked.includes("seasonDates");
  place.append(...runtime.season(settings).dates.map((date) => {
    const input = h("input", { type: "date", disabled: locked, on: { change: () => change(date.event, input.value) } });
    input.value = date.day ?? "";
    return h("label", { class: "entry" }, h("span", {}, say(date.title), date.about && h("span", { class: "hint" }, ` ${text("dateAbout")}`)), input);
  }));
}
