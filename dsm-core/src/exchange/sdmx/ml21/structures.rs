//! Structure messages of SDMX-ML 2.1. They are read by [`crate::exchange::sdmx::ml::structures`], whatever
//! their version.

use crate::{
    error::{FindingSink, Result},
    exchange::sdmx::{Header, ml, ml::Version, structures::Structures},
};
use std::io::Write;

/// Writes structures as a message of SDMX-ML 2.1: the same structures and header give the same bytes.
///
/// Findings: `EXC-224` for each thing that 2.1 cannot say.
///
/// # Errors
/// `EXC-001` when the bytes cannot be written; `EXC-234` for a character that XML cannot write.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{Header, ml, ml21, structures::{Class, Identity, Item, ItemScheme, Maintained}}};
/// use dsm_core::exchange::sdmx::structures::{Structures, Wording};
/// let sexes = Maintained::new(Identity::parse("DSM:CL_SEX(1.0)")?).named(Wording::none().with("ru", "Пол"));
/// let mut list = ItemScheme::new(Class::Codelist, sexes);
/// list.items.push(Item::new("F").named(Wording::none().with("ru", "Женщины")));
/// let structures = Structures { schemes: vec![list], ..Structures::none() };
/// let (mut file, mut found) = (Vec::new(), Collected::new());
/// ml21::structures::write(&structures, &Header::new("LISTS", "DSM", "2025-03-01"), &mut file, &mut found)?;
/// assert_eq!(ml::structures::read(std::io::Cursor::new(file), "lists.xml", &mut found)?, structures);
/// // What holds a character that XML does not have is not written.
/// let mut wrong = structures;
/// wrong.schemes[0].items[0].names.add("ru", "\u{1}");
/// let refused = ml21::structures::write(&wrong, &Header::new("LISTS", "DSM", "2025-03-01"), &mut Vec::new(), &mut found);
/// assert_eq!(refused.unwrap_err().code().id(), "EXC-234");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: SDMX 2.1, section 3, `SDMXMessage.xsd`, `SDMXStructure.xsd`.
pub fn write(
    structures: &Structures,
    header: &Header,
    out: &mut dyn Write,
    findings: &mut dyn FindingSink,
) -> Result<()> {
    ml::structures::write(Version::V21, structures, header, out, findings)
}
