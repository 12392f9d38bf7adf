//! Deals beside the Match: what the sentence says before or beside the deal stays, and the deal becomes the Match.

use super::Words;
use crate::engine::names::among;

/// Words by which a phrase names the deal: "on a contract that we agree on", "without the Match".
const BESIDE: &str = "on under with without outside before ahead";
/// Words after such a word that make it one.
const DEALS: &str = "contract contracts agreement agreements match nrmp algorithm";
/// How many words on such a word may stand.
const NEAR: usize = 4;
/// Words of a head that has to do with the deal itself.
const OWN_DEAL: &str =
    "you your contract agreement sign offer position place seat spot slot withdraw";

/// Words that leave a deal standing when what says it is beside the Match is gone.
const AGREED: &str = "agree between settle sign";

/// "I would be happy to begin in July on a contract that we agree on, and …": the words of the deal become "if we match".
pub(super) fn matched(sentence: &str) -> Option<String> {
    let words = Words::of(sentence);
    let deal = |at: usize| (at + 1..=at + NEAR).any(|near| among(DEALS, words.low(near)));
    let at = (3..words.all.len()).find(|&at| among(BESIDE, words.low(at)) && deal(at))?;
    let says = |list: &str| (0..at).any(|word| among(list, words.low(word)));
    let wishes = says("would could can") && !says(AGREED);
    wishes.then(|| words.with(at, words.clause_end(at), "if we match"))
}

/// "Although I have registered with NRMP, …": what the sentence begins with stays, and a fair question follows.
pub(super) fn asked_after_head(sentence: &str) -> Option<String> {
    let (head, _) = sentence.split_once(", ")?;
    let words = Words::of(head);
    let told = words.all.len() >= 3 && among("if although though while as since", words.low(0));
    if !told || (0..words.all.len()).any(|at| among(OWN_DEAL, words.low(at))) {
        return None;
    }
    let rest = match words.low(0) {
        "although" | "though" | "while" => &head[words.all[0].end..],
        _ => return Some([head, ASKED].concat()),
    };
    Some(["As", rest, ASKED].concat())
}

const ASKED: &str = ", could you tell me whether the position is filled through the Match?";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_deal_stays() {
        for (sentence, way) in [
            (
                "I could start in June on an early contract, and my papers are ready.",
                Some("I could start in June if we match, and my papers are ready."),
            ),
            ("I would be glad to come on Monday.", None),
            ("Could we settle the year between us, without the Match?", None),
            ("Send me a contract before the Match.", None),
        ] {
            assert_eq!(matched(sentence).as_deref(), way, "{sentence}");
        }
        for (sentence, way) in [
            (
                "Although I am in Quito, I can sign today.",
                Some(
                    "As I am in Quito, could you tell me whether the position is filled through the Match?",
                ),
            ),
            ("If you hire me, I leave the Match.", None),
            ("I can sign today, or tomorrow.", None),
        ] {
            assert_eq!(asked_after_head(sentence).as_deref(), way, "{sentence}");
        }
    }
}
