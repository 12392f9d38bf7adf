// Holds Send until there is a verdict, or 300 ms have passed. Plain and tiny, and knows nothing of the draft.
// Runs at document_start: only there do its listeners come before the page's own. Shares `globalThis.redline` with
// loader.js, which sets `look` (is there something to ask about?), `ask` (open the checklist), `wake` (start up),
// `note` (show a line), `tell` (say why nothing runs here), `lost` (look where the focus is now), `place` (the element that holds our own surfaces) and `key`
// (a key pressed in them).
// Whatever goes wrong, the message leaves, and the writer is told that it was not checked.
"use strict";
(() => {
  const shared = (globalThis.redline ??= {});
  const LIMIT_MS = 300;
  const POINTER = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];

  // Where Send is: the only place that knows. Never by a visible label, which is translated; the shortcut in the
  // tooltip is the same in every language.
  const GMAIL = {
    host: /^mail\.google\.com$/,
    send: [
      '[role="button"][jslog^="32601;"]',
      '.dC > [role="button"]:not([aria-haspopup])',
      '.IZ .Up div > [role="button"]:not([aria-haspopup])',
      '[role="button"][data-tooltip*="Ctrl-Enter"]',
      '[role="button"][data-tooltip*="⌘Enter"]',
    ].join(),
    more: '.dC > [role="button"][aria-haspopup], .IZ .Up [role="button"][aria-haspopup]',
    keys: [],
    press: pressLikeAHand,
  };
  const OUTLOOK = {
    host: /^outlook\.(live\.com|office\.com|office365\.com|cloud\.microsoft)$/,
    send: [
      '[data-testid="ComposeSendButton"] button:not([aria-haspopup])',
      'button[id*="primaryActionButton"]',
      'button[title*="(Ctrl+Enter)"]',
    ].join(),
    more: '[data-testid="ComposeSendButton"] [aria-haspopup]',
    keys: ["KeyS"],
    press: (button) => button.click(),
  };
  // A page that the user has switched on. Names, ids and classes are code, and stay English in every language.
  const PRESSED = ':is(button, a, input[type="submit"], input[type="button"], [role="button"]):not([aria-haspopup])';
  const OTHER = {
    send: `${PRESSED}:is([class~="send" i], [class~="s-send" i], [class*="send-button" i], [id$="send" i], [name$="send" i],
      [data-action=send i], [data-testid*="send-button" i], [ng-click*="send("], [onclick*="'send'"],
      [title*="Ctrl+Enter"], [title*="⌘Enter"])`,
    more: ":not(*)",
    keys: [],
    press: pressLikeAHand,
  };
  if (shared.release) return; // Put into this page a second time.
  const site = [GMAIL, OUTLOOK].find((known) => known.host.test(location.hostname)) ?? OTHER;
  const FIELDS = '[contenteditable="true"][role="textbox"]';
  const OTHER_FIELDS = '[contenteditable]:not([contenteditable="false"]), textarea, iframe';

  // Another version of this extension may run in this page. The one that came first keeps watch, the other one rests.
  const HELLO = "redline-hello";
  if (!dispatchEvent(new Event(HELLO, { cancelable: true }))) {
    shared.off = true;
    return;
  }
  addEventListener(HELLO, (event) => shared.browser.alive() && event.preventDefault());

  // Installed or updated while this page was open: the page's own listeners come before these, so that Send cannot be
  // held for certain. The user is told to load the page again.
  if (document.readyState !== "loading") {
    shared.off = shared.late = true;
    clearAway();
  }

  /** Takes away what the version before has left in the page. */
  function clearAway() {
    for (const left of document.querySelectorAll("html > [data-redline]")) left.remove();
    for (const tier of ["violation", "risk", "tone", "hygiene"]) CSS.highlights.delete(`redline-${tier}`);
  }

  /** Presses as a hand would, at the button's middle: Gmail's buttons act on these events, not on the click alone. */
  function pressLikeAHand(button) {
    const area = button.getBoundingClientRect();
    const place = { clientX: area.left + area.width / 2, clientY: area.top + area.height / 2 };
    const inner = document.elementFromPoint(place.clientX, place.clientY);
    const target = button.contains(inner) ? inner : button;
    for (const type of POINTER) {
      const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
      const down = type.endsWith("down") ? 1 : 0;
      const how = { bubbles: true, cancelable: true, composed: true, view: window, detail: 1, button: 0, buttons: down };
      target.dispatchEvent(new Kind(type, { ...how, ...place, pointerId: 1, pointerType: "mouse", isPrimary: true }));
    }
  }

  /** Presses the same key again. */
  function pressKey(target, { key, code, keyCode, ctrlKey, metaKey, altKey, shiftKey }) {
    const how = { key, code, keyCode, which: keyCode, ctrlKey, metaKey, altKey, shiftKey };
    target.dispatchEvent(new KeyboardEvent("keydown", { ...how, bubbles: true, cancelable: true, composed: true }));
  }

  /** The button that is being pressed again by us: its events pass, once. */
  let passing = null;
  /** The pointer gesture under way on a send button. */
  let gesture = null;
  /** The key whose press was held: its repeats, its release and the click that follows are held too. */
  let heldKey = null;
  /** The compose field that last had the focus. */
  let lastField = null;
  /** The field whose menu of more ways to send was opened last: that menu hangs elsewhere in the page. */
  let menuField = null;
  /** The field whose next request passes: it was confirmed, but its menu had closed by then. */
  let confirmed = null;
  /** Buttons whose verdict is still awaited. */
  const awaited = new WeakSet();

  /** The send request that this pointer or key event would carry out, if it is one. */
  function sendIn(event) {
    for (const node of event.composedPath()) {
      if (node.nodeType !== Node.ELEMENT_NODE) break;
      if (node.matches(site.send)) return { button: node, field: fieldNear(node) };
      if (menuField && node.matches('[role="menuitem"]')) return { button: node, field: menuField, fromMenu: true };
      if (node.isContentEditable) break;
    }
    return null;
  }

  /** What this node is, or lies in, in the page itself: the frame, for a node of a frame. */
  function outer(node) {
    const own = node?.ownerDocument;
    return own && own !== document ? outer(own.defaultView?.frameElement) : node;
  }

  /** The send button of the compose window around `node`: the nearest one upwards. */
  function buttonNear(node) {
    for (let at = outer(node); at && at !== document.body; at = at.parentElement) {
      for (const button of at.querySelectorAll(site.send)) {
        if (button.getClientRects().length > 0) return button;
      }
    }
    return null;
  }

  /** The field of the compose window around a send button: that with the focus, where there is more than one. */
  function fieldNear(button) {
    for (let at = button.parentElement; at && at !== document.body; at = at.parentElement) {
      if (lastField?.isConnected && at.contains(outer(lastField))) return lastField;
      const field = at.querySelector(site === OTHER ? OTHER_FIELDS : FIELDS);
      if (field) return field;
    }
    return lastField;
  }

  function editable(node) {
    // By its type, not by its class: it may be a frame's.
    return node?.nodeType === Node.ELEMENT_NODE && (node.isContentEditable || node.matches("textarea, input"));
  }

  /** The send request of a key press: a shortcut in a compose window, or Enter or Space on the button itself. */
  function sendByKey(event) {
    const shortcut =
      (event.key === "Enter" && (event.ctrlKey || event.metaKey)) || (event.altKey && site.keys.includes(event.code));
    if (!shortcut) return event.key === "Enter" || event.key === " " ? sendIn(event) : null;
    const target = event.composedPath()[0];
    if (target?.nodeType !== Node.ELEMENT_NODE) return null;
    const button = buttonNear(target);
    if (!button) return null;
    const send = { button, field: editable(target) ? target : fieldNear(button) };
    // Whether a page that nobody knows sends by this key is for that page to say: it is pressed again, not Send.
    return site === OTHER ? { ...send, again: () => pressKey(target, event) } : send;
  }

  function swallow(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Notes whether the menu of more ways to send is being opened, or something else is being pressed. */
  function followMenu(event) {
    const path = event.composedPath().filter((node) => node instanceof Element);
    const more = path.find((node) => node.matches(site.more));
    if (more) menuField = fieldNear(more);
    else if (!path.some((node) => node.matches('[role="menu"], [role="menuitem"]'))) menuField = null;
  }

  /** What is known now: "free", "held", or "unknown" while the runtime is not there. */
  function verdict(send) {
    if (shared.off) {
      shared.tell?.();
      return "free";
    }
    if (confirmed && confirmed === send.field) {
      confirmed = null;
      return "free";
    }
    if (!shared.look) return "unknown";
    try {
      return shared.look(send);
    } catch (fault) {
      failOpen(fault);
      return "free";
    }
  }

  /** Carries out a request that was held: opens the checklist, or waits for a verdict first. */
  function settle(send, known) {
    if (known === "unknown") return void awaitVerdict(send);
    try {
      shared.ask(send);
    } catch (fault) {
      failOpen(fault);
      return release(send);
    }
    // A page that throws our place out again would leave a question that nobody can answer.
    setTimeout(() => {
      if (!shared.place || shared.place.isConnected) return;
      failOpen("the page took the question away");
      release(send);
    });
  }

  async function awaitVerdict(send) {
    if (awaited.has(send.button)) return;
    awaited.add(send.button);
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MS, "late"));
    const first = await Promise.race([Promise.resolve(shared.wake?.()).catch(() => "late"), late]);
    awaited.delete(send.button);
    const known = first === "late" ? "unknown" : verdict(send);
    if (known === "held") return settle(send, known);
    if (known === "unknown") failOpen("no verdict in time");
    release(send);
  }

  /** Presses the button again, past this guard, exactly once. */
  function release(send) {
    const button = send.button.isConnected ? send.button : !send.fromMenu && send.field && buttonNear(send.field);
    if (!button) {
      confirmed = send.field;
      return shared.note?.("sendAgain");
    }
    // What the menu asks next (a time, say) belongs to the request that was just confirmed.
    if (send.fromMenu) menuField = null;
    passing = button;
    try {
      if (send.again) send.again();
      else site.press(button);
    } finally {
      passing = null;
    }
  }
  shared.release = release;
  shared.buttonNear = buttonNear;

  function failOpen(fault) {
    console.warn("Redline: the message was not checked.", fault);
    shared.note?.("notChecked");
  }

  /** Hides what happens in our own surfaces from the page, whose menus would close; the browser's own part stays. */
  function isOurs(event) {
    if (!shared.place || event.target !== shared.place) return false;
    if (event.type !== "click") event.stopImmediatePropagation();
    if (event.type === "mousedown") event.preventDefault(); // Neither the focus nor the draft's selection moves.
    if (event.type === "keydown") shared.key?.(event);
    return true;
  }

  function onPointer(event) {
    if (isOurs(event) || event.button > 0) return;
    if (event.type === "pointerdown") followMenu(event);
    const send = sendIn(event);
    if (!send) {
      if (event.type === "pointerdown") gesture = null;
      return;
    }
    if (passing && (passing === send.button || passing.contains(event.target))) return;
    if (heldKey && event.detail === 0) return swallow(event);
    if (event.type === "pointerdown" || gesture?.send.button !== send.button) gesture = { send, known: verdict(send) };
    if (gesture.known === "free") {
      if (event.type === "click") gesture = null;
      return;
    }
    swallow(event);
    if (event.type !== "click") return;
    const { known } = gesture;
    gesture = null;
    settle(send, known);
  }

  function onKeydown(event) {
    if (heldKey) {
      if (event.code === heldKey) return swallow(event);
      heldKey = null;
    }
    if (isOurs(event)) return;
    if (event.key !== "Enter" && event.key !== " " && !event.altKey) return;
    if (!menuField) followMenu(event);
    const send = sendByKey(event);
    if (!send || passing) return;
    const known = verdict(send);
    if (known === "free") return;
    swallow(event);
    heldKey = event.code;
    settle(send, known);
  }

  function onKeyup(event) {
    if (event.code !== heldKey) return void isOurs(event);
    swallow(event);
    // Firefox clicks after the release of Space even where its press was held: that click comes in this same task.
    setTimeout(() => {
      heldKey = null;
    });
  }

  function onFocus(event) {
    const target = event.composedPath()[0];
    if (editable(target)) lastField = target;
  }

  const heard = new WeakSet();

  /** Listens in a window: the page's own, or that of a frame with an editor in it, until what is in the frame goes. */
  function listen(place) {
    if (heard.has(place)) return;
    heard.add(place);
    const life = new AbortController();
    const hear = (type, listener) => place.addEventListener(type, listener, { capture: true, signal: life.signal });
    for (const type of POINTER) hear(type, onPointer);
    hear("keydown", onKeydown);
    hear("keyup", onKeyup);
    hear("keypress", isOurs);
    hear("focusin", onFocus);
    // A page is not told of the focus in its frames; it only loses it, and so does a frame to the next one.
    place.addEventListener("blur", () => setTimeout(() => shared.lost?.()), { signal: life.signal });
    if (place !== window) hear("pagehide", () => (life.abort(), heard.delete(place)));
  }
  shared.listen = listen;
  listen(window);
})();
