//! Names and facts in a sentence: the program it speaks of, and the names, numbers and dates a rewrite must keep.

/// Capitalised words that are no names to keep.
const NO_NAMES: &[&str] = &[
    "i",
    "dear",
    "dr",
    "prof",
    "professor",
    "mr",
    "ms",
    "mrs",
    "sir",
    "madam",
    "match",
    "nrmp",
    "eras",
    "img",
    "imgs",
    "pgy",
    "step",
    "program",
    "hello",
    "hi",
    "thank",
    "thanks",
    "your",
    "you",
    "my",
    "the",
    "a",
    "an",
    "if",
    "it",
    "is",
    "are",
    "this",
    "that",
    "there",
    "please",
    "kindly",
    "could",
    "would",
    "can",
    "may",
    "do",
    "does",
    "did",
    "will",
    "what",
    "when",
    "where",
    "who",
    "why",
    "how",
    "which",
    "we",
    "our",
    "as",
    "at",
    "in",
    "on",
    "to",
    "for",
    "from",
    "with",
    "and",
    "but",
    "or",
    "so",
    "not",
    "no",
    "yes",
    "god",
    "respected",
    "esteemed",
    "day",
    "soap",
    "rol",
    "am",
    "being",
    "have",
    "has",
    "had",
    "should",
    "were",
    "was",
    "be",
    "i'm",
    "i'll",
    "i'd",
    "i've",
    "let",
    "since",
    "because",
    "after",
    "before",
    "although",
    "though",
    "while",
    "whether",
    "rank",
    "ranking",
    "just",
    "tell",
    "give",
    "put",
    "english",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "christmas",
    "american",
    "us",
    "usa",
    "america",
    "md",
    "phd",
    "step",
];

/// Titles before a person's name.
const TITLES: &[&str] = &["dr", "prof", "professor", "mr", "ms", "mrs", "drs"];

/// Nouns that make a noun phrase mean a program.
const PROGRAM_NOUNS: &[&str] = &[
    "program",
    "programme",
    "residency",
    "track",
    "department",
    "hospital",
    "institution",
    "university",
    "team",
    "division",
    "center",
    "centre",
];

/// What a compliant sentence speaks of, in the writer's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    program: String,
}

impl Subject {
    /// The program that the sentence speaks of: its name, "the combined track", or "your program".
    pub(crate) fn of(sentence: &str) -> Self {
        let words = words(sentence);
        let program = named_program(&words)
            .or_else(|| described_program(&words))
            .unwrap_or_else(|| "your program".into());
        Self { program }
    }

    /// The template with the names filled in.
    pub(crate) fn fill(&self, template: &str) -> String {
        let mut rest = self.program.chars();
        let capitalised: String = rest
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect());
        template.replace("{program^}", &capitalised).replace("{program}", &self.program)
    }
}

/// A word with its bare form.
struct Token<'s> {
    raw: &'s str,
    bare: String,
    capital: bool,
    ends_clause: bool,
}

fn words(sentence: &str) -> Vec<Token<'_>> {
    sentence
        .split_whitespace()
        .map(|word| {
            let raw = word.trim_matches(|c: char| !c.is_alphanumeric());
            let raw = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
            let ends_clause = word.ends_with([',', '.', ';', ':', '?', '!', ')'])
                || word.ends_with("'s")
                || word.ends_with("’s");
            Token {
                raw,
                bare: raw.to_lowercase(),
                capital: raw.starts_with(char::is_uppercase),
                ends_clause,
            }
        })
        .collect()
}

fn is_name(token: &Token) -> bool {
    token.capital
        && token.raw.len() > 1
        && !NO_NAMES.contains(&token.bare.replace('’', "'").as_str())
}

/// A run of capitalised words that is no person: "Great Plains", "the Kestrel program".
fn named_program(words: &[Token]) -> Option<String> {
    let mut at = 0;
    while at < words.len() {
        if !is_name(&words[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at + 1 < words.len() && is_name(&words[at + 1]) && !words[at].ends_clause {
            at += 1;
        }
        at += 1;
        let person = start > 0 && TITLES.contains(&words[start - 1].bare.as_str());
        let placed = start > 0
            && matches!(words[start - 1].bare.as_str(), "from" | "born" | "step" | "august" | "in");
        if person || placed {
            continue;
        }
        let mut name: Vec<&str> = words[start..at].iter().map(|word| word.raw).collect();
        let article = start > 0 && words[start - 1].bare == "the";
        if let Some(noun) =
            words.get(at).filter(|word| article && PROGRAM_NOUNS.contains(&word.bare.as_str()))
        {
            name.push(noun.raw);
            name.insert(0, "the");
        }
        return Some(name.join(" "));
    }
    None
}

/// "the combined track", "the genetics residency".
fn described_program(words: &[Token]) -> Option<String> {
    let noun = words.iter().position(|word| PROGRAM_NOUNS.contains(&word.bare.as_str()))?;
    let start = (noun.saturating_sub(3)..noun).rev().find(|&at| words[at].bare == "the")?;
    (noun > start + 1).then(|| {
        words[start..=noun].iter().map(|word| word.bare.as_str()).collect::<Vec<_>>().join(" ")
    })
}

/// Names, numbers and dates in the sentence that its rewrite should keep.
pub(crate) fn kept_facts(sentence: &str) -> impl Iterator<Item = &str> {
    let mut words = words(sentence).into_iter().enumerate();
    std::iter::from_fn(move || {
        words.by_ref().find_map(|(nth, token)| {
            let number = token.raw.chars().any(|c| c.is_ascii_digit())
                && token.raw.len() > 1
                && !matches!(token.bare.as_str(), "1st" | "2nd" | "3rd" | "10");
            ((nth > 0 && is_name(&token)) || number).then_some(token.raw)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_keeps_its_name() {
        for (sentence, program) in [
            ("If Kestrel ranks me high, I will rank Kestrel first.", "Kestrel"),
            ("I'll put Great Plains at number one.", "Great Plains"),
            ("Whether I list the combined track at the top depends on you.", "the combined track"),
            ("I can put you first, Dr. Halloran.", "your program"),
            ("I will rank your program first.", "your program"),
        ] {
            assert_eq!(Subject::of(sentence).program, program, "{sentence}");
        }
    }
}
