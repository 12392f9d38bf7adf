// The list of messages and one opened message with its inline reply.

import { escape, h, icon } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { ME } from '../shared/messages.js';
import { button } from './button.js';
import { draft } from './compose.js';

/** The rows of the inbox. */
export function list(messages, open) {
  return h('div', { 'class': 'UI', role: 'grid' }, messages.map((one) => h('div', {
    'class': 'zA', role: 'row', tabindex: '0', 'data-id': one.id,
    on: { click: () => open(one), keydown: (event) => event.key === 'Enter' && open(one) },
  }, h('span', { 'class': 'star' }, icon('star', 18)), h('span', { 'class': 'yW', text: one.from }),
  h('span', { 'class': 'xT' }, h('b', { text: one.subject }), h('span', { 'class': 'y2', text: ` – ${one.body[1]}` })),
  h('span', { 'class': 'xW', text: one.date }))));
}

/** One opened message; `write(draft)` starts a reply below it. */
export function message(one, back, write) {
  const answer = (kind, shape, words) => button({ 'class': `ams ${shape}`, 'data-kind': kind, 'aria-label': words }, () => write(reply(one, kind)), icon(shape === 'bkG' ? 'forward' : 'reply', 18), words);
  const body = h('div', { 'class': 'a3s aiL' }, h('div', { dir: 'ltr' }, one.body.map((text) => h('p', { text }))));
  return h('div', { 'class': 'nH a98' },
    h('div', { 'class': 'iH' }, button({ 'class': 'lS', 'aria-label': label('inbox') }, back, icon('back')), button({ 'class': 'lR', 'aria-label': label('archive') }, back, icon('archive'))),
    h('h2', { 'class': 'hP', 'data-thread-perm-id': `thread-f:${one.id}`, text: one.subject }),
    h('div', { 'class': 'adn ads', 'data-message-id': `#msg-f:${one.id}`, 'data-legacy-message-id': one.id },
      h('div', { 'class': 'gE' }, h('div', { 'class': 'avatar', text: one.from.replace(/^Dr\. /, '')[0] }),
        h('div', { 'class': 'who' }, h('div', {}, h('span', { 'class': 'gD', email: one.email, name: one.from, 'data-hovercard-id': one.email, text: one.from }),
          h('span', { 'class': 'go', text: ` <${one.email}>` })), h('span', { 'class': 'g2', email: ME.email, name: ME.name, text: label('toMe') })),
        h('span', { 'class': 'g3', title: arrived(one), text: one.date })),
      h('div', { 'class': 'ii gt' }, body)),
    h('div', { 'class': 'amn' }, answer('reply', 'bkH', label('reply')), answer('all', 'bkI', label('replyAll')), answer('forward', 'bkG', label('forward'))),
    h('div', { 'class': 'inline-reply' }));
}

/** The whole date, as Gmail has it under the short one: a narrow space stands before AM and PM. */
function arrived(one) {
  return new Date(Date.now() - one.days * 86_400_000).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' });
}

/** The draft that answers or forwards a message, with the quoted text still trimmed away. */
export function reply(one, kind) {
  const forward = kind === 'forward';
  const text = one.body.map((paragraph) => `<p>${escape(paragraph).replace(/\n/g, '<br>')}</p>`).join('');
  const said = escape(label('wrote', one.date, one.from));
  const quote = `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${said}<br></div>`
    + '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
    + `<div dir="ltr">${text}</div></blockquote></div>`;
  const forwarded = '<br><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>'
    + `From: <strong class="gmail_sendername" dir="auto">${escape(one.from)}</strong> &lt;${escape(one.email)}&gt;<br></div><div dir="ltr">${text}</div></div>`;
  return draft({
    kind, thread: `thread-f:${one.id}`, to: forward ? [] : [one.email], cc: kind === 'all' ? ['faculty@example.com'] : [],
    subject: `${forward ? 'Fwd' : 'Re'}: ${one.subject}`, html: forward ? forwarded : '', quote: forward ? '' : quote,
  });
}
