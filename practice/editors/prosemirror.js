// ProseMirror with its basic schema, history and keys.

import { baseKeymap, toggleMark } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMSerializer } from 'prosemirror-model';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

/** Starts the editor in `place`. */
export function make(place) {
  const keys = { 'Mod-z': undo, 'Mod-y': redo, 'Mod-Shift-z': redo, 'Mod-b': toggleMark(schema.marks.strong) };
  const view = new EditorView(place, {
    state: EditorState.create({ schema, plugins: [history(), keymap(keys), keymap(baseKeymap)] }),
    attributes: { class: 'room' },
  });
  const html = () => {
    const holder = document.createElement('div');
    holder.append(DOMSerializer.fromSchema(schema).serializeFragment(view.state.doc.content));
    return holder.innerHTML;
  };
  return { body: () => view.dom, html, focus: () => view.focus() };
}
