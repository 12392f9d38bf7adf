// What the Outlook-like page takes from RoosterJS, bundled into generated/rooster.js by `npm run build`.
export { Editor, exportContent, redo, undo } from 'roosterjs-content-model-core';
export { createDomToModelContext, domToContentModel } from 'roosterjs-content-model-dom';
export { AutoFormatPlugin, EditPlugin, PastePlugin, ShortcutPlugin } from 'roosterjs-content-model-plugins';
export { toggleBold, toggleBullet, toggleItalic, toggleUnderline } from 'roosterjs-content-model-api';
