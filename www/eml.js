// Reads an .eml file as far as a plain letter needs it: subject, sender, and the text part in its encoding.

/** The letter in these bytes; null where they are no email. */
export function letterIn(bytes) {
  const { headers, body } = parted(latin(bytes));
  if (!headers.size || !(headers.has("from") || headers.has("subject"))) return null;
  const found = plain(headers, body);
  if (found === null) return null;
  return { subject: words(headers.get("subject") ?? ""), sender: name(words(headers.get("from") ?? "")), text: found.replace(/\r\n/g, "\n").trim() };
}

/** One character for each byte, so that headers can be read before the encoding is known. */
const latin = (bytes) => new TextDecoder("latin1").decode(bytes);
const bytesOf = (text) => Uint8Array.from(text, (letter) => BYTES.get(letter) ?? letter.charCodeAt(0) & 255);
/** What `latin1` makes of each byte in a browser (it is windows-1252), turned round. */
const BYTES = new Map([...latin(Uint8Array.from({ length: 256 }, (_, at) => at))].map((letter, at) => [letter, at]));

function parted(text) {
  const end = /\r?\n\r?\n/.exec(text);
  const head = (end ? text.slice(0, end.index) : text).replace(/\r?\n[ \t]+/g, " ");
  const lines = head.split(/\r?\n/).map((line) => /^([!-9;-~]+):\s*(.*)$/.exec(line)).filter(Boolean);
  return { headers: new Map(lines.map(([, key, value]) => [key.toLowerCase(), value])), body: end ? text.slice(end.index + end[0].length) : "" };
}

/** The first text/plain part, decoded; null where there is none. */
function plain(headers, body) {
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary) {
    const parts = body.split(`--${boundary}`).slice(1).map((part) => parted(part.replace(/^\r?\n/, "")));
    return parts.map((part) => plain(part.headers, part.body)).find((found) => found !== null) ?? null;
  }
  if (!/^text\/plain/i.test(type)) return null;
  return decoded(bytesOf(unwrapped(body, headers.get("content-transfer-encoding") ?? "")), /charset="?([^";\s]+)"?/i.exec(type)?.[1]);
}

function unwrapped(body, encoding) {
  if (/base64/i.test(encoding)) return atob(body.replace(/[^A-Za-z0-9+/]/g, ""));
  return /quoted-printable/i.test(encoding) ? quoted(body.replace(/=\r?\n/g, "")) : body;
}

const quoted = (text) => text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

function decoded(bytes, charset = "utf-8") {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** A header's words, with the encoded ones read. */
function words(header) {
  return header.replace(/\?=\s+=\?/g, "?==?").replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset, how, text) =>
    decoded(bytesOf(/b/i.test(how) ? atob(text) : quoted(text.replace(/_/g, " "))), charset));
}

/** The name in `Name <address>`. */
const name = (from) => from.replace(/<.*$/, "").replace(/"/g, "").trim();
