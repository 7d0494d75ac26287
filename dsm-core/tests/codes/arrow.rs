use crate::provoked::{Example, Provoked, error, finding};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, RecordBatchIterator, StringArray};
use arrow_schema::{ArrowError, Schema};
use dsm_core::error::{Result, codes::exc};
use dsm_core::exchange::arrow::{Arrived, KEY, Stated, read};
use dsm_core::measure::{Concept, Measure};
use dsm_core::table::{Axis, Table};
use std::{collections::HashMap, sync::Arc};

/// Reads one row of columns.
fn row(columns: Vec<(&str, ArrayRef)>, description: Option<String>, stated: Stated) -> Result<Arrived> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true))).unwrap();
    let metadata: HashMap<String, String> = description.map(|d| (KEY.to_owned(), d)).into_iter().collect();
    let schema = Arc::new(Schema::new_with_metadata(batch.schema().fields().clone(), metadata));
    let batch = RecordBatch::try_new(schema.clone(), batch.columns().to_vec()).unwrap();
    read(RecordBatchIterator::new([Ok(batch)], schema), stated)
}

fn time() -> (&'static str, ArrayRef) {
    ("TIME_PERIOD", Arc::new(StringArray::from(vec!["2024"])))
}

fn value() -> (&'static str, ArrayRef) {
    ("OBS_VALUE", Arc::new(Int64Array::from(vec![3])))
}

fn text(name: &'static str, text: &str) -> (&'static str, ArrayRef) {
    (name, Arc::new(StringArray::from(vec![text])))
}

fn described(change: impl Fn(String) -> String, stated: Stated) -> Result<Arrived> {
    let builder = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
    let table = builder.axis(Axis::time("TIME_PERIOD")).row(&["2024"], "3").build().unwrap();
    let description = dsm_core::exchange::description::Description::of(&table.disclose().unwrap());
    row(vec![time(), value()], Some(change(description.to_json())), stated)
}

fn found(read: Result<Arrived>, rule: dsm_core::error::Code) -> Provoked {
    match read {
        Ok(arrived) => finding(&arrived.findings, rule),
        Err(error) => finding(error.findings(), rule),
    }
}

pub(super) const EXAMPLES: &[Example] = &[
    (exc::ARROW_INVALID, || {
        let schema = Arc::new(Schema::new(vec![
            arrow_schema::Field::new("TIME_PERIOD", arrow_schema::DataType::Utf8, true),
            arrow_schema::Field::new("OBS_VALUE", arrow_schema::DataType::Int64, true),
        ]));
        let broken: [std::result::Result<RecordBatch, ArrowError>; 1] = [Err(ArrowError::CDataInterface("".into()))];
        error(read(RecordBatchIterator::new(broken, schema), Stated::nothing()))
    }),
    (exc::COLUMN_MISSING, || error(row(vec![time()], None, Stated::nothing()))),
    (exc::COLUMN_TYPE, || {
        let truth: ArrayRef = Arc::new(arrow_array::BooleanArray::from(vec![true]));
        error(row(vec![time(), ("OBS_VALUE", truth)], None, Stated::nothing()))
    }),
    (exc::COLUMN_UNUSED, || {
        let stated = Stated::nothing().axis(Axis::time("TIME_PERIOD"));
        found(row(vec![time(), value(), text("SEX", "F")], None, stated), exc::COLUMN_UNUSED)
    }),
    (exc::FORMAT_NEWER, || error(described(|d| d.replace("dsm-table/1", "dsm-table/2"), Stated::nothing()))),
    (exc::DESCRIPTION_UNREADABLE, || error(described(|_| "none".into(), Stated::nothing()))),
    (exc::DESCRIPTION_UNKNOWN, || {
        let more = |d: String| d.replacen('{', "{\"mood\":1,", 1);
        found(described(more, Stated::nothing()), exc::DESCRIPTION_UNKNOWN)
    }),
    (exc::STATEMENT_CONTRADICTED, || error(described(|d| d, Stated::nothing().concept(Concept::new("VISAS"))))),
    (exc::STATUS_UNREADABLE, || {
        found(row(vec![time(), value(), text("OBS_STATUS", "?")], None, Stated::nothing()), exc::STATUS_UNREADABLE)
    }),
    (exc::CELL_CONTRADICTORY, || {
        found(row(vec![time(), value(), text("OBS_STATUS", "Q")], None, Stated::nothing()), exc::CELL_CONTRADICTORY)
    }),
    (exc::COLUMN_TWICE, || {
        let columns = [time(), time(), value()];
        let fields: Vec<_> =
            columns.iter().map(|(n, a)| arrow_schema::Field::new(*n, a.data_type().clone(), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(schema.clone(), columns.into_iter().map(|(_, a)| a).collect()).unwrap();
        error(read(RecordBatchIterator::new([Ok(batch)], schema), Stated::nothing()))
    }),
];
