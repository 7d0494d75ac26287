use crate::provoked::{Example, error};
use dsm_core::catalogue::Catalogue;
use dsm_core::count::{Count, Dialect, Field, Rule, Specification, Statement};
use dsm_core::error::{Result, codes::cnt};
use dsm_core::time::{Day, Frequency};

/// A count of crossings as a statement.
fn said(count: &str) -> Result<Statement> {
    let day = |text| Day::parse(text).unwrap();
    let crossings = Specification::new("crossing", day("2024-01-01"), day("2024-12-31")).person("person").date("day");
    let crossings = crossings
        .direction("way", &["in"], &["out"])
        .count(Count::flow("all", Frequency::Annual))
        .count(Count::residence("moved", Frequency::Annual, &[Rule::parse("12").unwrap()]));
    Statement::new(&crossings, count, &Catalogue::preset("dsm").unwrap(), Dialect::Sqlite, "crossings")
}

pub(crate) const EXAMPLES: &[Example] = &[
    (cnt::NOT_A_STATEMENT, || error(said("moved"))),
    (cnt::RESULT_UNREADABLE, || error(said("all").unwrap().tables([[Field::Missing]]))),
];
