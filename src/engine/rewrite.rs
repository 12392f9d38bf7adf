//! Rewrites: a finding in, compliant replacements out, best first. Each is proved before it is offered: the new
//! sentence is linted again, and what has anything to flag is dropped.
//!
//! Ways, from the smallest change to the largest: a phrase in place of the underlined words; the clean clauses of the
//! sentence with a compliant one in place of the flagged ones; the clean clauses alone; a compliant sentence; nothing.

use super::carry::carried;
use super::clause::{Clause, clauses, last_sentence, stands_alone};
use super::finding::{Category, Finding, Rewrite};
use super::letters::{Lower, capitalised};
use super::lint::Linter;
use super::names::{Dates, Subject, among, kept_facts};
use super::order;
use super::recast::{about, recast};
use super::rule::{CategoryVoice, RULES, Remedy, category_text};
use super::span::Span;
use super::unfilled::without_field;

/// How many rewrites are offered at most.
const OFFERED: usize = 3;

impl Linter {
    /// Replacements for one finding of this very text, best first.
    #[must_use]
    pub fn rewrites(&self, text: &str, finding: &Finding) -> Vec<Rewrite> {
        rewrites(self, text, finding)
    }
}

/// Replacements for one finding, best first; each leaves nothing to flag in its sentence.
fn rewrites(linter: &Linter, text: &str, finding: &Finding) -> Vec<Rewrite> {
    let Some(voice) =
        category_text(finding.category).voices[linter.settings().role as usize].as_ref()
    else {
        return Vec::new();
    };
    let Some(sentence) = text.get(finding.sentence.start()..finding.sentence.end()) else {
        return Vec::new();
    };
    let draft = Passage { linter, text, sentence, finding, voice };
    let mut offered: Vec<Candidate> = Vec::new();
    for candidate in draft.candidates() {
        let known = offered.iter().any(|other| other.text == candidate.text);
        let may_be_said = !linter.settings().ranks_private || !tells_a_rank(&candidate.text);
        if !known
            && may_be_said
            && candidate.text != sentence
            && reads_well(&candidate.text)
            && draft.is_clean_in_place(&candidate.text)
        {
            offered.push(candidate);
        }
    }
    // What loses a name, a number or a date the writer wrote comes after what keeps it.
    order::by_key(&mut offered, |candidate| {
        (draft.lost_facts(&candidate.text) as u64) << 32 | candidate.order as u64
    });
    let fewest = offered.first().map_or(0, |candidate| draft.lost_facts(&candidate.text));
    offered.retain(|candidate| draft.lost_facts(&candidate.text) == fewest);
    keep_own_words(sentence, &mut offered);
    offered.truncate(OFFERED);
    offered.into_iter().map(|candidate| draft.rewrite(&candidate.text)).collect()
}

/// Puts "I matched in pathology and am content." before "I matched in pathology.", where both are the writer's words.
fn keep_own_words(sentence: &str, offered: &mut [Candidate]) {
    let own = |one: &Candidate| sentence.starts_with(one.text.trim_end_matches('.'));
    let longest =
        (0..offered.len()).filter(|&at| own(&offered[at])).max_by_key(|&at| offered[at].text.len());
    if let Some(at) = longest.filter(|_| own(&offered[0]) && !offered[0].text.is_empty()) {
        offered.swap(0, at);
    }
}

/// "Please, Dr. Aguirre." asks for nothing any more; "It is optional." speaks of nothing.
fn reads_well(text: &str) -> bool {
    !(text.starts_with("Please, ") && text.split_whitespace().count() < 4)
        && text != "It is entirely optional."
}

/// Where a match's rules keep ranks private, even "one of my top choices" is a word too many.
fn tells_a_rank(sentence: &str) -> bool {
    let sentence = sentence.lower();
    ["rank", "choice"].iter().any(|word| sentence.contains(word))
}

/// A sentence that could stand instead; the smaller `order`, the better.
struct Candidate {
    text: String,
    order: usize,
}

struct Passage<'a> {
    linter: &'a Linter,
    text: &'a str,
    sentence: &'a str,
    finding: &'a Finding,
    voice: &'static CategoryVoice,
}

impl Passage<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let clauses = clauses(self.sentence);
        let mut flagged: Vec<bool> = clauses.iter().map(|clause| self.is_flagged(clause)).collect();
        for nth in (1..clauses.len()).rev() {
            // "You do your part and we do ours": what a bare "and" ties to the bargain belongs to it.
            let tied = clauses[nth].separator == " " && clauses[nth].connector == "and";
            let before = self.sentence[clauses[nth - 1].start..].lower();
            flagged[nth - 1] |= flagged[nth] && tied && before.starts_with("you ");
        }
        for nth in 1..clauses.len() {
            // "…; the rank list deadline is March 3": a statement of its own that speaks of nobody.
            let own = &self.sentence[clauses[nth].start..clauses[nth].end];
            if clauses[nth].separator == "; " && speaks_of_nobody(own) && self.is_clean(own.trim())
            {
                flagged[nth] = false;
            }
            // "If this year fails, I don't know how I shall go on": the main clause goes with its condition.
            let own = &self.sentence[clauses[nth - 1].start..];
            flagged[nth] |=
                flagged[nth - 1] && is_condition(own) && clauses[nth].connector.is_empty();
        }
        let own = about(self.finding.category, self.linter.settings().role, self.sentence);
        let mut instead = self.sentences_instead();
        if let Some(own) = &own {
            instead.insert(0, own.clone());
        }
        let mut replaced = instead
            .iter()
            .map(|new| compose(self.sentence, &clauses, &flagged, Some(new)))
            .collect::<Vec<_>>();
        // What is about its own things goes before what fits anything, beside clean clauses or without them.
        if let (Some(own), Some(first @ None)) = (&own, replaced.first_mut()) {
            *first = Some(own.clone());
        }
        let alone = compose(self.sentence, &clauses, &flagged, None);
        let greets = self.finding.category == Category::GenericTemplate && greets(self.sentence);
        let replaced = if greets { Vec::new() } else { replaced };
        let instead = if greets { Vec::new() } else { instead };
        let mut texts = self.phrases();
        let ways = recast(self.finding.category, self.linter.settings().role, self.sentence);
        let rests: Vec<String> = ways.iter().filter_map(|way| self.clean_clauses(way)).collect();
        texts.extend(ways);
        texts.extend(rests.iter().cloned());
        let unmarked = self.unmarked_clauses(&clauses);
        match self.voice.remedy {
            Remedy::Replace => {
                texts.extend(replaced.into_iter().flatten());
                texts.extend(instead);
                texts.extend(alone);
                texts.extend(unmarked);
            }
            Remedy::Delete => {
                texts.extend(unmarked);
                texts.extend(alone);
                texts.extend(replaced.into_iter().flatten());
            }
            Remedy::Prune => {
                texts.extend(unmarked);
                texts.extend(alone);
                texts.extend(replaced.into_iter().flatten());
                texts.extend(instead);
            }
        }
        texts.extend(own);
        if self.finding.category == Category::ProtectedQuestion {
            // What is clean may be asked by itself.
            for clause in &clauses {
                let own = capitalised(self.sentence[clause.start..clause.end].trim());
                if super::clause::is_question(&own) {
                    texts.push(finished(&own, self.sentence));
                }
            }
        }
        texts.push(String::new());
        texts.extend(self.carrying(rests));
        texts.into_iter().enumerate().map(|(order, text)| Candidate { text, order }).collect()
    }

    /// The clean clauses of a way that is not clean as a whole.
    fn clean_clauses(&self, way: &str) -> Option<String> {
        let clauses = clauses(way);
        let flagged: Vec<bool> = clauses
            .iter()
            .map(|clause| !self.is_clean(way[clause.start..clause.end].trim()))
            .collect();
        (clauses.len() > 1 && flagged.contains(&true))
            .then(|| compose(way, &clauses, &flagged, None))?
    }

    /// The sentence with the underlined words changed in place.
    fn phrases(&self) -> Vec<String> {
        let (start, end) = self.place();
        if self.finding.category == Category::Placeholder {
            let ways = without_field(self.sentence, start, end).into_iter();
            return ways.map(|way| with_capital_of(self.sentence, way)).collect();
        }
        if start == 0 && self.finding.category == Category::Pressure {
            // "Urgent!" is a sentence's whole beginning: nothing stands there in its place.
            return Vec::new();
        }
        let rule = RULES.iter().find(|rule| rule.id == self.finding.rule);
        let phrases = rule.map_or(&[][..], |rule| rule.phrases);
        let (before, after) = (&self.sentence[..start], &self.sentence[end..]);
        phrases
            .iter()
            .map(|phrase| with_capital_of(self.sentence, format!("{before}{phrase}{after}")))
            .collect()
    }

    /// The underlined words' place in the sentence, in bytes.
    fn place(&self) -> (usize, usize) {
        let base = self.finding.sentence.start();
        (self.finding.span.start() - base, self.finding.span.end() - base)
    }

    /// The rule's own sentences and its category's, with a place for the program's name.
    fn templates(&self) -> Vec<&'static str> {
        let rule = RULES.iter().find(|rule| rule.id == self.finding.rule);
        let own = rule.map_or(&[][..], |rule| rule.rewrites);
        own.iter().chain(self.voice.rewrites).copied().collect()
    }

    /// Compliant sentences with the writer's own names in them.
    fn sentences_instead(&self) -> Vec<String> {
        let subject = Subject::of(self.sentence);
        self.templates().into_iter().map(|template| subject.fill(template)).collect()
    }

    /// Compliant sentences that take along what the others would lose, `rests` of the sentence among them.
    fn carrying(&self, mut rests: Vec<String>) -> Vec<String> {
        rests.extend(self.sentences_instead());
        let plain = rests;
        carried(self.finding.category, self.sentence, &self.templates(), &plain)
    }

    /// The clauses that are clean by themselves, where only others are not, though the underline reaches into them.
    fn unmarked_clauses(&self, clauses: &[Clause]) -> Option<String> {
        // Half a bargain looks clean and is none.
        let halves = matches!(
            self.finding.category,
            Category::RankBargain | Category::OutsideMatchDeal | Category::AcceptancePromise
        );
        let own = |clause: &Clause| !self.is_clean(self.sentence[clause.start..clause.end].trim());
        let flagged: Vec<bool> = clauses.iter().map(own).collect();
        (!halves && flagged.contains(&true))
            .then(|| compose(self.sentence, clauses, &flagged, None))?
    }

    /// A clause is flagged if it holds underlined words or has something to flag by itself.
    fn is_flagged(&self, clause: &Clause) -> bool {
        let (start, end) = self.place();
        let own = Span::new(clause.start, clause.end);
        let words = &self.sentence[clause.start..clause.end];
        own.overlaps(Span::new(start, end.max(start + 1)))
            || (self.finding.category == Category::RankBargain && speaks_of_ranks(words))
            || !self.is_clean(self.sentence[clause.start..clause.end].trim())
    }

    fn is_clean(&self, sentence: &str) -> bool {
        self.linter.judges_clean(sentence, Span::new(0, sentence.len()))
    }

    /// Whether the sentence is clean by itself and between its neighbours, with which it could make a bargain.
    fn is_clean_in_place(&self, sentence: &str) -> bool {
        let before = tail(&self.text[..self.finding.sentence.start()]);
        let after = head(&self.text[self.finding.sentence.end()..]);
        let place = Span::new(before.len(), before.len() + sentence.len());
        self.is_clean(sentence)
            && self.linter.judges_clean(&format!("{before}{sentence}{after}"), place)
    }

    /// How many of the writer's names, numbers and dates the replacement leaves out.
    fn lost_facts(&self, replacement: &str) -> usize {
        if self.finding.category == Category::OtherPrograms {
            return 0;
        }
        let dates =
            if self.finding.category == Category::Pressure { Dates::Free } else { Dates::Kept };
        kept_facts(self.sentence, dates).filter(|fact| !replacement.contains(fact)).count()
    }

    /// The smallest edit that makes the sentence read so; a deletion takes the blank after it along.
    fn rewrite(&self, new: &str) -> Rewrite {
        let (start, end) = (self.finding.sentence.start(), self.finding.sentence.end());
        if !new.is_empty() {
            return Rewrite { span: self.finding.sentence, text: new.to_owned(), safe: true };
        }
        let blank_after = self.text[end..].chars().take_while(|&c| c == ' ').count();
        let blank_before = self.text[..start].chars().rev().take_while(|&c| c == ' ').count();
        let span = if blank_after > 0 {
            Span::new(start, end + blank_after)
        } else {
            Span::new(start - blank_before, end)
        };
        Rewrite { span, text: String::new(), safe: true }
    }
}

/// So many bytes around a sentence are enough to hold its neighbours.
pub(crate) const NEIGHBOURS: usize = 400;

fn tail(text: &str) -> &str {
    let cut =
        (text.len().saturating_sub(NEIGHBOURS)..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[cut.unwrap_or(text.len())..]
}

fn head(text: &str) -> &str {
    let cut = (0..=NEIGHBOURS.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..cut.unwrap_or(0)]
}

/// The sentence of its clean clauses, with `new` where the first flagged one stood; `None` where that makes no sentence.
fn compose(
    sentence: &str,
    clauses: &[Clause],
    flagged: &[bool],
    new: Option<&str>,
) -> Option<String> {
    if flagged.iter().all(|&flag| flag) || clauses.len() < 2 {
        return None;
    }
    let apart = new.is_some_and(stands_apart);
    let mut text = String::new();
    let (mut placed, mut asks) = (false, false);
    for (nth, (clause, &flag)) in clauses.iter().zip(flagged).enumerate() {
        let own = sentence[clause.start..clause.end].trim();
        let hangs = flagged.get(nth + 1) == Some(&true) && is_condition(own);
        let piece = match (flag, new) {
            (false, _) if hangs => continue,
            // "The board, the teaching and the people put you first": no clause, but the first of several subjects.
            (false, Some(_)) if is_bare_noun(own, clause) && nth < 2 && !placed => return None,
            (false, Some(_)) if is_bare_noun(own, clause) && placed => continue,
            (false, Some(_)) if placed && !apart && hangs_on_more(own) => return None,
            (false, _) => own,
            (true, Some(new)) if !placed && !apart => new.trim_end_matches('.'),
            (true, _) => continue,
        };
        placed |= flag;
        asks = !flag && super::clause::is_question(own);
        join(&mut text, clause, piece, flag);
    }
    let mut text = finished(&whole(&text)?, sentence);
    if new.is_some()
        && !asks
        && text.ends_with('?')
        && !super::clause::is_question(text.trim_end_matches('?'))
    {
        text.replace_range(text.len() - 1.., ".");
    } else if asks && sentence.trim_end().ends_with('?') && text.ends_with('.') {
        text.replace_range(text.len() - 1.., "?");
    }
    let lone = !stands_alone(&text);
    let text = if apart { format!("{text} {}", new.unwrap_or_default()) } else { text };
    (!lone).then_some(text)
}

/// Thanks, questions and requests are sentences of their own.
fn stands_apart(new: &str) -> bool {
    new.ends_with('?')
        || ["Thank you", "Please", "There is no", "I have read", "Our positions"]
            .iter()
            .any(|start| new.starts_with(start))
}

/// "the Friday teaching": a noun with nothing said of it; a person addressed is none.
fn is_bare_noun(own: &str, clause: &Clause) -> bool {
    let first = own.split_whitespace().next().unwrap_or("").lower();
    let noun = matches!(first.as_str(), "the" | "a" | "an" | "my" | "your" | "our")
        || own.split_whitespace().count() < 2 && !own.ends_with(['!', '.']);
    clause.connector.is_empty() && noun && !stands_alone(own)
}

/// Neither the writer nor the reader is in it.
fn speaks_of_nobody(clause: &str) -> bool {
    const PERSONS: &str =
        "i i'm i'll i'd i've me my we we'll we'd we're us our you you'll your yours it this that";
    let low = clause.lower().replace('’', "'");
    !low.split_whitespace()
        .any(|word| among(PERSONS, word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// "and to ask …", "and yours on the 16th": it needs the very words that are gone.
fn hangs_on_more(clause: &str) -> bool {
    let first = clause.split_whitespace().next().unwrap_or("").lower();
    among("to yours mine with for at on in", &first)
}

/// What speaks of ranks beside a bargain belongs to it.
fn speaks_of_ranks(clause: &str) -> bool {
    let low = clause.lower();
    ["rank", "near the top", "on your list", "on our list", "number one", "first for"]
        .iter()
        .any(|words| low.contains(words))
}

/// "Dear Sir or Madam, …"
fn greets(sentence: &str) -> bool {
    let first = sentence.split_whitespace().next().unwrap_or("").lower();
    matches!(
        first.trim_end_matches(','),
        "dear" | "hello" | "hi" | "greetings" | "respected" | "to"
    )
}

/// "If it helps": nothing is left of it without what it hangs on.
fn is_condition(clause: &str) -> bool {
    let first = clause.split_whitespace().next().unwrap_or("").lower();
    among("if should unless provided once assuming were", &first)
}

/// The text as a sentence of its own: a lone reason loses its "because"; a lone condition is none.
fn whole(text: &str) -> Option<String> {
    let first = text.split_whitespace().next().unwrap_or("");
    let parts = clauses(text);
    let alone = parts.iter().skip(1).all(|clause| !clause.connector_is_droppable());
    match first.lower().as_str() {
        "because" | "since" | "although" | "though" | "while" if alone => {
            Some(capitalised(text[first.len()..].trim_start()))
        }
        "to" => text[first.len()..]
            .trim_start()
            .strip_prefix("ask ")
            .map(|rest| format!("May I ask {}?", rest.trim_end_matches(['.', '!']))),
        "which" | "who" | "where" | "that" | "if" | "unless" | "until" if alone => None,
        _ if alone && opens_subordinate(text) => None,
        _ => Some(text.to_owned()),
    }
}

/// Puts a clause behind what is there, with its own connecting words.
fn join(text: &mut String, clause: &Clause, piece: &str, is_new: bool) {
    if text.is_empty() {
        let needed = if clause.connector_is_droppable() || is_new { "" } else { clause.connector };
        text.push_str(&capitalised(format!("{needed} {piece}").trim_start()));
        return;
    }
    // New words are a sentence of their own: they hang on no "which" and no "because".
    let connector = if is_new && !clause.connector_is_droppable() { "" } else { clause.connector };
    let fronted = (text.split_whitespace().count() < 4 && clause.separator.starts_with(','))
        || opens_subordinate(text);
    text.push_str(
        if clause.separator == " "
            && is_new
            && connector.is_empty()
            && !text.ends_with(['.', '!', '?'])
        {
            ", "
        } else {
            clause.separator
        },
    );
    match (connector, is_new, fronted) {
        // New words after an opening phrase begin the main clause.
        (_, true, true) => {}
        ("", true, false) if text.ends_with(", ") => text.push_str("and "),
        ("", ..) => {}
        _ => {
            text.push_str(connector);
            text.push(' ');
        }
    }
    text.push_str(&if text.ends_with(". ") { capitalised(piece) } else { lowered(piece) });
}

/// "After much thought", "Because the H-1B takes months": a main clause has still to come.
fn opens_subordinate(text: &str) -> bool {
    let last = last_sentence(text);
    let first = last.split_whitespace().next().unwrap_or("").lower();
    !last.contains(", and ")
        && among(
            "because since as although though while when after before from with given during at in on for",
            &first,
        )
}

/// The text with the closing sign it needs.
fn finished(text: &str, sentence: &str) -> String {
    let body = text.trim().trim_end_matches([',', ';', ':', '-', '–', '—']).trim_end();
    if body.ends_with(['.', '!', '?']) {
        return body.to_owned();
    }
    let asks = sentence.trim_end().ends_with('?') && super::clause::is_question(body);
    format!("{body}{}", if asks { '?' } else { '.' })
}

fn with_capital_of(sentence: &str, text: String) -> String {
    if sentence.starts_with(char::is_uppercase) { capitalised(&text) } else { text }
}

/// The text with a small first letter, unless it begins with a name or with "I".
fn lowered(text: &str) -> String {
    let first: &str = text.split_whitespace().next().unwrap_or("");
    let small = [
        "Your", "The", "This", "It", "There", "Thank", "Could", "We", "My", "Our", "Would",
        "Please", "Is", "A", "Our",
    ];
    if !small.contains(&first) {
        return text.to_owned();
    }
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    first.lower() + rest
}
