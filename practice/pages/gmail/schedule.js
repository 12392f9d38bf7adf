// Menus and dialogs that Gmail makes afresh on each opening, at the end of the body and away from the compose window.

import { h, icon } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { button, item } from './button.js';

/** The menu beside Send; `choose()` runs when a time for sending has been chosen. */
export function sendMenu(anchor, choose) {
  const entry = item({ 'class': 'J-N', selector: 'scheduledSend' }, () => {
    menu.remove();
    times(choose);
  }, icon('calendar', 18), h('span', { 'class': 'J-N-Jz', text: label('schedule') }));
  const menu = drop(anchor, [entry]);
}

/** The ⋮ menu with plain-text mode; `toggle()` runs when it is chosen. */
export function moreMenu(anchor, plain, toggle) {
  const entry = item({ 'class': 'J-N', role: 'menuitemcheckbox', 'aria-checked': String(plain), selector: 'plaintext' }, () => {
    menu.remove();
    toggle();
  }, h('span', { 'class': 'tick', text: plain ? '✓' : '' }), h('span', { 'class': 'J-N-Jz', text: label('plain') }));
  const menu = drop(anchor, [entry]);
}

function drop(anchor, entries) {
  const menu = h('div', { 'class': 'J-M', role: 'menu', tabindex: '0' }, ...entries);
  const box = anchor.getBoundingClientRect();
  document.body.append(menu);
  const left = Math.min(box.left, innerWidth - menu.offsetWidth - 8);
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${box.top - menu.offsetHeight - 4}px`;
  entries[0].focus();
  const leave = (event) => {
    if (event.type === 'keydown' ? event.key !== 'Escape' : menu.contains(event.target)) return;
    menu.remove();
    removeEventListener('mousedown', leave, true);
    removeEventListener('keydown', leave, true);
  };
  addEventListener('mousedown', leave, true);
  addEventListener('keydown', leave, true);
  return menu;
}

function times(choose) {
  const close = () => veil.remove();
  const pick = (name) => item({ 'class': 'Az' }, () => {
    close();
    choose();
  }, icon('calendar', 18), h('span', { text: label(name) }));
  const dialog = h('div', { 'class': 'Kj', role: 'dialog', 'aria-label': label('schedule'), tabindex: '0' },
    h('h2', { text: label('schedule') }), h('div', { 'class': 'Ay', role: 'menu' }, pick('tomorrow'), pick('afternoon'), pick('monday')),
    h('div', { 'class': 'Kj-foot' }, button({ 'class': 'flat', name: 'cancel' }, close, label('cancel'))));
  const veil = h('div', { 'class': 'veil' }, dialog);
  document.body.append(veil);
  dialog.querySelector('.Az').focus();
}

/** Gmail's refusal: a sentence and OK. */
export function refuse(sentence) {
  const close = () => veil.remove();
  const ok = button({ 'class': 'flat', name: 'ok' }, close, label('ok'));
  const dialog = h('div', { 'class': 'Kj', role: 'alertdialog', 'aria-label': label('error') },
    h('h2', { text: label('error') }), h('p', { text: sentence }), h('div', { 'class': 'Kj-foot' }, ok));
  const veil = h('div', { 'class': 'veil' }, dialog);
  document.body.append(veil);
  ok.focus();
}
