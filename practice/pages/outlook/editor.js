// The message body: RoosterJS, the editor that Outlook on the web uses, made the way Outlook makes it.

import { h } from '../shared/dom.js';

// Outlook creates the policy named "default"; an extension that made its own would stop the page from starting.
window.trustedTypes?.createPolicy('default', { createHTML: (text) => text, createScript: (text) => text, createScriptURL: (text) => text });

let rooster = null;

/** Loads the bundled editor. Returns a sentence for the user if it has not been built. */
export async function load() {
  const answer = await fetch('/assets/rooster.js');
  if (!answer.ok) return answer.text();
  rooster = await import('/assets/rooster.js');
  return '';
}

const FORMAT = { fontFamily: 'Aptos, Aptos_EmbeddedFont, Calibri, Helvetica, sans-serif', fontSize: '12pt' };

/** Starts the editor in `node` with `html`. */
export function edit(node, html) {
  const { AutoFormatPlugin, EditPlugin, Editor, PastePlugin, ShortcutPlugin, createDomToModelContext, domToContentModel } = rooster;
  const holder = h('div');
  holder.innerHTML = html;
  const editor = new Editor(node, {
    plugins: [new AutoFormatPlugin(), new EditPlugin(), new PastePlugin(), new ShortcutPlugin()],
    defaultSegmentFormat: FORMAT,
    // The page's own colours hold, light or dark.
    doNotAdjustEditorColor: true,
    initialModel: html ? domToContentModel(holder, createDomToModelContext()) : undefined,
    // Each paragraph carries Outlook's mark for its proofing service.
    defaultModelToDomOptions: {
      onNodeCreated: (model, created) => {
        if (model.blockType === 'Paragraph' && created.nodeName === 'DIV') created.classList.add('elementToProof');
      },
    },
    trustedHTMLHandler: (text) => text,
  });
  return editor;
}

/** Formatting from the toolbar. */
export function format(editor, name) {
  const { toggleBold, toggleBullet, toggleItalic, toggleUnderline } = rooster;
  ({ bold: toggleBold, italic: toggleItalic, underline: toggleUnderline, bullets: toggleBullet })[name](editor);
}
