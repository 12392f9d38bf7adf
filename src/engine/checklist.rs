//! The checklist: a draft and what is known of it in, one item a question of practice out, heaviest first. The popup, the
//! dialog at Send and `redline check` show this one list.
//!
//! Figures (words, hours, days) are the advisers' defaults of the practice guide: hints, never blocks.

use super::finding::{Category, Finding, Tier};
use super::span::Span;
use super::text;

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

/// What kind of message the draft is; decides its proper length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// First inquiry or letter of interest before an interview.
    Inquiry,
    /// Thanks after an interview.
    ThankYou,
    /// News since the last message.
    Update,
    /// Anything else.
    Other,
}

impl Kind {
    /// The kind with this id (`inquiry`, `thank-you`, `update`, `other`), if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "inquiry" => Some(Self::Inquiry),
            "thank-you" => Some(Self::ThankYou),
            "update" => Some(Self::Update),
            "other" => Some(Self::Other),
            _ => None,
        }
    }

    /// At most so many words.
    fn longest(self) -> usize {
        match self {
            Self::ThankYou | Self::Update => 200,
            Self::Inquiry => 300,
            Self::Other => 400,
        }
    }
}

/// What is known of a draft beside its text; all of it optional, since pages do not tell everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The subject line.
    pub subject: Option<String>,
    /// Recipients, as `Name <address>` or addresses.
    pub to: Option<String>,
    /// What kind of message it is.
    pub kind: Option<Kind>,
    /// How many files are attached.
    pub attachments: Option<usize>,
    /// The hour of day at the recipient's, 0 to 23, at the time of sending.
    pub recipient_hour: Option<u8>,
    /// Hours since the interview ended.
    pub hours_since_interview: Option<i64>,
    /// Hours since the message this one answers arrived.
    pub hours_since_received: Option<i64>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Stable id of the question.
    pub id: &'static str,
    /// How it stands.
    pub state: State,
    /// The tier, where it speaks of findings.
    pub tier: Option<Tier>,
    /// What is so, in one plain sentence.
    pub text: String,
    /// What to do about it; empty where all is fine.
    pub fix: &'static str,
    /// The words it speaks of, in bytes of the body, where there are any.
    pub span: Option<Span>,
}

/// The list for a draft with its findings, heaviest first; within one weight in a fixed order.
#[must_use]
pub fn checklist(body: &str, findings: &[Finding], context: &Context) -> Vec<Item> {
    let own = OwnWords::new(body);
    let mut items: Vec<Item> = findings.iter().map(of_finding).collect();
    if findings.is_empty() {
        items.push(fine("phrases", "No risky phrase was found."));
    }
    items.extend(addressee(&own));
    items.extend(context.subject.as_deref().map(subject));
    items.push(length(&own, context.kind.unwrap_or(Kind::Other)));
    items.push(questions(&own));
    items.extend(attachment(&own, context.attachments));
    items.extend(context.recipient_hour.map(hour));
    items.extend(thank_you(context));
    items.extend(context.hours_since_received.map(reply));
    items.sort_by_key(|item| (item.state, item.tier));
    items
}

/// Whether Send should ask first.
#[must_use]
pub fn blocks(items: &[Item]) -> bool {
    items.iter().any(|item| item.state == State::Blocks)
}

struct OwnWords<'b> {
    body: &'b str,
    spans: Vec<Span>,
}

impl<'b> OwnWords<'b> {
    fn new(body: &'b str) -> Self {
        Self { body, spans: text::writer_spans(body, &[]).own }
    }

    fn parts(&self) -> impl Iterator<Item = &'b str> + '_ {
        self.spans.iter().map(|span| &self.body[span.start()..span.end()])
    }

    fn first_line(&self) -> &'b str {
        self.parts().flat_map(str::lines).map(str::trim).find(|line| !line.is_empty()).unwrap_or("")
    }
}

fn of_finding(finding: &Finding) -> Item {
    let asks_first = finding.tier <= Tier::Risk || finding.category == Category::Placeholder;
    Item {
        id: finding.category.id(),
        state: if asks_first { State::Blocks } else { State::Consider },
        tier: Some(finding.tier),
        text: format!("{}.", finding.title),
        fix: finding.why,
        span: Some(finding.span),
    }
}

fn fine(id: &'static str, text: impl Into<String>) -> Item {
    Item { id, state: State::Fine, tier: None, text: text.into(), fix: "", span: None }
}

fn consider(id: &'static str, text: impl Into<String>, fix: &'static str) -> Item {
    Item { id, state: State::Consider, tier: None, text: text.into(), fix, span: None }
}

/// Greetings, lower case, as the first words of a draft.
const GREETINGS: [&str; 7] =
    ["dear", "hello", "hi", "good morning", "good afternoon", "good evening", "respected"];

/// Words in a greeting that name nobody.
const NOBODY: [&str; 12] = [
    "program",
    "director",
    "coordinator",
    "committee",
    "selection",
    "members",
    "sir",
    "madam",
    "team",
    "all",
    "everyone",
    "colleagues",
];

fn addressee(own: &OwnWords) -> Option<Item> {
    let line = own.first_line();
    if line.is_empty() {
        return None;
    }
    let lower = line.to_lowercase();
    let greeting = GREETINGS.iter().find(|greeting| lower.starts_with(**greeting));
    let Some(greeting) = greeting else {
        return Some(consider(
            "addressee",
            "The message greets nobody.",
            "Begin with the reader's title and name.",
        ));
    };
    let name = line[greeting.len()..].split([',', ':', '\n']).next().unwrap_or("").trim();
    let names = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase) || !word.is_ascii());
    let named = names
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .any(|word| !NOBODY.contains(&word.as_str()));
    Some(if named {
        fine("addressee", "The message greets its reader by name.")
    } else {
        consider(
            "addressee",
            "The greeting names nobody.",
            "Find the director's or coordinator's name on the program's page.",
        )
    })
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
    let plain = subject.trim().trim_end_matches(['!', '.', '?']).to_lowercase();
    if plain.is_empty() {
        return consider(
            "subject",
            "The subject is empty.",
            "Write the specialty and the topic in a few words.",
        );
    }
    if EMPTY_SUBJECTS.contains(&plain.as_str()) {
        return consider(
            "subject",
            "The subject could stand over any message.",
            "Add the specialty and the topic.",
        );
    }
    fine("subject", "The subject says what the message is about.")
}

fn length(own: &OwnWords, kind: Kind) -> Item {
    let words: usize = own.parts().map(|part| part.split_whitespace().count()).sum();
    if words > kind.longest() {
        let text =
            format!("The message has {words} words; {} are enough for its kind.", kind.longest());
        return consider("length", text, "Keep what only this program needs to read.");
    }
    fine("length", format!("The length is fitting: {words} words."))
}

/// More questions than these are a burden to answer.
const MOST_QUESTIONS: usize = 2;

fn questions(own: &OwnWords) -> Item {
    let asked = own
        .spans
        .iter()
        .flat_map(|&span| text::sentences(own.body, span))
        .filter(|span| own.body[span.start()..span.end()].ends_with('?'))
        .count();
    if asked > MOST_QUESTIONS {
        return consider(
            "questions",
            format!("The message asks {asked} questions."),
            "Ask the one or two that matter most now.",
        );
    }
    fine(
        "questions",
        if asked == 0 {
            "The message asks no question.".to_owned()
        } else {
            format!("Questions asked: {asked}.")
        },
    )
}

/// Words that promise a file.
const ATTACHMENT_WORDS: [&str; 5] = ["attached", "attachment", "i attach", "attaching", "enclosed"];

fn attachment(own: &OwnWords, attachments: Option<usize>) -> Option<Item> {
    let mentioned = own
        .parts()
        .map(str::to_lowercase)
        .any(|part| ATTACHMENT_WORDS.iter().any(|word| part.contains(word)));
    match (mentioned, attachments) {
        (true, Some(0)) => Some(consider(
            "attachment",
            "The message speaks of an attachment, and none is there.",
            "Attach the file, or change the words.",
        )),
        (true, Some(_)) => Some(fine("attachment", "The attachment it speaks of is there.")),
        (true, None) => Some(consider(
            "attachment",
            "The message speaks of an attachment.",
            "Make sure that the file is attached.",
        )),
        (false, _) => None,
    }
}

fn hour(hour: u8) -> Item {
    if (7..19).contains(&hour) {
        return fine("hour", "It is daytime at the recipient's.");
    }
    consider(
        "hour",
        format!("It is {hour}:00 at the recipient's."),
        "Schedule it for the morning there, if your webmail can.",
    )
}

/// Thank-you notes: best within two days, late after seven.
fn thank_you(context: &Context) -> Option<Item> {
    let hours = context
        .hours_since_interview
        .filter(|&hours| context.kind == Some(Kind::ThankYou) && hours >= 0)?;
    Some(match hours {
        0..=72 => fine("thank-you", "The thank-you note comes in good time."),
        73..=168 => {
            consider("thank-you", "The interview was more than three days ago.", "Send it today.")
        }
        _ => consider(
            "thank-you",
            "The interview was more than a week ago.",
            "A short note is still kind; do not apologise at length.",
        ),
    })
}

fn reply(hours: i64) -> Item {
    if hours <= 48 {
        return fine("reply", "The answer comes within two days.");
    }
    consider(
        "reply",
        format!("The message you answer came {} days ago.", hours / 24),
        "Answer within one or two days where you can.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(body: &str, context: &Context) -> Vec<(&'static str, State)> {
        checklist(body, &[], context).into_iter().map(|item| (item.id, item.state)).collect()
    }

    #[test]
    fn a_good_letter_is_fine_throughout() {
        let context = Context {
            subject: Some("Medical genetics: H-1B question".into()),
            recipient_hour: Some(10),
            ..Context::default()
        };
        let states =
            states("Dear Dr. Chen,\n\nDo you sponsor H-1B visas?\n\nKind regards,\nAna", &context);
        assert!(states.iter().all(|(_, state)| *state == State::Fine), "{states:?}");
    }

    #[test]
    fn slips_are_named() {
        let context = Context {
            subject: Some("Hello".into()),
            attachments: Some(0),
            recipient_hour: Some(3),
            ..Context::default()
        };
        let states =
            states("Dear Program Director,\n\nMy CV is attached. Is it? Is that? Why?\n", &context);
        for id in ["addressee", "subject", "questions", "attachment", "hour"] {
            assert!(states.contains(&(id, State::Consider)), "{id}: {states:?}");
        }
    }
}
