// Lexical with its rich text and history.

import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $getRoot, createEditor } from 'lexical';

/** Starts the editor in `place`. */
export function make(place) {
  place.contentEditable = 'true';
  place.setAttribute('role', 'textbox');
  place.classList.add('room');
  const editor = createEditor({ namespace: 'practice', onError: (fault) => { throw fault; } });
  editor.setRootElement(place);
  registerRichText(editor);
  registerHistory(editor, createEmptyHistoryState(), 1000);
  // Its model has no HTML of its own: the words with their formatting, node by node.
  const html = () => editor.getEditorState().read(() => $getRoot().getAllTextNodes().map((node) => `${node.getFormat()}:${node.getTextContent()}`).join('|'));
  return { body: () => place, html, focus: () => editor.focus() };
}
