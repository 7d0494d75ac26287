//! The decimal digits of every script.

/// The noughts of Unicode 16 (general category Nd), in order; the nine signs after each are its other digits.
const NOUGHTS: [char; 74] = [
    '\u{0030}', '\u{0660}', '\u{06F0}', '\u{07C0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0B66}',
    '\u{0BE6}', '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0DE6}', '\u{0E50}', '\u{0ED0}', '\u{0F20}', '\u{1040}',
    '\u{1090}', '\u{17E0}', '\u{1810}', '\u{1946}', '\u{19D0}', '\u{1A80}', '\u{1A90}', '\u{1B50}', '\u{1BB0}',
    '\u{1C40}', '\u{1C50}', '\u{A620}', '\u{A8D0}', '\u{A900}', '\u{A9D0}', '\u{A9F0}', '\u{AA50}', '\u{ABF0}',
    '\u{FF10}', '\u{104A0}', '\u{10D30}', '\u{10D40}', '\u{11066}', '\u{110F0}', '\u{11136}', '\u{111D0}',
    '\u{112F0}', '\u{11450}', '\u{114D0}', '\u{11650}', '\u{116C0}', '\u{116D0}', '\u{116DA}', '\u{11730}',
    '\u{118E0}', '\u{11950}', '\u{11BF0}', '\u{11C50}', '\u{11D50}', '\u{11DA0}', '\u{11F50}', '\u{16A60}',
    '\u{16AC0}', '\u{16B50}', '\u{1CCF0}', '\u{1D7CE}', '\u{1D7D8}', '\u{1D7E2}', '\u{1D7EC}', '\u{1D7F6}',
    '\u{1E140}', '\u{1E2F0}', '\u{1E4F0}', '\u{1E5F1}', '\u{1E950}', '\u{1FBF0}',
];

/// Whether a sign is a decimal digit: neither a fraction nor a number of a list, a circle or Roman letters.
pub(super) fn is_decimal(sign: char) -> bool {
    let before = NOUGHTS.partition_point(|nought| *nought <= sign);
    let nought = before.checked_sub(1).and_then(|at| NOUGHTS.get(at));
    nought.is_some_and(|nought| u32::from(sign) - u32::from(*nought) < 10)
}
