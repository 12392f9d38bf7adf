//! Sorting, by one small piece of code for every list: the standard library's own is written out anew for each kind of
//! item, and the page would load 40 KB of it.

/// Puts the items in the order of their keys; those with one key stay as they stood.
pub fn by_key<T>(items: &mut [T], key: impl Fn(&T) -> u64) {
    if items.len() < 2 {
        return;
    }
    let mut places: Vec<(u64, u32)> = items.iter().map(key).zip(0..).collect();
    if places.is_sorted() {
        return;
    }
    sort(&mut places);
    // The items that change places with each other form rings; each ring is gone round once.
    for start in 0..places.len() {
        let mut hole = start;
        loop {
            let from = std::mem::replace(&mut places[hole].1, hole as u32) as usize;
            if from == start {
                break;
            }
            items.swap(hole, from);
            hole = from;
        }
    }
}

/// A number that is ordered as `value` is.
pub fn signed(value: i64) -> u64 {
    value.cast_unsigned() ^ (1 << 63)
}

/// Merges ever longer stretches, from one list into the other and back.
fn sort(places: &mut Vec<(u64, u32)>) {
    let mut other = places.clone();
    let mut width = 1;
    while width < places.len() {
        for start in (0..places.len()).step_by(2 * width) {
            let end = places.len().min(start + 2 * width);
            let half = end.min(start + width);
            merge(&places[start..half], &places[half..end], &mut other[start..end]);
        }
        std::mem::swap(places, &mut other);
        width *= 2;
    }
}

fn merge<'p>(mut one: &'p [(u64, u32)], mut two: &'p [(u64, u32)], out: &mut [(u64, u32)]) {
    for place in out {
        let from = match (one.first(), two.first()) {
            (Some(first), Some(second)) if second < first => &mut two,
            (None, _) => &mut two,
            _ => &mut one,
        };
        if let Some((first, rest)) = from.split_first() {
            *place = *first;
            *from = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_come_as_the_standard_librarys_stable_order_has_them(keys in prop::collection::vec(0..20_u64, 0..200)) {
            let mut items: Vec<(u64, usize)> = keys.into_iter().zip(0..).collect();
            let mut wanted = items.clone();
            wanted.sort_by_key(|item| item.0);
            by_key(&mut items, |item| item.0);
            prop_assert_eq!(items, wanted);
        }

        #[test]
        fn signed_numbers_keep_their_order(one: i64, two: i64) {
            prop_assert_eq!(one.cmp(&two), signed(one).cmp(&signed(two)));
        }
    }
}
