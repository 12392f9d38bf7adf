//! The pattern language: text in, a tree out. `rules/README.md` describes it for authors.
//!
//! Words stand for themselves; `rank~` for all its forms; `{class}` for a vocabulary class; `(a|b c)` for a choice;
//! a trailing `?`, `*` or `+` for none-or-one, any number, one or more; `..` for a gap of at most three words and
//! `..8` of at most eight; `_` for one word; `{Name}` for a capitalised word, `{Number}` for digits;
//! `^` and `$` for the ends of the sentence; `//` for the border to the next sentence; `,` for a comma or dash;
//! `[…]` for the part to underline.

/// How many words a plain `..` may skip.
const GAP: usize = 3;

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One word as it stands after folding.
    Word(String),
    /// All forms of a word.
    Lemma(String),
    /// A vocabulary class, or one of the built-in `Name` and `Number`.
    Class(String),
    /// Any one word.
    Any,
    /// Up to so many words of any kind, none of which starts a sentence.
    Gap(usize),
    /// Parts in a row.
    Sequence(Vec<Node>),
    /// One of these.
    Choice(Vec<Node>),
    /// None or one.
    Optional(Box<Node>),
    /// One or more.
    Repeat(Box<Node>),
    /// The part to underline.
    Mark(Box<Node>),
    /// Start of the sentence.
    Start,
    /// End of the sentence.
    End,
    /// The border to the next sentence.
    Border,
    /// A comma, semicolon, colon, dash or bracket stands here.
    Comma,
    /// No comma, semicolon, colon, dash or bracket stands here (written `!,`).
    NoComma,
}

/// Reads a pattern.
///
/// # Errors
///
/// The byte offset of the fault, and what was expected there.
pub fn parse(text: &str) -> Result<Node, (usize, String)> {
    let mut parser = Parser { text, at: 0 };
    let node = parser.choice()?;
    match parser.peek() {
        None => Ok(node),
        Some(c) => Err((parser.at, format!("`{c}` closes nothing"))),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, token: &str) -> bool {
        self.peek();
        let found = self.text[self.at..].starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn choice(&mut self) -> Result<Node, (usize, String)> {
        let start = self.at;
        let mut options = vec![self.sequence()?];
        while self.eat("|") {
            options.push(self.sequence()?);
        }
        // `(plans?|planning)` is meant for two words and would match none at all.
        if options.len() > 1 && options.iter().any(may_be_nothing) {
            return Err((
                start,
                "one of these may be nothing; `?` and `*` belong behind the bracket".into(),
            ));
        }
        Ok(if options.len() == 1 { options.remove(0) } else { Node::Choice(options) })
    }

    fn sequence(&mut self) -> Result<Node, (usize, String)> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|c| !matches!(c, '|' | ')' | ']')) {
            let part = self.part()?;
            parts.push(self.suffixed(part));
        }
        if parts.is_empty() {
            return Err((self.at, "expected a word, a class or a group".into()));
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Sequence(parts) })
    }

    fn suffixed(&mut self, part: Node) -> Node {
        let node = match self.text[self.at..].chars().next() {
            Some('?') => Node::Optional(Box::new(part)),
            Some('+') => Node::Repeat(Box::new(part)),
            Some('*') => Node::Optional(Box::new(Node::Repeat(Box::new(part)))),
            _ => return part,
        };
        self.at += 1;
        node
    }

    fn part(&mut self) -> Result<Node, (usize, String)> {
        if self.eat("//") {
            return Ok(Node::Border);
        }
        if self.eat("..") {
            return Ok(Node::Gap(self.number().unwrap_or(GAP)));
        }
        if self.eat("!,") {
            return Ok(Node::NoComma);
        }
        let start = self.at;
        match self.peek() {
            Some('^') => self.single(Node::Start),
            Some('$') => self.single(Node::End),
            Some(',') => self.single(Node::Comma),
            Some('_') => self.single(Node::Any),
            Some('(') => self.group(')', |inner| inner),
            Some('[') => self.group(']', |inner| Node::Mark(Box::new(inner))),
            Some('{') => self.class(),
            Some(c) if is_word(c) => self.word(),
            Some(c) => Err((
                start,
                format!(
                    "`{c}` has no meaning here; patterns are lower-case words, {{classes}}, (groups), .., _, ^, $, //"
                ),
            )),
            None => Err((start, "expected a word".into())),
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every arm of `part` has one type")]
    fn single(&mut self, node: Node) -> Result<Node, (usize, String)> {
        self.at += 1;
        Ok(node)
    }

    fn number(&mut self) -> Option<usize> {
        let digits: String =
            self.text[self.at..].chars().take_while(char::is_ascii_digit).collect();
        self.at += digits.len();
        digits.parse().ok()
    }

    fn group(&mut self, close: char, wrap: impl Fn(Node) -> Node) -> Result<Node, (usize, String)> {
        let open = self.at;
        self.at += 1;
        let inner = self.choice()?;
        if self.eat(&close.to_string()) {
            Ok(wrap(inner))
        } else {
            Err((open, format!("this bracket lacks its `{close}`")))
        }
    }

    fn class(&mut self) -> Result<Node, (usize, String)> {
        let open = self.at;
        let Some(length) = self.text[open..].find('}') else {
            return Err((open, "this bracket lacks its `}`".into()));
        };
        let name = &self.text[open + 1..open + length];
        self.at = open + length + 1;
        let fits = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if fits {
            Ok(Node::Class(name.to_owned()))
        } else {
            Err((open, format!("`{name}` is no class name")))
        }
    }

    fn word(&mut self) -> Result<Node, (usize, String)> {
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.at += length;
        if word.contains('\'') && word != "'s" {
            return Err((
                start,
                format!(
                    "write `{word}` as it is folded: contractions in full, the possessive as a word of its own (`'s`)"
                ),
            ));
        }
        if self.text[self.at..].starts_with('~') {
            self.at += 1;
            return Ok(Node::Lemma(word.to_owned()));
        }
        Ok(Node::Word(word.to_owned()))
    }
}

/// Whether a part is content without a single word.
fn may_be_nothing(node: &Node) -> bool {
    match node {
        Node::Optional(_) | Node::Gap(_) => true,
        Node::Sequence(parts) => parts.iter().all(may_be_nothing),
        Node::Mark(inner) => may_be_nothing(inner),
        _ => false,
    }
}

fn is_word(c: char) -> bool {
    c == '\'' || c.is_ascii_digit() || (c.is_alphabetic() && c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Node {
        Node::Word(text.into())
    }

    #[test]
    fn parts_and_suffixes() {
        assert_eq!(
            parse("i {will}? rank~ ..5 (first|number one)").unwrap(),
            Node::Sequence(vec![
                word("i"),
                Node::Optional(Box::new(Node::Class("will".into()))),
                Node::Lemma("rank".into()),
                Node::Gap(5),
                Node::Choice(vec![
                    word("first"),
                    Node::Sequence(vec![word("number"), word("one")])
                ]),
            ])
        );
    }

    #[test]
    fn faults_name_place_and_cause() {
        for (text, at, cause) in [
            ("rank (you", 5, "this bracket lacks its `)`"),
            ("rank you)", 8, "`)` closes nothing"),
            ("I rank", 0, "`I` has no meaning here"),
            ("i don't", 2, "write `don't` as it is folded"),
            ("{", 0, "this bracket lacks its `}`"),
            ("(plans?|planning) it", 1, "one of these may be nothing"),
            ("", 0, "expected a word"),
        ] {
            let (found, message) = parse(text).unwrap_err();
            assert!(found == at && message.starts_with(cause), "{text}: {found} {message}");
        }
    }
}
