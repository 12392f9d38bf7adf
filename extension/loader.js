// Starts the wasm runtime when an editable field first gets the focus; until then nothing runs. Rebuilds it after a
// fault, takes it down when the extension was reloaded under this tab, and answers the popup.
"use strict";
(() => {
  const shared = globalThis.redline;
  const { browser } = shared;
  const HIGHLIGHTS = ["violation", "risk", "tone", "hygiene"].map((tier) => `redline-${tier}`);
  /** Faults after which this page is left alone. */
  const MAX_FAULTS = 3;

  /** The start under way or done. */
  let starting = null;
  /** Ends everything that the present instance put into the page. */
  let life = null;
  let faults = 0;
  let told = false;
  /** Popups that are kept up to date. */
  const ports = new Set();

  function editable(node) {
    return node instanceof Element && (node.isContentEditable || node.matches("textarea, input"));
  }

  /** Starts the runtime, once; resolves when it can judge. */
  function wake() {
    if (shared.off) return Promise.resolve();
    return (starting ??= start().catch(refused));
  }

  async function start() {
    life = new AbortController();
    // A new instance each time: one that has trapped is never used again.
    const runtime = redlineRuntime();
    const [settings] = await Promise.all([
      browser.loadSettings(),
      runtime({ module_or_path: browser.address("redline_bg.wasm") }),
    ]);
    const { signal } = life;
    const placed = (element) => (shared.place = element);
    const host = { ...browser, placed, signal, settings, note, trapped, orphaned, changed, release: shared.release, buttonNear: shared.buttonNear };
    runtime.start(host);
    shared.look = (send) => (browser.alive() ? safely(() => runtime.look(send)) : orphaned());
    shared.ask = (send) => safely(() => runtime.ask(send));
    shared.key = (event) => runtime.key(event);
    shared.report = () => ({ state: "ready", list: runtime.report() });
    browser.onSettings((changed) => runtime.use_settings(changed), signal);
    deepen(runtime, signal);
  }

  /** Gives the runtime the meaning layer, behind the first underlines. */
  async function deepen(runtime, signal) {
    const weights = await browser.loadWeights();
    if (weights && !signal.aborted) safely(() => runtime.use_weights(weights));
  }

  /** Calls into the runtime; an instance that throws is taken down, and the caller hears of it. */
  function safely(call) {
    const before = life;
    try {
      return call();
    } catch (fault) {
      if (life === before) trapped();
      throw fault;
    }
  }

  /** Called by the runtime's panic hook, before the instance dies. */
  function trapped() {
    takeDown();
    faults += 1;
    if (faults >= MAX_FAULTS) switchOff();
  }

  /** Takes everything of ours out of the page. */
  function takeDown() {
    life?.abort();
    life = null;
    starting = null;
    delete shared.look;
    delete shared.ask;
    delete shared.key;
    delete shared.place;
    delete shared.report;
    for (const name of HIGHLIGHTS) CSS.highlights.delete(name);
  }

  function switchOff() {
    takeDown();
    shared.off = true;
    quietly("notActive");
  }

  /** The page's policy refuses WebAssembly, or our file could not be read. */
  function refused(fault) {
    console.warn("Redline: not active here.", fault);
    switchOff();
  }

  /** The extension was reloaded or removed under this tab. */
  function orphaned() {
    takeDown();
    shared.off = true;
    quietly("reloadTab");
    return "free";
  }

  /** Says something once per page. */
  function quietly(key) {
    if (told) return;
    told = true;
    note(key);
  }

  /** Shows one line at the corner of the page for some seconds. */
  function note(key) {
    const place = document.createElement("div");
    place.setAttribute("popover", "manual");
    place.style.cssText = "all:initial;position:fixed;inset:auto 16px 16px auto;margin:0;border:0;background:none;";
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = browser.message(key);
    line.style.cssText =
      "margin:0;padding:10px 14px;max-width:320px;border-radius:8px;font:14px/1.45 system-ui,sans-serif;" +
      "color:#f4f4f5;background:#27272a;border:1px solid #52525b;box-shadow:0 4px 16px #0004";
    place.attachShadow({ mode: "closed" }).append(line);
    document.documentElement.append(place);
    place.showPopover?.();
    setTimeout(() => place.remove(), 6000);
  }

  function report() {
    if (shared.off) return { state: "off" };
    return shared.report?.() ?? { state: "idle" };
  }

  /** Called by the runtime when a compose window's findings have changed. */
  function changed() {
    if (ports.size === 0) return;
    const now = report();
    for (const port of ports) port.postMessage(now);
  }

  shared.wake = wake;
  shared.note = note;

  browser.onConnect((port) => {
    ports.add(port);
    port.onDisconnect.addListener(() => ports.delete(port));
    port.postMessage(report());
  });

  addEventListener(
    "focusin",
    (event) => {
      if (starting || shared.off) return;
      if (!browser.alive()) return void orphaned();
      if (editable(event.composedPath()[0])) wake();
    },
    true,
  );
  if (editable(document.activeElement)) wake();
})();
