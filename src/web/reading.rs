//! One walk of an editor: the text as the writer sees it, and for every piece of it the node it came from. What is
//! linted is this string, so a position in it always leads back to one place in the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range, Text};

use super::dom;
use crate::engine::order;
use crate::engine::{Span, Utf16};

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
    /// Byte ranges that are not the writer's own words.
    pub(super) foreign: Vec<Span>,
    /// Byte ranges of signature containers with words in them.
    pub(super) signatures: Vec<Span>,
    runs: Vec<Run>,
}

impl Reading {
    /// Reads an editor's content.
    pub(super) fn of(root: &Element) -> Self {
        let mut reading = Self::default();
        let pre = dom::computed(root, "white-space-collapse").starts_with("preserve");
        reading.walk(root, pre);
        reading
    }

    /// A plain field's text, which has no nodes to point into.
    pub(super) fn plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    fn walk(&mut self, root: &Element, pre: bool) {
        let mut quoted_from = None;
        self.children(root, pre, &mut quoted_from);
        if let Some(start) = quoted_from {
            self.foreign.push(Span::new(start, self.text.len()));
        }
        self.foreign = joined(std::mem::take(&mut self.foreign));
    }

    fn children(&mut self, parent: &Node, pre: bool, quoted_from: &mut Option<usize>) {
        let mut child = parent.first_child();
        while let Some(node) = child {
            match node.node_type() {
                Node::TEXT_NODE => self.words(node.clone().unchecked_into(), pre),
                Node::ELEMENT_NODE => self.element(node.unchecked_ref(), pre, quoted_from),
                _ => {}
            }
            child = node.next_sibling();
        }
    }

    fn words(&mut self, node: Text, pre: bool) {
        let mut words = node.data();
        if words.is_empty() {
            return;
        }
        // Line breaks in the source are spaces to the reader, unless the style keeps them. One byte for one byte.
        if !pre && words.contains(['\n', '\r', '\t']) {
            words = words.replace(['\n', '\r', '\t'], " ");
        }
        self.runs.push(Run { node, at: self.text.len(), len: words.len() });
        self.text.push_str(&words);
    }

    fn element(&mut self, element: &Element, pre: bool, quoted_from: &mut Option<usize>) {
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
        self.children(element, pre, quoted_from);
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
            self.foreign.push(span);
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
        let first = self.runs.partition_point(|run| run.at + run.len <= span.start());
        let last = self.runs.partition_point(|run| run.at < span.end()).checked_sub(1)?;
        let (first, last) = (self.runs.get(first)?, self.runs.get(last)?);
        let range = Range::new().ok()?;
        range.set_start(&first.node, self.offset(first, span.start()).units()).ok()?;
        range.set_end(&last.node, self.offset(last, span.end()).units()).ok()?;
        Some(range)
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
