use super::lexicon;
use crate::error::{Code, codes::src};

/// What the title of a column says about persons.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    /// The rules that it breaks by itself.
    pub(super) rules: Vec<Code>,
    /// Whether it speaks of documents, of births, of telephones: the values decide.
    pub(super) document: bool,
    pub(super) birth: bool,
    pub(super) telephone: bool,
    /// Whether it is sex, age or birth.
    pub(super) attribute: bool,
    /// Whether it numbers rows or records.
    pub(super) identifier: bool,
}

impl Title {
    pub(super) fn of(title: &str) -> Self {
        let words = words(title);
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| holds(&words, phrase));
        let named = has(lexicon::NAMES) || (has(lexicon::NAMES_UNLESS_OF_A_THING) && !has(lexicon::THINGS));
        let rules = [
            (src::PERSONS_NAMED, named),
            (src::DOCUMENT_NUMBERS, has(lexicon::DOCUMENTS)),
            (src::PERSONAL_NUMBERS, has(lexicon::NUMBERS)),
            (src::BIRTH_DATES, has(lexicon::BIRTHS)),
            (src::CONTACTS, has(lexicon::CONTACTS)),
        ];
        Self {
            rules: rules.into_iter().filter(|(_, broken)| *broken).map(|(rule, _)| rule).collect(),
            document: has(lexicon::DOCUMENTS_BY_VALUES),
            birth: has(lexicon::BIRTHS_BY_VALUES),
            telephone: has(lexicon::CONTACTS_BY_VALUES),
            attribute: has(lexicon::ATTRIBUTES),
            identifier: has(lexicon::IDENTIFIERS),
        }
    }
}

/// Whether the words of a phrase stand among words, one after the other.
fn holds(words: &[String], phrase: &str) -> bool {
    let count = phrase.split(' ').count();
    words.windows(count).any(|part| part.iter().map(String::as_str).eq(phrase.split(' ')))
}

/// The words of a title: apart at signs and blanks, and where a capital letter follows a small one.
fn words(title: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in title.chars() {
        if !letter.is_alphanumeric() || (small && letter.is_uppercase()) {
            words.push(String::new());
        }
        small = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| plain(word)).collect()
}

/// A word in small letters without the accents that people leave out.
fn plain(word: &str) -> String {
    let letter = |letter: char| match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'ó' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ș' | 'ş' => 's',
        'ț' | 'ţ' => 't',
        'ё' => 'е',
        other => other,
    };
    word.chars().flat_map(char::to_lowercase).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_apart_at_signs_and_capitals() {
        assert_eq!(words("DateofBirth"), ["dateof", "birth"]);
        assert_eq!(words("passport_no (Nr.)"), ["passport", "no", "nr"]);
        assert_eq!(words("Ф.И.О."), ["ф", "и", "о"]);
        let all = [lexicon::NAMES, lexicon::DOCUMENTS, lexicon::BIRTHS, lexicon::CONTACTS, lexicon::NUMBERS];
        assert!(all.concat().iter().all(|phrase| holds(&words(phrase), phrase)), "phrases are written without accents");
        assert_eq!(words("Numărul pașaportului"), words("NUMARUL PASAPORTULUI"));
    }
}
