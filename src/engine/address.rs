//! Addresses: what a To field holds in, people and institutions out.

use super::letters::{Lower, among};

/// One recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The name shown; may be empty.
    pub name: String,
    /// The address, small letters; empty where only a name is known.
    pub address: String,
}

/// Hosts where anybody has an address: they say nothing of an institution.
const COMMON: &str = "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com \
     mac.com aol.com proton.me protonmail.com gmx.com gmx.net mail.com qq.com 163.com 126.com \
     mail.ru yandex.ru";

/// Second parts of addresses that belong to a country, not to an institution (`ac.uk`).
const SHARED: &str = "ac co com edu gov net nhs org";

impl Recipient {
    /// Reads a To field: `Name <address>` or addresses, with commas or semicolons between them.
    #[must_use]
    pub fn all(field: &str) -> Vec<Self> {
        split(field).into_iter().map(Self::one).filter(|one| *one != Self::one("")).collect()
    }

    fn one(given: &str) -> Self {
        let given = given.trim();
        let (name, address) = match given.split_once('<') {
            Some((name, rest)) => (name, rest.split('>').next().unwrap_or_default()),
            None if given.contains('@') => ("", given),
            None => (given, ""),
        };
        let quotes =
            |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{202a}' | '\u{202c}');
        Self {
            name: name.trim_matches(quotes).to_owned(),
            address: address.trim_matches(quotes).lower(),
        }
    }

    /// What stands after the `@`; empty where there is none.
    #[must_use]
    pub fn host(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, host)| host)
    }

    /// What stands for the institution: the host, or the whole address where the host is anybody's. Empty where no
    /// address is known.
    #[must_use]
    pub fn key(&self) -> &str {
        let host = self.host();
        if among(COMMON, host) { &self.address } else { host }
    }
}

/// The parts of a To field; commas in quotation marks do not count.
fn split(field: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in field.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '\n' if !quoted => {
                parts.push(&field[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&field[start..]);
    parts
}

/// Whether a ledger's key stands for this recipient: the same address, the same host, or a host below or above it.
#[must_use]
pub fn covers(key: &str, recipient: &Recipient) -> bool {
    if key.contains('@') {
        return key == recipient.address;
    }
    let host = recipient.key();
    !host.is_empty()
        && !host.contains('@')
        && (key == host || is_below(host, key) || is_below(key, host))
}

/// Whether `host` lies below `parent`, and `parent` is an institution's.
fn is_below(host: &str, parent: &str) -> bool {
    let parts: Vec<&str> = parent.split('.').collect();
    let country = parts.len() == 2 && parts[1].len() == 2 && among(SHARED, parts[0]);
    parts.len() >= 2
        && !country
        && host.strip_suffix(parent).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(field: &str) -> Recipient {
        Recipient::all(field).remove(0)
    }

    #[test]
    fn a_to_field_is_read() {
        let all = Recipient::all("\"Chen, Mei\" <Mei.Chen@BCM.edu>; office@bcm.edu, Ann Lee,");
        let shown: Vec<(&str, &str)> =
            all.iter().map(|one| (one.name.as_str(), one.address.as_str())).collect();
        assert_eq!(
            shown,
            [("Chen, Mei", "mei.chen@bcm.edu"), ("", "office@bcm.edu"), ("Ann Lee", "")]
        );
        assert!(Recipient::all(" , ;").is_empty());
    }

    #[test]
    fn an_institution_is_known_by_its_host() {
        for (key, address, same) in [
            ("bcm.edu", "a@bcm.edu", true),
            ("umich.edu", "a@med.umich.edu", true),
            ("med.umich.edu", "a@umich.edu", true),
            ("mgh.harvard.edu", "a@bidmc.harvard.edu", false),
            ("bcm.edu", "a@notbcm.edu", false),
            ("ac.uk", "a@ox.ac.uk", false),
            ("dr.chen@gmail.com", "dr.chen@gmail.com", true),
            ("gmail.com", "dr.chen@gmail.com", false),
            ("", "a@bcm.edu", false),
            ("edu", "a@bcm.edu", false),
        ] {
            assert_eq!(covers(key, &one(address)), same, "{key} {address}");
        }
    }
}
