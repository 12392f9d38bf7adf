//! Days and moments as numbers, and how they are written. There is no clock here: what time it is comes from outside.

use super::order;
use std::fmt;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// A day of the Gregorian calendar, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day with this date; none where the calendar has no such day. Years 1 to 9999.
    #[must_use]
    pub fn of(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        let date = Self::raw(year, month, day);
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// As [`Day::of`], for a date that is known to be one.
    pub(crate) const fn raw(year: i64, month: i64, day: i64) -> Self {
        let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * month + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Reads a date written as `2027-03-03`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let mut fields = given.trim().split('-').map(number);
        let (year, month, day) = (fields.next()??, fields.next()??, fields.next()??);
        if fields.next().is_some() {
            return None;
        }
        Self::of(year, month, day)
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn parts(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (era * 400 + year + i64::from(month <= 2), month, day)
    }

    /// This day and so many more; fewer where `days` is less than nothing.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The first Sunday on or after this day.
    pub(crate) fn sunday(self) -> Self {
        // 1970 began on a Thursday.
        Self(self.0 + (3 - self.0).rem_euclid(7))
    }

    /// The moment at this minute of the day, universal time.
    #[must_use]
    pub fn at(self, minute: i64) -> Moment {
        Moment(self.0.saturating_mul(DAY).saturating_add(minute))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A moment: whole minutes since the beginning of 1970, universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Greater for what comes later.
    pub(crate) fn place(self) -> u64 {
        order::signed(self.0)
    }

    /// The moment so many minutes after the beginning of 1970, universal time.
    #[must_use]
    pub fn from_minutes(minutes: i64) -> Self {
        Self(minutes)
    }

    /// The moment that a page's clock calls so many milliseconds; nonsense counts as 1970. A clock that stands before the
    /// year 1 or after 9999 counts as there: what is noted by it must be a date that can be read again.
    #[must_use]
    pub fn from_millis(millis: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and NaN is 0")]
        let minutes = (millis / 60_000.0) as i64;
        Self(minutes.clamp(Day::raw(1, 1, 1).0 * DAY, Day::raw(10_000, 1, 1).0 * DAY - 1))
    }

    /// Reads a date with or without a time of day and an offset: `2026-02-01T09:30-05:00`. Noon and universal time
    /// stand in where they are missing; seconds may be there and do not matter.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let given = given.trim();
        let (date, time) = given.split_once(['T', 't', ' ']).unwrap_or((given, "12:00"));
        let day = Day::parse(date)?;
        let (clock, zone) =
            time.find(['+', '-', 'Z', 'z']).map_or((time, "z"), |at| time.split_at(at));
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (number(hour)?, number(minute.split(':').next()?)?);
        if hour > 23 || minute > 59 {
            return None;
        }
        Some(day.at(hour * 60 + minute - offset(&zone.to_ascii_lowercase())?))
    }

    /// The day in universal time.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }

    /// Minute of the day in universal time, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(self) -> i64 {
        self.0.rem_euclid(DAY)
    }

    /// This moment and so many minutes more.
    #[must_use]
    pub fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }

    /// Whole minutes from `earlier` to this moment; less than nothing where this is the earlier one.
    #[must_use]
    pub fn minutes_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whole hours from `earlier` to this moment; less than nothing where this is the earlier one.
    #[must_use]
    pub fn hours_since(self, earlier: Self) -> i64 {
        self.minutes_since(earlier).div_euclid(60)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minute = self.minute_of_day();
        write!(f, "{}T{:02}:{:02}Z", self.day(), minute / 60, minute % 60)
    }
}

/// "+05:30", "-0500", "z" in minutes to add to universal time.
pub(crate) fn offset(zone: &str) -> Option<i64> {
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
        4 if digits.is_ascii() => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

/// One to four digits.
fn number(digits: &str) -> Option<i64> {
    let plain = matches!(digits.len(), 1..=4) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_calendars_do() {
        assert_eq!(Day::of(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::of(2000, 3, 1), Some(Day(11_017)));
        assert_eq!(Day::of(2026, 2, 29), None);
        assert_eq!(Day::of(2028, 2, 29).map(|day| day.to_string()), Some("2028-02-29".into()));
        for number in (-800_000..800_000).step_by(97) {
            let (year, month, day) = Day(number).parts();
            assert_eq!(Day::raw(year, month, day), Day(number));
        }
    }

    #[test]
    fn moments_are_read_and_written() {
        let moment = |given: &str| Moment::parse(given).expect("a time");
        assert_eq!(moment("2026-02-01T09:30-05:00").to_string(), "2026-02-01T14:30Z");
        assert_eq!(moment("2026-02-01T09:30-0500"), moment("2026-02-01 14:30:59"));
        assert_eq!(moment("2026-02-02").hours_since(moment("2026-01-31")), 48);
        assert_eq!(moment("2026-02-01T09:30").hours_since(moment("2026-02-01T10:00")), -1);
        assert_eq!(Moment::from_millis(120_000.0), Moment::from_minutes(2));
        // The first and the last moment of a browser's clock, and what no clock says.
        for clock in [8.64e15, -8.64e15, f64::MAX, f64::MIN, f64::INFINITY, f64::NAN] {
            let moment = Moment::from_millis(clock);
            assert_eq!(Moment::parse(&moment.to_string()), Some(moment), "{clock}");
        }
        assert_eq!(Moment::from_millis(f64::NAN), Moment::from_minutes(0));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for given in [
            "",
            "tomorrow",
            "2026-13-01",
            "2026-02-30",
            "2026-02-01T25:00",
            "2026-02-01T09:30+99:00",
            "2026-02-01T09:30+é9é",
            "1-2-3-4",
            "é",
        ] {
            assert_eq!(Moment::parse(given), None, "{given}");
        }
    }
}
