// A webmail of the simplest kind around one of the editors that webmails use: recipient, subject, message, Send.
// The address says which: /editors/quill.

import { h } from '../shared/dom.js';
import { send as post } from '../shared/outbox.js';
import { watch } from '../shared/watch.js';

const name = location.pathname.split('/').pop();
const place = h('div', { id: 'place' });
const to = h('input', { name: 'to', type: 'email', value: 'director@example.com' });
const subject = h('input', { name: 'subject', type: 'text' });
const done = h('span', { role: 'status' });
const button = h('button', { type: 'button', 'data-action': 'send', on: { click: () => send('click') }, text: 'Send' });

document.body.append(h('h1', { text: `A message in ${name}` }), h('form', { on: { submit: (event) => event.preventDefault() } },
  h('label', {}, 'To', to), h('label', {}, 'Subject', subject), place, h('footer', {}, button, done)));

const NATIVE = { contenteditable: 'rich', textarea: 'area' };
const module = await import(`/assets/generated/${NATIVE[name] ? 'native' : name}.js`);
let editor = await open(place);
window.practice = { ...shown(), again, beside };
document.documentElement.dataset.ready = 'yes';

// The shortcut is the page's own, as in every webmail; nothing in the page's source tells of it.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send('ctrl-enter');
});

async function open(where) {
  const made = await (module[NATIVE[name]] ?? module.make)(where);
  watch(made.body());
  return made;
}

/** What the tests ask of the editor that is there now. */
function shown() {
  return { body: () => editor.body(), html: () => editor.html(), focus: () => editor.focus() };
}

/** Another editor in its place, as webmails make one for each message. */
async function again() {
  editor.close();
  const fresh = h('div');
  document.querySelector('footer').before(fresh);
  editor = await open(fresh);
}

/** A second message below the first, with a Send of its own; the tests ask of it from now on. */
async function beside() {
  const fresh = h('div');
  const button = h('button', { type: 'button', 'data-action': 'send', on: { click: () => send('click') }, text: 'Send' });
  document.body.append(h('form', { id: 'second', on: { submit: (event) => event.preventDefault() } }, fresh, h('footer', {}, button)));
  editor = await open(fresh);
}

function send(route) {
  const body = editor.body();
  post({ webmail: name, route, to: [to.value], subject: subject.value, html: editor.html(), text: body.innerText ?? body.value });
  done.textContent = 'Sent.';
}
