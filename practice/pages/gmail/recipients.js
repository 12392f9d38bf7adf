// The To, Cc and Bcc rows: a combobox that turns what was typed into chips.

import { h } from '../shared/dom.js';
import { label } from '../shared/labels.js';

const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** One row; `name` is `to`, `cc` or `bcc`. */
export function row(name, addresses) {
  const input = h('input', {
    'class': 'agP aFw', 'peoplekit-id': 'BbVjBd', role: 'combobox', 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox',
    'aria-label': label(name), autocomplete: 'off', tabindex: '1',
  });
  const list = h('div', { 'class': 'aH9', role: 'listbox', 'aria-multiselectable': 'true' });
  const node = h('div', { 'class': 'anm', name }, h('span', { 'class': 'aoy', text: label(name) }), h('div', { 'class': 'chips' }, list, input));
  const take = () => {
    for (const typed of input.value.split(/[,;\s]+/).filter(Boolean)) list.append(chip(typed));
    input.value = '';
  };
  input.addEventListener('keydown', (event) => {
    if (['Enter', ',', ';'].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take();
    } else if (event.key === 'Backspace' && !input.value) list.lastElementChild?.remove();
  });
  input.addEventListener('blur', take);
  for (const address of addresses) list.append(chip(address));
  return { node, input, take, addresses: () => [...list.children].map((one) => one.getAttribute('data-hovercard-id')) };
}

/** Whether an address may be sent to. */
export const wellFormed = (address) => ADDRESS.test(address);

function chip(address) {
  const remove = h('span', { 'class': 'afX', 'aria-hidden': 'true', text: '×', on: { mousedown: () => node.remove() } });
  const node = h('div', { 'class': 'afV', role: 'option', 'data-name': address, 'data-hovercard-id': address, tabindex: '-1' },
    h('span', { 'class': 'afW', text: address }), remove);
  return node;
}
