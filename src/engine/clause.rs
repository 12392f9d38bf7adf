//! Clauses of a sentence: where it can be taken apart and put together again. Text in, places out; no grammar beyond
//! commas, dashes and the words that join clauses.

use super::letters::{Lower, among};

/// A part of a sentence that may be kept or replaced by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clause<'s> {
    /// First byte of its words in the sentence, after separator and connecting word.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// What stands between the clause before and this one: `, `, `; `, ` – `, or a blank.
    pub(crate) separator: &'static str,
    /// The word that joins it to the one before: `and`, `but`, `because`; empty if none.
    pub(crate) connector: &'s str,
}

/// Words that open a new clause after a comma or by themselves before a subject.
const JOINING: &str = "and but so yet or";

/// Words that open a subordinate clause, which needs them.
const SUBORDINATE: &str =
    "because since as which who where while although though after before when if unless until with";

/// Words that a clause of its own begins with.
const SUBJECTS: &str = "i we my our the your you it this that there he she they thank thanks please could would can may \
     do does did is are am was were should might shall has have will what how where when who dr dr. \
     prof. professor ms. mr. mrs. hello dear hi a an both each all his her their its these those one \
     two three four no";

/// Words that show that something is said of a subject.
const VERBS: &str = "am is are was were be been has have had do does did will would can could may might shall should \
     thank hope plan enjoyed look remain remains i'm i've i'll i'd it's that's we're we've you're \
     you've made took gave saw met came went left found felt thanks know speak hold mean means meant \
     stood read wrote write believe think like love appreciate expect attach sponsor work live need \
     want wish understand accept admire follow grew taught began kept brought passed hello dear hi \
     please apologize apologise regret intend send let ends end sold sell takes lost spent became \
     works lives speaks teaches leads helps starts begins opens closes offers gives makes knew told \
     said thought chose flew drove sent won paid bought built got heard runs shows brings keeps \
     covers serves comes goes stands matters";

impl Clause<'_> {
    /// Whether the clause can do without its connecting word when it comes first.
    pub(crate) fn connector_is_droppable(&self) -> bool {
        self.connector.is_empty() || among(JOINING, self.connector)
    }
}

/// The sentence's clauses in order; one if it cannot be taken apart.
pub(crate) fn clauses(sentence: &str) -> Vec<Clause<'_>> {
    let body_end = sentence.trim_end().len();
    let mut clauses = vec![Clause { start: 0, end: body_end, separator: "", connector: "" }];
    let mut at = 0;
    while let Some((border, separator, length)) = next_border(sentence, at) {
        let after = border + length;
        at = after;
        let Some((connector, start)) = opening(sentence, after, separator) else { continue };
        if start >= body_end {
            break;
        }
        at = start;
        let last = clauses.len() - 1;
        // ", and, as" opens a clause after the next comma: nothing stands between them.
        if sentence.get(clauses[last].start..border).is_none_or(|own| own.trim().is_empty()) {
            continue;
        }
        clauses[last].end = border;
        clauses.push(Clause { start, end: body_end, separator, connector });
    }
    clauses
}

/// The next place from byte `from` on where a clause could end: its place, the separator to write, its length in bytes.
fn next_border(sentence: &str, from: usize) -> Option<(usize, &'static str, usize)> {
    sentence[from..].char_indices().find_map(|(at, c)| {
        let at = from + at;
        let rest = &sentence[at + c.len_utf8()..];
        let gap = rest.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
        let spaced = gap > 0;
        let length = c.len_utf8() + gap;
        match c {
            ',' if spaced => Some((at, ", ", length)),
            ';' if spaced => Some((at, "; ", length)),
            ':' if spaced => Some((at, ": ", length)),
            '—' => Some((at, if spaced { " — " } else { "—" }, length)),
            '–' if spaced => Some((at, " – ", length)),
            '-' if spaced && sentence[..at].ends_with(' ') => Some((at, " – ", length)),
            '.' | '!' | '?'
                if spaced
                    && !rest.trim().is_empty()
                    && rest.trim_start().starts_with(char::is_uppercase)
                    && !(c == '.' && ends_in_abbreviation(&sentence[..at])) =>
            {
                Some((at + 1, " ", gap))
            }
            ' ' if is_bare_joint(rest) => Some((at, " ", 1)),
            _ => None,
        }
    })
}

/// "Mr", "St" or an initial: the full stop after it ends no sentence.
fn ends_in_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word, "Dr" | "Mr" | "Ms" | "Mrs" | "Prof" | "Drs" | "St" | "Mt" | "No")
        || (word.len() == 1 && word != "I")
}

/// `… and I …`, `… because the …`: a joining word and a subject without a comma.
fn is_bare_joint(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let Some(first) = words.next() else { return false };
    let second = words.next().map(Lower::lower).unwrap_or_default();
    let joins = (first == "and" || first == "but" || first == "so")
        && among("i i'm i'd i'll i've you we thank my your please could would", &second);
    joins || matches!(first, "because" | "although")
}

/// The connecting word at `at`, if any, and where the clause's own words start; `None` if no clause starts here.
fn opening<'s>(sentence: &'s str, at: usize, separator: &str) -> Option<(&'s str, usize)> {
    let at = at + sentence[at..].len() - sentence[at..].trim_start().len();
    let word = sentence[at..].split_whitespace().next()?;
    let plain = word.trim_end_matches(',').lower();
    let is_name = word.starts_with(char::is_uppercase);
    if among(JOINING, &plain) || among(SUBORDINATE, &plain) {
        let start = at + word.len();
        return Some((
            &sentence[at..at + word.len()],
            start + sentence[start..].len() - sentence[start..].trim_start().len(),
        ));
    }
    let starts = separator != ", "
        || is_name
        || among(SUBJECTS, plain.replace('’', "'").split('\'').next().unwrap_or(""));
    starts.then_some(("", at))
}

/// Whether the text reads as a whole sentence: it has a subject up front and a word that says something of it.
pub(crate) fn stands_alone(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').lower().replace('’', "'")
        })
        .collect();
    let Some(first) = words.first() else { return false };
    let bare = first.split('\'').next().unwrap_or("");
    let opens =
        among(SUBJECTS, bare) || among(SUBORDINATE, bare) || text.starts_with(char::is_uppercase);
    let says =
        words.iter().any(|word| among(VERBS, word) || word.ends_with("ed") || word.ends_with("'s"));
    // "I respect the choice": no list holds all verbs, but after these words one comes.
    let acts = matches!(bare, "i" | "we")
        && !matches!(words.get(1).map_or("", |word| word.as_str()), "and" | "or");
    opens && (says || acts) && words.len() >= 3
}

/// What follows the last full stop that is not a title's.
pub(crate) fn last_sentence(text: &str) -> &str {
    const TITLES: [&str; 6] = ["Dr", "Mr", "Ms", "Mrs", "Prof", "St"];
    let ends = text
        .rmatch_indices(". ")
        .find(|(at, _)| !TITLES.iter().any(|title| text[..*at].ends_with(title)));
    ends.map_or(text, |(at, stop)| &text[at + stop.len()..])
}

/// Whether the text begins like a question.
pub(crate) fn is_question(text: &str) -> bool {
    let last = last_sentence(text);
    let last = last.rsplit(';').next().unwrap_or(last);
    let first = last.split_whitespace().next().unwrap_or("").lower();
    among(
        "could would can may might do does did is are was were will what how where when who which why",
        &first,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(sentence: &str) -> Vec<(&str, &str)> {
        clauses(sentence)
            .iter()
            .map(|clause| (clause.connector, &sentence[clause.start..clause.end]))
            .collect()
    }

    #[test]
    fn a_sentence_says_something_of_somebody() {
        for (text, whole) in [
            ("I honor your choice", true),
            ("We treasure that day", true),
            ("I and my wife", false),
            ("The Friday teaching", false),
            ("I agree", false),
        ] {
            assert_eq!(stands_alone(text), whole, "{text}");
        }
    }

    #[test]
    fn sentences_come_apart_at_clauses_only() {
        assert_eq!(
            parts(
                "I loved the clinics at Tamarack, and I'd be glad to rank you first as long as it's mutual."
            ),
            [
                ("", "I loved the clinics at Tamarack"),
                ("and", "I'd be glad to rank you first as long as it's mutual.")
            ]
        );
        assert_eq!(
            parts("I speak French, Wolof and English."),
            [("", "I speak French"), ("", "Wolof and English.")]
        );
        assert_eq!(parts("How long is it?"), [("", "How long is it?")]);
    }
}
