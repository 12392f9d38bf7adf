//! Ways to do without an unfilled field: a plain noun in its place, or the field left out with the words that lead to it.

use super::letters::{Lower, among};

/// What may stand for a field, by a word of it; the first that fits.
const STAND_INS: &[(&str, &str)] = &[
    ("program", "your program"),
    ("hospital", "your hospital"),
    ("university", "your university"),
    ("institution", "your institution"),
    ("department", "your department"),
];

/// Words that lead to a field and go with it, longest runs first.
const LEADS: &[&str] = &[
    "because of",
    "such as",
    "including",
    "especially",
    "as well as",
    "about",
    "at",
    "in",
    "on",
    "of",
    "from",
    "with",
    "for",
    "to",
    "by",
    "and",
    "or",
    "the",
    "a",
    "an",
    "your",
    "my",
    "dr.",
    "prof.",
    "professor",
];

/// Words after a field that do not depend on it.
const FOLLOWERS: &str = "and or but because on in at to for with about from by of has is was are were have had stayed \
     taught who which that would will can could may during as when while after before gave made \
     changed showed told mentioned helped";

/// Greetings that can stand without a name.
const GREETINGS: &str = "dear hello hi greetings";

/// The sentence without the field at `start..end`, in the ways that may read well, best first.
pub(crate) fn without_field(sentence: &str, start: usize, end: usize) -> Vec<String> {
    let (before, field, after) =
        (&sentence[..start], sentence[start..end].lower(), &sentence[end..]);
    if is_greeting(before) {
        return vec![greeting(before, after)];
    }
    let mut ways = Vec::new();
    let stand_in = STAND_INS.iter().find(|(word, _)| field.contains(word)).map(|(_, noun)| *noun);
    if let Some(noun) = stand_in {
        let bare = noun.trim_start_matches("your ");
        let led = ["your ", "the "].iter().any(|lead| before.lower().ends_with(lead));
        ways.push(format!("{before}{}{after}", if led { bare } else { noun }));
    }
    let attributive = after
        .trim_start()
        .split(' ')
        .next()
        .is_some_and(|next| next.starts_with(char::is_lowercase) && !among(FOLLOWERS, next));
    let led = without_leads(before);
    // "about XXXX and about the core": the second lead serves; "in XXXX and to the group": it does not.
    let lead = before[led.len()..].split_whitespace().last().unwrap_or("");
    let twin = after
        .trim_start()
        .strip_prefix("and ")
        .filter(|rest| !lead.is_empty() && rest.split_whitespace().next() == Some(lead));
    let left_out = joined(led, twin.unwrap_or(after));
    if attributive {
        // "the ____ track": the field only describes the noun after it.
        ways.push(joined(before.trim_end(), after));
        return ways;
    }
    ways.push(left_out);
    ways
}

/// "Dear Dr. [Last Name], my file …": only the greeting stands before the field.
fn is_greeting(before: &str) -> bool {
    let mut words = before.split_whitespace();
    words.next().is_some_and(|first| among(GREETINGS, &first.lower())) && words.count() <= 1
}

fn greeting(before: &str, after: &str) -> String {
    let first = before.split_whitespace().next().unwrap_or("Hello");
    let hello = if first.eq_ignore_ascii_case("dear") { "Hello" } else { first };
    let rest = after.split_once(',').map_or("", |(_, rest)| rest);
    format!("{hello},{rest}")
}

/// The text without the words that led to the field.
fn without_leads(before: &str) -> &str {
    let mut text = before.trim_end();
    loop {
        let lower = text.lower();
        let lead = LEADS.iter().find(|lead| {
            lower.strip_suffix(**lead).is_some_and(|rest| {
                rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric())
            })
        });
        let Some(lead) = lead else { return text };
        text = text[..text.len() - lead.len()].trim_end().trim_end_matches(',');
    }
}

fn joined(before: &str, after: &str) -> String {
    if after.starts_with('\n') {
        return format!("{before}{after}");
    }
    let after = after.trim_start();
    let close = after.starts_with([',', '.', ';', ':', '?', '!', ')']);
    if before.is_empty() {
        return after.trim_start_matches([',', '.', ';', ':']).trim_start().to_owned();
    }
    format!("{before}{}{after}", if close || after.is_empty() { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_sentence_stays() {
        for (sentence, field, best) in [
            (
                "I enjoyed speaking with Dr. Alvarez about [research topic].",
                "[research topic]",
                "I enjoyed speaking with Dr. Alvarez.",
            ),
            (
                "Dear Dr. [Last Name], my AAMC ID is 16004471.",
                "[Last Name]",
                "Hello, my AAMC ID is 16004471.",
            ),
            (
                "I am very interested in [Program Name] because of the clinic.",
                "[Program Name]",
                "I am very interested in your program because of the clinic.",
            ),
            (
                "Thank you for speaking with me on [Date] about your work.",
                "[Date]",
                "Thank you for speaking with me about your work.",
            ),
            ("Dear [Applicant First Name],", "[Applicant First Name]", "Hello,"),
        ] {
            let start = sentence.find(field).expect("the field is there");
            assert_eq!(without_field(sentence, start, start + field.len())[0], best);
        }
    }
}
