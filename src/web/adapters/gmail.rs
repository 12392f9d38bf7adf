//! Gmail's compose window: a Closure editor in the top document; the subject field keeps its name in every language.

use super::Marks;

pub(super) const MARKS: Marks = Marks {
    rich: "[contenteditable='true'][role='textbox'][aria-multiline='true'], [contenteditable='true'][g_editable='true']",
    plain: "textarea[form='nosend']",
    subject: "input[name='subjectbox']",
    recipients: ":is([name='to'], [name='cc'], [name='bcc']) input, textarea:is([name='to'], [name='cc'], [name='bcc'])",
    head: "input[name='composeid'], input[name='subjectbox']",
    surely_body: "[contenteditable='true'][g_editable='true'], textarea[form='nosend']",
};
