//! HTML mail as the plain text that a mail program would show: blocks on lines of their own, quotes with their marks.
//! Only the words matter here, not the looks; broken markup is shown as well as it goes, in one pass.

use mail_parser::decoders::html::add_html_token;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];
/// Elements whose words are not shown.
const HIDDEN: &[&str] = &["head", "script", "style", "template", "title"];
/// Elements with an empty line before and after them.
const SPACED: &[&str] = &["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"];
/// Quotes deeper than this get no further marks.
const DEEPEST: usize = 8;

/// The words of an HTML text.
pub(crate) fn text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.words(&rest[..at]);
        rest = page.markup(&rest[at..]);
    }
    page.words(rest);
    page.finish()
}

#[derive(Default)]
struct Page {
    out: String,
    line: String,
    /// Empty lines owed before the next words.
    gap: usize,
    quotes: usize,
    /// Inside an element that is not shown.
    hidden: Option<&'static str>,
}

impl Page {
    /// Reads one tag, comment or stray sign at the start of `rest`; gives what follows it.
    fn markup<'h>(&mut self, rest: &'h str) -> &'h str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let named = rest[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !named {
            self.words("<");
            return &rest[1..];
        }
        let Some(end) = tag_end(rest) else { return "" };
        let tag = &rest[1..end];
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name: String = tag
            .chars()
            .take(16)
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let alone = tag.ends_with('/');
        if closes {
            self.close(&name)
        } else {
            self.open(&name, alone)
        }
        &rest[end + 1..]
    }

    fn open(&mut self, name: &str, alone: bool) {
        if self.hidden.is_some() {
            return;
        }
        self.hidden = HIDDEN.iter().find(|hidden| **hidden == name && !alone).copied();
        match name {
            "br" => self.end_line(),
            "td" | "th" if !self.line.is_empty() => self.line.push(' '),
            "hr" => {
                self.block(name);
                self.line.push_str("________");
                self.end_line();
            }
            _ => self.block(name),
        }
        self.quotes += usize::from(name == "blockquote");
    }

    fn close(&mut self, name: &str) {
        if self.hidden.is_some_and(|hidden| hidden == name) {
            self.hidden = None;
        }
        if self.hidden.is_some() {
            return;
        }
        self.block(name);
        if name == "blockquote" {
            self.quotes = self.quotes.saturating_sub(1);
        }
    }

    fn block(&mut self, name: &str) {
        if BLOCKS.contains(&name) && !self.line.trim().is_empty() {
            self.end_line();
        }
        if SPACED.contains(&name) && !self.out.is_empty() {
            self.gap = self.gap.max(1);
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden.is_some() {
            return;
        }
        let mut rest = words;
        while let Some(at) = rest.find('&') {
            self.push(&rest[..at]);
            let end = rest[at..].bytes().take(12).position(|byte| byte == b';');
            match end {
                Some(end) => {
                    let mut sign = String::new();
                    add_html_token(&mut sign, &rest.as_bytes()[at..=at + end], false);
                    self.line.push_str(&sign);
                    rest = &rest[at + end + 1..];
                }
                None => {
                    self.line.push('&');
                    rest = &rest[at + 1..];
                }
            }
        }
        self.push(rest);
    }

    /// Adds words, each run of white space as one blank.
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            if !c.is_ascii_whitespace() {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        let mark = ">".repeat(self.quotes.min(DEEPEST));
        let line = std::mem::take(&mut self.line);
        for _ in 0..std::mem::take(&mut self.gap) {
            if !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
        }
        if !mark.is_empty() {
            self.out.push_str(&mark);
            self.out.push(' ');
        }
        self.out.push_str(line.trim_end_matches(' '));
        self.out.push('\n');
    }

    fn finish(mut self) -> String {
        if !self.line.trim().is_empty() {
            self.end_line();
        }
        self.out
    }
}

/// Where the tag that `rest` begins with ends, signs in quoted values left alone.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed: the first sign that could end the tag does.
    rest.find('>')
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn words_keep_their_lines() {
        for (html, expected) in [
            (
                "<div>Dear Dr. Chen,</div><div><br></div><div>Thank you.</div>",
                "Dear Dr. Chen,\n\nThank you.\n",
            ),
            ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
            ("<P>One<BR>two</P>", "One\ntwo\n"),
            (
                "one\n  two&nbsp;three &amp; four &lt;a@b&gt; &rsquo; &#8217; &bogus; & so",
                "one two\u{a0}three & four <a@b> ’ ’ &bogus; & so\n",
            ),
            (
                "<head><title>x</title><style>p{}</style></head><b>bo</b>ld<!-- no > --> end",
                "bold end\n",
            ),
            ("<ul><li>one</li><li>two</li></ul>", "one\ntwo\n"),
            (
                "<p>Mine.</p><blockquote>Theirs<blockquote>older</blockquote></blockquote>Mine again",
                "Mine.\n\n> Theirs\n\n>> older\n\nMine again\n",
            ),
            ("a<hr>b", "a\n________\nb\n"),
            ("1 < 2 and <a title='>'>x</a>", "1 < 2 and x\n"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b\n"),
            ("", ""),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }

    #[test]
    fn broken_markup_is_no_fault() {
        for html in [
            "<",
            "<<<",
            "<a",
            "<a href='",
            "<!--",
            "</",
            "&",
            "&#x110000;",
            "&#xd800;",
            "<blockquote>",
            "</blockquote>",
            "<script>",
            "é<é&é;",
        ] {
            text(html);
        }
        assert!(text(&"<blockquote>".repeat(10_000)).len() < 100_000);
    }
}
