//! The checklist: a draft and what is known of it in, one item a question of practice out, heaviest first. The popup, the
//! dialog at Send and `redline check` show this one list.
//!
//! Figures (words, hours, days) are the advisers' defaults of the practice guide: hints, never blocks.

mod circumstances;
mod names;
mod texts;
mod words;

use super::address::Recipient;
use super::calendar::Moment;
use super::config::Role;
use super::finding::{Category, Finding, Tier};
use super::fingerprint::Fingerprint;
use super::hours::Zone;
use super::kind::{Kind, Thread, carries_news};
use super::ledger::{Ledger, Sent};
use super::order;
use super::season::Season;
use super::span::Span;
use super::text;

pub use texts::{TEXTS, Text};

/// How an item stands, heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Better mended before the message leaves: Send asks first.
    Blocks,
    /// Worth a thought.
    Consider,
    /// Fine.
    Fine,
}

impl State {
    /// The stable id used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Consider => "consider",
            Self::Fine => "fine",
        }
    }
}

/// What is known of a draft beside its text; all of it optional, since pages do not tell everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context<'l> {
    /// Who writes.
    pub role: Role,
    /// The subject line.
    pub subject: Option<String>,
    /// Recipients.
    pub to: Vec<Recipient>,
    /// What kind of message it is; guessed where it is not said.
    pub kind: Option<Kind>,
    /// Whether it answers a message; judged by the subject where it is not said.
    pub thread: Option<Thread>,
    /// How many files are attached.
    pub attachments: Option<usize>,
    /// When it would leave.
    pub now: Option<Moment>,
    /// Where it is read; else the ledger tells, or a safe guess.
    pub zone: Option<Zone>,
    /// When the interview ended; else the ledger tells.
    pub interview: Option<Moment>,
    /// When the message arrived that this one answers; else the ledger tells.
    pub received: Option<Moment>,
    /// What was sent before.
    pub ledger: Option<&'l Ledger>,
    /// The season.
    pub season: Option<&'l Season>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Stable id of the question.
    pub id: &'static str,
    /// How it stands.
    pub state: State,
    /// How much it weighs, where it speaks of findings or of a breach.
    pub tier: Option<Tier>,
    /// The key of its sentence among [`TEXTS`]; empty where it speaks of a finding.
    pub key: &'static str,
    /// The values in its sentence.
    pub values: Vec<String>,
    /// What is so, in one plain sentence.
    pub text: String,
    /// What to do about it; empty where all is fine.
    pub fix: &'static str,
    /// The words it speaks of, in bytes of the body, where there are any.
    pub span: Option<Span>,
}

impl Item {
    fn new(id: &'static str, state: State, words: &Text, values: Vec<String>) -> Self {
        let text = words.fill(&values);
        Self { id, state, tier: None, key: words.key, values, text, fix: words.fix, span: None }
    }

    fn fine(id: &'static str, words: &Text) -> Self {
        Self::new(id, State::Fine, words, Vec::new())
    }

    fn consider(id: &'static str, words: &Text, values: Vec<String>) -> Self {
        Self::new(id, State::Consider, words, values)
    }

    fn blocks(id: &'static str, tier: Tier, words: &Text, values: Vec<String>) -> Self {
        Self { tier: Some(tier), ..Self::new(id, State::Blocks, words, values) }
    }

    fn of_finding(finding: &Finding) -> Self {
        let asks_first = finding.tier <= Tier::Risk || finding.category == Category::Placeholder;
        Self {
            id: finding.category.id(),
            state: if asks_first { State::Blocks } else { State::Consider },
            tier: Some(finding.tier),
            key: "",
            values: Vec::new(),
            text: format!("{}.", finding.title),
            fix: finding.why,
            span: Some(finding.span),
        }
    }
}

/// The list for a draft with its findings, heaviest first; within one weight in a fixed order.
#[must_use]
pub fn checklist(body: &str, findings: &[Finding], context: &Context<'_>) -> Vec<Item> {
    let letter = Letter::new(body, findings, context);
    let mut items: Vec<Item> = findings.iter().map(Item::of_finding).collect();
    if findings.is_empty() {
        items.push(Item::fine("phrases", &texts::PHRASES_FINE));
    }
    circumstances::season(&letter, &mut items);
    circumstances::ledger(&letter, &mut items);
    words::items(&letter, &mut items);
    circumstances::clock(&letter, &mut items);
    order::by_key(&mut items, |item| {
        (item.state as u64) << 8 | item.tier.map_or(0xFF, |tier| tier as u64)
    });
    items
}

/// Whether Send should ask first.
#[must_use]
pub fn blocks(items: &[Item]) -> bool {
    items.iter().any(|item| item.state == State::Blocks)
}

/// What the ledger notes of a draft that leaves at `now`, with what was found in it and left.
#[must_use]
pub fn note(body: &str, findings: &[Finding], context: &Context<'_>, now: Moment) -> Sent {
    let letter = Letter::new(body, findings, context);
    let mut left: Vec<Category> = findings
        .iter()
        .filter(|finding| finding.tier <= Tier::Risk)
        .map(|finding| finding.category)
        .collect();
    order::by_key(&mut left, |category| *category as u64);
    left.dedup();
    Sent {
        at: now,
        kind: letter.kind,
        thread: letter.thread,
        news: letter.news,
        left,
        print: letter.print,
    }
}

/// A draft with all that can be told of it.
struct Letter<'a> {
    body: &'a str,
    /// The writer's own words.
    own: Vec<Span>,
    findings: &'a [Finding],
    context: &'a Context<'a>,
    kind: Kind,
    thread: Thread,
    news: bool,
    print: Option<Fingerprint>,
}

impl<'a> Letter<'a> {
    fn new(body: &'a str, findings: &'a [Finding], context: &'a Context<'a>) -> Self {
        let own = text::writer_spans(body, &[]).own;
        let words: String = own.iter().map(|span| &body[span.start()..span.end()]).collect();
        let subject = context.subject.as_deref().unwrap_or_default();
        let thread = context.thread.unwrap_or_else(|| Thread::of_subject(subject));
        Self {
            kind: context.kind.unwrap_or_else(|| Kind::guess(subject, &words, thread)),
            thread,
            news: carries_news(&words),
            print: Fingerprint::of(body, &own),
            body,
            own,
            findings,
            context,
        }
    }

    fn parts(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.own.iter().map(|span| &self.body[span.start()..span.end()])
    }

    /// The first line with words in it.
    fn first_line(&self) -> &'a str {
        self.parts().flat_map(str::lines).map(str::trim).find(|line| !line.is_empty()).unwrap_or("")
    }

    fn sentences(&self) -> impl Iterator<Item = &'a str> + '_ {
        let spans = self.own.iter().flat_map(|&span| text::sentences(self.body, span));
        spans.map(|span| &self.body[span.start()..span.end()])
    }

    fn has(&self, category: Category) -> bool {
        self.findings.iter().any(|finding| finding.category == category)
    }
}

#[cfg(test)]
mod tests;
