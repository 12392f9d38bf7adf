// The browser's own editing: an editable element, and a text area.

/** An editable element with no editor behind it. */
export function rich(place) {
  place.contentEditable = 'true';
  place.classList.add('room');
  // Firefox has no key of its own for it.
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'b' || !event.ctrlKey) return;
    event.preventDefault();
    document.execCommand('bold');
  });
  return { body: () => place, html: () => place.innerHTML, focus: () => place.focus() };
}

/** A text area. */
export function area(place) {
  const field = document.createElement('textarea');
  field.rows = 10;
  field.className = 'room';
  place.replaceWith(field);
  return { body: () => field, html: () => field.value, focus: () => field.focus() };
}
