// The Outlook-like application: one listener at the root, as React has it; tabs of drafts; menus and dialogs in a portal.

import { h, icon, query, sibling } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { ME, MESSAGES } from '../shared/messages.js';
import { Compose, draft, signature } from './compose.js';
import { load } from './editor.js';
import { folders, list, message, reply } from './view.js';

const POPOUT = location.pathname.endsWith('/deeplink/compose');
const app = document.getElementById('app');
const pane = h('div', { id: 'ReadingPaneContainerId', 'class': 'pane', role: 'main' });
const place = h('div', { id: 'docking_InitVisiblePart_0' });
const tabs = h('div', { 'class': 'tabs', role: 'tablist' });
const portal = h('div', { id: 'fluent-default-layer-host' });
let drafts = [];
let shown = null;
let opened = null;

const host = {
  sent(compose) {
    if (POPOUT) return window.close();
    drop(compose);
  },
};

// ---- drafts and tabs

/** Only the shown draft is in the page; the others are kept as data and made again when their tab is chosen. */
function show(state) {
  park();
  shown = new Compose(state, host);
  if (!drafts.some((one) => one.id === state.id)) drafts.push(state);
  const answering = state.kind !== 'new' && opened;
  place.replaceChildren(shown.node, ...(answering ? [message(opened)] : []));
  shown.mount();
  shown.focus();
  drawTabs();
}

function park() {
  if (!shown) return;
  const state = shown.save();
  drafts = drafts.map((one) => (one.id === state.id ? state : one));
  shown.leave();
  shown = null;
}

function drop(compose) {
  drafts = drafts.filter((one) => one.id !== compose.state.id);
  shown = null;
  read(opened);
}

function read(one) {
  park();
  opened = one;
  place.replaceChildren(one ? message(one) : h('div', { 'class': 'nothing' }, icon('inbox', 48), h('p', { text: label('empty') })));
  document.querySelectorAll('.entry').forEach((entry) => entry.setAttribute('aria-selected', String(entry.dataset.convid === one?.id)));
  drawTabs();
}

function drawTabs() {
  tabs.hidden = POPOUT || !drafts.length;
  tabs.replaceChildren(...drafts.map((state) => h('button', {
    type: 'button', role: 'tab', 'class': 'tab', 'data-action': 'tab', 'data-id': state.id, 'aria-selected': String(state.id === shown?.state.id),
  }, icon('pen', 16), h('span', { text: state.subject || label('newMail') }))));
}

// ---- what the user does

const ACTIONS = {
  compose: () => show(draft({ html: query.has('signature') ? signature() : '' })),
  answer: (node) => show(reply(opened, node.dataset.kind)),
  tab: (node) => node.dataset.id !== shown?.state.id && show(drafts.find((one) => one.id === node.dataset.id)),
  send: (node, route) => shown.send(route),
  menu: (node) => sendMenu(node),
  plain: () => shown.togglePlain(),
  discard: () => {
    const compose = shown;
    compose.leave();
    drop(compose);
  },
  pop: () => {
    const compose = shown;
    const state = compose.save();
    localStorage.setItem(`practice-draft-${state.id}`, JSON.stringify(state));
    compose.leave();
    drop(compose);
    window.open(sibling('/mail/0/deeplink/compose', { draft: state.id }), '_blank', 'width=780,height=640');
  },
};

let key = '';
function route() {
  const by = { Enter: 'enter', ' ': 'space' }[key] ?? 'click';
  key = '';
  return by;
}

app.addEventListener('keydown', (event) => {
  if (event.target.closest('[data-action]')) key = event.key;
});
app.addEventListener('mousedown', () => (key = ''));
app.addEventListener('click', (event) => {
  const node = event.target.closest('[data-action]');
  if (node) return ACTIONS[node.dataset.action](node, route());
  const entry = event.target.closest('.entry');
  if (entry) read(MESSAGES.find((one) => one.id === entry.dataset.convid));
});

window.__keys.push((event) => {
  const compose = event.target instanceof Element && event.target.closest('.compose')?.practice;
  if (!compose) return;
  const enter = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
  const altS = event.altKey && event.code === 'KeyS';
  if (!enter && !altS) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  compose.send(enter ? 'ctrl-enter' : 'alt-s');
});

// ---- menus and dialogs, outside the compose window

function sendMenu(anchor) {
  const box = anchor.getBoundingClientRect();
  const entry = (shape, words, action) => h('button', { type: 'button', role: 'menuitem', 'class': 'menuItem', on: { click: () => { portal.replaceChildren(); action(); } } }, icon(shape, 18), words);
  const menu = h('div', { role: 'menu', 'class': 'menu', style: `left:${box.left - 110}px;top:${box.bottom + 4}px` },
    entry('send', label('send'), () => shown.send('click')), entry('calendar', label('schedule'), scheduleDialog));
  portal.replaceChildren(h('div', { 'class': 'screen', on: { click: () => portal.replaceChildren() } }), menu);
  menu.firstChild.focus();
}

function scheduleDialog() {
  const close = () => portal.replaceChildren();
  const choice = (name, index) => h('label', { 'class': 'choice' }, h('input', { type: 'radio', name: 'when', checked: index === 0 }), label(name));
  portal.replaceChildren(h('div', { 'class': 'veil' }, h('div', { role: 'dialog', 'class': 'dialog', 'aria-label': label('schedule') },
    h('h2', { text: label('schedule') }), ...['tomorrow', 'afternoon', 'monday'].map(choice),
    h('div', { 'class': 'dialogFoot' }, h('button', { type: 'button', 'class': 'primaryButton', 'data-schedule': 'send', on: { click: () => { close(); shown.send('schedule'); } }, text: label('send') }),
      h('button', { type: 'button', 'class': 'plainButton', on: { click: close }, text: label('cancel') })))));
  portal.querySelector('.primaryButton').focus();
}

/** What the tests may ask of the page: to replace an editor by a fresh one, as the application itself may at any time. */
window.practice = { rebuild: () => show(shown.save()) };

function head() {
  return h('header', { 'class': 'suite' }, h('span', { 'class': 'suiteName', text: 'Practice Outlook' }),
    h('div', { 'class': 'suiteSearch' }, icon('search', 18), h('input', { type: 'search', placeholder: label('search'), 'aria-label': label('search') })),
    h('div', { 'class': 'avatar me', text: ME.name[0], title: `${ME.name} (${ME.email})` }));
}

async function start() {
  pane.append(place, tabs);
  const ribbon = h('div', { 'class': 'ribbon' }, h('button', { type: 'button', 'class': 'newMail', 'data-action': 'compose', 'data-automation-type': 'RibbonSplitButton', 'data-unique-id': 'Ribbon-588' }, icon('pen', 18), label('newMail')));
  app.append(...(POPOUT ? [pane] : [head(), ribbon, h('div', { 'class': 'work' }, folders(MESSAGES.length), list(MESSAGES), pane)]));
  document.body.append(portal);
  document.body.classList.toggle('alone', POPOUT);
  const missing = await load();
  if (missing) return place.replaceChildren(h('div', { 'class': 'nothing', role: 'alert' }, h('p', { text: missing })));
  if (POPOUT) show(JSON.parse(localStorage.getItem(`practice-draft-${query.get('draft')}`) ?? 'null') ?? draft());
  else read(MESSAGES.find((one) => location.hash.endsWith(`/${one.id}`)) ?? null);
  if (location.hash.includes('compose=new')) ACTIONS.compose();
  document.documentElement.dataset.ready = 'yes';
}

start();
