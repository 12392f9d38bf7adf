// Folders, the list of messages, and the opened message in the reading pane.

import { escape, h, icon } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { ME } from '../shared/messages.js';
import { draft } from './compose.js';

/** The rail of folders. */
export function folders(amount) {
  const folder = (name, shape, count = '') => h('div', { 'class': 'folder', role: 'treeitem', tabindex: '0', 'data-folder': name }, icon(shape, 18), h('span', { text: label(name) }), h('span', { 'class': 'count', text: count }));
  return h('nav', { 'class': 'folders', role: 'tree' }, folder('inbox', 'inbox', amount), folder('drafts', 'drafts'), folder('sent', 'send'), folder('archive', 'archive'));
}

/** The list of messages. */
export function list(messages, chosen) {
  return h('div', { 'class': 'list', role: 'listbox' }, h('div', { 'class': 'listHead' }, h('b', { text: label('focused') }), h('span', { text: label('other') })),
    messages.map((one) => h('div', { 'class': 'entry', role: 'option', tabindex: '0', 'data-convid': one.id, 'aria-selected': String(one.id === chosen) },
      h('div', { 'class': 'avatar', text: one.from.replace(/^Dr\. /, '')[0] }),
      h('div', { 'class': 'lines' }, h('div', { 'class': 'top' }, h('span', { text: one.from }), h('time', { text: one.date })),
        h('div', { 'class': 'about', text: one.subject }), h('div', { 'class': 'preview', text: one.body[1] })))));
}

/** One opened message. */
export function message(one) {
  const answer = (kind, shape, words) => h('button', { type: 'button', 'class': 'answer', 'data-action': 'answer', 'data-kind': kind, 'aria-label': words, title: words }, icon(shape, 18), h('span', { text: words }));
  return h('div', { id: 'ConversationReadingPaneContainer', 'data-app-section': 'ConversationContainer' },
    h('h2', { 'class': 'title', text: one.subject }),
    h('div', { 'class': 'card', 'data-test-id': 'mailMessageBodyContainer' },
      h('div', { 'class': 'sender' }, h('div', { 'class': 'avatar', text: one.from.replace(/^Dr\. /, '')[0] }),
        h('div', {}, h('div', {}, h('b', { text: one.from }), h('span', { 'class': 'quiet', text: ` <${one.email}>` })), h('div', { 'class': 'quiet', text: `${label('to')}: ${ME.name}` })),
        h('span', { 'class': 'quiet date', text: one.date })),
      h('div', { id: `UniqueMessageBody_${one.id}`, 'class': 'received', 'aria-label': label('messageBody') }, one.body.map((text) => h('p', { text })))),
    h('div', { 'class': 'answers' }, answer('reply', 'reply', label('reply')), answer('all', 'reply', label('replyAll')), answer('forward', 'forward', label('forward'))));
}

/** The draft that answers or forwards a message, with Outlook's divider and heading. */
export function reply(one, kind) {
  const text = one.body.map((paragraph) => `<p>${escape(paragraph).replace(/\n/g, '<br>')}</p>`).join('');
  const html = '<div class="elementToProof"><br></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
    + `<div id="divRplyFwdMsg" dir="ltr"><b>From:</b> ${escape(one.from)} &lt;${escape(one.email)}&gt;<br><b>Sent:</b> ${escape(one.date)}<br>`
    + `<b>To:</b> ${escape(ME.name)}<br><b>Subject:</b> ${escape(one.subject)}</div><div>${text}</div>`;
  const forward = kind === 'forward';
  return draft({
    kind, to: forward ? [] : [one.email], cc: kind === 'all' ? ['faculty@example.com'] : [], subject: `${forward ? 'Fw' : 'Re'}: ${one.subject}`, html,
  });
}
