//! The season: from editable dates to the part of the year, what to send in it, to how many, and what not.
//!
//! Usual dates and advice are data (`rules/season.toml`). All dates are the user's to change, and are shown with
//! "verify with NRMP and ERAS".

use super::calendar::{Day, Moment};
use super::finding::Source;
use super::hours::Zone;

/// Which match an applicant takes part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// The NRMP's Main Residency Match.
    #[default]
    Nrmp,
    /// The Urology Match: its rules forbid to tell ranks at all.
    Urology,
    /// The match of genetic counseling programs: likewise.
    GeneticCounseling,
}

impl Which {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nrmp, Self::Urology, Self::GeneticCounseling];

    /// The stable id used in settings: `nrmp`, `urology`, `genetic-counseling`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Nrmp => "nrmp",
            Self::Urology => "urology",
            Self::GeneticCounseling => "genetic-counseling",
        }
    }

    /// The match with this id, if there is one; `counseling` is short for the last.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let id = if id == "counseling" { "genetic-counseling" } else { id };
        Self::ALL.into_iter().find(|which| which.id() == id)
    }

    /// What is to be known of it.
    ///
    /// # Panics
    ///
    /// Never: every match stands in `rules/season.toml`; a test holds the two together.
    #[must_use]
    pub fn about(self) -> &'static About {
        MATCHES
            .iter()
            .find(|about| about.which == self)
            .expect("every match stands in rules/season.toml")
    }
}

/// What is to be known of a match.
#[derive(Debug)]
pub struct About {
    which: Which,
    /// What it is called.
    pub title: &'static str,
    /// Whether its rules let an applicant speak of ranks at all.
    pub rank_talk: bool,
    /// What that means for the writer.
    pub note: &'static str,
    /// Where that comes from.
    pub sources: &'static [Source],
}

/// A date of the season, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// Applications can be written.
    ErasOpens,
    /// Registration for the match opens.
    RegistrationOpens,
    /// Programs may read applications.
    ReviewOpens,
    /// First interviews.
    InterviewsBegin,
    /// Last interviews.
    InterviewsEnd,
    /// Rank lists can be entered.
    RankingOpens,
    /// Rank lists are certified, 9 p.m. Eastern.
    RankDeadline,
    /// Monday of Match Week.
    MatchWeek,
    /// Match Day.
    MatchDay,
}

impl Event {
    /// All of them, in order.
    pub const ALL: [Self; 9] = [
        Self::ErasOpens,
        Self::RegistrationOpens,
        Self::ReviewOpens,
        Self::InterviewsBegin,
        Self::InterviewsEnd,
        Self::RankingOpens,
        Self::RankDeadline,
        Self::MatchWeek,
        Self::MatchDay,
    ];

    /// The stable id used in settings (`rank-deadline`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ErasOpens => "eras-opens",
            Self::RegistrationOpens => "registration-opens",
            Self::ReviewOpens => "review-opens",
            Self::InterviewsBegin => "interviews-begin",
            Self::InterviewsEnd => "interviews-end",
            Self::RankingOpens => "ranking-opens",
            Self::RankDeadline => "rank-deadline",
            Self::MatchWeek => "match-week",
            Self::MatchDay => "match-day",
        }
    }

    /// The event with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.id() == id)
    }

    /// What it is called in lists.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ErasOpens => "ERAS opens",
            Self::RegistrationOpens => "Match registration opens",
            Self::ReviewOpens => "Programs may read applications",
            Self::InterviewsBegin => "Interviews begin",
            Self::InterviewsEnd => "Interviews end",
            Self::RankingOpens => "Ranking opens",
            Self::RankDeadline => "Rank lists close (9 p.m. Eastern)",
            Self::MatchWeek => "Match Week begins",
            Self::MatchDay => "Match Day",
        }
    }

    /// Minute of the day, Eastern time, at which it happens.
    fn minute(self) -> i64 {
        if self == Self::RankDeadline { 21 * 60 } else { 0 }
    }
}

/// A date of the season, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The day.
    pub day: Day,
    /// Not yet published, or published as a range, when the rules were written: to be verified above all.
    pub about: bool,
    /// Whether the user put it there.
    pub edited: bool,
}

/// Usual dates of one year.
struct Cycle {
    which: Which,
    dates: [Option<Date>; 9],
}

/// What must not be forgotten in a part of the year, whatever is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Rank lists are closed: no talk of a position of this year.
    Deadline,
    /// Match Week: no contact before the program's own.
    Soap,
}

/// A part of the year.
#[derive(Debug)]
pub struct Phase {
    /// Stable id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The event that begins it; none for the first.
    pub begins: Option<Event>,
    /// What must not be forgotten in it.
    pub guard: Option<Guard>,
    /// What to send now.
    pub send: &'static [&'static str],
    /// To how many.
    pub programs: &'static str,
    /// What not to send.
    pub avoid: &'static [&'static str],
    /// Where that comes from.
    pub sources: &'static [Source],
}

/// All parts of the year, in order.
#[must_use]
pub fn phases() -> &'static [Phase] {
    PHASES
}

/// Days after Match Day for which a season still counts as this year's.
const LINGERS: i64 = 60;
/// A user's date further than this from the usual one belongs to another year and is passed over.
const SAME_YEAR: i64 = 180;

/// One applicant's season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    /// Which match.
    pub which: Which,
    dates: [Option<Date>; 9],
}

impl Season {
    /// The season that `today` lies in, or the next one: usual dates with the user's `edits` over them. Where this
    /// version knows no dates for the year, only the user's are there.
    #[must_use]
    pub fn new(which: Which, edits: &[(Event, Day)], today: Day) -> Self {
        let current = |cycle: &&Cycle| {
            let last = cycle.dates.iter().flatten().map(|date| date.day).max();
            cycle.which == which && last.is_some_and(|last| today <= last.plus(LINGERS))
        };
        let cycle = CYCLES.iter().find(current);
        let mut dates = cycle.map_or([None; 9], |cycle| cycle.dates);
        for &(event, day) in edits {
            let usual = &mut dates[event as usize];
            let about = usual.map_or(today, |date| date.day);
            if day.since(about).abs() <= SAME_YEAR * if usual.is_some() { 1 } else { 2 } {
                *usual = Some(Date { day, about: false, edited: true });
            }
        }
        Self { which, dates }
    }

    /// The date of an event, where it is known.
    #[must_use]
    pub fn date(&self, event: Event) -> Option<Date> {
        self.dates[event as usize]
    }

    /// The moment at which a phase begins, where its date is known.
    fn begins(&self, event: Event) -> Option<Moment> {
        let date = self.date(event)?;
        Some(Zone::Eastern.moment(date.day, event.minute()))
    }

    /// The part of the year at this moment; none where no date is known.
    #[must_use]
    pub fn phase(&self, now: Moment) -> Option<&'static Phase> {
        let known = |phase: &&Phase| phase.begins.is_none_or(|event| self.date(event).is_some());
        if self.dates.iter().all(Option::is_none) {
            return None;
        }
        PHASES.iter().filter(known).rfind(|phase| {
            phase.begins.is_none_or(|event| self.begins(event).is_some_and(|begin| begin <= now))
        })
    }

    /// The whole year for a picture: each part whose dates are known, in order.
    #[must_use]
    pub fn timeline(&self, now: Moment) -> Vec<Step> {
        let present = self.phase(now).map(|phase| phase.id);
        let dated = PHASES.iter().filter_map(|phase| Some((phase, self.date(phase.begins?)?)));
        let dated: Vec<(&Phase, Date)> = dated.collect();
        let step = |(at, &(phase, date)): (usize, &(&'static Phase, Date))| Step {
            phase,
            from: date,
            until: dated.get(at + 1).map(|(_, next)| next.day),
            now: present == Some(phase.id),
        };
        dated.iter().enumerate().map(step).collect()
    }
}

/// A part of the year in the picture.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Which part.
    pub phase: &'static Phase,
    /// Its first day.
    pub from: Date,
    /// The first day of the next part, where there is one.
    pub until: Option<Day>,
    /// Whether it is the present one.
    pub now: bool,
}

include!(concat!(env!("OUT_DIR"), "/season.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(given: &str) -> Moment {
        Moment::parse(given).expect("a time")
    }

    fn phase(now: &str) -> Option<&'static str> {
        let now = moment(now);
        Season::new(Which::Nrmp, &[], now.day()).phase(now).map(|phase| phase.id)
    }

    #[test]
    fn the_year_has_its_parts() {
        for (now, id) in [
            ("2026-05-30", "prepare"),
            ("2026-06-10", "inquiries"),
            ("2026-09-25", "applied"),
            ("2026-11-22", "interviews"),
            ("2027-02-10", "ranking"),
            // The deadline is 9 p.m. Eastern: 2 a.m. universal time on the next day.
            ("2027-03-04T01:59Z", "ranking"),
            ("2027-03-04T02:00Z", "certified"),
            ("2027-03-15T03:59Z", "certified"),
            ("2027-03-15T04:00Z", "soap"),
            ("2027-03-19T12:00Z", "matched"),
        ] {
            assert_eq!(phase(now), Some(id), "{now}");
        }
        assert_eq!(phase("2029-01-01"), None, "no date is made up");
    }

    #[test]
    fn a_date_of_the_user_counts() {
        let today = moment("2027-02-10").day();
        let early = Day::of(2027, 2, 5).expect("a day");
        let season = Season::new(Which::Nrmp, &[(Event::RankDeadline, early)], today);
        let now = moment("2027-02-10");
        assert_eq!(season.phase(now).map(|phase| phase.id), Some("certified"));
        assert!(season.date(Event::RankDeadline).is_some_and(|date| date.edited && !date.about));
        // A date that was entered a year ago does not move this year's.
        let old = Day::of(2026, 3, 4).expect("a day");
        let season = Season::new(Which::Nrmp, &[(Event::RankDeadline, old)], today);
        assert_eq!(season.phase(now).map(|phase| phase.id), Some("ranking"));
    }

    #[test]
    fn other_matches_have_only_the_users_dates() {
        for which in [Which::Urology, Which::GeneticCounseling] {
            assert!(!which.about().rank_talk);
            let today = moment("2027-01-10").day();
            assert_eq!(
                Season::new(which, &[], today).phase(moment("2027-01-10")).map(|phase| phase.id),
                None
            );
            let edits = [(Event::RankDeadline, today.plus(-1)), (Event::MatchDay, today.plus(9))];
            let season = Season::new(which, &edits, today);
            assert_eq!(season.phase(moment("2027-01-10")).map(|phase| phase.id), Some("certified"));
        }
    }

    #[test]
    fn the_picture_shows_every_part_once_and_in_order() {
        let now = moment("2026-11-22");
        let steps = Season::new(Which::Nrmp, &[], now.day()).timeline(now);
        assert_eq!(steps.len(), PHASES.len() - 1);
        assert!(steps.windows(2).all(|two| two[0].until == Some(two[1].from.day)));
        assert_eq!(steps.iter().filter(|step| step.now).count(), 1);
    }

    #[test]
    fn what_the_rules_name_is_there() {
        for which in Which::ALL {
            assert_eq!(Which::from_id(which.id()), Some(which));
            assert!(!which.about().title.is_empty());
        }
        for event in Event::ALL {
            assert_eq!(Event::from_id(event.id()), Some(event));
        }
        assert!(PHASES.iter().any(|phase| phase.guard == Some(Guard::Soap)));
    }
}
