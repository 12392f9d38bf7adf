// Reads a message from a program: its level, the sentences that decide it, what it binds, figures with their sources,
// what better to leave out of the answer, and the reply that fits. At level 5 the offer's worksheet opens.

import { browser } from "./start.js";
import { button, h, text } from "./parts.js";
import { letters } from "./letters.js";
import { worksheet } from "./worksheet.js";

/**
 * Shows the reader in `place`. `page.read(text)` judges, `page.insert(letter)` writes the reply, `page.opened()` gives
 * the message that is open in the webmail, and `page.note(message, level)` what is to be shown of the record of messages
 * (both left out where there is no webmail).
 */
export function reader(place, page) {
  const source = h("textarea", { class: "ours", id: "message", rows: "4", dir: "auto", spellcheck: "false", on: { input: pasted } });
  const told = h("p", { class: "hint", role: "status" });
  const result = h("div", { class: "result" });
  place.replaceChildren(
    page.opened ? button("readOpen", fromTab, { class: "main" }) : "",
    h("label", { class: "field" }, h("span", { text: page.opened ? "readPasteOr" : "readPaste" }), source), told, result);
  let latest = 0;

  function pasted() {
    told.textContent = "";
    read({ text: source.value });
  }

  async function fromTab() {
    const message = await page.opened();
    told.textContent = message ? "" : text("readNothing");
    if (!message) return;
    source.value = message.text;
    await read(message);
  }

  async function read(message) {
    const mine = ++latest;
    const words = message.text.trim();
    const found = words ? await page.read(words) : null;
    const parts = found ? await shown(found) : [];
    if (mine !== latest) return; // More was typed meanwhile.
    result.replaceChildren(...parts);
    const reply = result.querySelector(".reply");
    if (reply) await letters(reply, page, { only: found[2], given: known(message) });
    const noted = found && (await page.note?.(message, found[0]));
    if (noted && mine === latest) result.append(noted);
  }

  async function shown([level, sentences, replies]) {
    const { figures } = await browser.data("www/rules.json");
    const fitting = figures.filter((figure) => figure.levels.includes(level));
    return [
      h("h2", { class: "level" }, h("span", { role: "status" }, h("span", { class: "of" }, text("levelOf", level)), " ", text(`level${level}`))),
      h("div", { class: "meter", "aria-hidden": "true" }, [1, 2, 3, 4, 5].map((one) => h("span", { class: one <= level ? `on l${level}` : "" }))),
      sentences.length > 0 && [h("h3", { text: "readDecides" }), sentences.map((one) => h("blockquote", { lang: "en", dir: "auto" }, one.trim()))],
      h("h3", { text: "readMeans" }), h("p", { text: `level${level}Means` }),
      level > 0 && [h("h3", { text: "readBinds" }), h("p", { text: `level${level}Binds` })],
      level > 0 && [h("h3", { text: "readAvoid" }), h("p", { text: `level${level}Avoid` })],
      fitting.length > 0 && [h("h3", { text: "readFigures" }), h("ul", {}, fitting.map(figure))],
      level === 5 && (await worksheet()),
      replies.length > 0 && [h("h3", { text: "readReply" }), h("div", { class: "reply" })],
    ].flat(2).filter(Boolean);
  }

  return {
    /** The reader came to the front: what is open in the webmail is read without being asked for. */
    look: () => source.value === "" && page.opened && fromTab(),
    /** Reads this message. */
    show: (message) => {
      source.value = message.text;
      return read(message);
    },
  };
}

function figure({ text: words, sources }) {
  return h("li", {}, browser.translate(words), " ", h("span", { class: "hint", lang: "en", dir: "auto" }, `(${sources.join("; ")})`));
}

/** The letter's fields that the message itself fills. */
function known({ sender = "", subject = "" }) {
  const name = sender.replace(/^(Dr|Prof|Mr|Ms|Mrs)\.?\s+/, "").replace(/,.*$/, "").trim();
  const given = {};
  if (name) given.sender = name.split(/\s+/).at(-1);
  if (subject) given.subject = subject.replace(/^(re|fwd?|aw|sv)\s*:\s*/i, "");
  return given;
}
