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
const button = h('button', { type: 'button', 'data-action': 'send', on: { click: send }, text: 'Send' });

document.body.append(h('h1', { text: `A message in ${name}` }), h('form', { on: { submit: (event) => event.preventDefault() } },
  h('label', {}, 'To', to), h('label', {}, 'Subject', subject), place, h('footer', {}, button, done)));

const NATIVE = { contenteditable: 'rich', textarea: 'area' };
const module = await import(`/assets/generated/${NATIVE[name] ? 'native' : name}.js`);
const editor = await (module[NATIVE[name]] ?? module.make)(place);
watch(editor.body());
window.practice = editor;
document.documentElement.dataset.ready = 'yes';

function send() {
  const body = editor.body();
  post({ webmail: name, route: 'click', to: [to.value], subject: subject.value, html: editor.html(), text: body.innerText ?? body.value });
  done.textContent = 'Sent.';
}
