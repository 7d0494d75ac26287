use crate::provoked::{Example, error, finding};
use dsm_core::error::codes::tab;
use dsm_core::measure::{Concept, Making, Measure};
use dsm_core::table::{Axis, Cell, KeyColumn, Membership, Status, Table, TableBuilder};
use rust_decimal::Decimal;
use std::sync::Arc;

fn permits(temporality: &str) -> TableBuilder {
    Table::builder(Measure::parse("cases:permit:one", temporality).unwrap(), Concept::new("PERMITS"))
        .axis(Axis::category("SEX").membership(Membership::Fixed).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"))
}

fn faults(builder: TableBuilder) -> Vec<dsm_core::error::Finding> {
    builder.build().unwrap_err().findings().to_vec()
}

fn good() -> Table {
    permits("flow").row(&["F", "2024"], "3").row(&["M", "2024"], "4").build().unwrap()
}

pub(super) const EXAMPLES: &[Example] = &[
    (tab::AXES_WRONG, || error(permits("flow").axis(Axis::time("ANOTHER")).build())),
    (tab::DUPLICATE_KEY, || {
        finding(&faults(permits("flow").row(&["F", "2024"], "3").row(&["F", "2024"], "4")), tab::DUPLICATE_KEY)
    }),
    (tab::NEGATIVE_COUNT, || finding(&faults(permits("flow").row(&["F", "2024"], "-3")), tab::NEGATIVE_COUNT)),
    (tab::FRACTIONAL_COUNT, || finding(&faults(permits("flow").row(&["F", "2024"], "3.5")), tab::FRACTIONAL_COUNT)),
    (tab::LENGTHS_DIFFER, || error(permits("flow").row(&["F"], "3").build())),
    (tab::CODE_UNREADABLE, || finding(&faults(permits("stock").row(&["F", "2024-Q1"], "3")), tab::CODE_UNREADABLE)),
    (tab::FIGURE_TOO_LARGE, || {
        let cell = |d: Decimal| Cell::exact(d);
        let (large, small) = (cell(Decimal::MAX), cell(Decimal::new(1, 10)));
        let table =
            permits("change").cell(&["F", "2024"], large, Status::NORMAL).cell(&["M", "2024"], small, Status::NORMAL);
        error(table.build())
    }),
    (tab::AXIS_UNKNOWN, || error(good().slice("AGE", &["Y18"]))),
    (tab::CODE_UNKNOWN, || error(good().slice("SEX", &["X"]))),
    (tab::TABLE_INVALID, || error(permits("flow").row(&["F", "2024"], "-3").build())),
    (tab::TABLE_TOO_LARGE, || {
        // Eight axes of 300 codes each: more keys than 64 bits can tell apart.
        let axes = (0..8)
            .fold(Table::builder(Measure::parse("unstated", "flow").unwrap(), Concept::new("C")), |b, i| {
                b.axis(Axis::category(&format!("A{i}")))
            });
        let codes: Vec<Arc<str>> = (0..300).map(|c| Arc::from(format!("C{c}"))).collect();
        let column = KeyColumn { dictionary: codes, keys: (0..300).collect() };
        let time = KeyColumn { dictionary: vec![Arc::from("2024")], keys: vec![0; 300] };
        let keys = (0..8).map(|_| column.clone()).chain([time]).collect();
        error(axes.axis(Axis::time("TIME_PERIOD")).build_whole(keys, vec![1; 300]))
    }),
    (tab::FIGURES_CONCEALED, || {
        let owner = permits("flow").concealed(&["F", "2024"], Decimal::from(3), Status::NORMAL).build().unwrap();
        error(owner.disclose())
    }),
    (tab::FIGURE_UNREADABLE, || finding(&faults(permits("flow").row(&["F", "2024"], "three")), tab::FIGURE_UNREADABLE)),
    (tab::INTERVAL_REVERSED, || finding(&faults(permits("flow").row(&["F", "2024"], "5..2")), tab::INTERVAL_REVERSED)),
    (tab::MAKING_CONTRADICTED, || {
        let rounded = permits("flow").making(Making::parse("nearest:5").unwrap()).row(&["F", "2024"], "7");
        finding(&faults(rounded), tab::MAKING_CONTRADICTED)
    }),
    (tab::ROW_UNKNOWN, || error(good().at(&["X", "2024"]))),
];
