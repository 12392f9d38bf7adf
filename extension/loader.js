// Starts the runtime when a field of a compose window first gets the focus; until then the settings are read once, and
// nothing runs. Rebuilds it after a fault, takes it down when the extension was reloaded under this tab, and answers the
// popup.
"use strict";
(() => {
  const shared = globalThis.redline;
  const { browser } = shared;
  if (shared.wake) return; // Put into this page a second time.
  const HIGHLIGHTS = ["violation", "risk", "tone", "hygiene"].map((tier) => `redline-${tier}`);
  /** Lines that may have to be shown when the extension is no longer there to be asked for them. */
  const LINES = ["notActive", "reloadTab", "notChecked", "sendAgain", "notApplied", "notRestored", "copy", "copied"];
  /** Faults after which this page is left alone. */
  const MAX_FAULTS = 3;

  /** The start under way or done. */
  let starting = null;
  /** The settings, read while the page loads, so that no field waits for the storage; kept up to date. */
  let known = null;
  /** Ends everything that the present instance put into the page. */
  let life = null;
  /** Stands in for WebAssembly where the page's policy refuses it, with the runtime that takes it. */
  let plain = null;
  let faults = 0;
  /** The line that says why nothing runs here, until it was shown. */
  let reason = shared.late ? "reloadTab" : null;
  /** Switched off for this webmail by the user. */
  let resting = false;
  /** Popups that are kept up to date. */
  const ports = new Set();

  function editable(node) {
    // By its type, not by its class: it may be a frame's.
    return node?.nodeType === Node.ELEMENT_NODE && (node.isContentEditable || node.matches("textarea, input"));
  }

  /** The element with the focus, inside frames of the page's own as well; those are listened to from now on. */
  function focused() {
    let at = document.activeElement;
    while (at?.tagName === "IFRAME" && at.contentDocument) {
      shared.listen(at.contentWindow);
      at = at.contentDocument.activeElement;
    }
    return at;
  }

  /** Starts the runtime, once; resolves when it can judge. */
  function wake() {
    if (shared.off) return Promise.resolve();
    return (starting ??= start().catch(refused));
  }

  async function start() {
    const mine = (life = new AbortController());
    const { signal } = mine;
    const ledger = browser.loadLedger();
    const [settings, runtime] = await Promise.all([spoken(), instance(mine)]);
    if (signal.aborted) return;
    if (isOff(settings)) return rest();
    LINES.forEach((key) => browser.message(key));
    const placed = (element) => (shared.place = element);
    const host = {
      ...browser, placed, signal, settings, note, orphaned, changed,
      release: shared.release, buttonNear: shared.buttonNear,
    };
    runtime.start(host);
    // The first underlines do not wait for the ledger; what is said at Send does.
    const lines = await ledger;
    if (signal.aborted) return;
    runtime.use_ledger(lines);
    shared.look = (send) => (browser.alive() ? runtime.look(send) : orphaned());
    shared.ask = (send) => runtime.ask(send);
    shared.key = (event) => runtime.key(event);
    shared.watch = (field) => runtime.watch_field(field);
    shared.report = () => ({ state: "ready", list: runtime.report() });
    shared.insert = ({ subject, body }) => runtime.insert(subject, body);
    browser.onSettings((changed) => runtime.use_settings(changed), signal);
    browser.onLedger((changed) => runtime.use_ledger(changed), signal);
    deepen(runtime, signal);
  }

  /** The settings in force, their language in use. */
  async function spoken() {
    const settings = await (known ??= browser.readSettings());
    await browser.speak(settings);
    return settings;
  }

  /** A new instance each time: one that has trapped is never used again. */
  async function instance(mine) {
    const watch = (exports) => watched(exports, mine);
    if (!plain) {
      try {
        const runtime = redlineRuntime(WebAssembly, watch);
        await runtime({ module_or_path: browser.address("redline_bg.wasm") });
        return runtime;
      } catch (refusal) {
        if (!shared.loadMachine) throw refusal;
        plain = await shared.loadMachine().catch(() => {
          throw refusal;
        });
      }
    }
    const runtime = plain.runtime(plain.machine, watch);
    runtime.initSync({ module: null });
    return runtime;
  }

  /** What an instance exports. It is taken down when one of these throws: nothing in it can be trusted after that. */
  function watched(exports, mine) {
    const safe = (call) => (...values) => {
      try {
        return call(...values);
      } catch (fault) {
        trapped(mine);
        throw fault;
      }
    };
    return Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? safe(value) : value]));
  }

  /** Gives the runtime the meaning layer, behind the first underlines. */
  async function deepen(runtime, signal) {
    const weights = await browser.loadWeights();
    if (weights && !signal.aborted) runtime.use_weights(weights);
  }

  /** An instance has failed: takes it down, and makes another one for the field in use. The draft is as it was. */
  function trapped(which) {
    if (which !== life) return;
    takeDown();
    faults += 1;
    if (faults >= MAX_FAULTS) return switchOff("notActive");
    setTimeout(() => begin(focused()));
  }

  /** Takes everything of ours out of the page. */
  function takeDown() {
    life?.abort();
    life = null;
    starting = null;
    delete shared.look;
    delete shared.ask;
    delete shared.key;
    delete shared.watch;
    delete shared.place;
    delete shared.report;
    delete shared.insert;
    for (const name of HIGHLIGHTS) CSS.highlights.delete(name);
  }

  /** Whether the user has switched this webmail off. */
  function isOff(settings) {
    return Boolean(settings.sitesOff?.includes(browser.site()));
  }

  /** Leaves this webmail alone until it is switched on again. */
  function rest() {
    takeDown();
    shared.off = resting = true;
    changed();
  }

  /** The switch of this webmail was turned elsewhere. */
  function followSwitch(settings) {
    known = Promise.resolve(settings);
    if (isOff(settings) && !shared.off) rest();
    if (isOff(settings) || !resting) return;
    shared.off = resting = false;
    changed();
    if (editable(document.activeElement)) wake();
  }

  /** Nothing runs in this page from now on, and the user is told so. */
  function switchOff(key) {
    takeDown();
    if (!shared.off) reason = key;
    shared.off = true;
    tell();
  }

  /** Neither WebAssembly nor its stand-in can run here, or our files could not be read. */
  function refused(fault) {
    console.warn("Redline: not active here.", fault);
    switchOff("notActive");
  }

  /** The extension was reloaded or removed under this tab. */
  function orphaned() {
    switchOff("reloadTab");
    return "free";
  }

  /** Says why nothing runs here, once. */
  function tell() {
    if (reason) note(reason);
    reason = null;
  }

  /** Shows one line at the corner of the page for some seconds; `words`, if any, can be copied from there. */
  function note(key, words) {
    const place = document.createElement("div");
    place.setAttribute("popover", "manual");
    place.setAttribute("data-redline-line", ""); // What it covers for a while is not covered by the page.
    place.style.cssText = "all:initial;position:fixed;inset:auto 16px 16px auto;margin:0;border:0;background:none;";
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = browser.message(key);
    line.style.cssText =
      "margin:0;padding:10px 14px;max-width:320px;border-radius:8px;font:14px/1.45 system-ui,sans-serif;" +
      "color:#f4f4f5;background:#27272a;border:1px solid #52525b;box-shadow:0 4px 16px #0004";
    if (words) line.append(" ", copyButton(line, words));
    // The draft keeps the focus and its selection.
    place.addEventListener("mousedown", (event) => event.preventDefault());
    place.attachShadow({ mode: "closed" }).append(line);
    document.documentElement.append(place);
    place.showPopover?.();
    setTimeout(() => place.remove(), words ? 20000 : 6000);
  }

  function copyButton(line, words) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = browser.message("copy");
    button.style.cssText =
      "margin-inline-start:8px;padding:2px 12px;border-radius:6px;border:1px solid #a1a1aa;font:inherit;" +
      "color:inherit;background:none;cursor:pointer";
    button.addEventListener("click", async (event) => {
      if (!event.isTrusted) return;
      await navigator.clipboard.writeText(words);
      line.textContent = browser.message("copied");
    });
    return button;
  }

  function report() {
    if (shared.off) return { state: resting ? "resting" : "off" };
    return shared.report?.() ?? { state: "idle" };
  }

  /** Called by the runtime when a compose window's findings have changed. */
  function changed() {
    if (ports.size === 0) return;
    const now = report();
    for (const port of ports) port.postMessage(now);
  }

  /** A field got the focus: start, or say once why not. */
  function begin(node) {
    if (starting || !isField(node)) return;
    if (!shared.off && !browser.alive()) return void orphaned();
    if (shared.off) return tell();
    wake();
  }

  /** A field to write a message in, or one beside Send; not the page's search box. */
  function isField(node) {
    return editable(node) && (!node.matches("input") || Boolean(shared.buttonNear?.(node)));
  }

  /** What the popup asks for: the message that is open, or a letter to be put into the reply. */
  async function answer(port, asked) {
    if (asked.ask === "message") return port.postMessage({ message: shared.opened() });
    await wake();
    port.postMessage({ inserted: Boolean(shared.insert?.(asked)) });
  }

  LINES.forEach((key) => browser.message(key));
  shared.wake = wake;
  shared.note = note;
  shared.tell = tell;

  browser.onConnect((port) => {
    ports.add(port);
    port.onDisconnect.addListener(() => ports.delete(port));
    port.onMessage.addListener((asked) => answer(port, asked));
    port.postMessage(report());
  });

  browser.onSettings(followSwitch, new AbortController().signal);
  known = browser.readSettings();
  known.catch(() => (known = null)); // Then it is tried again at the start.
  addEventListener("focusin", (event) => begin(event.composedPath()[0]), true);
  shared.lost = () => {
    const field = focused();
    begin(field);
    if (field) shared.watch?.(field);
  };
  begin(focused());
})();
