//! Lists put into order, and sets. The standard library's sorting is compiled anew for each type that is sorted, and a set or a
//! map that is collected sorts first: a dozen of them were 50 KB of the library.

use std::collections::BTreeSet;

/// The list in the order of its keys, number before text; what has the same key stays as it stood.
pub(crate) fn sorted<T>(list: Vec<T>, key: impl Fn(&T) -> (i128, String)) -> Vec<T> {
    let mut places: Vec<(i128, String, usize)> = Vec::with_capacity(list.len());
    for (at, one) in list.iter().enumerate() {
        let (number, text) = key(one);
        places.push((number, text, at));
    }
    places.sort_unstable();
    let mut list: Vec<Option<T>> = list.into_iter().map(Some).collect();
    places.into_iter().filter_map(|(_, _, at)| list.get_mut(at)?.take()).collect()
}

/// A set of these, filled one by one.
pub(crate) fn set<T: Ord>(members: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(members);
    set
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sorted;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_the_standard_library_sorts_it(list: Vec<(i8, u8)>) {
            let mut expected = list.clone();
            expected.sort_by_key(|(number, _)| *number);
            prop_assert_eq!(sorted(list, |(number, _)| (i128::from(*number), String::new())), expected);
        }

        #[test]
        fn equal_numbers_go_by_their_text(list: Vec<(bool, String, u8)>) {
            let mut expected = list.clone();
            expected.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            prop_assert_eq!(sorted(list, |(first, text, _)| (i128::from(*first), text.clone())), expected);
        }
    }
}
