//! Names and facts in a sentence: the program it speaks of, and the names, numbers and dates a rewrite must keep.

pub(crate) use super::letters::among;
use super::letters::{Lower, capitalised};

/// Capitalised words that are no names to keep.
const NO_NAMES: &str = "a aamc above above-all accept acmg after after-match all although am america american an \
     and another any applicant applicants april arabic are as as-is at at-all attached august \
     be because before before-all being below best both but can candidate chinese choose \
     christmas come committee compared consider cordialement could count couples cv day deal \
     dear december did director dna do doctor does down dr each ecfmg emg emgs emr english eras \
     esteemed ethics every fabry february first for frankly french friday from gaucher genetics \
     genomics gentlemen german give given gme god grant greetings grüße had has have having \
     hello her here hi hindi hiring his hla honestly hope how i i'd i'll i'm i've icu if if-so \
     img imgs in internal is it it's its january january's july june just kind kindly know \
     ladies let let's list ma'am madam make manager many march match may md medicine members \
     might mine monday more most mr mrs ms mspe much must my need neurology never nicu no \
     nobody not nothing november now nrmp number october offer omg on once one or other others \
     our ours pediatrics pgy phd physician pick please portuguese prof professor program \
     provided put rank ranking regards residency respected rest rna rol russian saludos \
     saturday say second see selection september shall should since sincerely sir sirs skype so \
     soap some spanish step step-3 sunday take teams tell thank thank-you thanks that that's \
     the their then there there's these they're think this those though three thursday to top \
     tuesday two unless unlike until urdu us usa usmle vus vuses want warm was we we're \
     wednesday were what when where whether which while who why will wish with would would-be \
     yes yes-or-no you you're your yours zoom";

/// Titles before a person's name.
const TITLES: &str = "dr prof professor mr ms mrs drs";

/// Nouns that make a noun phrase mean a program.
const PROGRAM_NOUNS: &str =
    "program programme residency track department hospital university division center centre";

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

    /// A program of this name.
    pub(crate) fn called(name: String) -> Self {
        Self { program: name }
    }

    /// The template with the names filled in.
    pub(crate) fn fill(&self, template: &str) -> String {
        template
            .replace("{program^}", &capitalised(&self.program))
            .replace("{program}", &self.program)
    }
}

/// A word with its bare form.
struct Token<'s> {
    raw: &'s str,
    bare: String,
    capital: bool,
    ends_clause: bool,
    /// Ends in a possessive.
    owns: bool,
}

fn words(sentence: &str) -> Vec<Token<'_>> {
    sentence
        .split_whitespace()
        .map(|word| {
            let raw = word.trim_matches(|c: char| !c.is_alphanumeric());
            let raw = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
            let owns = word.contains("'s") || word.contains("’s");
            let stops = word.ends_with([',', '.', ';', ':', '?', '!', ')']) && raw != "St";
            let ends_clause = owns || stops;
            Token {
                raw,
                bare: raw.lower(),
                capital: raw.starts_with(char::is_uppercase),
                ends_clause,
                owns,
            }
        })
        .collect()
}

fn is_name(token: &Token) -> bool {
    token.capital && token.raw.len() > 1 && !among(NO_NAMES, token.bare.replace('’', "'").as_str())
}

/// Words before a program's name.
const BEFORE_PROGRAM: &str = "at rank ranks ranking ranked list listing listed put putting place placing prefer choose \
     join joining than with into for about to is it's that if when whether by be like say and \
     remains hear";

/// Words after a program's name.
const AFTER_PROGRAM: &str = "is was will would has ranks puts leads leaves goes stays remains keeps gives lists places \
     comes makes can could does did pediatrics first number at stands";

/// A run of capitalised words that stands where a program stands: "at Great Plains", "the Kestrel program".
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
        let titled = start > 0 && among(TITLES, words[start - 1].bare.as_str());
        let name = &words[start..at];
        if titled {
            match persons_program(words, start, at) {
                Some(program) => return Some(program),
                None => continue,
            }
        }
        if let Some(program) = with_article(words, start, at) {
            return Some(program);
        }
        if stands_as_program(words, start, at) && name.iter().all(may_name_a_program) {
            return Some(spelled(name));
        }
    }
    None
}

/// The one name in the sentence, if it can be a program's: no person's, and not after "from" or "in".
pub(crate) fn lone_name(sentence: &str) -> Option<String> {
    let words = words(sentence);
    let mut names = words.iter().enumerate().skip(1).filter(|(_, word)| is_name(word));
    let (start, _) = names.next()?;
    let end = (start + 1..words.len())
        .find(|&at| !is_name(&words[at]) || words[at - 1].ends_clause)
        .unwrap_or(words.len());
    let before = words[start - 1].bare.as_str();
    let elsewhere = matches!(before, "in" | "of" | "from" | "near" | "since" | "by" | "between")
        || among(TITLES, before);
    let only = names.all(|(at, _)| at < end);
    let name = &words[start..end];
    (only && !elsewhere && !words[end - 1].owns && name.iter().all(may_name_a_program))
        .then(|| spelled(name))
}

/// The words as they were written, with the full stop of "St.".
fn spelled(name: &[Token]) -> String {
    let words: Vec<&str> = name.iter().map(|word| word.raw).collect();
    words.join(" ").replace("St ", "St. ")
}

/// "Dr. Halloran's program", "Professor Lindqvist's committee".
fn persons_program(words: &[Token], start: usize, end: usize) -> Option<String> {
    let owns = words[end - 1].owns;
    let noun = words.get(end).filter(|word| {
        owns && (among(PROGRAM_NOUNS, word.bare.as_str()) || word.bare == "committee")
    })?;
    let noun = if noun.bare == "committee" { "program" } else { noun.raw };
    let name: Vec<&str> = words[start..end].iter().map(|word| word.raw).collect();
    let title = words[start - 1].raw;
    let dot = if matches!(title, "Dr" | "Prof" | "Ms" | "Mr" | "Mrs") { "." } else { "" };
    Some(format!("{title}{dot} {}'s {noun}", name.join(" ")))
}

/// "the Sparrow Creek combined track": the article, the name, and what follows up to the noun.
fn with_article(words: &[Token], start: usize, end: usize) -> Option<String> {
    if start == 0 || words[start - 1].bare != "the" || words[end - 1].ends_clause {
        return None;
    }
    let noun = (end..words.len().min(end + 3))
        .find(|&at| among(PROGRAM_NOUNS, words[at].bare.as_str()))?;
    if words[end..noun].iter().any(|word| word.ends_clause) {
        return None;
    }
    Some(format!("the {}", spelled(&words[start..=noun])))
}

fn stands_as_program(words: &[Token], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|at| words[at].bare.as_str());
    let after = words.get(end).filter(|_| !words[end - 1].ends_clause || words[end - 1].owns);
    let followed = after.is_some_and(|word| {
        among(AFTER_PROGRAM, word.bare.as_str()) || among(PROGRAM_NOUNS, word.bare.as_str())
    });
    match before {
        None => followed || words[end - 1].owns,
        Some("on") => words.get(end).is_some_and(|word| word.bare == "as"),
        Some("in" | "of" | "from" | "near" | "since" | "between") => false,
        Some(
            "by" | "with" | "for" | "about" | "to" | "and" | "that" | "if" | "when" | "whether"
            | "say" | "like" | "hear",
        ) => followed || matches!(before, Some("by" | "about" | "with")),
        Some(word) => among(BEFORE_PROGRAM, word) || followed,
    }
}

/// No acronym of the trade, no day, nothing with a digit.
fn may_name_a_program(word: &Token) -> bool {
    let day = word.bare.trim_end_matches('s');
    !among(NO_NAMES, day)
        && !word.raw.contains(|c: char| c.is_ascii_digit() || c == '/')
        && (word.raw.len() < 3
            || word.raw.len() > 6
            || word.raw.contains(|c: char| c.is_lowercase())
            || matches!(word.raw, "UAB" | "UCLA" | "UCSF" | "NYU" | "UNC" | "UPMC"))
}

/// "the combined track", "the genetics residency", "your combined program", "your hospital".
fn described_program(words: &[Token]) -> Option<String> {
    let noun = words.iter().position(|word| among(PROGRAM_NOUNS, word.bare.as_str()))?;
    let start = (noun.saturating_sub(3)..noun)
        .rev()
        .find(|&at| matches!(words[at].bare.as_str(), "the" | "your"))?;
    let yours = words[start].bare == "your";
    let told = words[start + 1..noun].iter().all(|word| among(KINDS, word.bare.as_str()));
    let ends = words[start..noun].iter().any(|word| word.ends_clause);
    (!ends && (told && yours || !yours && noun > start + 1)).then(|| {
        words[start..=noun].iter().map(|word| word.bare.as_str()).collect::<Vec<_>>().join(" ")
    })
}

/// What kind of program it is, as far as a rewrite repeats it.
const KINDS: &str = "combined genetics medical categorical pediatrics pediatric internal medicine residency \
     clinical training dual metabolic laboratory";

/// Names, numbers and dates in the sentence that its rewrite should keep. `dates` says whether days and months count:
/// where the sentence presses, its deadline goes.
pub(crate) fn kept_facts(sentence: &str, dates: Dates) -> impl Iterator<Item = &str> {
    let mut words = words(sentence).into_iter().enumerate();
    std::iter::from_fn(move || {
        words.by_ref().find_map(|(nth, token)| {
            let number = token.raw.chars().any(|c| c.is_ascii_digit())
                && token.raw.len() > 1
                && !matches!(token.bare.as_str(), "1st" | "2nd" | "3rd" | "10");
            let date = dates == Dates::Kept && token.capital && among(DATES, token.bare.as_str());
            let kept = (nth > 0 && is_name(&token))
                || (number && (dates == Dates::Kept || token.raw.len() > 2))
                || date;
            kept.then_some(token.raw)
        })
    })
}

/// Whether a rewrite should keep days and months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dates {
    Kept,
    Free,
}

const DATES: &str = "january february march april june july august september october november december monday \
     tuesday wednesday thursday friday saturday sunday";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_keeps_its_name() {
        for (sentence, program) in [
            ("If Kestrel ranks me high, I will rank Kestrel first.", "Kestrel"),
            ("I'll put Great Plains at number one.", "Great Plains"),
            ("I will rank St. Brannoc first.", "St. Brannoc"),
            ("Whether I list the combined track at the top depends on you.", "the combined track"),
            ("I can put you first, Dr. Halloran.", "your program"),
            ("I can put Dr. Halloran's program first.", "Dr. Halloran's program"),
            (
                "I will rank the Sparrow Creek combined track first.",
                "the Sparrow Creek combined track",
            ),
            ("We are in the Couples Match, so how will you rank me?", "your program"),
            ("Offer me a place and I will come.", "your program"),
            ("I loved the talk on Cornelia de Lange syndrome on Fridays.", "your program"),
            ("Viele Grüße, you are my first choice.", "your program"),
            ("I will rank your program first.", "your program"),
        ] {
            assert_eq!(Subject::of(sentence).program, program, "{sentence}");
        }
    }
}
