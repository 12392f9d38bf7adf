// The one file that knows which browser this is, and whether it is an extension at all (the practice page
// also runs as a plain web page). Gives `redline.browser`: texts, settings, addresses, and the life of a start.
"use strict";
(() => {
  const api = globalThis.browser?.runtime ? globalThis.browser : globalThis.chrome;
  const extension = Boolean(api?.runtime?.id);
  const shared = (globalThis.redline ??= {});
  const KEY = "settings";
  /** Texts of the plain web page, where the browser gives none. */
  let texts = {};
  /** Settings of the plain web page: kept until it is closed. */
  let kept = {};

  /** Texts already asked for: they must be there after the extension was reloaded under this tab, too. */
  const known = new Map();

  /** The text with this key, with $1, $2 … filled in; the key itself where the text is missing. */
  function message(key, ...values) {
    if (!known.has(key)) known.set(key, textOf(key));
    return known.get(key).replace(/\$(\d)/g, (_, n) => values[n - 1] ?? "");
  }

  function textOf(key) {
    if (!extension) return texts[key]?.message ?? key;
    // Asked for with its marks filled in by themselves, so that one copy serves every value.
    return (alive() && api.i18n.getMessage(key, ["$1", "$2", "$3"])) || key;
  }

  /** The settings as saved; never any text of a message. */
  async function loadSettings() {
    if (!extension) return kept;
    return (await api.storage.local.get(KEY))[KEY] ?? {};
  }

  async function saveSettings(settings) {
    if (!extension) {
      kept = settings;
      return;
    }
    await api.storage.local.set({ [KEY]: settings });
  }

  /** Calls `listener` with the new settings whenever they change, until `signal` ends. */
  function onSettings(listener, signal) {
    if (!extension) return;
    const changed = (changes) => {
      if (changes[KEY]) listener(changes[KEY].newValue ?? {});
    };
    api.storage.local.onChanged.addListener(changed);
    signal.addEventListener("abort", () => {
      if (alive()) api.storage.local.onChanged.removeListener(changed);
    });
  }

  /** False once the extension was removed or reloaded under this tab. */
  function alive() {
    return !extension || Boolean(api.runtime?.id);
  }

  /** The address of one of our files. */
  function address(path) {
    return extension ? api.runtime.getURL(path) : new URL(`../${path}`, document.baseURI).href;
  }

  /** The meaning layer's weights: one of our own files. Null where it cannot be read: patterns then work alone. */
  async function loadWeights() {
    try {
      const answer = await fetch(address("meaning.bin"));
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  /** Stands in for WebAssembly: the runtime's code as plain JavaScript, for pages whose policy refuses WebAssembly. */
  async function loadMachine() {
    const [{ default: machine }, module] = await Promise.all([import(address("redline_plain.js")), fetch(address("redline_bg.wasm"))]);
    return machine(new Uint8Array(await module.arrayBuffer()));
  }

  /** Calls `thing[method]()` when `signal` ends: works even where the wasm instance is no longer there to do it. */
  function whenEnded(signal, thing, method) {
    signal.addEventListener("abort", () => thing[method](), { once: true });
  }

  /** Adds a style sheet to the page until `signal` ends. */
  function adopt(sheet, signal) {
    document.adoptedStyleSheets.push(sheet);
    signal.addEventListener("abort", () => {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((other) => other !== sheet);
    });
  }

  /** Adds a style sheet to a shadow root of ours. */
  function dress(root, sheet) {
    root.adoptedStyleSheets = [sheet];
  }

  /** Calls `connected(port)` for each of our pages that wants to be kept up to date. */
  function onConnect(connected) {
    api.runtime.onConnect.addListener((port) => {
      if (port.sender?.id === api.runtime.id) connected(port);
    });
  }

  /** Calls `listener` with each report of the tab in front; with null where nothing of ours runs there. */
  async function watchTab(listener) {
    const tab = extension && (await tabBehind());
    if (!tab) return listener(null);
    const port = api.tabs.connect(tab.id, { name: "popup" });
    port.onMessage.addListener(listener);
    port.onDisconnect.addListener(() => {
      void api.runtime.lastError; // Read, so that the browser does not report it: no content script is there.
      listener(null);
    });
  }

  /** The tab in front; where the popup is shown in a tab of its own, the one that was in front before it. */
  async function tabBehind() {
    const own = await api.tabs.getCurrent();
    if (!own) return (await api.tabs.query({ active: true, lastFocusedWindow: true }))[0];
    const all = await api.tabs.query({ windowId: own.windowId });
    const others = all.filter((tab) => !tab.url?.startsWith(address(""))); // Our own pages are not meant.
    return others.sort((one, other) => other.lastAccessed - one.lastAccessed)[0];
  }

  function openPractice() {
    if (extension) api.tabs.create({ url: address("www/practice.html") });
  }

  function openOptions() {
    api.runtime.openOptionsPage();
  }

  /** Resolves when texts are at hand: at once in an extension. */
  const ready = extension
    ? Promise.resolve()
    : globalThis.location?.protocol.startsWith("http") && document.documentElement.dataset.redline
      ? fetch(new URL("../_locales/en/messages.json", document.baseURI)).then(async (answer) => {
          texts = await answer.json();
        })
      : Promise.resolve();

  shared.browser = Object.freeze({
    extension,
    ready,
    message,
    loadSettings,
    saveSettings,
    onSettings,
    alive,
    address,
    loadWeights,
    loadMachine,
    whenEnded,
    adopt,
    dress,
    onConnect,
    watchTab,
    openPractice,
    openOptions,
  });
})();
