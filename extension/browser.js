// The one file that knows which browser this is, and whether it is an extension at all (the practice page
// also runs as a plain web page). Gives `redline.browser`: texts, settings, addresses, and the life of a start.
"use strict";
(() => {
  const api = globalThis.browser?.runtime ? globalThis.browser : globalThis.chrome;
  const extension = Boolean(api?.runtime?.id);
  const shared = (globalThis.redline ??= {});
  const KEY = "settings";
  /** The folders of `_locales`: English is the source, and what a draft is checked in. */
  const LANGUAGES = ["en", "es", "pt_BR", "ar", "hi", "ur", "fa", "zh_CN", "ru", "fr"];
  /** The texts in use, by key; empty where the browser gives them itself. */
  let texts = {};
  /** The engine's English sentences that have a translation, and those with values in them; null in English. */
  let sayings = null;
  /** How the language in use counts: its rules take a millisecond to make. */
  let plurals = null;
  /** What the plain web page keeps until it is closed. */
  const kept = {};

  /** Texts already asked for: they must be there after the extension was reloaded under this tab, too. */
  const known = new Map();

  /** The text with this key, with $1, $2 … filled in; the key itself where the text is missing. */
  function message(key, ...values) {
    return fill(raw(key), values);
  }

  function fill(text, values) {
    // Written from the right, a name in Latin letters must not draw the marks around it along.
    const apart = (value) => (raw("direction") === "rtl" && /[a-z]/i.test(value) ? `\u2068${value}\u2069` : value);
    return text.replace(/\$(\d)/g, (_, n) => apart(values[n - 1] ?? ""));
  }

  function raw(key) {
    if (!known.has(key)) known.set(key, textOf(key));
    return known.get(key);
  }

  function textOf(key) {
    if (texts[key]) return texts[key].message;
    // Asked for with its marks filled in by themselves, so that one copy serves every value.
    return (extension && alive() && api.i18n.getMessage(key, ["$1", "$2", "$3", "$4"])) || key;
  }

  /** The text for so many things: each language has forms of its own for one, two, few or many. */
  function count(key, number) {
    const language = message("language");
    if (plurals?.language !== language) plurals = { language, rules: new Intl.PluralRules(language) };
    const form = `${key}_${plurals.rules.select(number)}`;
    return message(raw(form) === form ? `${key}_other` : form, number);
  }

  /** How the language of the interface writes dates: by the calendar of the season, in the digits of our other texts. */
  function dates(more = {}) {
    return new Intl.DateTimeFormat(`${message("language")}-u-ca-gregory-nu-latn`, { dateStyle: "medium", ...more });
  }

  /** A sentence of the engine's in the language of the interface, its days as they are written there. */
  function translate(sentence) {
    const day = (iso) => dates({ timeZone: "UTC" }).format(new Date(iso));
    return inLanguage(sentence)?.replace(/\b\d{4}-\d{2}-\d{2}\b/g, day);
  }

  /** As it is where it has no translation. */
  function inLanguage(sentence) {
    if (!sayings || !sentence) return sentence;
    const whole = sayings.exact.get(sentence);
    if (whole) return whole;
    const bare = sayings.exact.get(sentence.replace(/\.$/, ""));
    if (bare) return `${bare}.`;
    for (const { pattern, text } of sayings.filled) {
      const found = pattern.exec(sentence);
      if (found) return fill(text, found.slice(1));
    }
    return sentence;
  }

  /** The language with texts that is meant by a choice: `auto` is the browser's own. */
  function languageOf(choice) {
    if (LANGUAGES.includes(choice)) return choice;
    const asked = new URLSearchParams(globalThis.location?.search).get("lang");
    const wanted = extension ? [api.i18n.getUILanguage()] : [...(asked ? [asked] : []), ...navigator.languages];
    for (const tag of wanted) {
      const name = tag.replace("-", "_");
      const found = LANGUAGES.find((one) => one === name) ?? LANGUAGES.find((one) => one.split("_")[0] === name.split("_")[0]);
      if (found) return found;
    }
    return "en";
  }

  /** A language's own name for itself. */
  function nameOf(language) {
    const tag = language.replace("_", "-");
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  }

  /** Speaks the chosen language from now on. English is the browser's own business in an extension. */
  async function useLanguage(choice) {
    const language = languageOf(choice);
    const english = language === "en";
    if (extension && english && languageOf("auto") === "en") {
      texts = {};
      sayings = null;
    } else {
      const [source, own] = await Promise.all(["en", language].map((name) => data(`_locales/${name}/messages.json`)));
      texts = { ...source, ...own };
      sayings = english ? null : sayingsOf(source, own);
    }
    known.clear();
  }

  function sayingsOf(source, own) {
    const exact = new Map();
    const filled = [];
    for (const [key, { message: english }] of Object.entries(source)) {
      const text = own[key]?.message;
      if (!text) continue;
      exact.set(english, text);
      if (!english.includes("$1")) continue;
      const parts = english.split(/\$\d/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      filled.push({ pattern: new RegExp(`^${parts.join("(.+?)")}$`), text });
    }
    return { exact, filled };
  }

  /** What is kept under this name on this device; never any text of a message. */
  async function load(name) {
    return extension ? (await api.storage.local.get(name))[name] : kept[name];
  }

  async function save(name, value) {
    if (extension) await api.storage.local.set({ [name]: value });
    else kept[name] = value;
  }

  /** Settings that are lists, and what each of their members has to be. */
  const isText = (one) => typeof one === "string";
  const isDated = (one) => Array.isArray(one) && one.length === 2 && one.every(isText) && /^\d{4}-\d\d-\d\d$/.test(one[1]);
  const LISTS = { ignored: isText, seasonDates: isDated, tiersOff: isText, categoriesOff: isText, rulesOff: isText, sitesOff: isText };

  /** Values without those that are no lists where lists belong: nothing of ours stumbles over a spoiled storage. */
  function sound(values) {
    if (typeof values !== "object") return {};
    const fits = ([name, value]) => !Object.hasOwn(LISTS, name) || (Array.isArray(value) && value.every(LISTS[name]));
    return Object.fromEntries(Object.entries(values ?? {}).filter(fits));
  }

  /** What an organisation has set for its machines, as far as it may; nothing where there is no such thing. */
  async function managed() {
    try {
      const set = Object.entries(sound(await api.storage.managed.get(null)));
      // Chromium has held it against `managed.json` by then; Firefox knows no schema.
      return Object.fromEntries(set.filter(([, value]) => typeof value !== "object" || Array.isArray(value)));
    } catch {
      return {}; // Firefox refuses where no policy is there.
    }
  }

  /** The settings in force; `locked` names those that an organisation has set. */
  async function readSettings() {
    const [own, set] = await Promise.all([load(KEY), extension ? managed() : {}]);
    return { ...sound(own), ...set, locked: Object.keys(set) };
  }

  /** Speaks the language of these settings from now on; where its texts cannot be read, the browser's own serve. */
  async function speak({ language }) {
    await useLanguage(language).catch(() => {});
  }

  /** As `readSettings`; their language is spoken from here on. */
  async function loadSettings() {
    const settings = await readSettings();
    await speak(settings);
    return settings;
  }

  /**
   * Saves what is the user's own choice; what an organisation has set stays with it, and so does what a later version
   * has saved and this one does not know.
   */
  async function saveSettings(settings) {
    const set = extension ? await managed() : {};
    const own = Object.entries(settings).filter(([name]) => name !== "locked" && !(name in set));
    await save(KEY, { ...sound(await load(KEY)), ...Object.fromEntries(own) });
  }

  /** Everything that is kept, to be taken elsewhere; and the way back. */
  async function loadAll() {
    return extension ? api.storage.local.get(null) : { ...kept };
  }

  async function replaceAll(values) {
    if (extension) {
      await api.storage.local.clear();
      await api.storage.local.set(values);
    } else {
      for (const name of Object.keys(kept)) delete kept[name];
      Object.assign(kept, values);
    }
  }

  /** Calls `listener` with the new settings whenever they change, until `signal` ends. */
  function onSettings(listener, signal) {
    if (!extension) return;
    const changed = async (changes, area) => {
      if (changes[KEY] || area === "managed") listener(await loadSettings());
    };
    api.storage.onChanged.addListener(changed);
    signal.addEventListener("abort", () => {
      if (alive()) api.storage.onChanged.removeListener(changed);
    });
  }

  const LEDGER = "ledger";
  /** What a window that closes with its message leaves behind: one entry each, taken into the ledger later. */
  const NOTE = "ledger-note-";

  /** The ledger and the notes left for it, one line of JSON each; empty where the storage cannot be read. */
  async function loadLedger() {
    if (!extension) return "";
    try {
      return (await ledgerLines()).lines;
    } catch {
      return "";
    }
  }

  async function ledgerLines() {
    const { local } = api.storage;
    const keys = local.getKeys ? await local.getKeys() : Object.keys(await local.get(null));
    const notes = keys.filter((key) => key.startsWith(NOTE));
    const all = await local.get([LEDGER, ...notes]);
    const stored = [LEDGER, ...notes].filter((key) => key in all).map((key) => JSON.stringify(all[key]));
    return { lines: stored.join("\n"), notes, stored: all[LEDGER] };
  }

  /** Notes left by this page so far: each has a name of its own. */
  let left = 0;

  /** Leaves a note for the ledger: in one call, for a page that is going and hears no answer. */
  function leaveNote(text) {
    if (extension && alive()) api.storage.local.set({ [`${NOTE}${Date.now()}-${(left += 1)}`]: JSON.parse(text) });
  }

  /**
   * Hands one entry for the ledger to the background, which stores it if this page dies while it has it: what a window that
   * closes itself still asks for, Chromium drops. Gives the way to take it back.
   */
  function entrust(text) {
    if (!extension || !alive()) return () => {};
    const port = api.runtime.connect({ name: "leaving" });
    let open = true;
    port.onDisconnect.addListener(() => {
      void api.runtime?.lastError; // Read, so that the browser does not report it.
      open = false;
    });
    port.postMessage({ [`${NOTE}${Date.now()}-${(left += 1)}`]: JSON.parse(text) });
    return () => {
      if (!open) return;
      open = false;
      port.postMessage(null);
      port.disconnect();
    };
  }

  /** The end of the change under way: changes of one page come one after another. */
  let changes = Promise.resolve();

  /**
   * Changes the ledger in storage: `change` gets what stands there, a line each, and gives `[text, damaged]`. `done` hears
   * `saved`, `damaged` (saved; what could not be read was put aside under another name) or `failed`.
   */
  function updateLedger(change, done) {
    if (!extension) return;
    const step = () => changeLedger(change).catch(() => "failed");
    changes = changes.then(step).then(done).catch(() => {});
  }

  async function changeLedger(change) {
    const { lines, notes, stored } = await ledgerLines();
    const [text, damaged] = change(lines);
    const aside = damaged ? { [`${LEDGER}-damaged-${Date.now()}`]: { stored } } : {};
    await api.storage.local.set({ ...aside, [LEDGER]: JSON.parse(text) });
    await api.storage.local.remove(notes);
    return damaged ? "damaged" : "saved";
  }

  /** Takes away the ledger, the notes left for it, and what of it was put aside; everything else stays. */
  async function eraseLedger() {
    const keys = Object.keys(await api.storage.local.get(null));
    await api.storage.local.remove(keys.filter((key) => key === LEDGER || key.startsWith(`${LEDGER}-`)));
  }

  /** Calls `listener` with the ledger as one line whenever it changes elsewhere, until `signal` ends. */
  function onLedger(listener, signal) {
    if (!extension) return;
    const changed = (changes) => {
      if (Object.keys(changes).some((key) => key === LEDGER || key.startsWith(NOTE))) loadLedger().then(listener);
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

  /** One of our own files of data. */
  async function data(path) {
    return (await fetch(address(path))).json();
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

  /** Calls `thing[method]()` when `signal` ends: works even where the wasm instance is no longer there to do it. */
  function whenEnded(signal, thing, method) {
    signal.addEventListener("abort", () => thing[method](), { once: true });
  }

  /** Adds a style sheet to a document, the page's or a frame's, until `signal` ends. */
  function adopt(sheet, signal, page) {
    page.adoptedStyleSheets.push(sheet);
    const remove = () => {
      page.adoptedStyleSheets = [...page.adoptedStyleSheets].filter((other) => other !== sheet);
    };
    signal.addEventListener("abort", remove, { once: true });
  }

  /** Hands a highlight to a window's document under a name for style rules. */
  function register(place, name, highlight) {
    // In Firefox a frame's `CSS` leads to this page's highlights, except past the wrapper around the frame's window.
    const owner = place === window ? place : (place.wrappedJSObject ?? place);
    owner.CSS.highlights.set(name, highlight);
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

  /** A line to the tab in front; `null` where nothing of ours runs there. `told` hears what the tab says. */
  async function callTab(told) {
    const tab = extension && (await tabBehind());
    if (!tab) return told(null), null;
    const port = api.tabs.connect(tab.id, { name: "popup" });
    port.onMessage.addListener(told);
    port.onDisconnect.addListener(() => {
      void api.runtime.lastError; // Read, so that the browser does not report it: no content script is there.
      told(null);
    });
    return port;
  }

  /** The tab in front; where the popup is shown in a tab of its own, the one that was in front before it. */
  async function tabBehind() {
    const own = await api.tabs.getCurrent();
    if (!own) return (await api.tabs.query({ active: true, lastFocusedWindow: true }))[0];
    const all = await api.tabs.query({ windowId: own.windowId });
    const others = all.filter((tab) => !tab.url?.startsWith(address(""))); // Our own pages are not meant.
    return others.sort((one, other) => other.lastAccessed - one.lastAccessed)[0];
  }

  /** The page in the tab in front, if it can be added and was not yet: `{tab, pattern}`. Else null. */
  async function siteBehind() {
    const tab = extension && (await tabBehind());
    const found = tab?.url && /^https:\/\/[^/]+/.exec(tab.url);
    if (!found) return null;
    const pattern = `${found[0].replace(/:\d+$/, "")}/*`;
    return (await api.permissions.contains({ origins: [pattern] })) ? null : { tab, pattern };
  }

  /** Asks whether we may work on this site, and starts there at once. Must be called by a click. */
  async function addSite({ tab, pattern }) {
    if (!(await api.permissions.request({ origins: [pattern] }))) return false;
    for (const { js } of api.runtime.getManifest().content_scripts) {
      const files = js.map((file) => new URL(file, address("")).pathname);
      await api.scripting.executeScript({ target: { tabId: tab.id }, files });
    }
    return true;
  }

  function openPractice() {
    if (extension) api.tabs.create({ url: address("www/practice.html") });
  }

  function openOptions() {
    api.runtime.openOptionsPage();
  }

  /** Which webmail this page is, for the switch of each. */
  function site() {
    return globalThis.location?.hostname === "mail.google.com" ? "gmail" : "outlook";
  }

  shared.browser = Object.freeze({
    extension,
    LANGUAGES,
    message,
    count,
    dates,
    translate,
    languageOf,
    nameOf,
    load,
    save,
    readSettings,
    loadSettings,
    speak,
    saveSettings,
    loadAll,
    replaceAll,
    onSettings,
    loadLedger,
    updateLedger,
    leaveNote,
    entrust,
    eraseLedger,
    onLedger,
    alive,
    address,
    data,
    loadWeights,
    whenEnded,
    adopt,
    dress,
    register,
    onConnect,
    callTab,
    siteBehind,
    addSite,
    openPractice,
    openOptions,
    site,
  });
})();
