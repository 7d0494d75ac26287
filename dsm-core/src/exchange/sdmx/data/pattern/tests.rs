use super::Pattern;
use proptest::prelude::*;

fn holds(pattern: &str, text: &str) -> bool {
    Pattern::of(pattern).unwrap_or_else(|| panic!("{pattern}")).holds(text)
}

#[test]
fn a_pattern_is_of_the_whole_value() {
    for (pattern, good, bad) in [
        ("[0-9]{9}", "123456789", "1234567890"),
        ("[A-Z]+", "AB", "Ab"),
        ("[A-Z]*", "", "1"),
        ("ab|cd", "cd", "abcd"),
        ("a(b|c)?d", "ad", "abcd"),
        ("(ab){2,3}", "ababab", "ab"),
        ("a{2,}", "aaaa", "a"),
        ("[^A-C]", "D", "B"),
        ("[-a]+", "a-a", "b"),
        ("[a-]", "-", "b"),
        ("[+\\-.\\]]+", "]-.+", "["),
        ("\\d\\d", "42", "4x"),
        ("[\\dA-F]+", "0AF", "0g"),
        ("\\d", "\u{669}", "\u{BD}"),
        ("\\d", "\u{1D7FF}", "\u{2167}"),
        ("[^\\d]", "\u{2460}", "\u{966}"),
        ("\\S+\\s\\S+", "a b", "a  b"),
        (".", "я", "\n"),
        ("^[A-Z0-9a-z._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,64}$", "a.b@c.org", "a.b@c"),
        ("(a*)*b", "aab", "aac"),
        ("()", "", "a"),
        ("a||b", "", "ab"),
        ("\\$", "$", "a"),
        ("(0[1-9]|1[0-2])-20\\d{2}", "12-2024", "13-2024"),
    ] {
        assert!(holds(pattern, good), "{pattern} {good}");
        assert!(!holds(pattern, bad), "{pattern} {bad}");
    }
}

#[test]
fn what_is_not_understood_is_no_pattern() {
    for pattern in [
        "(",
        ")",
        "a)",
        "[",
        "[]",
        "[^]",
        "[z-a]",
        "a{2",
        "a{3,2}",
        "a{,2}",
        "*",
        "a**",
        "a+?",
        "\\",
        "\\w",
        "\\p{L}",
        "(?:a)",
        "[a-z-[aeiou]]",
        "a^b",
        "a$b",
        "^a|b$",
        "a{1025}",
        "((a{100}){100}){100}",
        "(((){1000}){1000}){1000}",
        "[\\S]",
        "x]",
    ] {
        assert!(Pattern::of(pattern).is_none(), "{pattern}");
    }
    assert!(Pattern::of(&"(".repeat(100_000)).is_none());
}

#[test]
fn a_value_takes_time_in_proportion_to_its_length() {
    let pattern = Pattern::of("(a|a|aa)*(a*)*b").unwrap();
    assert!(!pattern.holds(&"a".repeat(100_000)));
}

/// What the standard library knows of numbers holds every digit, each of the noughts begins ten of them, and nothing else is one.
#[test]
fn digits_are_numbers_in_tens() {
    let all: Vec<char> = ('\0'..=char::MAX).filter(|sign| super::digits::is_decimal(*sign)).collect();
    assert_eq!(all.len() % 10, 0);
    assert!(all.iter().all(|sign| sign.is_numeric()), "{all:?}");
    assert!(('0'..='9').all(|sign| all.contains(&sign)));
    assert!(['\u{2F}', ':', '\u{660}'].map(super::digits::is_decimal) == [false, false, true]);
}

proptest! {
    /// A letter, a class or a group of two with a number of times, put together, is matched as the slow way says.
    #[test]
    fn as_whoever_tries_everything_says(parts in prop::collection::vec((0..4_usize, 0..3_usize, 0..3_usize), 0..4), text in "[abc]{0,8}") {
        const SIGNS: [&str; 4] = ["a", "[bc]", "(ab|c)", "."];
        const WORDS: [&[&str]; 4] = [&["a"], &["b", "c"], &["ab", "c"], &["a", "b", "c"]];
        let pattern: String = parts.iter().map(|(at, least, more)| format!("{}{{{least},{}}}", SIGNS[*at], least + more)).collect();
        let mut rests = vec![text.as_str()];
        for (at, least, more) in parts {
            let mut after = if least == 0 { rests.clone() } else { Vec::new() };
            for times in 1..=least + more {
                rests = rests.iter().flat_map(|rest| WORDS[at].iter().filter_map(|word| rest.strip_prefix(word))).collect();
                if times >= least {
                    after.extend(&rests);
                }
            }
            after.sort_unstable();
            after.dedup();
            rests = after;
        }
        prop_assert_eq!(holds(&pattern, &text), rests.contains(&""), "{} {}", pattern, text);
    }
}
