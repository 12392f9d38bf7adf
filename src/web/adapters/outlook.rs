//! Outlook on the web: a RoosterJS editor in the top document; ids keep their ends in every language. Plain-text mode
//! has no public mark: any text area of several lines beside Send counts. The boxes for recipients are editable as the
//! body is, and told from it by the ends of their ids.

use super::Marks;

pub(super) const MARKS: Marks = Marks {
    rich: "[contenteditable='true'][role='textbox'][aria-multiline='true']:not(\
            [id$='_TO'], [id$='_CC'], [id$='_BCC'], [id$='_TO'] *, [id$='_CC'] *, [id$='_BCC'] *), \
        [id^='editorParent_'] [contenteditable='true'][role='textbox']",
    plain: "textarea:not([rows='1'])",
    subject: "input[id$='_SUBJECT']",
    recipients: ":is([id$='_TO'], [id$='_CC'], [id$='_BCC'])[contenteditable='true'], \
        :is([id$='_TO'], [id$='_CC'], [id$='_BCC']) [contenteditable='true']",
    head: "input[id$='_SUBJECT'], [role='group'][id$='_TO']",
    surely_body: "[id^='editorParent_'] [contenteditable='true'][role='textbox']",
};
