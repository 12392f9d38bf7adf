//! What kind of message a draft is, and whether it answers one: told by the writer, or guessed from its words.

use super::letters::Lower;

/// What kind of message the draft is; decides its proper length, and what the ledger says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// First inquiry or letter of interest.
    Inquiry,
    /// Thanks after an interview.
    ThankYou,
    /// News since the last message.
    Update,
    /// An answer to a program's message.
    Reply,
    /// Anything else.
    Other,
}

impl Kind {
    /// All kinds, in the order of a list to choose from.
    pub const ALL: [Self; 5] =
        [Self::Inquiry, Self::ThankYou, Self::Update, Self::Reply, Self::Other];

    /// The stable id used in JSON and rule files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::ThankYou => "thank-you",
            Self::Update => "update",
            Self::Reply => "reply",
            Self::Other => "other",
        }
    }

    /// The kind with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// At most so many words (advisers' default).
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            Self::ThankYou | Self::Update => 200,
            Self::Inquiry | Self::Reply => 300,
            Self::Other => 400,
        }
    }

    /// The kind that subject and text speak of; `Other` where they do not tell.
    #[must_use]
    pub fn guess(subject: &str, text: &str, thread: Thread) -> Self {
        let (subject, text) = (subject.lower(), text.lower());
        let start: String = text.chars().take(OPENING).collect();
        let says = |words: &[&str]| {
            words.iter().any(|word| subject.contains(word) || start.contains(word))
        };
        if says(THANKS) && (subject.contains("interview") || text.contains("interview")) {
            return Self::ThankYou;
        }
        if thread == Thread::Answer {
            return Self::Reply;
        }
        if says(NEWS) {
            return Self::Update;
        }
        if says(ASKING) { Self::Inquiry } else { Self::Other }
    }
}

/// Characters in which a letter says what it is about.
const OPENING: usize = 400;
const THANKS: &[&str] = &["thank", "grateful for", "appreciate the time", "appreciated the time"];
const NEWS: &[&str] =
    &["update", "i am writing to share", "share some news", "i wanted to share", "since we spoke"];
const ASKING: &[&str] = &[
    "inquiry",
    "inquire",
    "question",
    "letter of interest",
    "interest in your program",
    "interest in the program",
    "i am writing to ask",
    "i am writing to express",
];

/// Whether a draft begins a conversation or answers a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    /// A new message: nobody asked for it.
    New,
    /// An answer.
    Answer,
}

impl Thread {
    /// What a subject line shows: an answer begins with a mark like `Re:`, in any language's short form.
    #[must_use]
    pub fn of_subject(subject: &str) -> Self {
        let mark = subject.trim_start().split_once([':', '：']).map(|(mark, _)| mark.trim());
        let known = mark.is_some_and(|mark| REPLY_MARKS.contains(&mark.lower().as_str()));
        if known { Self::Answer } else { Self::New }
    }
}

/// What mail programs put before the subject of an answer, small letters.
const REPLY_MARKS: &[&str] = &[
    "re",
    "aw",
    "sv",
    "vs",
    "antw",
    "odp",
    "res",
    "rif",
    "bls",
    "回复",
    "答复",
    "回覆",
    "رد",
    "پاسخ",
    "ответ",
    "回信",
];

/// Words that carry news: something that has happened since.
const HAPPENED: &[&str] = &[
    "accepted",
    "published",
    "publication",
    "presented",
    "abstract",
    "poster",
    "award",
    "awarded",
    "passed",
    "certified",
    "certification",
    "score",
    "graduated",
    "completed",
    "started",
    "began",
    "manuscript",
];

/// Whether a text tells of something that has happened.
#[must_use]
pub fn carries_news(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| HAPPENED.iter().any(|news| word.eq_ignore_ascii_case(news)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_guessed_from_what_is_said_first() {
        for (subject, text, thread, kind) in [
            ("Interview on 3 May", "Thank you for your time.", Thread::New, Kind::ThankYou),
            ("Re: Dates", "Tuesday suits me well.", Thread::Answer, Kind::Reply),
            ("An update", "My paper was accepted.", Thread::New, Kind::Update),
            ("Medical genetics: H-1B question", "Do you sponsor it?", Thread::New, Kind::Inquiry),
            ("Lunch", "Shall we meet?", Thread::New, Kind::Other),
        ] {
            assert_eq!(Kind::guess(subject, text, thread), kind, "{subject}");
        }
    }

    #[test]
    fn an_answer_is_known_by_its_mark() {
        for subject in ["Re: Dates", " RE: Dates", "AW: Termine", "回复：时间", "رد: موعد"]
        {
            assert_eq!(Thread::of_subject(subject), Thread::Answer, "{subject}");
        }
        for subject in ["Dates", "Fwd: Dates", "Regarding: dates", "", ":"] {
            assert_eq!(Thread::of_subject(subject), Thread::New, "{subject}");
        }
    }

    #[test]
    fn news_is_something_that_happened() {
        assert!(carries_news("My case report was accepted by Genetics in Medicine."));
        assert!(!carries_news("I just wanted to follow up."));
    }
}
