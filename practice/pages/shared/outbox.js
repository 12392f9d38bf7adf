// Sending: the record in this window, the record on the server, and Undo.

window.__sent ??= [];

let counter = 0;

/** Sends one message: {webmail, route, to, subject, html, text}. Returns the record. */
export function send(message) {
  const id = `${performance.timeOrigin}-${++counter}`;
  const record = { id, undone: false, ...message };
  window.__sent.push(record);
  // Whether the user's own press or key did it, in this very moment, and not one that was made again later.
  window.__byHand = window.event?.isTrusted ?? false;
  // A pop-out closes right after Send: `keepalive` lets the record arrive all the same.
  const small = (message.html?.length ?? 0) + message.text.length < 20_000;
  fetch('/sent', { method: 'POST', body: JSON.stringify(record), keepalive: small });
  return record;
}

/** Takes a message back. */
export function undo(record) {
  record.undone = true;
  fetch('/undo', { method: 'POST', body: record.id, keepalive: true });
}
