//! Items on names: whom the letter greets, and whether greeting, address, text and ledger speak of the same program.

use super::super::address::Recipient;
use super::super::config::Role;
use super::super::ledger::Program;
use super::super::letters::{Lower, among};
use super::texts;
use super::{Item, Letter};

/// Greetings, lower case, as the first words of a draft.
const GREETINGS: [&str; 7] =
    ["dear", "hello", "hi", "good morning", "good afternoon", "good evening", "respected"];

/// Words in a greeting or a shown name that name nobody.
const NOBODY: &str = "program director coordinator committee selection members sir madam team all everyone colleagues \
     residency fellowship genetics department office admissions graduate medical education gme";

/// Titles, which are no part of a name.
const TITLES: &str = "dr prof professor mr ms mrs drs doctor";

pub(super) fn addressee(letter: &Letter<'_>) -> Option<Item> {
    let line = letter.first_line();
    if line.is_empty() {
        return None;
    }
    let lower = line.lower();
    let Some(greeting) = GREETINGS.iter().find(|greeting| lower.starts_with(**greeting)) else {
        return Some(Item::consider("addressee", &texts::ADDRESSEE_NONE, Vec::new()));
    };
    let greeted = line.get(greeting.len()..).unwrap_or_default();
    let greeted = greeted.split([',', ':', '\n']).next().unwrap_or_default().trim();
    let names = people(greeted);
    if names.is_empty() {
        return Some(Item::consider("addressee", &texts::ADDRESSEE_UNNAMED, Vec::new()));
    }
    if let Some(other) = someone_else(&names, &letter.context.to) {
        let values = vec![greeted.to_owned(), other.to_owned()];
        return Some(Item::consider("addressee", &texts::ADDRESSEE_OTHER, values));
    }
    Some(Item::fine("addressee", &texts::ADDRESSEE_FINE))
}

/// Names of people among the words, in small letters.
fn people(words: &str) -> Vec<String> {
    words
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase) || !word.is_ascii())
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).lower())
        .filter(|word| !word.is_empty() && !among(NOBODY, word) && !among(TITLES, word))
        .collect()
}

/// The one recipient's shown name, where it is a person's and shares nothing with the greeting; an office may forward
/// a letter, and with several recipients nobody can tell.
fn someone_else<'r>(greeted: &[String], to: &'r [Recipient]) -> Option<&'r str> {
    let [one] = to else { return None };
    let shown = people(&one.name);
    let office = one
        .name
        .split_whitespace()
        .any(|word| among(NOBODY, &word.trim_matches(|c: char| !c.is_alphanumeric()).lower()));
    let known = |name: &String| shown.contains(name) || one.address.contains(name.as_str());
    (shown.len() >= 2 && !office && !one.name.contains('@') && !greeted.iter().any(known))
        .then_some(one.name.as_str())
}

/// Whether text, subject and ledger name more than one program.
pub(super) fn programs(letter: &Letter<'_>) -> Option<Item> {
    if letter.context.role != Role::Applicant {
        return None;
    }
    if let Some((other, own)) = ledger_name(letter) {
        return Some(Item::consider("program", &texts::PROGRAM_OTHER, vec![other, own]));
    }
    let mut named: Vec<String> = Vec::new();
    for name in letter.sentences().flat_map(named_programs) {
        let known = |other: &String| other.contains(&name) || name.contains(other.as_str());
        if !named.iter().any(known) {
            named.push(name);
        }
    }
    let mut named = named.into_iter();
    let two = vec![named.next()?, named.next()?];
    Some(Item::consider("program", &texts::PROGRAM_TWO, two))
}

/// Words in a program's name that many programs share, small letters.
const SHARED: &str = "university medical hospital children children's center centre college school program programme \
     residency genetics genomics medicine department institute health clinic office";

/// A name of another program in the ledger that stands in the text, and this program's.
fn ledger_name(letter: &Letter<'_>) -> Option<(String, String)> {
    let ledger = letter.context.ledger?;
    let own = ledger.find(&letter.context.to)?;
    let own_name = &ledger.programs[own].name;
    let others = ledger.programs.iter().enumerate().filter(|(at, _)| *at != own);
    let own_words = words_of(&ledger.programs[own]);
    let telling = others.map(|(_, program)| {
        (program, words_of(program).into_iter().find(|word| !own_words.contains(word)))
    });
    let mut text = letter.parts().flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    let told: Vec<(&Program, String)> =
        telling.filter_map(|(program, word)| Some((program, word?))).collect();
    let hit = text.find_map(|word| told.iter().find(|(_, telling)| telling == word))?;
    Some((hit.0.name.clone(), own_name.clone()))
}

/// The words that only this program's name has: capitalised, long, and no host.
fn words_of(program: &Program) -> Vec<String> {
    if program.keys.contains(&program.name) {
        return Vec::new();
    }
    program
        .name
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| word.chars().count() >= 4 && word.starts_with(char::is_uppercase))
        .filter(|word| !among(SHARED, &word.lower()))
        .map(str::to_owned)
        .collect()
}

/// What leads to the name of the program that a letter is about.
const LEADS: [&[&str]; 9] = [
    &["program", "at"],
    &["residency", "at"],
    &["training", "at"],
    &["train", "at"],
    &["interview", "at"],
    &["interviewing", "at"],
    &["team", "at"],
    &["join"],
    &["joining"],
];
/// Words inside a name that are not capitalised.
const INSIDE: &str = "of the at";

/// Programs that a sentence names as the reader's own: not where the writer trained or works.
fn named_programs(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let lower: Vec<String> = words.iter().map(|word| bare(word).lower()).collect();
    let past = ["my", "completed", "finished", "trained", "worked", "graduated", "previous"];
    if lower.iter().any(|word| past.contains(&word.as_str())) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..words.len() {
        let led = LEADS.iter().any(|lead| {
            at >= lead.len() && lead.iter().zip(&lower[at - lead.len()..at]).all(|(a, b)| a == b)
        });
        if !led {
            continue;
        }
        let from = at + usize::from(lower[at] == "the");
        let mut name: Vec<String> = Vec::new();
        for word in &words[from.min(words.len())..] {
            let plain = bare(word);
            let part = plain.starts_with(char::is_uppercase)
                || (!name.is_empty() && among(INSIDE, &plain));
            if !part {
                break;
            }
            name.push(plain);
            if word.ends_with([',', '.', ';', ':', '!', '?', ')']) {
                break;
            }
        }
        while name.last().is_some_and(|word| among(INSIDE, word)) {
            name.pop();
        }
        let name = name.join(" ");
        // An abbreviation may be the same program's other name.
        if name.chars().any(char::is_lowercase) {
            found.push(name);
        }
    }
    found
}
