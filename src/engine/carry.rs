//! Carrying facts over: where every compliant sentence would lose a name or a number that the writer wrote, ways to take
//! it along. Each way is proved like any other before it is offered.

use super::finding::Category;
use super::letters::Lower;
use super::names::{Subject, lone_name};

/// Compliant sentences that carry facts of the flagged sentence which `plain` would lose.
///
/// `templates` are the category's sentences with `{program}` in them, `plain` the same filled in.
pub(crate) fn carried(
    category: Category,
    sentence: &str,
    templates: &[&str],
    plain: &[String],
) -> Vec<String> {
    let mut ways = named(category, sentence, templates);
    if let Some(head) = opening(sentence) {
        let own = plain.iter().filter(|new| new.starts_with("I ") || new.starts_with("We "));
        ways.extend(own.map(|new| format!("{head}, {}", lowered_we(new))));
    }
    if let Some(id) = application_number(sentence) {
        let with = |new: &String| format!("{} ({id}).", new.trim_end_matches('.'));
        ways.extend(plain.iter().filter(|new| new.ends_with('.')).map(with));
    }
    ways
}

/// The sentences about the one name that stands in a sentence about ranks or a place, wherever it stands.
fn named(category: Category, sentence: &str, templates: &[&str]) -> Vec<String> {
    let about_a_program = matches!(
        category,
        Category::RankPromise | Category::RankBargain | Category::AcceptancePromise
    );
    let Some(name) = lone_name(sentence).filter(|_| about_a_program) else { return Vec::new() };
    let subject = Subject::called(name);
    let about = templates.iter().filter(|template| template.contains("{program"));
    about.map(|template| subject.fill(template)).collect()
}

/// Words that open a phrase which can stand before any main clause.
const OPENINGS: &str = "as after with having since during at in following despite";

/// How many words such a phrase has at most.
const LONGEST_OPENING: usize = 14;

/// "As a 2011 graduate": a phrase before the first comma, or before "I", that hangs on nothing risky by its form.
fn opening(sentence: &str) -> Option<&str> {
    let head = sentence.split_once(", ")?.0;
    let told = |head: &str| head.starts_with("As a ") || head.starts_with("As an ");
    let head = head.split_once(" I ").map_or(head, |(own, _)| if told(own) { own } else { head });
    let first = head.split_whitespace().next()?.lower();
    let words = head.split_whitespace().count();
    (OPENINGS.split(' ').any(|word| word == first) && (3..=LONGEST_OPENING).contains(&words))
        .then_some(head)
}

/// "AAMC ID 13377045": by it a program finds the file.
fn application_number(sentence: &str) -> Option<&str> {
    let start = sentence.find("AAMC ID ").or_else(|| sentence.find("AAMC "))?;
    let digits = start + sentence[start..].find(|c: char| c.is_ascii_digit())?;
    let end = sentence[digits..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(sentence.len(), |len| digits + len);
    (digits - start < 12 && end - digits >= 6).then(|| &sentence[start..end])
}

fn lowered_we(text: &str) -> String {
    text.strip_prefix("We ").map_or_else(|| text.to_owned(), |rest| format!("we {rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_taken_along() {
        let promise = ["I plan to rank {program} highly."];
        let plain = ["I plan to rank your program highly.".to_owned()];
        for (category, sentence, way) in [
            (
                Category::RankPromise,
                "My rank list is settled, and its first line reads Ashgrove.",
                "I plan to rank Ashgrove highly.",
            ),
            (
                Category::Desperation,
                "As a 2011 graduate, I beg you.",
                "As a 2011 graduate, I plan to rank your program highly.",
            ),
            (
                Category::EmptyCheckIn,
                "I write once more, AAMC ID 13377045.",
                "I plan to rank your program highly (AAMC ID 13377045).",
            ),
        ] {
            let ways = carried(category, sentence, &promise, &plain);
            assert!(ways.iter().any(|one| one == way), "{sentence}: {ways:?}");
        }
    }

    #[test]
    fn what_may_be_a_person_or_a_place_is_no_program() {
        for sentence in [
            "I come from Lahore and will rank you first.",
            "Dr. Suri knows that you are first on my list.",
            "Between Ashgrove and Kestrel, you are first.",
            "I will rank you first.",
        ] {
            let ways = carried(
                Category::RankPromise,
                sentence,
                &["I plan to rank {program} highly."],
                &[],
            );
            assert!(ways.is_empty(), "{sentence}: {ways:?}");
        }
    }
}
