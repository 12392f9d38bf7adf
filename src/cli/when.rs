//! Times as they are written on the command line: "2026-02-01T09:30-05:00". Minutes since 1970 in universal time out.

/// Minutes since the beginning of 1970, universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct When(i64);

impl When {
    /// Reads a date with or without a time of day and an offset; noon and universal time where they are missing.
    ///
    /// # Errors
    ///
    /// One line: how it should be written.
    pub(crate) fn parse(given: &str) -> Result<Self, String> {
        parts(given)
            .ok_or_else(|| format!("\"{given}\" is no time; write it as 2026-02-01T09:30-05:00"))
    }

    /// Whole hours from `earlier` to this time; less than nothing where this is the earlier one.
    pub(crate) fn hours_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(60)
    }

    /// The hour of day, 0 to 23, in a zone.
    pub(crate) fn hour_in(self, zone: Zone) -> u8 {
        let local = self.0 + zone.offset(self);
        u8::try_from(local.rem_euclid(24 * 60) / 60).unwrap_or_default()
    }
}

/// A place's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// So many minutes from universal time all year.
    Fixed(i64),
    /// So many in winter, an hour more from March to November, by the rule of the United States.
    UnitedStates(i64),
}

impl Zone {
    /// Reads a zone's name or offset.
    ///
    /// # Errors
    ///
    /// One line: which names there are.
    pub(crate) fn parse(given: &str) -> Result<Self, String> {
        Ok(match given.to_ascii_lowercase().as_str() {
            "eastern" | "et" => Self::UnitedStates(-5 * 60),
            "central" | "ct" => Self::UnitedStates(-6 * 60),
            "mountain" | "mt" => Self::UnitedStates(-7 * 60),
            "pacific" | "pt" => Self::UnitedStates(-8 * 60),
            other => Self::Fixed(offset(other).ok_or_else(|| {
                format!("\"{given}\" is no zone; there is eastern, central, mountain, pacific, or an offset as -05:00")
            })?),
        })
    }

    /// Minutes to add to universal time.
    fn offset(self, at: When) -> i64 {
        match self {
            Self::Fixed(minutes) => minutes,
            Self::UnitedStates(winter) => winter + if summer(at, winter) { 60 } else { 0 },
        }
    }
}

/// From the second Sunday of March to the first of November, 2 a.m. local time each.
fn summer(at: When, winter: i64) -> bool {
    let year = year_of(at.0.div_euclid(24 * 60));
    let begin = sunday(year, 3, 8) * 24 * 60 + 120 - winter;
    let end = sunday(year, 11, 1) * 24 * 60 + 120 - (winter + 60);
    (begin..end).contains(&at.0)
}

/// Day number of the first Sunday on or after a date.
fn sunday(year: i64, month: i64, day: i64) -> i64 {
    let from = days(year, month, day);
    // 1970 began on a Thursday.
    from + (3 - from).rem_euclid(7)
}

fn parts(given: &str) -> Option<When> {
    let (date, time) = given.trim().split_once(['T', 't', ' ']).unwrap_or((given.trim(), "12:00"));
    let mut fields = date.split('-').map(number);
    let (year, month, day) = (fields.next()??, fields.next()??, fields.next()??);
    if fields.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (clock, zone) = time.find(['+', '-', 'Z', 'z']).map_or((time, "z"), |at| time.split_at(at));
    let (hour, minute) = clock.split_once(':')?;
    // Seconds may stand there and do not matter.
    let (hour, minute) = (number(hour)?, number(minute.split(':').next()?)?);
    if hour > 23 || minute > 59 {
        return None;
    }
    Some(When(
        days(year, month, day) * 24 * 60 + hour * 60 + minute - offset(&zone.to_ascii_lowercase())?,
    ))
}

/// "+05:30", "-0500", "z" in minutes.
fn offset(zone: &str) -> Option<i64> {
    if zone == "z" || zone == "utc" {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone[1..].chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (number(&digits)?, 0),
        4 => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn number(digits: &str) -> Option<i64> {
    let plain =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// Days from the beginning of 1970 to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year that a day number lies in.
fn year_of(day: i64) -> i64 {
    let guess = 1970 + day.div_euclid(366);
    (guess..).find(|&year| days(year + 1, 1, 1) > day).unwrap_or(guess)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(given: &str) -> When {
        When::parse(given).expect("a time")
    }

    #[test]
    fn days_are_counted_as_calendars_do() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2026, 2, 1) - days(2025, 2, 1), 365);
        assert_eq!((year_of(days(2024, 12, 31)), year_of(days(2025, 1, 1))), (2024, 2025));
    }

    #[test]
    fn hours_pass_across_zones() {
        assert_eq!(when("2026-02-01T09:30-05:00").hours_since(when("2026-02-01T12:30Z")), 2);
        assert_eq!(when("2026-02-02").hours_since(when("2026-01-31")), 48);
        assert_eq!(when("2026-02-01 09:30:59").hours_since(when("2026-02-01T10:00")), -1);
    }

    #[test]
    fn the_recipients_clock_knows_summer() {
        let eastern = Zone::parse("Eastern").expect("a zone");
        assert_eq!(when("2026-01-15T15:00Z").hour_in(eastern), 10);
        assert_eq!(when("2026-03-08T06:59Z").hour_in(eastern), 1);
        assert_eq!(when("2026-03-08T07:00Z").hour_in(eastern), 3);
        assert_eq!(when("2026-11-01T05:59Z").hour_in(eastern), 1);
        assert_eq!(when("2026-11-01T06:00Z").hour_in(eastern), 1);
        assert_eq!(when("2026-07-01T03:30Z").hour_in(Zone::parse("+05:30").expect("a zone")), 9);
    }

    #[test]
    fn what_is_no_time_is_said_to_be_none() {
        for given in [
            "",
            "tomorrow",
            "2026-13-01",
            "2026-02-01T25:00",
            "2026-02-01T09:30+99:00",
            "1-2-3-4",
            "é",
        ] {
            assert!(When::parse(given).is_err(), "{given}");
        }
        assert!(Zone::parse("mars").is_err() && Zone::parse("+é").is_err());
    }
}
