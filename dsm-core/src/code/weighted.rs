use super::CodeId;
use crate::error::{Error, Finding, Result, Safe, codes};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Which codes a code is split into, and by which weights. What comes out of it is an estimate, never a count.
///
/// A table is split by it under the assumption `split`, which names the source of the weights
/// ([`crate::table::Table::crosswalk`]): the weights are [`Weighted::weights`], the codes [`Weighted::targets`].
///
/// Source: semantics cases 43 and 70.
///
/// ```
/// use dsm_core::code::{CodeId, Weighted};
/// use rust_decimal::Decimal;
/// let part = |to: &str, weight| Ok::<_, dsm_core::error::Error>((CodeId::parse("CSK")?, CodeId::parse(to)?, weight));
/// let split = Weighted::new("OLD", "NEW", [part("CZE", Decimal::new(66, 2))?, part("SVK", Decimal::new(34, 2))?])?;
/// assert_eq!(split.split("CSK")?.len(), 2);
/// let wrong = Weighted::new("OLD", "NEW", [part("CZE", Decimal::new(66, 2))?, part("SVK", Decimal::new(33, 2))?]);
/// assert_eq!(wrong.unwrap_err().code().id(), "COD-014");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighted {
    from: Safe,
    to: Safe,
    parts: BTreeMap<CodeId, Vec<(CodeId, Decimal)>>,
}

impl Weighted {
    /// A mapping between two lists or schemes, named for messages: source code, target code, weight.
    ///
    /// # Errors
    /// `COD-014` for every code whose weights do not sum to one, are not above zero, or name a target twice: the first is the
    /// error, all are its findings.
    pub fn new(from: &str, to: &str, parts: impl IntoIterator<Item = (CodeId, CodeId, Decimal)>) -> Result<Self> {
        let mut all: BTreeMap<CodeId, Vec<(CodeId, Decimal)>> = BTreeMap::new();
        for (source, target, weight) in parts {
            all.entry(source).or_default().push((target, weight));
        }
        let wrong: Vec<Safe> =
            all.iter().filter(|(_, parts)| !whole(parts)).map(|(code, _)| Safe::term(code.as_str())).collect();
        if let Some(first) = wrong.first() {
            let rule = codes::cod::WEIGHTS_NOT_ONE;
            let findings = wrong.iter().map(|code| Finding::new(rule).with("code", code.clone())).collect();
            return Err(Error::new(rule).with("code", first.clone()).findings_of(findings));
        }
        for parts in all.values_mut() {
            parts.sort();
        }
        Ok(Self { from: Safe::term(from), to: Safe::term(to), parts: all })
    }

    /// The codes that a code is split into, with their weights, in the order of the codes.
    ///
    /// # Errors
    /// `COD-007` where the mapping has no place for it.
    pub fn split(&self, code: &str) -> Result<&[(CodeId, Decimal)]> {
        let unmapped =
            || Error::new(codes::cod::CODE_UNMAPPED).with("from", self.from.clone()).with("to", self.to.clone());
        self.parts.get(code).map(Vec::as_slice).ok_or_else(unmapped)
    }

    /// Which codes become which, as an operation on a table takes it.
    #[must_use]
    pub fn targets(&self) -> BTreeMap<String, Vec<String>> {
        let codes = |parts: &Vec<(CodeId, Decimal)>| parts.iter().map(|(code, _)| code.to_string()).collect();
        self.parts.iter().map(|(code, parts)| (code.to_string(), codes(parts))).collect()
    }

    /// The weights as the assumption `split` takes them: `CSK>CZE` and its weight.
    pub fn weights(&self) -> impl Iterator<Item = (String, Decimal)> {
        let parts = self.parts.iter().flat_map(|(code, parts)| parts.iter().map(move |part| (code, part)));
        parts.map(|(code, (target, weight))| (format!("{code}>{target}"), *weight))
    }
}

/// Whether weights are above zero, sum to one, and name each target once.
fn whole(parts: &[(CodeId, Decimal)]) -> bool {
    let targets: BTreeSet<&CodeId> = parts.iter().map(|(target, _)| target).collect();
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, (_, weight)| sum.checked_add(*weight));
    targets.len() == parts.len() && sum == Some(Decimal::ONE) && parts.iter().all(|(_, weight)| *weight > Decimal::ZERO)
}
