//! Recasting of ranks and promises: "I will rank you first", "if you rank me", "I will definitely come".

use super::{SUBJECTS, Words, capitalised, tidy, without};
use crate::engine::config::Role;
use crate::engine::names::among;

/// Between a subject and its verb.
pub(super) const LEADING: &str = "will would shall can could am are was have had going to be definitely certainly surely \
     absolutely gladly happily immediately really truly fully hereby already always also now \
     just only simply personally ready happy glad pleased prepared planning intending plan \
     intend decided inclined promise guarantee pledge swear vow commit committed assure that \
     you i i'll i'd we'll say with certainty sure undoubtedly still both readily therefore then \
     solemnly confirm like want love expect happily firmly do been all";
const RANKING: &str = "rank ranking ranked list listing listed put putting place placing placed certify certified \
     prefer choose rate keep slot have enter mark";
/// Words that a definite place is made of.
const PLACE: &str = "first second third fourth fifth one two three 1 2 3 1st 2nd 3rd number no top head highest \
     place position spot slot line rank above ahead before over every all any other others else \
     everyone everything everybody anyone anything at in on as the my our very of list choice \
     program programs rest absolute favorite front summit than higher to";
const DEFINITE: &str = "first second third fourth fifth one two three 1 2 3 1st 2nd 3rd top head highest above \
     ahead before over front higher favorite";
const PLACED: &str = "is are 's stands stand comes come sits sit goes go remains remain ranks leads tops heads \
     you're be";
const COMING: &[(&str, &str)] = &[
    ("come", "come"),
    ("coming", "come"),
    ("join", "join"),
    ("joining", "join"),
    ("stay", "stay"),
    ("staying", "stay"),
    ("train", "train"),
    ("training", "train"),
    ("move", "move"),
    ("moving", "move"),
    ("relocate", "relocate"),
    ("relocating", "relocate"),
    ("be", "be"),
    ("serve", "serve"),
    ("finish", "finish"),
    ("work", "work"),
    ("working", "work"),
    ("remain", "remain"),
    ("attend", "attend"),
];

const CONDITIONS: &[&[&str]] = &[
    &["only", "if"],
    &["but", "only", "if"],
    &["if", "and", "only", "if"],
    &["if"],
    &["provided"],
    &["providing"],
    &["unless"],
    &["once"],
    &["assuming"],
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["as", "soon", "as"],
    &["on", "condition"],
    &["on", "the", "condition"],
    &["on", "the", "understanding"],
    &["on", "one", "condition"],
    &["in", "exchange"],
    &["in", "return"],
    &["the", "moment"],
    &["the", "minute"],
    &["the", "day", "you"],
    &["the", "day", "after"],
    &["when", "you"],
    &["should", "you"],
    &["should", "i"],
    &["contingent"],
    &["depending"],
    &["subject", "to"],
];
/// Words that only swear to what is said.
const OATHS: &[&str] = &[
    "no matter what",
    "for sure",
    "for certain",
    "without hesitation",
    "without thinking twice",
    "that is a promise",
    "that's a promise",
    "i promise",
    "i promise you",
    "you have my word",
    "come what may",
    "without fail",
    "in a heartbeat",
    "at once",
    "right away",
    "and that is a promise",
    "hands down",
    "without a doubt",
    "i swear",
    "i guarantee it",
    "guaranteed",
];

/// "I will rank you first" → "I plan to rank you highly"; "you are at the top" → "you are one of my top choices".
pub(super) fn ranked(role: Role, sentence: &str) -> Vec<String> {
    let words = Words::of(sentence);
    let mut ways = Vec::new();
    for verb in 1..words.all.len() {
        if !among(RANKING, words.low(verb)) {
            continue;
        }
        let Some((object, place)) = object_and_place(&words, verb) else { continue };
        let lead = (0..verb)
            .rev()
            .take_while(|&at| among(LEADING, words.low(at)) && !words.breaks_after(at))
            .last()
            .unwrap_or(verb);
        let subject = (lead..verb)
            .find(|&at| among(SUBJECTS, words.low(at)))
            .or_else(|| lead.checked_sub(1).filter(|&at| among(SUBJECTS, words.low(at))));
        let object = &sentence[words.all[object.0].start..words.all[object.1 - 1].end];
        let said = format!("plan to rank {object} highly");
        if let Some(subject) = subject {
            let who = if words.low(subject).starts_with("we") { "we" } else { "I" };
            ways.push(words.with(subject, place, &format!("{who} {said}")));
        } else if lead > 0 && words.low(lead - 1) == "and" {
            ways.push(words.with(lead, place, &said));
        }
    }
    if role == Role::Applicant {
        ways.extend(placed(&words));
        ways.extend(rather(&words));
    }
    ways
}

/// "There is nowhere I would rather be than with Dr. Osei" → "I would be very glad to train with Dr. Osei".
fn rather(words: &Words) -> Option<String> {
    let rather = (1..words.all.len()).find(|&at| words.low(at) == "rather")?;
    let than = (rather..words.all.len().min(rather + 5)).find(|&at| words.low(at) == "than")?;
    let from = (0..rather).find(|&at| {
        matches!(words.low(at), "there" | "there's" | "no" | "nowhere" | "i" | "i'd")
    })?;
    let at = if matches!(words.low(than + 1), "at" | "with" | "in" | "by" | "under") {
        ""
    } else {
        " at"
    };
    Some(words.with(from, than + 1, &format!("I would be very glad to train{at}")))
}

/// The words after a verb that say who, and one past those that say where: "you", "first on my list".
fn object_and_place(words: &Words, verb: usize) -> Option<((usize, usize), usize)> {
    let from = verb + 1;
    let first = words.all.get(from)?;
    let someone =
        matches!(first.low.as_str(), "you" | "your" | "yours" | "the" | "this" | "it" | "dr")
            || first.raw.starts_with(char::is_uppercase);
    if !someone {
        return None;
    }
    let place = (from + 1..words.all.len().min(from + 10))
        .take_while(|&at| !words.breaks_after(at - 1))
        .find(|&at| starts_place(words, at))?;
    let other =
        |at: usize| among(RANKING, words.low(at)) || matches!(words.low(at), "list" | "lists");
    if (from..place).any(other) {
        return None;
    }
    if (from..place).any(|at| {
        matches!(words.low(at), "i" | "me" | "we" | "us" | "that" | "and" | "if")
            && words.low(at) != "and"
    }) {
        return None;
    }
    Some(((from, place), place_end(words, place)?))
}

fn starts_place(words: &Words, at: usize) -> bool {
    among(PLACE, words.low(at))
        && !matches!(
            words.low(at),
            "program" | "programs" | "place" | "list" | "of" | "the" | "all"
        )
        && place_end(words, at).is_some()
}

/// One past the words of a definite place that begin at `at`.
fn place_end(words: &Words, at: usize) -> Option<usize> {
    let mut end = at;
    let mut definite = false;
    while end < words.all.len() && among(PLACE, words.low(end)) {
        definite |= among(DEFINITE, words.low(end));
        end += 1;
        if words.breaks_after(end - 1) {
            break;
        }
    }
    // A preposition at the end belongs to what follows: "first in February".
    while end > at
        && end < words.all.len()
        && matches!(
            words.low(end - 1),
            "in" | "on" | "at" | "as" | "to" | "the" | "of" | "before" | "than"
        )
        && !words.breaks_after(end - 1)
    {
        end -= 1;
    }
    (definite && end > at).then_some(end)
}

/// "Your combined program stands above all others" → "… is one of my top choices".
fn placed(words: &Words) -> Option<String> {
    let verb = (1..words.all.len()).find(|&at| {
        among(PLACED, words.low(at))
            && !words.breaks_after(at)
            && place_end(words, at + 1).is_some()
    })?;
    let subject = &words.all[verb - usize::from(words.low(verb) != "you're")];
    let a_program = matches!(
        subject.low.as_str(),
        "you"
            | "you're"
            | "yours"
            | "it"
            | "program"
            | "residency"
            | "department"
            | "hospital"
            | "track"
            | "university"
    ) || subject.raw.starts_with(char::is_uppercase);
    if !a_program {
        return None;
    }
    let is = match (words.low(verb - 1), words.low(verb)) {
        (_, "you're") => "you are",
        ("you", _) => "are",
        _ => "is",
    };
    Some(words.with(verb, place_end(words, verb + 1)?, &format!("{is} one of my top choices")))
}

/// The sentence without its condition: "if you rank me", "provided that …", "Offer me a place and …".
pub(super) fn without_condition(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let opens = CONDITIONS.iter().any(|way| words.reads(0, way))
        || matches!(words.low(0), "should" | "were" | "when");
    let orders = matches!(words.low(1), "me" | "us");
    if opens || orders {
        let next = (1..words.all.len().saturating_sub(1)).find(|&at| {
            let here = words.low(at + 1);
            (words.breaks_after(at) && !matches!(here, "and" | "or" | "which"))
                || (orders && here == "and" && among(SUBJECTS, words.low(at + 2)))
        })?;
        let start = next + 1 + usize::from(matches!(words.low(next + 1), "then" | "and"));
        return Some(capitalised(&sentence[words.all.get(start)?.start..]));
    }
    let at = (1..words.all.len()).find(|&at| CONDITIONS.iter().any(|way| words.reads(at, way)))?;
    let end = words.clause_end(at);
    if matches!(words.low(at - 1), "and" | "or" | "but" | "so") {
        return None;
    }
    let before = sentence[..words.all[at - 1].end].trim_end();
    Some(tidy(&format!("{before}{}", &sentence[words.all[end - 1].end..])))
}

/// "I will definitely join you in July" → "I would be glad to join you in July if we match".
pub(super) fn coming(sentence: &str) -> Vec<String> {
    let sworn = without(&unsworn(sentence), OATHS);
    let bare = without_condition(&sworn);
    // "Should I match at Brightwater, …": a condition that may stay.
    let kept = sworn.contains("I match") || sworn.contains("we match");
    let both = [Some(&sworn).filter(|_| kept || bare.is_none()), bare.as_ref()];
    both.into_iter().flatten().flat_map(|way| glad(way)).collect()
}

/// The sentence with each of its clauses that says that someone will come said gladly.
fn glad(sentence: &str) -> Vec<String> {
    let words = Words::of(sentence);
    let subjects = (0..words.all.len()).filter(|&at| among(SUBJECTS, words.low(at)));
    subjects.filter_map(|subject| glad_to_come(&words, subject)).collect()
}

/// Who plans or hopes has promised nothing.
const PLANNED: &str = "plan planning intend intending like want hope";

/// The clause of this subject, if it says that someone will come.
fn glad_to_come(words: &Words, subject: usize) -> Option<String> {
    let leads = |at: usize| {
        let be = words.low(at) == "be" && !among(LEADING, words.low(at + 1));
        among(LEADING, words.low(at)) && !be
    };
    let verb = (subject + 1..words.all.len()).find(|&at| !leads(at))?;
    let merely_planned = (subject..verb).any(|at| among(PLANNED, words.low(at)));
    if merely_planned {
        return None;
    }
    let base = COMING.iter().find(|(form, _)| *form == words.low(verb))?.1;
    let end = words.clause_end(verb);
    let clause = &words.text[words.all[verb].end..words.all[end - 1].end];
    let known = words.text.to_ascii_lowercase().contains("match");
    let tail = if known { "" } else { " if we match" };
    Some(words.with(subject, end, &format!("I would be glad to {base}{clause}{tail}")))
}

/// The sentence without the oath that leads it in: "You have my word that I will come" → "I will come".
fn unsworn(sentence: &str) -> String {
    const SWORN: &[&str] = &[
        "you have my word that ",
        "you have my promise that ",
        "i give you my word that ",
        "i give you my promise that ",
        "i give you my word: ",
        "i give you my promise: ",
        "you have my word: ",
        "rest assured that ",
        "rest assured, ",
        "be assured that ",
        "believe me, ",
        "trust me, ",
        "i swear that ",
        "i promise that ",
        "i promise you that ",
        "i guarantee that ",
        "i guarantee you that ",
    ];
    let low = sentence.to_ascii_lowercase();
    let place = SWORN.iter().find_map(|oath| low.find(oath).map(|at| (at, at + oath.len())));
    match place {
        Some((0, end)) => capitalised(&sentence[end..]),
        Some((at, end)) => format!("{}{}", &sentence[..at], &sentence[end..]),
        None => sentence.to_owned(),
    }
}
