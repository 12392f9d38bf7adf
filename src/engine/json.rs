//! JSON for the ledger's file: read with places of faults, never with words of the file; written the same each time.
//!
//! Small on purpose: the page would pay 10 KB more for a general reader, whose messages also quote what they read.

use std::fmt::Write as _;

/// Deeper nesting is refused.
const DEEPEST: usize = 8;

/// A JSON value. Numbers are kept where they are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(Option<i64>),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(fields) = self else { return None };
        fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// As one line.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Null | Self::Number(None) => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(Some(number)) => {
                let _ = write!(out, "{number}");
            }
            Self::Text(text) => quote(text, out),
            Self::List(list) => {
                out.push('[');
                for (nth, value) in list.iter().enumerate() {
                    if nth > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Self::Map(fields) => {
                out.push('{');
                for (nth, (name, value)) in fields.iter().enumerate() {
                    if nth > 0 {
                        out.push(',');
                    }
                    quote(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// Writes a text in quotes.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Reads one value and nothing after it. The fault is a line and a column, both from 1.
pub(crate) fn read(text: &str) -> Result<Value, (usize, usize)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest: text };
    let value = reader.value(0).filter(|_| {
        reader.space();
        reader.rest.is_empty()
    });
    value.ok_or_else(|| {
        let before = &text[..text.len() - reader.rest.len()];
        let line = before.matches('\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    })
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn take(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        match self.rest.bytes().next()? {
            _ if depth > DEEPEST => None,
            b'{' => self.map(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Value::Text),
            b't' => self.take("true").map(|()| Value::Bool(true)),
            b'f' => self.take("false").map(|()| Value::Bool(false)),
            b'n' => self.take("null").map(|()| Value::Null),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.take("[")?;
        let mut list = Vec::new();
        self.space();
        if self.take("]").is_some() {
            return Some(Value::List(list));
        }
        loop {
            list.push(self.value(depth + 1)?);
            self.space();
            if self.take("]").is_some() {
                return Some(Value::List(list));
            }
            self.take(",")?;
        }
    }

    fn map(&mut self, depth: usize) -> Option<Value> {
        self.take("{")?;
        let mut fields = Vec::new();
        self.space();
        if self.take("}").is_some() {
            return Some(Value::Map(fields));
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            self.take(":")?;
            fields.push((name, self.value(depth + 1)?));
            self.space();
            if self.take("}").is_some() {
                return Some(Value::Map(fields));
            }
            self.take(",")?;
        }
    }

    fn number(&mut self) -> Option<Value> {
        let end = self
            .rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        digits
            .strip_prefix('-')
            .unwrap_or(digits)
            .starts_with(|c: char| c.is_ascii_digit())
            .then_some(())?;
        self.rest = rest;
        Some(Value::Number(digits.parse().ok()))
    }

    fn string(&mut self) -> Option<String> {
        self.take("\"")?;
        let mut out = String::new();
        loop {
            let end = self
                .rest
                .find(['"', '\\'])
                .filter(|&end| !self.rest[..end].contains(|c| c < ' '))?;
            out.push_str(&self.rest[..end]);
            let quote = self.rest[end..].starts_with('"');
            self.rest = &self.rest[end + 1..];
            if quote {
                return Some(out);
            }
            out.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '"' | '\\' | '/' => c,
            'u' => self.unicode()?,
            _ => return None,
        })
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            // A lone second half stands for nothing.
            return Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.take("\\u")?;
        let second = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn hex(&mut self) -> Option<u32> {
        let digits =
            self.rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.rest = &self.rest[4..];
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let value =
            read(" {\"a\": [1, -2, 0.5, true, null], \"b\\u00e9\\ud83d\\ude00\": \"x\\n\\\"\"}\n");
        let value = value.expect("it is JSON");
        assert_eq!(value.get("a").and_then(Value::list).map(<[_]>::len), Some(5));
        assert_eq!(value.get("bé😀").and_then(Value::text), Some("x\n\""));
        let mut out = String::new();
        value.write(&mut out);
        let again = read(&out).expect("what is written is read");
        assert_eq!(again.get("bé😀"), value.get("bé😀"));
    }

    #[test]
    fn faults_have_a_place() {
        for (text, place) in [
            ("", (1, 1)),
            ("{\n \"a\": x}", (2, 7)),
            ("[1 2]", (1, 4)),
            ("{} {}", (1, 4)),
            ("\"\\q\"", (1, 4)),
            ("\"a\nb\"", (1, 2)),
            ("[[[[[[[[[[[]]]]]]]]]]]", (1, 10)),
        ] {
            assert_eq!(read(text), Err(place), "{text}");
        }
    }
}
