// TinyMCE, the editor of Roundcube and Zimbra: its content lies in a frame.

import tinymce from 'tinymce/tinymce';
import 'tinymce/icons/default';
import 'tinymce/models/dom';
import 'tinymce/themes/silver';

/** Starts the editor in `place`. */
export async function make(place) {
  const [editor] = await tinymce.init({
    target: place, height: 260, menubar: false, toolbar: false, statusbar: false, skin: false, content_css: false, promotion: false, branding: false,
    content_style: 'body { font: 16px/1.5 sans-serif; margin: 8px; min-height: 200px }',
  });
  return { body: () => editor.getBody(), html: () => editor.getContent(), focus: () => editor.focus(), close: () => editor.remove() };
}
