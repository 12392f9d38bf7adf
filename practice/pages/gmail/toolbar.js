// The row at the foot of a compose window: Send and its neighbours, formatting, discard.

import { h, icon } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { button } from './button.js';
import { moreMenu, sendMenu } from './schedule.js';

const MAC = navigator.platform.startsWith('Mac');

/** Builds the row for `compose`. */
export function toolbar(compose) {
  const keys = MAC ? '(⌘Enter)' : '(Ctrl-Enter)';
  const tip = `${label('send')} \u202a${keys}\u202c`;
  const send = button({
    'class': 'T-I J-J5-Ji aoO v7 T-I-atl L3', jslog: '32601; u014N:cOuCgd,Kr2w4b', 'data-tooltip': tip, 'aria-label': tip,
    'data-tooltip-delay': '800', style: 'user-select: none;',
  }, (route) => compose.send(route), label('send'));
  const more = button({
    'class': 'T-I J-J5-Ji hG T-I-atl L3', 'aria-haspopup': 'true', 'aria-expanded': 'false',
    'data-tooltip': label('moreSend'), 'aria-label': label('moreSend'),
  }, () => sendMenu(more, () => compose.send('schedule')), icon('down', 16));
  const pair = h('div', { 'class': 'dC' }, send, more);
  return h('table', { 'class': 'IZ', role: 'presentation' }, h('tr', { 'class': 'btC' },
    h('td', { 'class': 'gU Up' }, compose.kind === 'new' ? pair : h('div', { 'class': 'both' }, archive(compose), pair)),
    h('td', { 'class': 'gU a0z' }, ...format(compose)),
    h('td', { 'class': 'gU az5' }, h('span', { 'class': 'oG aOy', 'aria-live': 'polite' })),
    h('td', { 'class': 'gU aY0' }, options(compose), trash(compose))));
}

function archive(compose) {
  return h('div', { 'class': 'Uo-wrap' }, button({
    'class': 'T-I J-J5-Ji Uo v7 T-I-atl L3', 'data-tooltip': label('sendArchive'), 'aria-label': label('sendArchive'),
  }, () => compose.send('archive'), icon('archive', 18)));
}

function format(compose) {
  const command = (name, does) => h('div', {
    'class': 'wG', role: 'button', tabindex: '1', 'data-tooltip': label(name), 'aria-label': label(name), command: does,
    // The selection stays where it is: the draft never loses focus to its own toolbar.
    on: { mousedown: (event) => { event.preventDefault(); compose.body.focus(); document.execCommand(does); } },
  }, icon(name, 18));
  return [command('bold', 'bold'), command('italic', 'italic'), command('underline', 'underline'), command('bullets', 'insertUnorderedList'),
    h('div', { 'class': 'wG', 'aria-hidden': 'true' }, icon('attach', 18)), h('div', { 'class': 'wG', 'aria-hidden': 'true' }, icon('link', 18))];
}

function options(compose) {
  const node = button({ 'class': 'J-Z-I', 'aria-haspopup': 'true', 'data-tooltip': label('moreOptions'), 'aria-label': label('moreOptions') },
    () => moreMenu(node, compose.plain, () => compose.setPlain(!compose.plain)), icon('more', 18));
  return node;
}

function trash(compose) {
  return button({ 'class': 'oh', 'data-tooltip': label('discard'), 'aria-label': label('discard') }, () => compose.discard(), icon('trash', 18));
}
