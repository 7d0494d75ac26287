//! The words of DSM, and numbers as a language writes them.

use dsm_core::{
    measure::{ApplicationType, AssumptionName, Level, RatioForm, Role, Temporality},
    table::Membership,
    text::{self, Lang},
};
use pyo3::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Every list of words, by its name.
#[pyfunction]
pub(crate) fn words() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("application-type", ApplicationType::ALL.iter().map(|w| w.word()).collect()),
        ("assumption", AssumptionName::ALL.iter().map(|w| w.word()).collect()),
        ("level", Level::ALL.iter().map(|w| w.word()).collect()),
        ("membership", Membership::ALL.iter().map(|w| w.word()).collect()),
        ("ratio-form", RatioForm::ALL.iter().map(|w| w.word()).collect()),
        ("role", Role::ALL.iter().map(|w| w.word()).collect()),
        ("temporality", Temporality::ALL.iter().map(|w| w.word()).collect()),
    ])
}

/// A number as a language writes it.
#[pyfunction]
pub(crate) fn number_written(number: Decimal, language: &str) -> String {
    text::number(number, Lang::from_tag(language))
}

/// A word of the interface in a language; the name itself where there is none.
#[pyfunction]
pub(crate) fn label(name: &str, language: &str) -> String {
    let label = text::Label::named(name);
    label.map_or_else(|| name.to_owned(), |label| text::label(label, Lang::from_tag(language)).to_owned())
}
