//! Compliant sentences about what the flagged one speaks of, in its own words; better than those that fit anything.

use super::Words;
use crate::engine::config::Role;
use crate::engine::finding::Category;
use crate::engine::names::{among, lone_name};

/// One such sentence: the words by which it is known, and what it says of them.
struct About {
    role: Role,
    categories: [Category; 2],
    /// The word before, the word itself, the word after; no word means any.
    words: [&'static str; 3],
    /// How many words on a name must stand; 0 means nowhere.
    name: usize,
    /// First word that is said again, counted from the word before.
    from: usize,
    /// One past the last, counted so too: or else the run of names, or all that follows.
    to: To,
    says: [&'static str; 2],
}

enum To {
    Word(usize),
    Names,
    Office,
    End,
}

const PLACES: &str = "residency place position seat spot";
const LOVED: [&str; 2] = ["I am very interested in ", "."];
const DEAR: [Category; 2] = [Category::Overemotional; 2];

#[rustfmt::skip]
static ALL: [About; 12] = [
    About { role: Role::Applicant, categories: DEAR, words: ["live", "for", ""], name: 0, from: 2, to: To::End, says: LOVED },
    About { role: Role::Applicant, categories: DEAR, words: ["", "adore worship", ""], name: 0, from: 2, to: To::End, says: LOVED },
    About { role: Role::Applicant, categories: DEAR, words: ["your", "invitation letter reply message email note answer call", ""],
        name: 0, from: 1, to: To::Word(2), says: ["Thank you for your ", "."] },
    About { role: Role::Applicant, categories: DEAR, words: ["your", "faculty residents team clinic clinics wards laboratory teaching", ""],
        name: 0, from: 1, to: To::Word(2), says: ["I was deeply impressed by your ", "."] },
    About { role: Role::Applicant, categories: [Category::Desperation, Category::AcceptancePromise], words: ["a the", PLACES, "with at"],
        name: 2, from: 1, to: To::Names, says: ["I would be very glad to have a ", "."] },
    About { role: Role::Program, categories: [Category::CommitmentDemand, Category::ProtectedQuestion], words: ["two three four five", "years", ""],
        name: 0, from: 0, to: To::Word(2), says: ["Do you have any questions about the ", " of training?"] },
    About { role: Role::Program, categories: [Category::ProtectedQuestion; 2], words: ["", "move live", "to in"],
        name: 2, from: 3, to: To::Word(4), says: ["Do you have any questions about living in ", "?"] },
    About { role: Role::Applicant, categories: [Category::OutsideMatchDeal; 2], words: ["the", "department program hospital division track", ""],
        name: 0, from: 1, to: To::Word(2), says: ["Could you tell me whether the ", " fills its positions through the Match?"] },
    About { role: Role::Applicant, categories: [Category::OutsideMatchDeal; 2], words: ["the", "research preliminary prelim transitional visiting", "year fellowship position"],
        name: 0, from: 1, to: To::Word(3), says: ["Could you tell me whether the ", " is part of the NRMP Match?"] },
    About { role: Role::Program, categories: [Category::OtherPrograms; 2], words: ["in to for", "genetics genomics", ""],
        name: 0, from: 1, to: To::Word(2), says: ["What interests you in ", "?"] },
    About { role: Role::Program, categories: [Category::OutsideMatchDeal; 2], words: ["the", "pgy-1 pgy-2 pgy-3", PLACES],
        name: 0, from: 1, to: To::Word(3), says: ["We would be glad to answer your questions about the ", "."] },
    About { role: Role::Program, categories: [Category::OutsideMatchDeal, Category::RankBargain], words: ["", "mr ms mrs dr", ""],
        name: 1, from: 1, to: To::Office, says: ["", " will be glad to answer your questions."] },
];

/// Such a sentence, where there is one.
pub(crate) fn about(category: Category, role: Role, sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    for one in &ALL {
        let own = one.role == role && one.categories.contains(&category);
        let said = if own { one.said(&words) } else { None };
        if said.is_some() {
            return said;
        }
    }
    if role != Role::Program || category != Category::RankBargain {
        return None;
    }
    let name = lone_name(sentence)?;
    Some(["We think that you would be an excellent fit at ", name.as_str(), "."].concat())
}

impl About {
    fn said(&self, words: &Words) -> Option<String> {
        let at = (1..words.all.len()).find(|&at| self.stands(words, at))?;
        let from = at - 1 + self.from;
        let to = match self.to {
            To::Word(to) => at - 1 + to,
            To::Names => (at + 3..words.all.len())
                .find(|&end| !named(words, end) || words.breaks_after(end - 1))
                .unwrap_or(words.all.len()),
            To::Office if words.reads(at + 2, &["in", "our", "office"]) => at + 5,
            To::Office => at + 2,
            To::End => words.all.len(),
        };
        let (first, last) = (words.all.get(from)?, words.all.get(to - 1)?);
        let [before, after] = self.says;
        Some([before, &words.text[first.start..last.end], after].concat())
    }

    fn stands(&self, words: &Words, at: usize) -> bool {
        let [before, own, next] = self.words;
        let near = among(own, words.low(at))
            && fits(before, words.low(at - 1))
            && fits(next, words.low(at + 1));
        if !near {
            return false;
        }
        match self.to {
            To::End => {
                let ours = among("you your the this it and", words.low(at + 1));
                words.low(0) == "i"
                    && !ours
                    && words.all[at].stop.is_none()
                    && at + 1 < words.all.len()
            }
            // Somebody of the program who is spoken of, not to.
            To::Office => {
                named(words, at + 1)
                    && at + 2 < words.all.len()
                    && !words.breaks_after(at + 1)
                    && !named(words, at + 2)
            }
            _ => self.name == 0 || named(words, at + self.name),
        }
    }
}

fn fits(list: &str, word: &str) -> bool {
    list.is_empty() || among(list, word)
}

fn named(words: &Words, at: usize) -> bool {
    words.all.get(at).is_some_and(|word| word.raw.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_is_about_stays() {
        let applicant = Role::Applicant;
        for (category, role, sentence, way) in [
            (
                Category::Overemotional,
                applicant,
                "I shall kiss your invitation every night!",
                "Thank you for your invitation.",
            ),
            (
                Category::Overemotional,
                applicant,
                "I breathe and live for skeletal dysplasias, which I met in Quito.",
                "I am very interested in skeletal dysplasias, which I met in Quito.",
            ),
            (
                Category::Desperation,
                applicant,
                "I am lost without a place at Kestrel Bay, believe me.",
                "I would be very glad to have a place at Kestrel Bay.",
            ),
            (
                Category::CommitmentDemand,
                Role::Program,
                "Swear that you will stay all three years.",
                "Do you have any questions about the three years of training?",
            ),
            (
                Category::OutsideMatchDeal,
                Role::Program,
                "Sign early and Ms. Adeyemi in our office will hold the place.",
                "Ms. Adeyemi in our office will be glad to answer your questions.",
            ),
        ] {
            assert_eq!(about(category, role, sentence).as_deref(), Some(way), "{sentence}");
        }
        for (category, role, sentence) in [
            (
                Category::OutsideMatchDeal,
                Role::Program,
                "Sign early, Dr. Adeyemi, and it is yours.",
            ),
            (Category::Overemotional, applicant, "I adore your program."),
            (Category::Overemotional, applicant, "It is you that I adore"),
            (Category::OutsideMatchDeal, Role::Program, "Sign early and call Mr"),
            (Category::Desperation, applicant, "A place is all I want."),
        ] {
            assert!(about(category, role, sentence).is_none(), "{sentence}");
        }
    }
}
