//! Every sentence of the checklist, in English, under a key by which a face may show it in another language
//! (`$1`, `$2`, `$3` stand for values).

/// One item's words.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// Stable key.
    pub key: &'static str,
    /// What is so.
    pub text: &'static str,
    /// What to do about it; empty where all is fine.
    pub fix: &'static str,
}

impl Text {
    /// The sentence with its values.
    pub(super) fn fill(&self, values: &[String]) -> String {
        let mut out = self.text.to_owned();
        for (mark, value) in ["$1", "$2", "$3"].into_iter().zip(values) {
            out = out.replace(mark, value);
        }
        out
    }
}

macro_rules! texts {
    ($($name:ident = $key:literal, $text:literal, $fix:literal;)+) => {
        $(pub(super) const $name: Text = Text { key: $key, text: $text, fix: $fix };)+
        /// All of them: what a face that speaks other languages has to know.
        pub static TEXTS: &[Text] = &[$($name),+];
    };
}

texts! {
    PHRASES_FINE = "phrases-fine", "No risky phrase was found.", "";
    SOAP = "soap", "It is Match Week: you may not write to a program that has not contacted you.",
        "Wait until the program contacts you; this holds for family and mentors too. Verify with NRMP.";
    SOAP_ANSWER = "soap-answer", "It is Match Week: answer only what the program asked you.",
        "Keep it short, and apply to open positions in the system only. Verify with NRMP.";
    DEADLINE_DEAL = "deadline-deal", "Rank lists are closed, and this speaks of a position.",
        "After the deadline the agreement bars any talk of a position of this year, unless you withdrew before.";
    DEADLINE = "deadline", "Rank lists are closed.",
        "Speak of no position of this year with a program now. Verify the date with NRMP.";
    RANK_TALK = "rank-talk", "The rules of the $1 do not let you speak of ranks.",
        "Leave rank positions out altogether, and check the rules of the current year.";
    SECOND_PROMISE = "second-promise", "You gave this promise to $1 on $2.",
        "A first choice is told to one program only. Here you may write that it is one of your top choices.";
    ADDRESSEE_NONE = "addressee-none", "The message greets nobody.",
        "Begin with the reader's title and name.";
    ADDRESSEE_UNNAMED = "addressee-unnamed", "The greeting names nobody.",
        "Find the director's or coordinator's name on the program's page.";
    ADDRESSEE_OTHER = "addressee-other", "The greeting says $1, the address says $2.",
        "Make sure that the letter goes to the person it greets.";
    ADDRESSEE_FINE = "addressee-fine", "The message greets its reader by name.", "";
    PROGRAM_TWO = "program-two", "The text names two programs: $1 and $2.",
        "Keep the name of the program that will read it.";
    PROGRAM_OTHER = "program-other", "The text names $1, and this goes to $2.",
        "Make sure that no name is left from another letter.";
    SUBJECT_EMPTY = "subject-empty", "The subject is empty.",
        "Write the specialty and the topic in a few words.";
    SUBJECT_VAGUE = "subject-vague", "The subject could stand over any message.",
        "Add the specialty and the topic.";
    SUBJECT_FINE = "subject-fine", "The subject says what the message is about.", "";
    SAME_TEXT = "same-text", "Nearly the same text went to $1 on $2.",
        "Write what you found only at this program, or what you talked about with this person.";
    SAME_TEXT_FINE = "same-text-fine", "No letter like this one was sent before.", "";
    QUIET = "quiet", "$1 asked for no messages after the interview.",
        "Do not write, unless they ask you something.";
    WEEKLY = "weekly", "Days since your last message to $1: $2.",
        "One message a week is plenty. You may wait, or write when there is news.";
    NO_NEWS = "no-news", "Messages to $1 without news so far: $2.",
        "Write when you have something new to tell.";
    THANK_YOU_OPEN = "thank-you-open", "The interview at $1 was $2 hours ago, and no thank-you was noted.",
        "You may send a short thank-you first; within 48 hours is best.";
    REPLY_OPEN = "reply-open", "A message from $1 has waited $2 hours for your answer.",
        "Answer it first; one or two days are good.";
    OFFER = "offer", "$1 offered a position outside the Match on $2.",
        "You owe no answer at once: ask your questions and for a few days. A yes can bind you.";
    THANK_YOU_FINE = "thank-you-fine", "The thank-you comes in good time.", "";
    THANK_YOU_EARLY = "thank-you-early", "The interview is still to come.",
        "Send the thank-you after it, or change the interview's date.";
    THANK_YOU_DAYS = "thank-you-days", "The interview was more than three days ago.", "Send it today.";
    THANK_YOU_LATE = "thank-you-late", "The interview was more than a week ago.",
        "A short note is still kind; do not apologise at length.";
    REPLY_FINE = "reply-fine", "The answer comes within two days.", "";
    REPLY_LATE = "reply-late", "Days since the message that you answer came: $1.",
        "Answer within one or two days where you can.";
    LENGTH_LONG = "length-long", "The message has $1 words; $2 are enough for its kind.",
        "Keep what only this program needs to read.";
    LENGTH_FINE = "length-fine", "The length is fitting: $1 words.", "";
    QUESTIONS_MANY = "questions-many", "The message asks $1 questions.",
        "Ask the one or two that matter most now.";
    QUESTIONS_SOME = "questions-some", "Questions asked: $1.", "";
    QUESTIONS_NONE = "questions-none", "The message asks no question.", "";
    ATTACHMENT_MISSING = "attachment-missing", "The message speaks of an attachment, and none is there.",
        "Attach the file, or change the words.";
    ATTACHMENT_UNSURE = "attachment-unsure", "The message speaks of an attachment.",
        "Make sure that the file is attached.";
    ATTACHMENT_FINE = "attachment-fine", "The attachment it speaks of is there.", "";
    FACTS_EXPECTED = "facts-expected", "A visa or training status is given as it is expected to be.",
        "Give visa status and prior training as they are today; say apart from it what is planned.";
    FACTS_STATED = "facts-stated", "Visa status or prior training is mentioned; it must be exactly as it is today.", "";
    HOUR_NIGHT = "hour-night", "It is $1 where this will be read.",
        "Schedule it for the morning there, if your webmail can.";
    HOUR_GUESS = "hour-guess", "It is $1 where this will be read, to judge by the address.",
        "Schedule it for the morning there, or choose the program's time zone in the ledger.";
    HOUR_FINE = "hour-fine", "It is daytime where this will be read.", "";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_sentences_calm() {
        for (nth, one) in TEXTS.iter().enumerate() {
            assert!(TEXTS[..nth].iter().all(|other| other.key != one.key), "{}", one.key);
            assert!(one.text.ends_with('.') && !one.text.contains('!'), "{}", one.key);
        }
        assert_eq!(WEEKLY.fill(&["A".into(), "3".into()]), "Days since your last message to A: 3.");
    }
}
