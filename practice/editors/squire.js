// Squire, the editor of Fastmail and Tuta.

import createDOMPurify from 'dompurify';
import Squire from 'squire-rte';

/** Starts the editor in `place`. */
export function make(place) {
  window.DOMPurify = createDOMPurify(window);
  const editor = new Squire(place, { blockTag: 'DIV' });
  place.classList.add('room');
  return { body: () => place, html: () => editor.getHTML(), focus: () => editor.focus() };
}
