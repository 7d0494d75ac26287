//! The text of a pattern.
//!
//! What tools understand differently is not understood here: names of signs (`\w`, `\p`), sets taken from each other, anchors in the middle.

use super::{MOST_STATES, Signs, Tree};
use std::{iter::Peekable, str::Chars};

/// Groups stand in each other so deep at most.
const MOST_NESTED: usize = 32;

/// The parts of a pattern. It is of the whole value as it stands; whoever writes that down with `^` and `$` means the same.
pub(super) fn tree(text: &str) -> Option<Tree> {
    let bare = text.strip_prefix('^').unwrap_or(text);
    let bare = bare.strip_suffix('$').filter(|before| !before.ends_with('\\')).unwrap_or(bare);
    let mut reader = Reader { rest: bare.chars().peekable(), depth: 0 };
    let tree = reader.either()?;
    // An anchor is of the alternative that it stands in, a pattern without is of the whole value.
    let anchored = bare.len() < text.len() && matches!(tree, Tree::Either(_));
    (reader.rest.next().is_none() && !anchored).then_some(tree)
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
    depth: usize,
}

impl Reader<'_> {
    fn either(&mut self) -> Option<Tree> {
        let mut all = vec![self.chain()?];
        while self.rest.next_if_eq(&'|').is_some() {
            all.push(self.chain()?);
        }
        if all.len() == 1 { all.pop() } else { Some(Tree::Either(all)) }
    }

    fn chain(&mut self) -> Option<Tree> {
        let mut all = Vec::new();
        while let Some(sign) = self.rest.next_if(|sign| !matches!(sign, '|' | ')')) {
            let part = self.part(sign)?;
            all.push(self.repeated(part)?);
        }
        Some(Tree::Chain(all))
    }

    fn part(&mut self, sign: char) -> Option<Tree> {
        Some(match sign {
            '(' => {
                self.depth += 1;
                if self.depth > MOST_NESTED || self.rest.peek() == Some(&'?') {
                    return None;
                }
                let inner = self.either()?;
                self.depth -= 1;
                self.rest.next_if_eq(&')')?;
                inner
            }
            '[' => Tree::Sign(self.set()?),
            '\\' => Tree::Sign(self.escaped()?),
            '.' => Tree::Sign(Signs { others: true, ranges: vec![('\n', '\n'), ('\r', '\r')], ..Signs::default() }),
            '?' | '*' | '+' | '{' | '}' | ']' | '^' | '$' => return None,
            sign => Tree::Sign(one(sign)),
        })
    }

    fn repeated(&mut self, part: Tree) -> Option<Tree> {
        let (least, most) = match self.rest.next_if(|sign| matches!(sign, '?' | '*' | '+' | '{')) {
            None => return Some(part),
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some(_) => self.times()?,
        };
        // A second mark is of other languages: it says how much is taken, which of a whole value nobody can tell.
        let more = matches!(self.rest.peek(), Some('?' | '*' | '+' | '{'));
        (!more).then(|| Tree::Repeat(Box::new(part), least, most))
    }

    fn times(&mut self) -> Option<(usize, Option<usize>)> {
        let least = self.number()?;
        match self.rest.next()? {
            '}' => Some((least, Some(least))),
            ',' if self.rest.next_if_eq(&'}').is_some() => Some((least, None)),
            ',' => {
                let most = self.number()?;
                self.rest.next_if_eq(&'}')?;
                (least <= most).then_some((least, Some(most)))
            }
            _ => None,
        }
    }

    fn number(&mut self) -> Option<usize> {
        let mut text = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            text.push(digit);
        }
        text.parse().ok().filter(|number| *number <= MOST_STATES)
    }

    /// What a backslash begins.
    fn escaped(&mut self) -> Option<Signs> {
        let blank = [' ', '\t', '\n', '\r'];
        Some(match self.rest.next()? {
            'd' => Signs { digits: true, ..Signs::default() },
            's' => Signs { ranges: blank.map(|sign| (sign, sign)).to_vec(), ..Signs::default() },
            'S' => Signs { ranges: blank.map(|sign| (sign, sign)).to_vec(), others: true, digits: false },
            'n' => one('\n'),
            'r' => one('\r'),
            't' => one('\t'),
            sign if sign.is_ascii_punctuation() => one(sign),
            _ => return None,
        })
    }

    /// The signs between square brackets.
    fn set(&mut self) -> Option<Signs> {
        let mut all = Signs { others: self.rest.next_if_eq(&'^').is_some(), ..Signs::default() };
        loop {
            let sign = self.rest.next()?;
            let from = match sign {
                ']' if all.digits || !all.ranges.is_empty() => return Some(all),
                ']' | '[' => return None,
                '\\' => {
                    let own = self.escaped().filter(|own| !own.others)?;
                    all.digits |= own.digits;
                    match own.ranges.as_slice() {
                        [(from, to)] if from == to => *from,
                        ranges => {
                            all.ranges.extend(ranges);
                            continue;
                        }
                    }
                }
                sign => sign,
            };
            let range = self.rest.peek() == Some(&'-') && !matches!(self.rest.clone().nth(1), Some(']') | None);
            let to = if range { self.until()? } else { from };
            if from > to {
                return None;
            }
            all.ranges.push((from, to));
        }
    }

    /// The end of a range.
    fn until(&mut self) -> Option<char> {
        self.rest.next_if_eq(&'-')?;
        match self.rest.next()? {
            '[' => None,
            '\\' => match self.escaped()?.ranges.as_slice() {
                [(from, to)] if from == to => Some(*from),
                _ => None,
            },
            sign => Some(sign),
        }
    }
}

fn one(sign: char) -> Signs {
    Signs { ranges: vec![(sign, sign)], ..Signs::default() }
}
