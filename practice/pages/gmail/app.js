// The Gmail-like application: header, folders, list, opened message, docked compose windows, the Undo bar and the keys.

import { h, icon, query, sibling } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { ME, MESSAGES } from '../shared/messages.js';
import { undo } from '../shared/outbox.js';
import { button } from './button.js';
import { Compose, draft, signature } from './compose.js';
import { list, message } from './view.js';

const POPOUT = location.pathname.endsWith('/popout');
const drafts = [];
const dock = h('div', { 'class': 'dw' }, h('div', { 'class': 'nH' }, h('div', { 'class': 'nH' }, h('div', { 'class': 'no' }))));
const main = h('div', { 'class': 'AO', role: 'main' });
const toast = h('div', { 'class': 'b8', role: 'alert', 'aria-live': 'assertive', hidden: true });
let toastTimer;

const host = {
  closed(state) {
    const at = drafts.findIndex((one) => one.id === state?.id);
    if (at >= 0) drafts.splice(at, 1);
    if (state) drafts.unshift(state);
    count();
  },
  sent(state, record) {
    if (POPOUT) return window.close();
    say(label('sentBar'), button({ 'class': 'ag', id: 'link_undo' }, () => {
      undo(record);
      say(label('undone'));
      open(state);
    }, label('undo')));
    count();
  },
  popped(state) {
    const key = `practice-draft-${state.id}`;
    localStorage.setItem(key, JSON.stringify(state));
    window.open(sibling('/mail/u/0/popout', { draft: state.id }), '_blank', 'width=760,height=640');
  },
};

function open(state, place = 'dock') {
  const compose = new Compose(state, place, host);
  if (place === 'inline') main.querySelector('.inline-reply').replaceChildren(compose.node);
  else dock.querySelector('.no').append(h('div', { 'class': 'nH nn' }, compose.node));
  compose.focus();
  return compose;
}

function say(text, action) {
  clearTimeout(toastTimer);
  toast.replaceChildren(h('span', { 'class': 'bAq', text }), ...(action ? [action] : []));
  toast.hidden = false;
  toastTimer = setTimeout(() => (toast.hidden = true), 20_000);
}

function startNew() {
  open(draft({ html: query.has('signature') ? signature() : '' }));
}

function showInbox() {
  main.replaceChildren(list(MESSAGES, show));
}

function show(one) {
  main.replaceChildren(message(one, showInbox, (state) => open(state, 'inline')));
}

function showDrafts() {
  main.replaceChildren(list(drafts.map((one) => ({ id: one.id, from: label('drafts'), subject: one.subject || label('newMessage'), date: '', body: ['', one.text], state: one })),
    (one) => open(one.state)));
}

function showSent() {
  const rows = window.__sent.filter((one) => !one.undone).map((one) => ({ id: one.id, from: one.to.join(', '), subject: one.subject, date: '', body: ['', one.text] }));
  main.replaceChildren(list(rows, () => {}));
}

function count() {
  document.querySelector('[data-folder=drafts] .bsU').textContent = drafts.length || '';
  document.querySelector('[data-folder=sent] .bsU').textContent = window.__sent.filter((one) => !one.undone).length || '';
}

function folders() {
  const folder = (name, shape, action, amount = '') => h('div', { 'class': 'TK', role: 'link', tabindex: '0', 'data-folder': name, on: { click: action } },
    icon(shape), h('span', { text: label(name) }), h('span', { 'class': 'bsU', text: amount }));
  return h('nav', { 'class': 'aeN' },
    button({ 'class': 'T-I T-I-KE L3', gh: 'cm', jslog: '20510; u014N:cOuCgd' }, startNew, icon('pen'), label('compose')),
    folder('inbox', 'inbox', showInbox, MESSAGES.length), folder('starred', 'star', showInbox), folder('sent', 'send', showSent), folder('drafts', 'drafts', showDrafts));
}

function head() {
  return h('header', { 'class': 'gb' }, h('div', { 'class': 'gb-menu' }, icon('menu'), h('span', { 'class': 'gb-name', text: 'Practice Mail' })),
    h('div', { 'class': 'gb-search' }, icon('search'), h('input', { type: 'search', placeholder: label('search'), 'aria-label': label('search') })),
    h('div', { 'class': 'avatar me', text: ME.name[0], title: `${ME.name} (${ME.email})` }));
}

function composeOf(node) {
  let at = node instanceof Element ? node : null;
  while (at && !at.practice) at = at.parentElement;
  return at?.practice;
}

window.__keys.push((event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const compose = composeOf(event.target);
  if (!compose) return;
  event.preventDefault();
  compose.send('ctrl-enter');
});

/** What the tests may ask of the page: to replace an editor by a fresh one, as the application itself may at any time. */
window.practice = {
  rebuild() {
    const old = document.querySelector('[g_editable]');
    const compose = composeOf(old);
    const state = compose.save();
    const place = compose.node.parentElement;
    compose.leave();
    const fresh = new Compose(state, compose.place, host);
    place.append(fresh.node);
  },
};

if (POPOUT) {
  document.body.className = 'xE xp';
  const state = JSON.parse(localStorage.getItem(`practice-draft-${query.get('draft')}`) ?? 'null') ?? draft();
  const compose = new Compose(state, 'popout', host);
  document.body.append(h('div', { role: 'main', 'class': 'pop' }, compose.node));
  document.title = state.subject || label('newMessage');
  compose.focus();
} else {
  document.body.append(head(), h('div', { 'class': 'bkK' }, folders(), main), dock, toast);
  showInbox();
  if (location.hash.includes('compose=new')) startNew();
  const follow = () => {
    const opened = MESSAGES.find((one) => location.hash.endsWith(`/${one.id}`));
    if (opened) show(opened);
  };
  follow();
  // As Gmail goes from message to message.
  addEventListener('hashchange', follow);
}
document.documentElement.dataset.ready = 'yes';
