//! Recasting of tone: pressure, begging, flattery, comparison; and requests of two parts.

use super::{SUBJECTS, Words, strip_start, tidy, without};
use crate::engine::letters::Lower;
use crate::engine::names::among;

/// Words that press; each goes with the blank before it.
const PRESSING: &[&str] = &[
    "at the earliest",
    "at your earliest",
    "as soon as possible",
    "asap",
    "immediately",
    "urgently",
    "at once",
    "right away",
    "right now",
    "today",
    "tonight",
    "now",
    "without delay",
    "without further delay",
    "without any delay",
    "this week",
    "this very week",
    "promptly",
    "on an urgent basis",
    "straight away",
    "by tomorrow",
    "by tonight",
    "by today",
    "first thing tomorrow",
];

/// The sentence without its deadline, and asked for instead of demanded.
pub(super) fn unpressed(sentence: &str) -> Vec<String> {
    let calm = without(&without_deadline(sentence), PRESSING);
    let words = Words::of(&calm);
    let mut ways = Vec::new();
    let asks = (0..words.all.len().saturating_sub(2)).find(|&at| {
        matches!(words.low(at), "i" | "we")
            && matches!(words.low(at + 1), "need" | "want" | "expect" | "demand" | "require")
            && matches!(words.low(at + 2), "your" | "an" | "a" | "the")
    });
    if let Some(at) = asks {
        ways.push(words.with(at, at + 2, "I would be grateful for"));
    }
    let must = (0..words.all.len().saturating_sub(2))
        .find(|&at| words.low(at) == "you" && matches!(words.low(at + 1), "must" | "should"));
    if let Some(at) = must.filter(|&at| at == 0 && !words.text.contains('?')) {
        let asked = words.with(at, at + 2, "Could you please");
        ways.push(format!("{}?", asked.trim_end_matches(['.', '!'])));
    }
    if let Some(rest) =
        strip_start(&calm, &["kindly do the needful and ", "please do the needful and "])
    {
        ways.push(format!("Please {rest}"));
    }
    if let Some(rest) = strip_start(&calm, &["make sure that ", "make sure "]) {
        ways.push(format!("I hope that {rest}"));
    }
    ways.push(calm);
    ways
}

/// "by Friday", "before noon on March 3", "within 48 hours".
fn without_deadline(sentence: &str) -> String {
    let words = Words::of(sentence);
    let Some(at) = (1..words.all.len().saturating_sub(1)).find(|&at| {
        matches!(words.low(at), "by" | "before" | "within" | "until" | "latest")
            && (at + 1..(at + 5).min(words.all.len())).any(|next| is_time(words.low(next)))
    }) else {
        return sentence.to_owned();
    };
    let mut end = at + 1;
    while end < words.all.len()
        && !words.breaks_after(end - 1)
        && (is_time(words.low(end))
            || matches!(
                words.low(end),
                "the" | "of" | "on" | "at" | "next" | "this" | "end" | "my" | "close"
            ))
    {
        end += 1;
    }
    words.with(at, end, "")
}

fn is_time(word: &str) -> bool {
    const TIMES: &str = "monday tuesday wednesday thursday friday saturday sunday tomorrow tonight today noon \
         midnight evening morning afternoon hours hour days day week weeks weekend month \
         january february march april october november december september am pm two three five \
         seven ten";
    among(TIMES, word) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// "I beg you to read …" → "I would be grateful if you could read …".
pub(super) fn begged(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let at = (0..words.all.len().saturating_sub(3)).find(|&at| {
        words.low(at) == "i"
            && matches!(words.low(at + 1), "beg" | "implore" | "entreat" | "plead" | "beseech")
    })?;
    let to = (at + 2..(at + 6).min(words.all.len())).find(|&to| words.low(to) == "to")?;
    Some(words.with(at, to + 1, "I would be grateful if you could"))
}

/// Strong feeling said calmly, with what it is about.
pub(super) fn calmer(sentence: &str) -> Vec<String> {
    let words = Words::of(sentence);
    let mut ways: Vec<String> =
        shouted(sentence).then(|| lowered_voice(sentence)).into_iter().collect();
    if words.low(0).starts_with('i') && among(SUBJECTS, words.low(0)) {
        let why = (2..words.all.len().min(12)).find(|&at| {
            matches!(words.low(at), "when" | "that" | "because" | "since" | "after")
                && at + 3 < words.all.len()
        });
        if let Some(at) = why {
            let since = words.low(at) == "since" && words.reads(at + 1, &["i", "learned"]);
            let rest = &sentence[words.all[if since { at + 3 } else { at }].start..];
            ways.push(if since {
                format!("I was very happy to learn {rest}")
            } else {
                format!("I was very happy {rest}")
            });
        }
    }
    if let Some(rest) = strip_start(
        sentence,
        &[
            "my heart belongs to ",
            "my soul belongs to ",
            "i am in love with ",
            "i'm in love with ",
            "i adore ",
            "i worship ",
        ],
    ) {
        ways.push(format!("I was deeply impressed by {}", without_cries(rest)));
    }
    let is = (1..words.all.len().min(8)).find(|&at| matches!(words.low(at), "is" | "are"));
    if let Some(at) = is.filter(|&at| (0..at).all(|word| !words.breaks_after(word))) {
        let who = &sentence[words.all[0].start..words.all[at - 1].end];
        let named = words.all[0].raw.starts_with(char::is_uppercase)
            && !matches!(words.low(0), "this" | "it" | "there" | "that" | "the" | "my" | "i");
        let who = match words.low(0) {
            "yours" if words.low(1) == "is" => {
                noun_of(&words, at).unwrap_or_else(|| "your program".to_owned())
            }
            "you" => "your program".to_owned(),
            "your" => format!("your{}", &who[4..]),
            _ => who.to_owned(),
        };
        let end = words.clause_end(at);
        if named {
            let said = words.with(0, end, &format!("I was deeply impressed by {who}"));
            ways.push(without_cries(&said));
        }
    }
    ways
}

/// Whether the sentence is loud, and not merely ends in "!".
fn shouted(sentence: &str) -> bool {
    ["OMG", " SO ", "SO MUCH", "VERY ", "!!", " so so "].iter().any(|loud| sentence.contains(loud))
}

/// "OMG, thank you SO SO much!!!" → "Thank you very much."
fn lowered_voice(sentence: &str) -> String {
    let start = strip_start(sentence, &["omg, ", "omg ", "wow, ", "wow ", "oh my god, "])
        .unwrap_or(sentence);
    let mut out = String::new();
    for word in start.split_inclusive(' ') {
        let letters = word.trim_end().trim_matches(|c: char| !c.is_alphanumeric());
        let loud = matches!(
            letters,
            "SO" | "VERY"
                | "MUCH"
                | "REALLY"
                | "THANK"
                | "YOU"
                | "LOVE"
                | "ABSOLUTELY"
                | "EVER"
                | "BEST"
                | "TOO"
        );
        out.push_str(&if loud { word.lower() } else { word.to_owned() });
    }
    without_cries(&out)
        .replace("so so so much", "very much")
        .replace("so so much", "very much")
        .replace("so very much", "very much")
}

/// A full stop for each run of exclamation marks.
fn without_cries(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '!' if out.ends_with(['.', '?']) => {}
            '!' => out.push('.'),
            _ => out.push(c),
        }
    }
    out
}

/// "the finest genetics department" → "your genetics department".
fn noun_of(words: &Words, from: usize) -> Option<String> {
    let noun = (from..words.all.len()).find(|&at| {
        matches!(
            words.low(at),
            "department" | "program" | "residency" | "hospital" | "team" | "clinic"
        )
    })?;
    let kind = words.low(noun - 1);
    let kind = if matches!(kind, "genetics" | "combined" | "pediatrics" | "medicine" | "metabolic")
    {
        format!("{kind} ")
    } else {
        String::new()
    };
    Some(format!("your {kind}{}", words.low(noun)))
}

/// The sentence without its comparison with others.
pub(super) fn uncompared(sentence: &str) -> Vec<String> {
    let words = Words::of(sentence);
    let mut ways = Vec::new();
    if matches!(words.low(0), "unlike" | "compared" | "in") {
        let subject = |at: &usize| {
            words.breaks_after(*at)
                && matches!(words.low(at + 1), "you" | "your" | "yours" | "i" | "we" | "the")
        };
        if let Some(at) = (0..words.all.len().saturating_sub(1)).find(subject) {
            ways.push(sentence[words.all[at + 1].start..].to_owned());
        }
    }
    if let Some(at) = (1..words.all.len())
        .find(|&at| words.low(at) == "than" && matches!(words.low(at - 1), "more" | "better"))
    {
        let end = words.clause_end(at);
        ways.push(words.with(at - 1, end, ""));
    }
    // "Interviews so far: Alderton, Birch Bay, and yours on January 9": the day of this one is no secret.
    let dated = |at: &usize| {
        words.low(*at) == "on"
            && matches!(words.low(at - 1), "yours" | "you")
            && words.all[at + 1..].iter().all(|word| {
                let word = &sentence[word.start..word.end];
                matches!(word, "the" | "of")
                    || !word.starts_with(|first: char| first.is_lowercase())
            })
    };
    if let Some(on) = (2..words.all.len()).find(dated)
        && (0..on).any(|at| words.low(at).starts_with("interview"))
    {
        let when = &sentence[words.all[on].start..];
        ways.push(format!("My interview with you is {when}"));
    }
    if let Some(but) = (2..words.all.len().saturating_sub(2))
        .find(|&at| words.low(at) == "but" && words.breaks_after(at - 1))
    {
        let rest = &sentence[words.all[but + 1].start..];
        ways.insert(0, rest.to_owned());
        ways.insert(0, format!("I would like to say that {rest}"));
    }
    ways
}

/// "must come for a second look" → "are welcome to come …, but it is entirely optional".
pub(super) fn optional(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let open = |text: String| {
        // "… before the list is made": what it would be good for goes with the demand.
        let body = text.split_once(" before ").map_or(text.as_str(), |(body, _)| body);
        format!("{}, but it is entirely optional.", body.trim_end_matches(['.', '!', '?']))
    };
    if matches!(words.low(0), "please" | "kindly") {
        return Some(open(words.with(0, 1, "You are welcome to")));
    }
    let must = (1..words.all.len()).find(|&at| matches!(words.low(at), "must" | "should"));
    let need = || {
        (1..words.all.len()).find(|&at| {
            matches!(words.low(at), "need" | "have" | "required" | "expected")
                && words.low(at + 1) == "to"
        })
    };
    let (from, to) = must.map(|at| (at, at + 1)).or_else(|| {
        need().map(|at| (at - usize::from(matches!(words.low(at - 1), "are" | "is")), at + 2))
    })?;
    let end = words.clause_end(to);
    let clause = format!(
        "{} are welcome to{}",
        &sentence[..words.all[from - 1].end],
        &sentence[words.all[to - 1].end..words.all[end - 1].end]
    );
    Some(open(clause))
}

/// Praise that fits any program; the sentence is plainer without it.
const PRAISE: &str = "esteemed prestigious reputed renowned world-renowned world-class world-famous highly \
     well-reputed august distinguished illustrious respected revered prominent top-notch \
     honorable honourable famous excellent outstanding";
const GREETINGS: &str = "dear hello hi respected greetings to good";

/// A greeting without its nobody; a sentence without its empty praise.
pub(super) fn plain(sentence: &str) -> Vec<String> {
    let words = Words::of(sentence);
    let comma =
        (0..words.all.len().min(9)).find(|&at| matches!(words.all[at].stop, Some(',' | ':' | '!')));
    let ends = comma.or_else(|| (words.all.len() < 8).then(|| words.all.len().saturating_sub(1)));
    if let (true, Some(at)) = (among(GREETINGS, words.low(0)), ends) {
        let rest = words.all.get(at + 1).map_or("", |next| &sentence[next.start..]);
        return vec![format!("Hello, {rest}").trim_end().to_owned()];
    }
    let mut out = sentence.to_owned();
    for nth in (0..words.all.len()).rev().filter(|&nth| among(PRAISE, words.low(nth))) {
        let second = nth > 1 && words.low(nth - 1) == "and" && among(PRAISE, words.low(nth - 2));
        let start = words.all[if second { nth - 1 } else { nth }].start;
        let comma = usize::from(words.all[nth].stop == Some(','));
        out.replace_range(start..words.all[nth].end + comma, "");
    }
    let out = tidy(&out).replace("such a university as yours", "your university");
    vec![out]
}

/// "Am I competitive with a Step 2 CK of 238?" → "I have a Step 2 CK of 238."
pub(super) fn told(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let with = (1..words.all.len())
        .find(|&at| words.low(at) == "with" && matches!(words.low(at + 1), "a" | "an" | "my"))?;
    let end = (with..words.all.len()).find(|&at| words.breaks_after(at))? + 1;
    let what = &sentence[words.all[with + 1].start..words.all[end - 1].end];
    let rest = words.all.get(end).map_or("", |next| &sentence[next.start..]);
    let whole = matches!(words.all[end - 1].stop, Some('?' | '.'));
    (whole && what.contains(|c: char| c.is_ascii_digit()))
        .then(|| format!("I have {what}. {rest}").trim_end().to_owned())
}

/// A request without its first part: "Please sign the letter and upload your photo" → "Please upload your photo".
pub(super) fn without_head(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let asks = matches!(words.low(0), "please" | "kindly");
    let and = (2..words.all.len().saturating_sub(2)).find(|&at| words.low(at) == "and")?;
    let orders = !among("the a an your my our you i we all any", words.low(and + 1));
    (asks && orders).then(|| {
        format!("{} {}", &sentence[..words.all[0].end], &sentence[words.all[and + 1].start..])
    })
}

/// What somebody did who then told the writer to write this.
const URGED: &str = "asked suggested advised urged encouraged recommended told wanted asks suggests \
     advises urges encourages recommends tells wants";

/// A question or a request without its second part: "Could you confirm … and tell me …?"; so too "She greets you and urged
/// me to ask …".
pub(super) fn without_tail(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let asks = among("could would can please kindly may will is are do does", words.low(0));
    let and = (3..words.all.len().saturating_sub(1))
        .rev()
        .find(|&at| words.low(at) == "and" && !words.breaks_after(at - 1))?;
    let end = sentence
        .trim_end()
        .chars()
        .next_back()
        .filter(|c| matches!(c, '.' | '?' | '!'))
        .unwrap_or('.');
    let next = words.low(and + 1);
    let goes_on =
        among(super::ranks::LEADING, next) && !among(SUBJECTS, next) || among(URGED, next);
    let end = if asks { end } else { '.' };
    (asks || goes_on).then(|| format!("{}{end}", &sentence[..words.all[and - 1].end]))
}
