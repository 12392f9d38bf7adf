//! Items on the letter itself: subject, length, questions, attachments, facts that must be true today.

use super::super::letters::Lower;
use super::texts;
use super::{Item, Letter, State, names};

/// All of them, in their order.
pub(super) fn items(letter: &Letter<'_>, items: &mut Vec<Item>) {
    items.extend(names::addressee(letter));
    items.extend(names::programs(letter));
    items.extend(letter.context.subject.as_deref().map(subject));
    items.push(length(letter));
    items.push(questions(letter));
    items.extend(attachment(letter));
    items.extend(facts(letter));
}

/// Subjects that say nothing.
const EMPTY_SUBJECTS: [&str; 12] = [
    "hello",
    "hi",
    "question",
    "inquiry",
    "application",
    "residency",
    "thank you",
    "thanks",
    "update",
    "interview",
    "urgent",
    "request",
];

fn subject(subject: &str) -> Item {
    let plain = subject.trim().trim_end_matches(['!', '.', '?']).lower();
    if plain.is_empty() {
        return Item::consider("subject", &texts::SUBJECT_EMPTY, Vec::new());
    }
    if EMPTY_SUBJECTS.contains(&plain.as_str()) {
        return Item::consider("subject", &texts::SUBJECT_VAGUE, Vec::new());
    }
    Item::fine("subject", &texts::SUBJECT_FINE)
}

fn length(letter: &Letter<'_>) -> Item {
    let words: usize = letter.parts().map(|part| part.split_whitespace().count()).sum();
    let most = letter.kind.longest();
    if words > most {
        let values = vec![words.to_string(), most.to_string()];
        return Item::consider("length", &texts::LENGTH_LONG, values);
    }
    Item::new("length", State::Fine, &texts::LENGTH_FINE, vec![words.to_string()])
}

/// More questions than these are a burden to answer.
const MOST_QUESTIONS: usize = 2;

fn questions(letter: &Letter<'_>) -> Item {
    let asked = letter.sentences().filter(|sentence| sentence.ends_with('?')).count();
    let values = vec![asked.to_string()];
    match asked {
        0 => Item::fine("questions", &texts::QUESTIONS_NONE),
        1..=MOST_QUESTIONS => Item::new("questions", State::Fine, &texts::QUESTIONS_SOME, values),
        _ => Item::consider("questions", &texts::QUESTIONS_MANY, values),
    }
}

/// Words that promise a file.
const ATTACHMENT_WORDS: [&str; 5] = ["attached", "attachment", "i attach", "attaching", "enclosed"];

fn attachment(letter: &Letter<'_>) -> Option<Item> {
    let mentioned = letter
        .parts()
        .map(Lower::lower)
        .any(|part| ATTACHMENT_WORDS.iter().any(|word| part.contains(word)));
    mentioned.then(|| match letter.context.attachments {
        Some(0) => Item::consider("attachment", &texts::ATTACHMENT_MISSING, Vec::new()),
        Some(_) => Item::fine("attachment", &texts::ATTACHMENT_FINE),
        None => Item::consider("attachment", &texts::ATTACHMENT_UNSURE, Vec::new()),
    })
}

/// What the agreement wants stated as it is.
const FACTS: [&str; 9] = [
    "visa",
    "j-1",
    "h-1b",
    "h1b",
    "green card",
    "permanent resident",
    "citizen",
    "ecfmg",
    "prior training",
];
/// Words that make a statement one of hope.
const EXPECTED: [&str; 10] = [
    "i will have",
    "i'll have",
    "i will be a",
    "i expect",
    "i should have",
    "i hope to have",
    "will be ready",
    "is in process",
    "will soon",
    "i am about to",
];

fn facts(letter: &Letter<'_>) -> Option<Item> {
    let about_facts = |sentence: &&str| {
        let lower = sentence.lower();
        !sentence.ends_with('?') && FACTS.iter().any(|fact| lower.contains(fact))
    };
    let mut stated = letter.sentences().filter(about_facts).peekable();
    stated.peek()?;
    let expected = stated.any(|sentence| {
        let lower = sentence.lower().replace('’', "'");
        EXPECTED.iter().any(|word| lower.contains(word))
    });
    Some(if expected {
        Item::consider("facts", &texts::FACTS_EXPECTED, Vec::new())
    } else {
        Item::fine("facts", &texts::FACTS_STATED)
    })
}
