//! The properties of the room `source` beyond delimited text.

use dsm_core::source::{self, Encoding, Grid, Guard, Layout, Numbers, NumbersSeen, Rows};
use rust_decimal::Decimal;
use std::io::Cursor;

/// Every row of some bytes, or the code of the refusal.
fn rows(data: &[u8], layout: &Layout) -> Result<Vec<Vec<String>>, &'static str> {
    let code = |error: dsm_core::error::Error| error.code().id();
    let mut rows = source::open(Cursor::new(data.to_vec()), "fuzz", layout).map_err(code)?;
    let (mut batch, mut all) = (Grid::new(), vec![rows.header().names().map(str::to_owned).collect()]);
    while rows.next(&mut batch).map_err(code)? {
        all.extend(batch.rows().map(|row| (0..row.len()).map(|column| row.text(column).to_owned()).collect()));
    }
    Ok(all)
}

/// What is found out never reads otherwise than what is stated, no letter is replaced, and text that is written in an encoding
/// reads as itself.
pub fn encodings(data: &[u8]) {
    let detected = rows(data, &Layout::default());
    if let Ok(all) = &detected {
        let stated = |encoding| rows(data, &Layout::default().encoding(encoding));
        assert!(Encoding::ALL.into_iter().any(|encoding| stated(encoding).as_ref() == Ok(all)), "no stated reading");
        let replaced = |text: &String| text.contains('\u{fffd}');
        assert!(
            !all.iter().flatten().any(replaced)
                || String::from_utf8_lossy(data).contains('\u{fffd}')
                    && data.windows(3).any(|three| three == "\u{fffd}".as_bytes())
        );
    }
    for (encoding, from) in [(Encoding::Latin1, 0xA0), (Encoding::Windows1251, 0x80)] {
        let bytes: Vec<u8> = data.iter().copied().filter(|byte| *byte >= from && *byte != 0x98).take(20_000).collect();
        let file = [b"A\n\"".as_slice(), &bytes, b"\"\n"].concat();
        let read = rows(&file, &Layout::default().encoding(encoding)).unwrap_or_default();
        let value = read.get(1).and_then(|row| row.first()).cloned().unwrap_or_default();
        assert_eq!(value.chars().count(), bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let plain: String = text.chars().filter(|letter| !"\"\0".contains(*letter)).collect();
        for (encoding, unit) in
            [(Encoding::Utf16Le, u16::to_le_bytes as fn(u16) -> [u8; 2]), (Encoding::Utf16Be, u16::to_be_bytes)]
        {
            let file: Vec<u8> = format!("A\n\"{plain}\"\n").encode_utf16().flat_map(unit).collect();
            let read = rows(&file, &Layout::default().encoding(encoding));
            assert!(
                read.is_err()
                    || plain.contains('\u{fffd}')
                    || read.unwrap_or_default().get(1).and_then(|row| row.first()) == Some(&plain)
            );
        }
    }
}

/// A figure is what a slow and obvious reading says; and what is found out from texts reads all of them that count.
pub fn numbers(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut seen = NumbersSeen::default();
    for line in text.lines().take(200) {
        seen.see(line);
        for numbers in Numbers::ALL {
            if let Ok(figure) = numbers.figure(line) {
                assert_eq!(Some(figure), obvious(numbers, line), "{line} as {}", numbers.word());
            }
        }
    }
    if let Ok((numbers, _)) = seen.settle() {
        for line in text.lines().take(200).filter(|line| !NumbersSeen::is_plain(line)) {
            assert!(numbers.figure(line).is_ok() || numbers.figure(line).is_err_and(|e| e.code().id() != "SRC-001"));
        }
    }
}

/// Removes the groups, writes a point, moves the point by the power: on letters, one after the other.
fn obvious(numbers: Numbers, text: &str) -> Option<Decimal> {
    let example = numbers.word();
    let mark = if example.ends_with(",5") { ',' } else { '.' };
    let lower = text.to_lowercase();
    let (mantissa, power) = lower.split_once('e').map_or((lower.as_str(), "0"), |(mantissa, power)| (mantissa, power));
    let power: i64 = power.trim_start_matches('+').parse().ok()?;
    let negative = mantissa.starts_with('-');
    let mut digits: Vec<char> = Vec::new();
    let mut places = None;
    for letter in mantissa.chars() {
        if letter == mark {
            places = Some(0_i64);
        } else if letter.is_ascii_digit() {
            digits.push(letter);
            places = places.map(|places| places + 1);
        }
    }
    let mut point = i64::try_from(digits.len()).ok()? - places.unwrap_or(0) + power;
    if digits.iter().all(|digit| *digit == '0') {
        return Some(Decimal::ZERO);
    }
    while point < 0 {
        digits.insert(0, '0');
        point += 1;
    }
    while i64::try_from(digits.len()).ok()? < point {
        digits.push('0');
    }
    let at = usize::try_from(point).ok()?;
    let (whole, rest) = (digits.iter().take(at).collect::<String>(), digits.iter().skip(at).collect::<String>());
    let whole = if whole.is_empty() { "0".to_owned() } else { whole };
    let plain = if rest.is_empty() { whole } else { format!("{whole}.{rest}") };
    Decimal::from_str_exact(&format!("{}{plain}", if negative { "-" } else { "" })).ok()
}

/// The first byte is a width: whatever the rest is, every row has as many values as the layout has columns, none longer than its
/// width, and a line of another width says so.
pub fn fixed(data: &[u8]) {
    let Some((width, rest)) = data.split_first() else { return };
    let widths = [usize::from(width % 7), usize::from(width / 7 % 7), 3];
    let layout = Layout::default().fixed(&[("A", widths[0]), ("B", widths[1]), ("C", widths[2])]);
    let Ok(mut rows) = source::open(Cursor::new(rest.to_vec()), "fuzz", &layout) else { return };
    let mut batch = Grid::new();
    while let Ok(true) = rows.next(&mut batch) {
        for row in batch.rows() {
            assert_eq!(row.len(), 3);
            let used: usize = (0..3).map(|column| row.text(column).chars().count()).sum();
            assert!(used <= widths.iter().sum());
            let _ = (row.complete(rows.header()).is_ok(), row.place(2));
        }
    }
}

/// Whatever a file says: findings with their places, no evidence, and the same again.
pub fn guard(data: &[u8]) {
    let judge = || {
        let mut rows = source::open(Cursor::new(data.to_vec()), "fuzz", &Layout::default()).ok()?;
        let (mut batch, mut guard) = (Grid::new(), Guard::new(rows.header()));
        while let Ok(true) = rows.next(&mut batch) {
            batch.rows().for_each(|row| guard.row(&row));
        }
        Some(guard.settle())
    };
    let found = judge();
    assert_eq!(found, judge());
    for finding in found.into_iter().flatten() {
        assert!(finding.place().is_some() && finding.evidence().is_none());
    }
}
