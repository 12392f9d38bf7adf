//! What time it is where a letter is read: the zones of the United States, and the hours in which a letter is welcome.
//!
//! Zones and standard time: 15 U.S.C. § 261–263 and 49 CFR part 71. Summer time: 15 U.S.C. § 260a as amended by the
//! Energy Policy Act of 2005, from the second Sunday of March to the first Sunday of November, 2 a.m. local time each;
//! Hawaii, Puerto Rico and Arizona (without the Navajo Nation) keep standard time. Years before 2007 had other dates
//! and are not asked for.

use std::fmt;

use super::calendar::{Day, Moment, offset};

/// First hour of the day in which a letter is welcome, and the first in which it no longer is (advisers' default).
pub const WELCOME: std::ops::Range<u8> = 7..19;

/// A place's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// New York, Boston, Atlanta, Miami, most of Indiana.
    Eastern,
    /// Chicago, Houston, New Orleans, Minneapolis.
    Central,
    /// Denver, Salt Lake City.
    Mountain,
    /// Phoenix, Tucson: mountain time without summer time.
    Arizona,
    /// Los Angeles, Seattle.
    Pacific,
    /// Anchorage.
    Alaska,
    /// Honolulu.
    Hawaii,
    /// San Juan.
    PuertoRico,
    /// So many minutes from universal time all year.
    Fixed(i16),
}

/// Time on the clocks of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The day.
    pub day: Day,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// A zone with its names and rule.
struct Known {
    zone: Zone,
    id: &'static str,
    /// Other ways to write it, small letters.
    others: &'static [&'static str],
    /// Minutes from universal time in winter.
    winter: i64,
    /// Whether an hour is added in summer.
    summer: bool,
}

const KNOWN: [Known; 8] = [
    known(Zone::Eastern, "eastern", &["et", "est", "edt", "america/new_york"], -300, true),
    known(Zone::Central, "central", &["ct", "cst", "cdt", "america/chicago"], -360, true),
    known(Zone::Mountain, "mountain", &["mt", "mdt", "america/denver"], -420, true),
    known(Zone::Arizona, "arizona", &["america/phoenix"], -420, false),
    known(Zone::Pacific, "pacific", &["pt", "pst", "pdt", "america/los_angeles"], -480, true),
    known(Zone::Alaska, "alaska", &["akt", "america/anchorage"], -540, true),
    known(Zone::Hawaii, "hawaii", &["hst", "pacific/honolulu"], -600, false),
    known(Zone::PuertoRico, "puerto-rico", &["ast", "america/puerto_rico"], -240, false),
];

const fn known(
    zone: Zone,
    id: &'static str,
    others: &'static [&'static str],
    winter: i64,
    summer: bool,
) -> Known {
    Known { zone, id, others, winter, summer }
}

impl Zone {
    /// The zones with a name, in the order of a list to choose from.
    pub const NAMED: [Self; 8] = [
        Self::Eastern,
        Self::Central,
        Self::Mountain,
        Self::Arizona,
        Self::Pacific,
        Self::Alaska,
        Self::Hawaii,
        Self::PuertoRico,
    ];

    /// The zone with this id (`eastern`), short name (`ET`), name in the time zone database (`America/New_York`), or
    /// offset (`-05:00`), if it is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let id = id.trim().to_ascii_lowercase();
        let known = KNOWN.iter().find(|known| known.id == id || known.others.contains(&&*id));
        known.map(|known| known.zone).or_else(|| {
            let minutes = offset(&id)?;
            i16::try_from(minutes).ok().map(Self::Fixed)
        })
    }

    /// The zone of an institution, where its address makes that safe (`rules/zones.toml`). Only a guess: show it as one.
    #[must_use]
    pub fn guess(host: &str) -> Option<Self> {
        let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
        let mut rest = Some(host.as_str());
        std::iter::from_fn(|| {
            let now = rest?;
            rest = now.split_once('.').map(|(_, parent)| parent);
            Some(now)
        })
        .find_map(|name| {
            let at = HOSTS.binary_search_by_key(&name, |(host, _)| host).ok()?;
            Some(HOSTS[at].1)
        })
    }

    /// Minutes to add to universal time at this moment.
    #[must_use]
    pub fn offset(self, at: Moment) -> i64 {
        match self.known() {
            None => match self {
                Self::Fixed(minutes) => i64::from(minutes),
                _ => 0,
            },
            Some(known) if known.summer && is_summer(at, known.winter) => known.winter + 60,
            Some(known) => known.winter,
        }
    }

    /// What the clocks there show at this moment.
    #[must_use]
    pub fn local(self, at: Moment) -> Local {
        let there = at.plus(self.offset(at));
        let minute = there.minute_of_day();
        let small = |value: i64| u8::try_from(value).unwrap_or_default();
        Local { day: there.day(), hour: small(minute / 60), minute: small(minute % 60) }
    }

    /// The moment when the clocks there show this minute of this day; in the hour that is skipped in March, an hour
    /// later, and in the one that comes twice in November, the first.
    #[must_use]
    pub fn moment(self, day: Day, minute: i64) -> Moment {
        let guess = day.at(minute - self.offset(day.at(minute)));
        day.at(minute - self.offset(guess))
    }

    fn known(self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.zone == self)
    }
}

impl fmt::Display for Zone {
    /// Its id: `eastern`, `-05:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.known(), self) {
            (Some(known), _) => f.write_str(known.id),
            (None, Self::Fixed(minutes)) => {
                let sign = if *minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
            (None, _) => Ok(()),
        }
    }
}

/// Whether the United States have summer time at this moment, where winter time is so many minutes off.
fn is_summer(at: Moment, winter: i64) -> bool {
    let (year, ..) = at.plus(winter).day().parts();
    let begin = Day::raw(year, 3, 8).sunday().at(120 - winter);
    let end = Day::raw(year, 11, 1).sunday().at(120 - (winter + 60));
    (begin..end).contains(&at)
}

include!(concat!(env!("OUT_DIR"), "/zones.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: Zone, at: &str) -> String {
        let local = zone.local(Moment::parse(at).expect("a time"));
        format!("{} {:02}:{:02}", local.day, local.hour, local.minute)
    }

    #[test]
    fn clocks_change_when_the_law_says() {
        // Python's zoneinfo (tzdata 2025b) for the same moments.
        for (zone, at, shown) in [
            (Zone::Eastern, "2027-03-14T06:59Z", "2027-03-14 01:59"),
            (Zone::Eastern, "2027-03-14T07:00Z", "2027-03-14 03:00"),
            (Zone::Eastern, "2026-11-01T05:59Z", "2026-11-01 01:59"),
            (Zone::Eastern, "2026-11-01T06:00Z", "2026-11-01 01:00"),
            (Zone::Central, "2026-03-08T08:00Z", "2026-03-08 03:00"),
            (Zone::Mountain, "2028-03-12T08:59Z", "2028-03-12 01:59"),
            (Zone::Pacific, "2026-11-01T08:59Z", "2026-11-01 01:59"),
            (Zone::Pacific, "2026-11-01T09:00Z", "2026-11-01 01:00"),
            (Zone::Alaska, "2026-07-01T07:30Z", "2026-06-30 23:30"),
            (Zone::Arizona, "2026-07-01T12:00Z", "2026-07-01 05:00"),
            (Zone::Hawaii, "2026-01-01T05:00Z", "2025-12-31 19:00"),
            (Zone::PuertoRico, "2026-07-01T12:00Z", "2026-07-01 08:00"),
            (Zone::Fixed(330), "2026-07-01T20:00Z", "2026-07-02 01:30"),
        ] {
            assert_eq!(clock(zone, at), shown, "{zone} {at}");
        }
    }

    #[test]
    fn a_local_time_is_found_again() {
        for zone in Zone::NAMED {
            for (day, minute) in [(2, 540), (100, 1_260), (200, 0), (330, 1_439)] {
                let day = Day::raw(2027, 1, 1).plus(day);
                let local = zone.local(zone.moment(day, minute));
                assert_eq!(
                    (local.day, i64::from(local.hour) * 60 + i64::from(local.minute)),
                    (day, minute),
                    "{zone}"
                );
            }
        }
    }

    #[test]
    fn zones_are_read_as_they_are_written() {
        for zone in Zone::NAMED.into_iter().chain([Zone::Fixed(330), Zone::Fixed(-210)]) {
            assert_eq!(Zone::from_id(&zone.to_string()), Some(zone));
        }
        assert_eq!(Zone::from_id("America/New_York"), Some(Zone::Eastern));
        for nonsense in ["", "mars", "+é", "+25"] {
            assert_eq!(Zone::from_id(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_zone_is_guessed_where_that_is_safe() {
        assert_eq!(Zone::guess("bcm.edu"), Some(Zone::Central));
        assert_eq!(Zone::guess("MEDNET.ucla.edu"), Some(Zone::Pacific));
        // One institution in three zones, one that nobody knows, and a name that only ends alike.
        for host in ["mayo.edu", "example.org", "notbcm.edu", "edu", ""] {
            assert_eq!(Zone::guess(host), None, "{host}");
        }
    }
}
