use super::CodeId;
use crate::error::{Error, Place, Result, Safe, codes};
use std::collections::{BTreeMap, BTreeSet};

/// Which code of one list is which code of another. Many to one is exact; one to many is refused.
///
/// A figure of the Soviet Union cannot be given to one of its fifteen successors, nor shared out without stated weights.
///
/// Source: semantics cases 43 and 70.
///
/// ```
/// use dsm_core::code::{CodeId, Mapping};
/// let pair = |from, to| Ok::<_, dsm_core::error::Error>((CodeId::parse(from)?, CodeId::parse(to)?));
/// let merged = Mapping::new("DETAILED", "BROAD", [pair("SUBSIDIARY", "COM")?, pair("HUMANITARIAN", "COM")?])?;
/// assert_eq!(merged.map("HUMANITARIAN")?.as_str(), "COM");
/// let split = Mapping::new("OLD", "NEW", [pair("SUN", "UKR")?, pair("SUN", "RUS")?]);
/// assert_eq!(split.unwrap_err().code().id(), "COD-006");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    from: Safe,
    to: Safe,
    pairs: BTreeMap<CodeId, CodeId>,
    wider: BTreeMap<CodeId, Vec<CodeId>>,
}

impl Mapping {
    /// A mapping between two lists or schemes, named for messages.
    ///
    /// # Errors
    /// `COD-006` for every code that would go to several, with the codes: the first is the error, all are its findings.
    pub fn new(from: &str, to: &str, pairs: impl IntoIterator<Item = (CodeId, CodeId)>) -> Result<Self> {
        let mut targets: BTreeMap<CodeId, BTreeSet<CodeId>> = BTreeMap::new();
        for (source, target) in pairs {
            targets.entry(source).or_default().insert(target);
        }
        let splits = targets.iter().filter(|(_, several)| several.len() > 1);
        let args = |(code, several): (&CodeId, &BTreeSet<CodeId>)| {
            (Safe::term(code.as_str()), Safe::terms(several.iter().map(CodeId::as_str)))
        };
        let splits: Vec<(Safe, Safe)> = splits.map(args).collect();
        if let Some((code, several)) = splits.first() {
            let rule = codes::cod::ONE_TO_MANY;
            let finding = |(code, several): &(Safe, Safe)| {
                crate::error::Finding::new(rule).with("code", code.clone()).with("codes", several.clone())
            };
            let findings = splits.iter().map(finding).collect();
            let error = Error::new(rule).with("code", code.clone()).with("codes", several.clone());
            return Err(error.findings_of(findings));
        }
        let single =
            targets.into_iter().filter_map(|(source, several)| several.into_iter().next().map(|one| (source, one)));
        Ok(Self { from: Safe::term(from), to: Safe::term(to), pairs: single.collect(), wider: BTreeMap::new() })
    }

    /// The code that a code becomes.
    ///
    /// # Errors
    /// `COD-007` where the mapping has no place for it: nothing is dropped and nothing is guessed.
    pub fn map(&self, code: &str) -> Result<&CodeId> {
        let unmapped =
            || Error::new(codes::cod::CODE_UNMAPPED).with("from", self.from.clone()).with("to", self.to.clone());
        self.pairs.get(code).ok_or_else(unmapped)
    }

    /// The code that a code becomes, as it was read at a place.
    ///
    /// # Errors
    /// `COD-007` with the place.
    pub fn map_at(&self, code: &str, place: &Place) -> Result<&CodeId> {
        self.map(code).map_err(|error| error.at(place.clone()))
    }

    /// Every pair, in the order of the codes that are mapped.
    pub fn pairs(&self) -> impl Iterator<Item = (&CodeId, &CodeId)> {
        self.pairs.iter()
    }

    /// Which codes become which, as an operation on a table takes it ([`crate::table::Table::crosswalk`]).
    #[must_use]
    pub fn targets(&self) -> BTreeMap<String, Vec<String>> {
        self.pairs.iter().map(|(from, to)| (from.to_string(), vec![to.to_string()])).collect()
    }

    /// The codes whose people a code counts too, beside the one that it becomes: UNHCR's `SRB` is Serbia with Kosovo.
    ///
    /// Figures under such a code have another territory than those of the code it becomes: a difference of definition, which is
    /// said of the figures and not put right by a mapping.
    ///
    /// Source: semantics case 43.
    #[must_use]
    pub fn also_covered(&self, code: &str) -> &[CodeId] {
        self.wider.get(code).map_or(&[], Vec::as_slice)
    }

    pub(super) fn covering(mut self, code: CodeId, with: Vec<CodeId>) -> Self {
        self.wider.insert(code, with);
        self
    }

    /// This mapping and then another one: from UNHCR's codes to ISO's, and from there to regions. Codes that the second one has
    /// no place for have none in the result.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let pairs =
            self.pairs.iter().filter_map(|(from, through)| Some((from.clone(), next.pairs.get(through)?.clone())));
        Self { from: self.from.clone(), to: next.to.clone(), pairs: pairs.collect(), wider: BTreeMap::new() }
    }
}
