//! What the ledger says of a draft before it leaves, and of what is still owed to programs.

use super::super::address::Recipient;
use super::super::calendar::Moment;
use super::super::finding::Category;
use super::super::fingerprint::{Fingerprint, SAME};
use super::super::kind::{Kind, Thread};
use super::super::order;
use super::{Ledger, Program, Sent};

/// A draft as the ledger looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'d> {
    /// To whom.
    pub to: &'d [Recipient],
    /// When it would leave.
    pub now: Moment,
    /// What kind it is.
    pub kind: Kind,
    /// Whether it answers a message.
    pub thread: Thread,
    /// Whether it tells news.
    pub news: bool,
    /// Whether a first choice or another definite rank is promised in it.
    pub promises: bool,
    /// What it is like; none where it is short.
    pub print: Option<&'d Fingerprint>,
}

/// Something to think of before sending, or something still owed. Names are the programs' as the ledger has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// The promise was already given to another program.
    SecondPromise {
        /// To which.
        name: String,
        /// When.
        at: Moment,
    },
    /// Nearly the same text was already sent.
    SameText {
        /// To which program.
        name: String,
        /// When.
        at: Moment,
    },
    /// The program asked for no messages after the interview.
    Quiet {
        /// Which.
        name: String,
    },
    /// It had an unasked message within the last seven days.
    Weekly {
        /// Which.
        name: String,
        /// Whole days since.
        days: i64,
    },
    /// It already had two or more unasked messages without news since the last news or question.
    NoNews {
        /// Which.
        name: String,
        /// How many.
        count: usize,
    },
    /// An interview has had no thank-you yet.
    ThankYouOpen {
        /// Whose.
        name: String,
        /// Hours since.
        hours: i64,
    },
    /// The program's last message offered a position outside the Match.
    Offer {
        /// Which program.
        name: String,
        /// When it came.
        at: Moment,
    },
    /// A message waits for its answer.
    ReplyOpen {
        /// Whose.
        name: String,
        /// Hours since it came.
        hours: i64,
    },
}

/// Hours in a week; fewer lie between two unasked messages only with a reason.
const WEEK: i64 = 7 * 24;
/// Unasked messages without news after which one more is too many.
const WITHOUT_NEWS: usize = 2;
/// Hours after which nobody is reminded any more.
const FORGOTTEN: i64 = 14 * 24;
/// Hours for which an offer outside the Match is remembered: what follows it may still be a hasty yes.
const OFFERED: i64 = 60 * 24;
/// The level of such an offer.
const OFFER: u8 = 5;
/// Hours after which an answer is owed.
const ANSWER: i64 = 24;

impl Ledger {
    /// What to think of before this draft leaves, heaviest first. What has not happened yet at `now` does not count.
    #[must_use]
    pub fn cautions(&self, draft: &Outgoing<'_>) -> Vec<Caution> {
        let own = self.find(draft.to);
        let mut all = Vec::new();
        all.extend(self.second_promise(draft, own));
        all.extend(self.same_text(draft));
        if let Some(program) = own.map(|at| &self.programs[at]) {
            all.extend(program.offer(draft.now));
            if draft.thread == Thread::New {
                all.extend(program.too_many(draft));
            }
            let owed = program.owed(draft.now);
            all.extend(owed.filter(|owed| match owed {
                Caution::ThankYouOpen { .. } => draft.kind != Kind::ThankYou,
                _ => draft.thread != Thread::Answer,
            }));
        }
        all
    }

    /// What is owed to programs at this moment: thank-yous and answers, the longest waiting first.
    #[must_use]
    pub fn due(&self, now: Moment) -> Vec<Caution> {
        let mut all: Vec<Caution> =
            self.programs.iter().flat_map(|program| program.owed(now)).collect();
        order::by_key(&mut all, |owed| match owed {
            Caution::ThankYouOpen { hours, .. } | Caution::ReplyOpen { hours, .. } => {
                order::signed(-hours)
            }
            _ => order::signed(0),
        });
        all
    }

    fn second_promise(&self, draft: &Outgoing<'_>, own: Option<usize>) -> Option<Caution> {
        if !draft.promises {
            return None;
        }
        let promised =
            |sent: &&Sent| sent.at <= draft.now && sent.left.contains(&Category::RankPromise);
        let others = self.programs.iter().enumerate().filter(|(at, _)| Some(*at) != own);
        others
            .filter_map(|(_, program)| Some((program, program.sent.iter().rfind(promised)?)))
            .max_by_key(|(_, sent)| sent.at)
            .map(|(program, sent)| Caution::SecondPromise {
                name: program.name.clone(),
                at: sent.at,
            })
    }

    /// The likest earlier letter, to any program: not even two interviewers of one program get the same text.
    fn same_text(&self, draft: &Outgoing<'_>) -> Option<Caution> {
        let print = draft.print?;
        let all = self.programs.iter().flat_map(|program| {
            program
                .sent
                .iter()
                .filter(|sent| sent.at <= draft.now)
                .filter_map(move |sent| Some((program, sent, print.likeness(&sent.print?))))
        });
        let (program, sent, likeness) = all.max_by(|one, other| one.2.total_cmp(&other.2))?;
        (likeness >= SAME).then(|| Caution::SameText { name: program.name.clone(), at: sent.at })
    }
}

impl Program {
    fn too_many(&self, draft: &Outgoing<'_>) -> Option<Caution> {
        let name = self.name.clone();
        let past = self.sent.iter().filter(|sent| sent.at <= draft.now);
        let unasked: Vec<&Sent> = past.filter(|sent| sent.thread == Thread::New).collect();
        let interview = self.last_interview(draft.now);
        if self.quiet && interview.is_some() {
            return Some(Caution::Quiet { name });
        }
        // A thank-you is not one message too many.
        if draft.kind == Kind::ThankYou || draft.news {
            return None;
        }
        let since_news = unasked.iter().rev().take_while(|sent| !sent.news);
        let count = since_news.filter(|sent| sent.kind != Kind::ThankYou).count();
        if count >= WITHOUT_NEWS {
            return Some(Caution::NoNews { name, count });
        }
        let last = unasked.iter().rfind(|sent| sent.kind != Kind::ThankYou)?;
        let hours = draft.now.hours_since(last.at);
        (hours < WEEK).then_some(Caution::Weekly { name, days: hours / 24 })
    }

    fn offer(&self, now: Moment) -> Option<Caution> {
        let received = self.received.filter(|received| received.level == OFFER)?;
        let fresh = (0..=OFFERED).contains(&now.hours_since(received.at));
        fresh.then(|| Caution::Offer { name: self.name.clone(), at: received.at })
    }

    fn owed(&self, now: Moment) -> impl Iterator<Item = Caution> + use<> {
        let thanks = self.last_interview(now).and_then(|interview| {
            let hours = now.hours_since(interview);
            let thanked = |sent: &Sent| sent.kind == Kind::ThankYou && sent.at >= interview;
            (hours <= FORGOTTEN && !self.sent.iter().any(thanked))
                .then(|| Caution::ThankYouOpen { name: self.name.clone(), hours })
        });
        let answer = self.waiting().and_then(|came| {
            let hours = now.hours_since(came);
            (ANSWER..=FORGOTTEN)
                .contains(&hours)
                .then(|| Caution::ReplyOpen { name: self.name.clone(), hours })
        });
        thanks.into_iter().chain(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, sent, to};
    use super::super::{Received, Sent};
    use super::*;
    use crate::engine::span::Span;

    fn draft(to: &[Recipient], now: &str) -> Outgoing<'static> {
        let to = Box::leak(to.to_vec().into_boxed_slice());
        Outgoing {
            to,
            now: at(now),
            kind: Kind::Other,
            thread: Thread::New,
            news: false,
            promises: false,
            print: None,
        }
    }

    #[test]
    fn a_second_promise_is_noticed_and_the_first_may_be_repeated() {
        let mut ledger = Ledger::default();
        let promise =
            Sent { left: vec![Category::RankPromise], ..sent("2027-02-01", Kind::Update) };
        ledger.record(&to("pd@kestrel.edu"), promise);
        let to_other = to("pd@plains.edu");
        let second = Outgoing { promises: true, ..draft(&to_other, "2027-02-20") };
        assert_eq!(
            ledger.cautions(&second),
            [Caution::SecondPromise { name: "kestrel.edu".into(), at: at("2027-02-01") }]
        );
        assert!(ledger.cautions(&draft(&to_other, "2027-02-20")).is_empty());
        let again = Outgoing { promises: true, ..draft(&to("pd@kestrel.edu"), "2027-02-20") };
        assert!(ledger.cautions(&again).is_empty());
    }

    #[test]
    fn the_same_text_is_noticed_also_within_a_program() {
        let text = "thank you for the warm welcome and for the long talk about newborn screening which has stayed with \
            me since then and led me back to the first cases";
        let print = Fingerprint::of(text, &[Span::new(0, text.len())]);
        let mut ledger = Ledger::default();
        let first = Sent { print, ..sent("2026-11-02", Kind::ThankYou) };
        ledger.record(&to("a@kestrel.edu"), first);
        for address in ["b@plains.edu", "b@kestrel.edu"] {
            let same = Outgoing {
                print: print.as_ref(),
                kind: Kind::ThankYou,
                ..draft(&to(address), "2026-11-03")
            };
            assert_eq!(
                ledger.cautions(&same),
                [Caution::SameText { name: "kestrel.edu".into(), at: at("2026-11-02") }]
            );
        }
    }

    #[test]
    fn too_many_messages_are_counted() {
        let mut ledger = Ledger::default();
        let kestrel = to("a@kestrel.edu");
        ledger.record(&kestrel, sent("2026-11-02", Kind::Inquiry));
        assert_eq!(
            ledger.cautions(&draft(&kestrel, "2026-11-05")),
            [Caution::Weekly { name: "kestrel.edu".into(), days: 3 }]
        );
        assert!(ledger.cautions(&draft(&kestrel, "2026-11-09T12:00Z")).is_empty());
        ledger.record(&kestrel, sent("2026-11-20", Kind::Other));
        assert_eq!(
            ledger.cautions(&draft(&kestrel, "2026-12-20")),
            [Caution::NoNews { name: "kestrel.edu".into(), count: 2 }]
        );
        let news = Outgoing { news: true, ..draft(&kestrel, "2026-12-20") };
        let answer = Outgoing { thread: Thread::Answer, ..draft(&kestrel, "2026-12-20") };
        assert!(ledger.cautions(&news).is_empty() && ledger.cautions(&answer).is_empty());
        ledger.programs[0].quiet = true;
        ledger.programs[0].interviews.push(at("2026-11-10"));
        ledger.record(&kestrel, sent("2026-11-11", Kind::ThankYou));
        assert_eq!(ledger.cautions(&news), [Caution::Quiet { name: "kestrel.edu".into() }]);
    }

    #[test]
    fn an_offer_outside_the_match_is_remembered_in_every_letter_to_that_program() {
        let mut ledger = Ledger::default();
        let kestrel = to("a@kestrel.edu");
        ledger.program_for(&kestrel).expect("made");
        let answer = |now| Outgoing { thread: Thread::Answer, ..draft(&kestrel, now) };
        ledger.receive(&kestrel, Received { at: at("2026-11-11T12:00Z"), level: 4 });
        assert!(ledger.cautions(&answer("2026-11-12")).is_empty());
        ledger.receive(&kestrel, Received { at: at("2026-11-12T12:00Z"), level: 5 });
        let offer = Caution::Offer { name: "kestrel.edu".into(), at: at("2026-11-12T12:00Z") };
        assert_eq!(ledger.cautions(&answer("2026-11-13")), [offer]);
        assert!(ledger.cautions(&answer("2026-11-12T10:00Z")).is_empty());
        assert!(ledger.cautions(&answer("2027-02-13")).is_empty());
        assert!(ledger.cautions(&draft(&to("b@plains.edu"), "2026-11-13")).is_empty());
    }

    #[test]
    fn what_is_owed_is_said_until_it_is_done() {
        let mut ledger = Ledger::default();
        let kestrel = to("a@kestrel.edu");
        ledger.program_for(&kestrel).expect("made").interviews.push(at("2026-11-10T12:00Z"));
        ledger.receive(&kestrel, Received { at: at("2026-11-11T12:00Z"), level: 1 });
        let name = || "kestrel.edu".to_owned();
        assert_eq!(
            ledger.due(at("2026-11-13T12:00Z")),
            [
                Caution::ThankYouOpen { name: name(), hours: 72 },
                Caution::ReplyOpen { name: name(), hours: 48 }
            ]
        );
        assert!(ledger.due(at("2026-11-09")).is_empty());
        let thanks = Sent { thread: Thread::Answer, ..sent("2026-11-14", Kind::ThankYou) };
        ledger.record(&kestrel, thanks);
        assert!(ledger.due(at("2026-11-15")).is_empty());
    }
}
