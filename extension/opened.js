// The message that is open in the webmail, for the popup's reader: the words selected in the page, or else the text of
// the last message that can be seen, with its subject and sender where the page tells. Read when the popup asks, kept
// nowhere.
"use strict";
(() => {
  const shared = globalThis.redline;
  /** Bodies of received messages: classes and ids that are the same in every language. */
  const BODIES = '.adn .a3s, [id^="UniqueMessageBody_"]';
  const QUOTES = 'blockquote, .gmail_quote, .gmail_attr, [id$="divRplyFwdMsg"], [id$="appendonsend"]';
  const SENDERS = ".gD[name]";
  const SUBJECTS = "h2.hP, #ConversationReadingPaneContainer h2, #ConversationReadingPaneContainer [role=heading]";
  const BLOCKS = /^(block|flex|grid|list-item|table|table-row)$/;

  shared.opened = () => {
    const chosen = selected();
    const body = [...document.querySelectorAll(BODIES)].filter((one) => one.getClientRects().length > 0).at(-1);
    if (!chosen && !body) return null;
    const sender = body?.closest(".adn")?.querySelector(SENDERS)?.getAttribute("name") ?? "";
    const subject = document.querySelector(SUBJECTS)?.textContent ?? "";
    return { text: chosen || words(body).trim(), subject: subject.trim(), sender };
  };

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
