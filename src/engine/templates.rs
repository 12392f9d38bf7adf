//! Templates: messages to fill in. What is not filled stays as a marked field, which the linter finds and Send asks about.

use super::rule::TEMPLATES;
pub use super::rule::Template;

/// A filled template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Subject line.
    pub subject: String,
    /// Text.
    pub body: String,
    /// Fields left open, in the order of their first use; each stands in the text as `[field]`.
    pub open: Vec<&'static str>,
}

/// All templates, in the order of their ids.
#[must_use]
pub fn templates() -> &'static [Template] {
    TEMPLATES
}

impl Template {
    /// The template with this id, if there is one.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.id == id)
    }

    /// Its fields, in the order of their first use.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        let mut fields: Vec<&str> = Vec::new();
        for field in pieces(self.subject).chain(pieces(self.body)).filter_map(|piece| piece.field) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// The message with each field as `value` gives it; a field without a value, or with a blank one, stays marked.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Filled {
        let value = |field: &str| value(field).map(str::trim).filter(|value| !value.is_empty());
        let open = self.fields().into_iter().filter(|field| value(field).is_none()).collect();
        let filled = |text| {
            let mut out = String::new();
            for piece in pieces(text) {
                out.push_str(piece.text);
                match piece.field.map(|field| (field, value(field))) {
                    Some((_, Some(value))) => out.push_str(value),
                    Some((field, None)) => out.push_str(&marked(field)),
                    None => {}
                }
            }
            out
        };
        Filled { subject: filled(self.subject), body: filled(self.body), open }
    }
}

/// A field as it stands in a message until it is filled: `[interview date]`.
fn marked(field: &str) -> String {
    format!("[insert {}]", field.replace('-', " "))
}

struct Piece {
    text: &'static str,
    field: Option<&'static str>,
}

/// The text cut at its `{field}`s.
fn pieces(text: &'static str) -> impl Iterator<Item = Piece> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let now = rest?;
        let cut = now.split_once('{').and_then(|(before, after)| {
            after.split_once('}').map(|(field, tail)| (before, field, tail))
        });
        let (text, field) = match cut {
            Some((before, field, tail)) => {
                rest = Some(tail);
                (before, Some(field))
            }
            None => {
                rest = None;
                (now, None)
            }
        };
        Some(Piece { text, field })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_fields_stay_marked() {
        let template = Template::by_id("request-time").expect("it exists");
        let filled = template.fill(|field| (field == "sender").then_some("Chen"));
        assert!(filled.body.starts_with("Dear Dr. Chen,"), "{}", filled.body);
        assert!(filled.body.contains("[insert date]"), "{}", filled.body);
        assert_eq!(filled.open, ["subject", "date", "name", "degree"]);
    }
}
