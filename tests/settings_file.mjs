// Reads settings files that are made up from a fixed seed, as the options page reads an imported one, and says how many were
// taken and refused. Ends with an error at the first one that breaks a promise. Started by settings_file.rs with the
// folder of the page's scripts, the seed and the number of files.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, seed, count] = process.argv.slice(2);
globalThis.redline = { browser: { message: (key) => key } };
const { checked } = await import(pathToFileURL(join(folder, "data.js")));
const schema = JSON.parse(readFileSync(join(folder, "managed.json"), "utf8"));
const texts = JSON.parse(readFileSync(join(folder, "messages.json"), "utf8"));

// ---- what is made up

let state = Number(seed);
/** A number from 0 up to, but not including, `end`. */
function below(end) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
}
const one = (list) => list[below(list.length)];
const several = (make) => Array.from({ length: below(4) }, make);

const SETTINGS = Object.keys(schema.properties);
const ODD_NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "length", "", "0", "settings", "redline", "\u{202e}", "later"];
const WORDS = ["applicant", "program", "gmail", "risk", "ar", "", "\u0000", "<img src=x onerror=alert(1)>", "\ud800", "x".repeat(5000), "I will rank you first"];
const NUMBERS = [0, -0, 1, -1, 2, 0.5, 1e308, -1e308, 2 ** 53];

function anything(depth = 0) {
  const kinds = depth > 3 ? 5 : 7;
  switch (below(kinds)) {
    case 0: return null;
    case 1: return below(2) === 0;
    case 2: return one(NUMBERS);
    case 3:
    case 4: return one(WORDS);
    case 5: return several(() => anything(depth + 1));
    default: return named([...ODD_NAMES, ...SETTINGS], () => anything(depth + 1));
  }
}

/** An object with some of these names; they are its own, whatever they are. */
function named(names, value) {
  const all = {};
  for (const name of several(() => one(names))) {
    Object.defineProperty(all, name, { value: value(name), enumerable: true, configurable: true, writable: true });
  }
  return all;
}

/** A value as the options page saves it. */
function usual(name) {
  const shape = schema.properties[name];
  if (!shape) return anything();
  if (shape.type === "array") return several(() => one(shape.items.enum ?? ["rank-promise", "of old"]));
  return shape.enum ? one(shape.enum) : below(2) === 0;
}

function file() {
  if (below(20) === 0) return spoiled(JSON.stringify(anything()));
  const names = below(3) === 0 ? [...SETTINGS, ...ODD_NAMES] : SETTINGS;
  const value = (name) => (below(12) === 0 ? anything() : usual(name));
  const all = { redline: below(8) === 0 ? anything() : one([1, 1, 1, 0, 2]), settings: below(15) === 0 ? anything() : named(names, value) };
  if (below(3) === 0) Object.assign(all, named(["ledger", "season", "name", ...ODD_NAMES], () => (below(2) === 0 ? {} : anything())));
  const words = JSON.stringify(all);
  return below(8) === 0 ? spoiled(words) : words;
}

/** Cut off, doubled, nested too deep, or with something put in. */
function spoiled(words) {
  const at = below(words.length + 1);
  switch (below(5)) {
    case 0: return words.slice(0, at);
    case 1: return words + words;
    case 2: return `${words.slice(0, at)}${one(["{", "]", '"', "\u0000", "\ufeff", ",", "e999"])}${words.slice(at)}`;
    case 3: return `${"[".repeat(20_000)}${words}`;
    default: return `\ufeff${words}`;
  }
}

// ---- what must hold

function holds(truth, what, words) {
  if (!truth) throw new Error(`${what}: ${JSON.stringify(words.slice(0, 2000))}`);
}

/** Whether a setting that this version knows has a value that it knows; told apart from the page's own way to see it. */
function isKnown(name, value) {
  const shape = schema.properties[name];
  const choices = shape.enum ?? shape.items?.enum;
  const isOne = (each, kind) => typeof each === kind && (!choices || choices.includes(each));
  return shape.type === "array" ? Array.isArray(value) && value.every((each) => isOne(each, "string")) : isOne(value, shape.type);
}

function look(words) {
  const found = checked(words, schema);
  if (found.wrong) {
    holds(found.values === undefined, "both taken and refused", words);
    holds(Object.hasOwn(texts, found.wrong[0]), `no words for ${found.wrong[0]}`, words);
    return "refused";
  }
  const all = JSON.parse(words);
  holds(Number.isInteger(all.redline) && all.redline <= 1, "no file of ours, or of a later version", words);
  const { values } = found;
  holds(!Object.hasOwn(values, "redline"), "the mark is no setting", words);
  holds(Object.values(values).every((value) => typeof value === "object" && value !== null), "something is no object", words);
  const settings = values.settings ?? {};
  for (const name of SETTINGS) {
    holds(!Object.hasOwn(settings, name) || isKnown(name, settings[name]), `the setting ${name}`, words);
  }
  holds(JSON.stringify({ redline: all.redline, ...values }) === JSON.stringify({ redline: all.redline, ...all }), "something was changed", words);
  return "taken";
}

const counts = { taken: 0, refused: 0 };
for (let nth = 0; nth < Number(count); nth++) {
  const words = file();
  counts[look(words)] += 1;
  holds(Object.keys(Object.prototype).length === 0 && {}.guard === undefined, "something reaches every object", words);
}
console.log(`${counts.taken} taken, ${counts.refused} refused`);
