//! One walk of an editor: the text as the writer sees it, and for every piece of it the node it came from. What is
//! linted is this string, so a position in it always leads back to one place in the page. While only words of one of those
//! nodes change, the reading is patched instead of made anew.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range, Text};

use super::dom;
use crate::engine::order;
use crate::engine::{Edit, Span, Utf16};

/// Containers whose words are not the writer's: quoted and forwarded messages.
const QUOTES: &str = "blockquote, .gmail_quote, .gmail_quote_container, .gmail_attr, .moz-cite-prefix, .yahoo_quoted, \
    .protonmail_quote, #reply-intro";
/// Marks after which everything is quoted.
const QUOTE_STARTS: &str = "[id$='appendonsend'], [id$='divRplyFwdMsg'], \
    #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message";
/// Containers that the webmail fills with the signature. Writers do type inside them.
const SIGNATURES: &str = "[data-smartmail='gmail_signature'], .gmail_signature, [id$='Signature'], \
    #ms-outlook-mobile-signature, .protonmail_signature_block, #_rc_sig";

/// A text node's part of the string.
struct Run {
    node: Text,
    /// Where it starts, in bytes of the string.
    at: usize,
    /// Its length in bytes.
    len: usize,
}

/// What was read from an editor.
#[derive(Default)]
pub(super) struct Reading {
    /// The words, with a line break for every `<br>` and every edge of a block.
    pub(super) text: String,
    /// Byte ranges that are not the writer's own words: quotes, and signatures that the field takes for such.
    pub(super) foreign: Vec<Span>,
    /// Byte ranges of containers of quoted words.
    pub(super) quotes: Vec<Span>,
    /// Byte ranges of signature containers with words in them.
    pub(super) signatures: Vec<Span>,
    runs: Vec<Run>,
    /// Whether line breaks in the page's source are shown as such.
    pre: bool,
    /// The piece that was patched last: mostly the next one too.
    last: usize,
}

/// What the change of one node's words did to a reading.
pub(super) enum Patch {
    /// The words are as they were read.
    Nothing,
    /// The text has changed so. The piece that this lies in is the second one, in bytes of the text after.
    Edit(Edit, Span),
    /// What stands where is in doubt: all must be read anew.
    Doubt,
}

impl Reading {
    /// Reads an editor's content.
    pub(super) fn of(root: &Element) -> Self {
        let pre = dom::computed(root, "white-space-collapse").starts_with("preserve");
        let mut reading = Self { pre, ..Self::default() };
        reading.walk(root);
        reading.foreign = reading.quotes.clone();
        reading
    }

    /// Follows a change of the words of a text node.
    pub(super) fn patch(&mut self, node: &Text) -> Patch {
        let is_it = |run: &Run| run.node.is_same_node(Some(node));
        let known = self.runs.get(self.last).is_some_and(is_it).then_some(self.last);
        let Some(index) = known.or_else(|| self.runs.iter().position(is_it)) else {
            return Patch::Doubt;
        };
        let (words, run) = (self.words_of(node), &self.runs[index]);
        let old = &self.text[run.at..run.at + run.len];
        // A break at the end decides whether the next block begins with one; no words at all make no piece.
        if words.is_empty() || old.ends_with('\n') || words.ends_with('\n') {
            return Patch::Doubt;
        }
        let Some(inner) = Edit::between(old, &words) else { return Patch::Nothing };
        let (end, written) = (run.at + run.len, inner.written());
        let gone = Span::new(run.at + inner.gone.start(), run.at + inner.gone.end());
        let edit = Edit { gone, new: inner.new };
        self.text.replace_range(gone.start()..gone.end(), &words[written.start()..written.end()]);
        self.runs[index].len = words.len();
        self.runs[index + 1..].iter_mut().for_each(|run| run.at = edit.moved(run.at));
        for part in self.quotes.iter_mut().chain(&mut self.signatures) {
            // Containers hold whole nodes.
            let start = if part.start() >= end { edit.moved(part.start()) } else { part.start() };
            let stop = if part.end() >= end { edit.moved(part.end()) } else { part.end() };
            *part = Span::new(start, stop);
        }
        self.last = index;
        let at = self.runs[index].at;
        Patch::Edit(edit, Span::new(at, at + words.len()))
    }

    /// A plain field's text, which has no nodes to point into.
    pub(super) fn plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    fn walk(&mut self, root: &Element) {
        let mut quoted_from = None;
        self.children(root, &mut quoted_from);
        if let Some(start) = quoted_from {
            self.quotes.push(Span::new(start, self.text.len()));
        }
        self.quotes = joined(std::mem::take(&mut self.quotes));
    }

    fn children(&mut self, parent: &Node, quoted_from: &mut Option<usize>) {
        let mut child = parent.first_child();
        while let Some(node) = child {
            match node.node_type() {
                Node::TEXT_NODE => self.words(node.clone().unchecked_into()),
                Node::ELEMENT_NODE => self.element(node.unchecked_ref(), quoted_from),
                _ => {}
            }
            child = node.next_sibling();
        }
    }

    /// The words of a node as they are shown.
    fn words_of(&self, node: &Text) -> String {
        let words = node.data();
        // Line breaks in the source are spaces to the reader, unless the style keeps them. One byte for one byte.
        if !self.pre && words.contains(['\n', '\r', '\t']) {
            return words.replace(['\n', '\r', '\t'], " ");
        }
        words
    }

    fn words(&mut self, node: Text) {
        let words = self.words_of(&node);
        if words.is_empty() {
            return;
        }
        self.runs.push(Run { node, at: self.text.len(), len: words.len() });
        self.text.push_str(&words);
    }

    fn element(&mut self, element: &Element, quoted_from: &mut Option<usize>) {
        let tag = element.tag_name();
        if tag == "BR" {
            return self.text.push('\n');
        }
        if is_hidden(&tag) {
            return;
        }
        let (block, cell) = (is_block(&tag), is_cell(&tag));
        if block {
            self.new_line();
        }
        if cell {
            self.new_paragraph();
        }
        if quoted_from.is_none() && element.has_attributes() && matches(element, QUOTE_STARTS) {
            *quoted_from = Some(self.text.len());
        }
        let start = self.text.len();
        self.children(element, quoted_from);
        self.region(element, start);
        if block {
            self.new_line();
        }
        if cell {
            self.new_paragraph();
        }
    }

    /// Notes the region that an element just read makes, if it makes one.
    fn region(&mut self, element: &Element, start: usize) {
        if start == self.text.len() {
            return;
        }
        let span = Span::new(start, self.text.len());
        if matches(element, QUOTES) {
            self.quotes.push(span);
        } else if element.has_attributes() && matches(element, SIGNATURES) {
            self.signatures.push(span);
        }
    }

    fn new_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// As [`Self::new_line`], with an empty line between: what comes next goes on with no sentence before it.
    fn new_paragraph(&mut self) {
        self.new_line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The range of the page that holds these words, or nothing where they are gone.
    pub(super) fn range(&self, span: Span) -> Option<Range> {
        let (first, last) = self.ends(span)?;
        let range = Range::new().ok()?;
        range.set_start(&first.node, self.offset(first, span.start()).units()).ok()?;
        range.set_end(&last.node, self.offset(last, span.end()).units()).ok()?;
        Some(range)
    }

    /// Whether a range holds these words still. Ranges move with the words around them, unless an editor writes a node's
    /// words anew.
    pub(super) fn is_at(&self, range: &Range, span: Span) -> bool {
        let Some((first, last)) = self.ends(span) else { return false };
        range.start_offset() == Ok(self.offset(first, span.start()).units())
            && range.end_offset() == Ok(self.offset(last, span.end()).units())
            && range.start_container().is_ok_and(|node| node.is_same_node(Some(&first.node)))
            && range.end_container().is_ok_and(|node| node.is_same_node(Some(&last.node)))
    }

    /// The pieces that these words begin and end in.
    fn ends(&self, span: Span) -> Option<(&Run, &Run)> {
        let first = self.runs.partition_point(|run| run.at + run.len <= span.start());
        let last = self.runs.partition_point(|run| run.at < span.end()).checked_sub(1)?;
        Some((self.runs.get(first)?, self.runs.get(last)?))
    }

    /// The position in the string of a place in the page, if it stands in a text that was read.
    pub(super) fn position(&self, node: &Node, offset: u32) -> Option<usize> {
        let run = self.runs.iter().find(|run| run.node.is_same_node(Some(node)))?;
        let words = &self.text[run.at..run.at + run.len];
        Some(run.at + Utf16::new(offset).to_byte(words))
    }

    fn offset(&self, run: &Run, byte: usize) -> Utf16 {
        let words = &self.text[run.at..run.at + run.len];
        Utf16::of_byte(words, byte.saturating_sub(run.at))
    }
}

/// The same regions in order, with those that touch or lie in each other made one.
pub(super) fn joined(mut regions: Vec<Span>) -> Vec<Span> {
    order::by_key(&mut regions, |region| region.place());
    let mut joined: Vec<Span> = Vec::with_capacity(regions.len());
    for region in regions {
        match joined.last_mut() {
            Some(last) if region.start() <= last.end() => *last = last.cover(region),
            _ => joined.push(region),
        }
    }
    joined
}

fn matches(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

/// Elements that stand on lines of their own. By name: asking for the computed style of each would cost a layout.
fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "DIV"
            | "P"
            | "LI"
            | "UL"
            | "OL"
            | "TABLE"
            | "TBODY"
            | "TR"
            | "TD"
            | "TH"
            | "CAPTION"
            | "BLOCKQUOTE"
            | "PRE"
            | "HR"
            | "H1"
            | "H2"
            | "H3"
            | "H4"
            | "H5"
            | "H6"
            | "SECTION"
            | "ARTICLE"
            | "HEADER"
            | "FOOTER"
            | "DL"
            | "DT"
            | "DD"
            | "FIGURE"
            | "CENTER"
            | "ADDRESS"
    )
}

/// Elements whose words stand apart from those beside them: no sentence goes over from one cell to the next.
fn is_cell(tag: &str) -> bool {
    matches!(tag, "TD" | "TH" | "CAPTION")
}

fn is_hidden(tag: &str) -> bool {
    matches!(tag, "STYLE" | "SCRIPT" | "TEMPLATE" | "NOSCRIPT" | "TITLE")
}
