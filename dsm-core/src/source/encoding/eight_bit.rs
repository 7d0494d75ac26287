use super::{Encoding, windows_1251::LETTERS};

/// Vowels of Russian, Ukrainian and their relatives: a third to two thirds of the letters of any real text.
const VOWELS: &str = "аеиоуыэюяіїєёАЕИОУЫЭЮЯІЇЄЁ";

/// Letters that the code pages of Western and of Central Europe write with the same byte, and those of French, Spanish and the
/// North that hardly a text of Central Europe has without having others beside them that are not here.
const WESTERN: &str = "ÁÂÄÇÉËÍÎÓÔÖÚÜßáâäçéëíîóôöúüÀÈÊÑÙÛÏàèêñùûïÅåØøÆæ";

/// Signs that stand between words in texts of the West.
const SIGNS: &str = "\u{a0}«»°§©®·¿¡–";

/// Which encoding of one byte a letter a piece of text has: only on strong evidence.
///
/// Cyrillic words consist of Cyrillic letters alone, a small letter seldom goes before a capital one, and vowels are as frequent
/// as in a language; a Western letter stands in a word of plain letters. Another code page (KOI8-R, 866, ISO 8859-5, 1250, 1254)
/// fails one of these. Whatever fails is for people to say.
pub(super) fn evident(sample: &[u8]) -> Option<Encoding> {
    let words: Vec<&[u8]> =
        sample.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()).filter(|word| !word.is_ascii()).collect();
    if cyrillic(&words) {
        return Some(Encoding::Windows1251);
    }
    western(&words).then_some(Encoding::Latin1)
}

fn cyrillic(words: &[&[u8]]) -> bool {
    let (mut pure, mut mixed, mut letters, mut vowels, mut odd, mut rising) =
        (0_usize, 0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    for word in words {
        let read: Vec<Option<char>> = word.iter().map(|byte| cyrillic_letter(*byte)).collect();
        let in_it: Vec<char> = read.iter().flatten().copied().filter(|letter| letter.is_alphabetic()).collect();
        let high = word.iter().filter(|byte| !byte.is_ascii()).count();
        letters += in_it.len();
        vowels += in_it.iter().filter(|letter| VOWELS.contains(**letter)).count();
        // Bytes that are letters of other languages, or rare signs, in this code page.
        odd += read.iter().filter(|letter| letter.is_none()).count();
        rising += in_it.iter().zip(in_it.iter().skip(1)).filter(|(a, b)| a.is_lowercase() && b.is_uppercase()).count();
        pure += usize::from(high == word.len() && in_it.len() >= 2);
        mixed += usize::from(high < word.len() && !in_it.is_empty());
    }
    let many = letters >= 10 && pure >= 2;
    many && mixed * 5 <= pure
        && odd * 20 <= letters
        && rising * 20 <= letters
        && vowels * 100 >= letters * 30
        && vowels * 100 <= letters * 65
}

/// The letter or common sign of a byte above ASCII; a space for other ASCII.
fn cyrillic_letter(byte: u8) -> Option<char> {
    if byte.is_ascii() {
        return Some(' ');
    }
    let letter = LETTERS.get(usize::from(byte & 0x7F)).copied().flatten()?;
    let own = ('А'..='я').contains(&letter) || "ЁёІіЇїЄєҐґЎў".contains(letter);
    (own || "№«»–—“”„’…\u{a0}°§".contains(letter)).then_some(letter)
}

fn western(words: &[&[u8]]) -> bool {
    let mut mixed = 0_usize;
    for word in words {
        let mut after = word.iter().skip(1).map(Some).chain([None]);
        let plain = word.iter().filter(|byte| byte.is_ascii()).count();
        let mut high = 0_usize;
        for byte in word.iter() {
            let next = after.next().flatten();
            let letter = char::from(*byte);
            // “São”: a letter that only goes before an o in the West, and hardly ever in Central Europe.
            let before_o = "Ããõ".contains(letter) && next.is_some_and(|next| b"oOe".contains(next));
            match letter {
                _ if byte.is_ascii() => {}
                _ if WESTERN.contains(letter) || before_o => high += 1,
                _ if SIGNS.contains(letter) => {}
                _ => return false,
            }
        }
        mixed += usize::from(high > 0 && high <= plain);
        if high > plain && word.len() > 2 {
            return false;
        }
    }
    mixed >= 1 && mixed * 2 >= words.len()
}
