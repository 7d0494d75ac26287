use crate::error::{At, Error, Place, Result, codes::cnt};
use std::collections::BTreeSet;

/// Makes sure that nothing that is written replaces what is read, and that nothing is written twice: a register extract is not
/// to be lost to its own table. The names are those of one place each, however they were given.
///
/// ```
/// use dsm_core::count::apart;
/// assert!(apart(&["in.csv"], &["out.csv"]).is_ok());
/// assert_eq!(apart(&["in.csv"], &["in.csv"]).unwrap_err().code().id(), "CNT-062");
/// ```
///
/// # Errors
/// `CNT-062` at the first such place.
pub fn apart<S: AsRef<str>, T: AsRef<str>>(read: &[S], written: &[T]) -> Result<()> {
    let mut taken: BTreeSet<&str> = read.iter().map(AsRef::as_ref).collect();
    match written.iter().map(AsRef::as_ref).find(|place| !taken.insert(place)) {
        Some(place) => Err(Error::new(cnt::OUTPUT_IS_INPUT).at(Place::new(place, At::Whole))),
        None => Ok(()),
    }
}
