// What every page of ours begins with: the language, the texts that stand in its HTML, light or dark, and the runtime
// for those pages that judge a text.

import redlineRuntime from "../redline_full.js";

export const { browser } = globalThis.redline;

/** Puts the texts into the page; gives the settings. */
export async function boot() {
  const settings = await browser.loadSettings();
  const root = document.documentElement;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = browser.message(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", browser.message(element.dataset.label));
  }
  document.title = browser.message(root.dataset.title);
  root.lang = browser.message("language");
  root.dir = browser.message("direction");
  suit(settings);
  browser.onSettings((changed) => follow(settings, changed), new AbortController().signal);
  root.dataset.ready = "";
  return settings;
}

/** Light or dark, as the user chose, or else as the browser is. */
export function suit({ appearance }) {
  document.documentElement.dataset.appearance = appearance ?? "auto";
}

/** The settings were changed elsewhere: another language is another page. */
function follow(before, now) {
  if (browser.languageOf(before.language) !== browser.languageOf(now.language)) location.reload();
  suit(now);
}

/** Starts the runtime; `changed` hears the report of the draft in use after each reading. */
export async function start(settings, changed = () => {}) {
  const life = new AbortController();
  const runtime = redlineRuntime(WebAssembly, (exports) => watched(exports, life));
  await runtime({ module_or_path: browser.address("redline_full_bg.wasm") });
  runtime.start({
    ...browser,
    signal: life.signal,
    settings,
    placed: () => {},
    note: () => {},
    changed: () => changed(runtime.report()),
    orphaned: () => life.abort(),
    release: () => {},
    buttonNear: () => null,
  });
  browser.onSettings((now) => runtime.use_settings(now), life.signal);
  return runtime;
}

/** What an instance exports. Its life ends when one of these throws: nothing in it can be trusted after that. */
function watched(exports, life) {
  const safe = (call) => (...values) => {
    try {
      return call(...values);
    } catch (fault) {
      life.abort();
      throw fault;
    }
  };
  return Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? safe(value) : value]));
}

/** Gives a runtime the meaning layer, behind the first underlines. */
export async function deepen(runtime) {
  const weights = await browser.loadWeights();
  if (weights) runtime.use_weights(weights);
  return runtime;
}

/** A runtime that watches nothing: for what is reckoned, not written. */
export async function bare() {
  const runtime = redlineRuntime();
  await runtime({ module_or_path: browser.address("redline_full_bg.wasm") });
  return runtime;
}

/** A runtime that reads messages, with the meaning layer. */
export async function reading() {
  return deepen(await bare());
}
