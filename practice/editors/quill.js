// Quill, as web applications embed it.

import Quill from 'quill';

/** Starts the editor in `place`. */
export function make(place) {
  const editor = new Quill(place, { modules: { toolbar: false } });
  editor.root.classList.add('room');
  return { body: () => editor.root, html: () => editor.getSemanticHTML(), focus: () => editor.focus() };
}
