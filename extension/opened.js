// The message that is open in the webmail, for the popup's reader: the words selected in the page, or else the text of
// the last message that can be seen, with its subject, its sender and its time where the page tells. Read when the popup
// asks, kept nowhere.
"use strict";
(() => {
  const shared = globalThis.redline;
  /** Bodies of received messages: classes and ids that are the same in every language. */
  const BODIES = '.adn .a3s, [id^="UniqueMessageBody_"]';
  const QUOTES = 'blockquote, .gmail_quote, .gmail_attr, [id$="divRplyFwdMsg"], [id$="appendonsend"]';
  const SENDERS = ".gD[name]";
  const TIMES = ".g3[title]";
  const ADDRESS = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+\.[^\s<>()[\]"',;:]+/;
  const SUBJECTS = "h2.hP, #ConversationReadingPaneContainer h2, #ConversationReadingPaneContainer [role=heading]";
  const BLOCKS = /^(block|flex|grid|list-item|table|table-row)$/;

  shared.opened = () => {
    const chosen = selected();
    const body = [...document.querySelectorAll(BODIES)].filter((one) => one.getClientRects().length > 0).at(-1);
    if (!chosen && !body) return null;
    const sender = body?.closest(".adn")?.querySelector(SENDERS)?.getAttribute("name") ?? "";
    const subject = document.querySelector(SUBJECTS)?.textContent ?? "";
    // Selected words may be anybody's: then nothing is said of who wrote them and when.
    const known = chosen ? {} : { from: address(body), at: time(body) };
    return { text: chosen || words(body).trim(), subject: subject.trim(), sender, ...known };
  };

  /** The sender's address: the one nearest above the message's body. Empty where the page shows none. */
  function address(body) {
    const own = body.closest(".adn")?.querySelector(".gD[email]");
    if (own) return own.getAttribute("email");
    const end = body.closest("#ConversationReadingPaneContainer");
    for (let at = body; at && at !== end; at = at.parentElement) {
      for (let head = at.previousElementSibling; head; head = head.previousElementSibling) {
        const found = ADDRESS.exec(head.textContent);
        if (found) return found[0];
      }
    }
    return "";
  }

  /** When the message came, in milliseconds since 1970; null where the page does not say it in words that can be read. */
  function time(body) {
    const said = body.closest(".adn")?.querySelector(TIMES)?.title ?? "";
    // A narrow space stands before AM and PM.
    const at = Date.parse(said.replace(/\s+/g, " "));
    return /\b\d{4}\b/.test(said) && at <= Date.now() ? at : null;
  }

  /** What is selected in the page; not in a draft. */
  function selected() {
    const selection = getSelection();
    const holder = selection.anchorNode?.parentElement;
    return selection.isCollapsed || holder?.isContentEditable ? "" : selection.toString().trim();
  }

  /** The text as it is seen, without what it quotes. */
  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(QUOTES)) return "";
    if (node.tagName === "BR") return "\n";
    const inner = [...node.childNodes].map(words).join("");
    return BLOCKS.test(getComputedStyle(node).display) ? `\n${inner}\n` : inner;
  }
})();
