//! Any other page that the user has switched on: an editor of some size, or a text area of several lines; and our own
//! practice page. A subject line is known by its name in the page's source, which is not translated.

use super::Marks;

/// Our own practice page.
pub(super) const OWN: Marks = Marks {
    rich: "[contenteditable='true'][role='textbox']",
    plain: "textarea:not(.ours)",
    subject: "input[name='subject']",
    recipients: "input[name='to']",
    head: "input[name='subject']",
    surely_body: "[contenteditable='true'][role='textbox'], textarea:not(.ours)",
};

const RICH: &str = "[contenteditable]:not([contenteditable='false'], [contenteditable] *, [role='combobox'], [role='searchbox'], \
    [aria-hidden='true'])";
const PLAIN: &str =
    "textarea:not([rows='1'], [role='combobox'], [role='searchbox'], [aria-hidden='true'])";
const SUBJECT: &str = "input:is([name*='subject' i], [id*='subject' i], [data-testid*='subject' i])\
    :not([type='hidden'], [type='checkbox'], [type='radio'])";

/// Somebody else's webmail.
pub(super) const OTHER: Marks = Marks {
    rich: RICH,
    plain: PLAIN,
    subject: SUBJECT,
    // What is beside an editor on a page that nobody knows may be anything.
    recipients: ":not(*)",
    head: SUBJECT,
    surely_body: "[contenteditable]:not([contenteditable='false']), textarea",
};
