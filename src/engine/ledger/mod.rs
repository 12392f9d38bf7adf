//! The ledger: what was sent to which program and when, so that nothing is said twice. Never a word of a message.
//!
//! Per program it keeps institutions' hosts (whole addresses only where the host is anybody's), a name, and per message
//! its minute, kind, the risky categories that were left in it on purpose, and a fingerprint (see [`super::fingerprint`]).
//! `cautions` looks at a draft in its light, [`Ledger::due`] at what is still owed, `file` reads and writes it.

mod cautions;
mod file;

use super::address::{Recipient, covers};
use super::calendar::Moment;
use super::finding::Category;
use super::fingerprint::Fingerprint;
use super::hours::Zone;
use super::kind::{Kind, Thread};
use super::letters::Lower;
use super::order;

pub use cautions::{Caution, Outgoing};
pub use file::Fault;

/// Everything that was noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// One entry a program, in the order in which they came.
    pub programs: Vec<Program>,
}

/// What was noted of one program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// What it is called; the user may change it.
    pub name: String,
    /// What it is known by: hosts of addresses, or whole addresses. Never empty.
    pub keys: Vec<String>,
    /// Where it is, as the user said.
    pub zone: Option<Zone>,
    /// When its interviews ended.
    pub interviews: Vec<Moment>,
    /// It asked for no messages after the interview.
    pub quiet: bool,
    /// Its last message that the user had read here.
    pub received: Option<Received>,
    /// What was sent to it, oldest first.
    pub sent: Vec<Sent>,
}

/// A message that a program wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// When it came.
    pub at: Moment,
    /// Its signal level, 0 to 5.
    pub level: u8,
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// When.
    pub at: Moment,
    /// What kind it was.
    pub kind: Kind,
    /// Whether it answered one.
    pub thread: Thread,
    /// Whether it told news.
    pub news: bool,
    /// Categories of tier violation or risk that were left in it.
    pub left: Vec<Category>,
    /// What it was like; none where it was short.
    pub print: Option<Fingerprint>,
}

/// Minutes within which the same message sent again is the same sending: it was taken back and sent once more.
const TAKEN_BACK: i64 = 10;

impl Ledger {
    /// The place of the program that these recipients belong to: a whole address first, then a host.
    #[must_use]
    pub fn find(&self, to: &[Recipient]) -> Option<usize> {
        let by = |whole: bool| {
            self.programs.iter().position(|program| {
                let keys = program.keys.iter().filter(|key| key.contains('@') == whole);
                keys.into_iter().any(|key| to.iter().any(|one| covers(key, one)))
            })
        };
        by(true).or_else(|| by(false))
    }

    /// The program that these recipients belong to.
    #[must_use]
    pub fn program(&self, to: &[Recipient]) -> Option<&Program> {
        Some(&self.programs[self.find(to)?])
    }

    /// The program that these recipients belong to, made now where there is none; none where no address is known.
    pub fn program_for(&mut self, to: &[Recipient]) -> Option<&mut Program> {
        let at = match self.find(to) {
            Some(at) => at,
            None => {
                let one = to.iter().find(|one| !one.key().is_empty())?;
                self.programs.push(Program::of(one));
                self.programs.len() - 1
            }
        };
        Some(&mut self.programs[at])
    }

    /// Notes what was sent. The very same message within ten minutes counts as sent again after it was taken back, and
    /// what is already noted is not noted twice.
    pub fn record(&mut self, to: &[Recipient], sent: Sent) {
        let Some(program) = self.program_for(to) else { return };
        if program.sent.contains(&sent) {
            return;
        }
        let again = |old: &Sent| {
            old.print.is_some()
                && (old.print, old.kind) == (sent.print, sent.kind)
                && sent.at.minutes_since(old.at).abs() <= TAKEN_BACK
        };
        program.sent.retain(|old| !again(old));
        program.sent.push(sent);
        order::by_key(&mut program.sent, |sent| sent.at.place());
    }

    /// Notes that a program wrote, and how its message was read. Makes no new program.
    pub fn receive(&mut self, from: &[Recipient], received: Received) {
        let Some(at) = self.find(from) else { return };
        let program = &mut self.programs[at];
        if program.received.is_none_or(|old| old.at < received.at) {
            program.received = Some(received);
        }
    }

    /// Takes in all that another ledger has and this one has not. Nothing is lost on either side; a name, a zone that
    /// stands here stays. Merging twice is merging once.
    pub fn merge(&mut self, other: &Self) {
        for theirs in &other.programs {
            let same = |ours: &&mut Program| ours.keys.iter().any(|key| theirs.keys.contains(key));
            match self.programs.iter_mut().find(same) {
                Some(ours) => ours.merge(theirs),
                None => self.programs.push(theirs.clone()),
            }
        }
    }
}

impl Program {
    /// A program as its first recipient shows it: called by the name shown where that is an office's, else by its host.
    fn of(one: &Recipient) -> Self {
        let office = OFFICES.iter().any(|word| one.name.lower().contains(word));
        let name = if office { one.name.clone() } else { one.key().to_owned() };
        Self { name, keys: vec![one.key().to_owned()], ..Self::default() }
    }

    fn merge(&mut self, other: &Self) {
        if self.keys.contains(&self.name) {
            self.name.clone_from(&other.name);
        }
        add(&mut self.keys, &other.keys);
        add(&mut self.interviews, &other.interviews);
        order::by_key(&mut self.interviews, |at| at.place());
        add(&mut self.sent, &other.sent);
        order::by_key(&mut self.sent, |sent| sent.at.place());
        self.zone = self.zone.or(other.zone);
        self.quiet |= other.quiet;
        let later = [self.received, other.received].into_iter().flatten();
        self.received = later.max_by_key(|received| received.at);
    }

    /// The clocks of the program: as the user said, or guessed where that is safe.
    #[must_use]
    pub fn clock(&self) -> Option<Clock> {
        let guess = || self.keys.iter().find_map(|key| Zone::guess(key.rsplit('@').next()?));
        let told = self.zone.map(|zone| Clock { zone, guessed: false });
        told.or_else(|| guess().map(|zone| Clock { zone, guessed: true }))
    }

    /// The last interview that is over by `now`.
    #[must_use]
    pub fn last_interview(&self, now: Moment) -> Option<Moment> {
        self.interviews.iter().copied().filter(|&at| at <= now).max()
    }

    /// When the message came that still waits for an answer.
    #[must_use]
    pub fn waiting(&self) -> Option<Moment> {
        let received = self.received?;
        let answered = |sent: &Sent| sent.thread == Thread::Answer && sent.at >= received.at;
        (!self.sent.iter().any(answered)).then_some(received.at)
    }
}

/// A place's time, and whether it was only guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The zone.
    pub zone: Zone,
    /// Whether it was guessed from an address.
    pub guessed: bool,
}

/// Words in the shown name of an office, small letters.
const OFFICES: &[&str] =
    &["program", "residency", "genetics", "department", "office", "admission", "fellowship"];

fn add<T: Clone + PartialEq>(ours: &mut Vec<T>, theirs: &[T]) {
    for one in theirs {
        if !ours.contains(one) {
            ours.push(one.clone());
        }
    }
}

/// Words of which a letter to a program has at least two, small letters.
const PROGRAM_WORDS: &str = "residency resident residents program programme interview rank match applicant application \
     aamc eras nrmp soap fellowship visa genetics director coordinator faculty training";

/// Whether a letter is one to a residency program: the others are nobody's business and are not noted.
#[must_use]
pub fn is_for_program(subject: &str, text: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(Lower::lower).collect()
    };
    let (subject, text) = (words(subject), words(text));
    let has = |word: &&str| subject.iter().chain(&text).any(|other| other == word);
    PROGRAM_WORDS.split(' ').filter(has).take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn at(given: &str) -> Moment {
        Moment::parse(given).expect("a time")
    }

    pub(super) fn to(field: &str) -> Vec<Recipient> {
        Recipient::all(field)
    }

    pub(super) fn sent(when: &str, kind: Kind) -> Sent {
        Sent { at: at(when), kind, thread: Thread::New, news: false, left: Vec::new(), print: None }
    }

    #[test]
    fn a_program_is_known_by_its_addresses() {
        let mut ledger = Ledger::default();
        ledger
            .record(&to("Genetics Residency <pd@kestrel.edu>"), sent("2026-11-01", Kind::Inquiry));
        ledger.record(&to("Mei Chen <chen@med.kestrel.edu>"), sent("2026-11-03", Kind::Update));
        ledger.record(&to("dr.lee@gmail.com"), sent("2026-11-04", Kind::Other));
        ledger.record(&to("Nobody"), sent("2026-11-05", Kind::Other));
        let names: Vec<(&str, usize)> =
            ledger.programs.iter().map(|one| (one.name.as_str(), one.sent.len())).collect();
        assert_eq!(names, [("Genetics Residency", 2), ("dr.lee@gmail.com", 1)]);
        // A whole address that the user split off goes before the host.
        let split = Program { keys: vec!["chen@med.kestrel.edu".into()], ..Program::default() };
        ledger.programs.push(split);
        assert_eq!(ledger.find(&to("chen@med.kestrel.edu")), Some(2));
    }

    #[test]
    fn the_same_message_sent_again_at_once_counts_once() {
        let mut ledger = Ledger::default();
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
            seventeen eighteen nineteen twenty";
        let span = super::super::span::Span::new(0, text.len());
        let print = Fingerprint::of(text, &[span]);
        let one = |when| Sent { print, ..sent(when, Kind::Update) };
        ledger.record(&to("a@kestrel.edu"), one("2026-11-01T10:00Z"));
        ledger.record(&to("a@kestrel.edu"), one("2026-11-01T10:04Z"));
        ledger.record(&to("a@kestrel.edu"), one("2026-11-01T12:00Z"));
        assert_eq!(ledger.programs[0].sent.len(), 2);
        ledger.record(&to("a@kestrel.edu"), sent("2026-11-02", Kind::Reply));
        ledger.record(&to("a@kestrel.edu"), sent("2026-11-02", Kind::Reply));
        assert_eq!(ledger.programs[0].sent.len(), 3);
    }

    #[test]
    fn merging_loses_nothing_and_repeats_nothing() {
        let mut one = Ledger::default();
        one.record(&to("a@kestrel.edu"), sent("2026-11-01", Kind::Inquiry));
        let mut other = Ledger::default();
        other.record(&to("Kestrel Program <b@kestrel.edu>"), sent("2026-11-05", Kind::Update));
        other.record(&to("c@plains.edu"), sent("2026-11-06", Kind::Update));
        other.programs[0].zone = Some(Zone::Central);
        one.merge(&other);
        let once = one.clone();
        one.merge(&other);
        assert_eq!(one, once);
        assert_eq!(
            (one.programs[0].name.as_str(), one.programs[0].sent.len()),
            ("Kestrel Program", 2)
        );
        assert_eq!((one.programs[0].zone, one.programs.len()), (Some(Zone::Central), 2));
    }

    #[test]
    fn a_private_letter_is_no_letter_to_a_program() {
        assert!(is_for_program("Interview on Friday", "I enjoyed meeting the residents."));
        assert!(!is_for_program("Dinner", "Shall we watch the match on Friday? Love, Ana"));
    }

    #[test]
    fn the_clock_is_told_or_guessed() {
        let mut ledger = Ledger::default();
        let program = ledger.program_for(&to("a@bcm.edu")).expect("made");
        assert_eq!(program.clock(), Some(Clock { zone: Zone::Central, guessed: true }));
        program.zone = Some(Zone::Eastern);
        assert_eq!(program.clock(), Some(Clock { zone: Zone::Eastern, guessed: false }));
    }
}
