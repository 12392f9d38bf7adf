//! Any other page: the browser's own editing, as on the practice page.

use super::Marks;

pub(super) const MARKS: Marks = Marks {
    rich: "[contenteditable='true'][role='textbox']",
    plain: "textarea:not(.ours)",
    subject: "input[name='subject']",
    head: "input[name='subject']",
    surely_body: "[contenteditable='true'][role='textbox'], textarea:not(.ours)",
};
