// Slate with React, its view, and its history: the editor of many applications that are built with React.

import { createElement as el } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Editor, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, ReactEditor, Slate, withReact } from 'slate-react';

const EMPTY = [{ children: [{ text: '' }] }];

/** Starts the editor in `place`. */
export async function make(place) {
  const editor = withHistory(withReact(createEditor()));
  const root = createRoot(place);
  const ready = new Promise((done) => {
    root.render(el(Slate, { editor, initialValue: EMPTY }, el(Editable, {
      ref: (element) => element && done(element),
      className: 'room',
      renderElement: ({ attributes, children }) => el('p', attributes, children),
      renderLeaf: ({ attributes, children, leaf }) => el('span', attributes, leaf.bold ? el('strong', {}, children) : children),
      onKeyDown: (event) => press(editor, event),
    })));
  });
  const body = await ready;
  // Its model has no HTML of its own: the words with their formatting, node by node.
  const html = () => [...Node.texts(editor)].map(([leaf]) => `${leaf.bold ? 1 : 0}:${leaf.text}`).join('|');
  return { body: () => body, html, focus: () => ReactEditor.focus(editor), close: () => root.unmount() };
}

/** The keys that every application adds by itself: bold. Undo and Redo are the view's own. */
function press(editor, event) {
  if (!event.ctrlKey || event.key !== 'b') return;
  event.preventDefault();
  if (Editor.marks(editor)?.bold) Editor.removeMark(editor, 'bold');
  else Editor.addMark(editor, 'bold', true);
}
