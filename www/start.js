// Starts the runtime in one of our own pages; the page's name stands on its <html> element.
"use strict";
(async () => {
  const { browser } = globalThis.redline;
  const root = document.documentElement;
  await browser.ready;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = browser.message(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", browser.message(element.dataset.label));
  }
  document.title = browser.message(root.dataset.title);
  root.dir = browser.message("@@bidi_dir");
  root.lang = browser.message("@@ui_locale").replace("_", "-");
  const runtime = redlineRuntime();
  const [settings] = await Promise.all([
    browser.loadSettings(),
    runtime({ module_or_path: browser.address("redline_bg.wasm") }),
  ]);
  const life = new AbortController();
  const host = {
    ...browser,
    signal: life.signal,
    settings,
    placed: () => {},
    note: () => {},
    changed: () => {},
    trapped: () => life.abort(),
    orphaned: () => life.abort(),
    release: () => {},
    buttonNear: () => null,
  };
  runtime[`start_${root.dataset.redline}`](host);
  browser.onSettings((changed) => runtime.use_settings(changed), life.signal);
  if (root.dataset.redline !== "practice") return;
  const weights = await browser.loadWeights();
  if (weights) runtime.use_weights(weights);
})();
