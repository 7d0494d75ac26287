use super::{place, report};
use crate::{
    code::{Mapping, Scheme},
    error::{Finding, FindingSink, Safe, codes::chk},
    table::Table,
};

/// The axis of citizenship or origin.
const CITIZENSHIP: &str = "CITIZENSHIP";

/// Own citizens among those who are foreign by definition: foreigners, refugees. The codes of countries are told by their
/// lists; where the axis has other codes nothing is said.
pub(super) fn own_citizens(table: &Table, sink: &mut dyn FindingSink) {
    let axes = table.axes();
    let reporter = axes.iter().position(|axis| axis.is_reporter());
    let citizenship = axes.iter().position(|axis| axis.id() == CITIZENSHIP);
    let (Some(reporter), Some(citizenship), true) = (reporter, citizenship, table.concept().relative) else { return };
    let Ok(own) = Mapping::built_in("COUNTRY", Scheme::Iso3166Alpha2, Scheme::Iso3166Alpha3) else { return };
    for row in table.rows() {
        let (Some(country), Some(citizens)) = (row.key.get(reporter), row.key.get(citizenship)) else { continue };
        let same = own.map(country).is_ok_and(|code| code.as_str() == &**citizens);
        let some = row.cell.figure().and_then(|figure| figure.low()).is_some_and(|low| low > 0.into());
        if same && some {
            let country = Safe::term(country);
            report(sink, Finding::new(chk::OWN_CITIZENS).with("country", country).at(place(table, &row.key)));
        }
    }
}
