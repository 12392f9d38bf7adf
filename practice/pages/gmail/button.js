// Buttons as Closure makes them: a div that acts on mousedown followed by mouseup, on Enter going down and Space going up.

import { h } from '../shared/dom.js';

let pressed = null;
addEventListener('mouseup', () => queueMicrotask(() => (pressed = null)));

/** A button that calls `action(route)`, the route being `click`, `enter` or `space`. A bare `click` event does nothing. */
export function button(attributes, action, ...children) {
  const node = h('div', { role: 'button', tabindex: '1', ...attributes }, ...children);
  node.addEventListener('mousedown', (event) => {
    if (event.button === 0) pressed = node;
  });
  node.addEventListener('mouseup', () => {
    if (pressed === node) action('click');
  });
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      action('enter');
    } else if (event.key === ' ') event.preventDefault();
  });
  node.addEventListener('keyup', (event) => {
    if (event.key === ' ') action('space');
  });
  return node;
}

const FAMILY = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
let seen = [];

/** A menu item as jsaction runs it: the whole family of events must have happened, and the click must be at its place. */
export function item(attributes, action, ...children) {
  const node = h('div', { role: 'menuitem', tabindex: '-1', ...attributes }, ...children);
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') action('enter');
  });
  for (const type of FAMILY) node.addEventListener(type, (event) => follow(event, node, action));
  return node;
}

function follow(event, node, action) {
  if (event.type === FAMILY[0]) seen = [];
  seen.push(event.type);
  const there = node.contains(document.elementFromPoint(event.clientX, event.clientY));
  if (event.type === 'click' && there && FAMILY.every((type) => seen.includes(type))) action('click');
}
