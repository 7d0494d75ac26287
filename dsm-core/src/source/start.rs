use super::{
    Encoding, Input,
    encoding::{Start, look},
    pieces::{Pieces, feeds},
};
use crate::error::{At, Error, Finding, Place, Result, Safe, codes::src};
use std::sync::Arc;

/// How far a file is looked through for a letter beyond ASCII.
const FAR: usize = 16 << 20;
/// How much is looked at from the piece on that has one.
const SAMPLE: usize = 256 << 10;

/// Finds out from its start in which encoding a file is written, and how long its mark is.
pub(super) fn find<R: Input>(
    pieces: &mut Pieces<R>,
    file: &Arc<str>,
    stated: Option<Encoding>,
    records: bool,
    noticed: &mut Vec<Finding>,
) -> Result<(Encoding, usize)> {
    let whole = || Place::new(file.clone(), At::Whole);
    pieces.rewind().map_err(|error| Error::new(src::READ_FAILED).at(whole()).caused_by(error))?;
    let (mut head, mut sample, mut passed, mut line) = (Vec::new(), Vec::new(), 0, 1);
    // Where the file breaks off is said when its lines are read.
    while pieces.next().unwrap_or(false) {
        let piece = pieces.piece();
        if head.len() < Pieces::<R>::SIZE {
            head.extend_from_slice(piece);
        }
        passed += piece.len();
        if !sample.is_empty() || !piece.is_ascii() {
            sample.extend_from_slice(piece);
        } else if stated.is_none() {
            line += feeds(piece);
        }
        let seen = if stated.is_some() { head.len() >= Pieces::<R>::SIZE } else { sample.len() >= SAMPLE };
        if seen || (sample.is_empty() && passed >= FAR) {
            break;
        }
    }
    let named = |encoding: Encoding| Safe::word(encoding.word());
    let (encoding, mark) = match look(&head, (&sample, sample.len() >= SAMPLE), stated, records) {
        Start::Other(form) => return Err(form.refused(file)),
        Start::Unclear(first) => {
            let line = first.and_then(|first| sample.get(..first)).map_or(1, |before| line + feeds(before));
            return Err(Error::new(src::ENCODING_UNCLEAR).at(Place::line(file.clone(), line, 0)));
        }
        Start::Text { encoding, mark } => {
            if stated.is_none() && encoding != Encoding::Utf8 {
                let finding = Finding::new(src::ENCODING_DETECTED).with("encoding", named(encoding));
                noticed.push(finding.at(whole()));
            }
            (encoding, mark)
        }
        Start::Marked { encoding, mark } => {
            let stated = stated.unwrap_or(encoding);
            let finding = Finding::new(src::MARK_AGAINST_ENCODING).with("encoding", named(stated));
            noticed.push(finding.with("mark", named(encoding)).at(whole()));
            (encoding, mark)
        }
    };
    Ok((encoding, mark))
}
