use super::*;
use crate::{
    error::{Error, Finding, Place, Result, Safe, codes},
    exchange::description::Description,
    measure::{Assumption, AssumptionName, Concept, Level, Making, Measure},
    table::{Absence, Absent, Axis, Cell, Figure, Mask, Membership, Status, Table},
};
use arrow_array::{
    Array, ArrayRef, Decimal128Array, Decimal256Array, DictionaryArray, Float64Array, Int8Array, Int64Array,
    LargeStringArray, RecordBatch, RecordBatchIterator, StringArray, StringViewArray, UInt8Array, UInt16Array,
    UInt64Array,
};
use arrow_buffer::i256;
use arrow_schema::{Field, Schema};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::{collections::HashMap, sync::Arc};

/// Reads batches of one schema.
fn read_all(batches: Vec<RecordBatch>, stated: Stated) -> Result<Arrived> {
    let schema = batches[0].schema();
    read(RecordBatchIterator::new(batches.into_iter().map(Ok), schema), stated)
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true))).unwrap()
}

fn back(table: &Table) -> Arrived {
    let batch = record_batch(&table.clone().disclose().unwrap()).unwrap();
    read_all(vec![batch], Stated::nothing()).unwrap()
}

fn flows() -> Stated {
    Stated::nothing()
        .measure(Measure::parse("cases:permit:one", "flow").unwrap())
        .concept(Concept::new("PERMITS"))
        .axis(Axis::category("SEX").membership(Membership::Fixed))
        .axis(Axis::time("TIME_PERIOD"))
}

fn two_rows(value: ArrayRef) -> RecordBatch {
    let sex: ArrayRef = Arc::new(StringArray::from(vec!["F", "M"]));
    let time: ArrayRef = Arc::new(StringArray::from(vec!["2024", "2024"]));
    batch(vec![("SEX", sex), ("TIME_PERIOD", time), ("OBS_VALUE", value)])
}

fn faults(error: &Error) -> Vec<String> {
    error.findings().iter().map(|f| format!("{} {}", f.rule().id(), f.place().unwrap())).collect()
}

fn figure() -> impl Strategy<Value = Cell> {
    let number = (0_i64..100_000, 0_u32..3).prop_map(|(m, s)| Decimal::new(m, s));
    let small = (0_i64..1000).prop_map(Decimal::from);
    prop_oneof![
        4 => number.clone().prop_map(|d| Cell::Figure(Figure::Exact(d))),
        1 => Just(Cell::Figure(Figure::Exact(Decimal::from(u64::MAX)))),
        2 => (small.clone(), small.clone())
            .prop_map(|(a, b)| Cell::Figure(Figure::Between { low: a.min(b), high: a.max(b) })),
        1 => number.clone().prop_map(|d| Cell::Figure(Figure::AtLeast(d))),
        1 => (number, small).prop_map(|(value, standard_error)| Cell::Figure(Figure::Estimate { value, standard_error })),
        1 => Just(Cell::Masked(Mask::Suppressed)),
        1 => prop_oneof![
            Just(Absence::NotApplicable),
            Just(Absence::NotCollected),
            Just(Absence::NotDelivered)
        ]
        .prop_map(Cell::Missing),
    ]
}

prop_compose! {
    fn tables()(
        cells in proptest::collection::btree_map((0_usize..5, 0_usize..3, 2020_u16..2024), (figure(), 0_u8..64), 0..40),
        whole in any::<bool>(),
        making in prop_oneof![Just("exact"), Just("nearest:5"), Just("small:5=1..5,10=6..12:0..4")],
        (zero, exhaustive, noted) in any::<(bool, bool, bool)>(),
    ) -> Table {
        let measure = Measure::parse("amount:EUR:nominal", "flow").unwrap().level(Level::First);
        let concept = Concept::new("FEES").with("duration", "12:intended").unwrap().with("relative", "true").unwrap();
        let sex = Axis::category("SEX").membership(Membership::Pinned).exhaustive(exhaustive).parent("C0", "C4");
        let mut builder = Table::builder(measure, concept)
            .axis(sex.totals(&["_T", "T"]).direction(zero))
            .axis(Axis::reporter("REF_AREA"))
            .axis(Axis::time("TIME_PERIOD"))
            .vintage("2024-06")
            .made_by(Making::parse(making).unwrap())
            .absent(if zero { Absent::Zero } else { Absent::Missing });
        if noted {
            let key: Vec<Arc<str>> = vec!["C1".into(), "A".into()];
            let note = Finding::new(codes::sem::STOCK_OVER_TIME).with("axis", Safe::term("SEX"));
            builder = builder
                .notes(vec![note.at(Place::series("t", key, Some("2024".into()))), Finding::new(codes::sem::UNIT_UNSTATED)])
                .assumptions(vec![
                    Assumption::new(AssumptionName::Split).on("SEX").weight("C1>C2", Decimal::new(5, 1)).value(Decimal::ONE)
                        .source("Källa").because("nobody", "a \"reason\""),
                ]);
        }
        for ((code, reporter, year), (cell, status)) in cells {
            let key = [format!("C{code}"), ["A", "B", "CD"][reporter].to_owned(), year.to_string()];
            let (cell, status) = if whole { (Cell::exact(i64::from(status)), 0) } else { (cell, status) };
            builder = builder.cell(&key, cell, Status::from_bits(status));
        }
        builder.build().unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn out_and_in_again_is_the_same_table(table in tables()) {
        let arrived = back(&table);
        prop_assert_eq!(&arrived.table, &table);
        prop_assert_eq!(arrived.table.axes(), table.axes());
        let described = |t: &Table| Description::of(&t.clone().disclose().unwrap());
        prop_assert_eq!(described(&arrived.table), described(&table));
        prop_assert!(arrived.findings.is_empty());
    }

    #[test]
    fn batches_and_slices_of_arrays_make_no_difference(table in tables(), cut in 0_usize..40) {
        let whole = record_batch(&table.clone().disclose().unwrap()).unwrap();
        let cut = cut.min(whole.num_rows());
        let parts = vec![whole.slice(0, cut), whole.slice(cut, whole.num_rows() - cut)];
        prop_assert_eq!(&read_all(parts, Stated::nothing()).unwrap().table, &table);
    }

    #[test]
    fn a_slice_comes_back_as_the_same_cells(table in tables(), code in 0_usize..5) {
        let code = format!("C{code}");
        if let Ok(slice) = table.slice("SEX", &[&code]) {
            let arrived = back(&slice).table;
            prop_assert_eq!(&arrived, &slice);
            // Codes that were left out are not known any more, so the axis claims nothing.
            let alone = table.axis("SEX").unwrap().codes().len() == 1;
            prop_assert!(alone || !arrived.axis("SEX").unwrap().declared().unwrap().exhaustive);
        }
    }
}

#[test]
fn columns_that_are_not_needed_are_not_there() {
    let table = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024"], "3");
    let names = |table: Table| -> Vec<String> {
        let schema = record_batch(&table.disclose().unwrap()).unwrap().schema();
        schema.fields().iter().map(|f| f.name().clone()).collect()
    };
    assert_eq!(names(table.build().unwrap()), ["TIME_PERIOD", "OBS_VALUE"]);
    let bounded = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2024"], "3..7 [P]");
    assert_eq!(names(bounded.build().unwrap()), ["TIME_PERIOD", "OBS_VALUE", "LOWER", "UPPER", "OBS_STATUS"]);
}

#[test]
fn every_type_of_integer_and_text_is_read() {
    let expected = read_all(vec![two_rows(Arc::new(Int64Array::from(vec![3, 4])))], flows()).unwrap().table;
    let values: Vec<ArrayRef> = vec![
        Arc::new(Int8Array::from(vec![3, 4])),
        Arc::new(UInt8Array::from(vec![3, 4])),
        Arc::new(UInt64Array::from(vec![3, 4])),
        Arc::new(Float64Array::from(vec![3.0, 4.0])),
        Arc::new(Decimal128Array::from(vec![300, 400]).with_precision_and_scale(10, 2).unwrap()),
        Arc::new(Decimal256Array::from(vec![i256::from(3), i256::from(4)]).with_precision_and_scale(60, 0).unwrap()),
        Arc::new(StringArray::from(vec!["3", "4"])),
    ];
    for value in values {
        let of = value.data_type().clone();
        assert_eq!(read_all(vec![two_rows(value)], flows()).unwrap().table, expected, "{of}");
    }
    let codes: Vec<ArrayRef> = vec![
        Arc::new(LargeStringArray::from(vec!["F", "M"])),
        Arc::new(StringViewArray::from(vec!["F", "M"])),
        Arc::new(vec!["F", "M"].into_iter().collect::<DictionaryArray<arrow_array::types::Int64Type>>()),
        Arc::new(DictionaryArray::new(
            UInt16Array::from(vec![1, 0]),
            Arc::new(StringViewArray::from(vec!["M", "F", "unused and unreadable"])),
        )),
    ];
    for sex in codes {
        let of = sex.data_type().clone();
        let time: ArrayRef = Arc::new(Int64Array::from(vec![2024, 2024]));
        let figures: ArrayRef = Arc::new(Int64Array::from(vec![3, 4]));
        let columns = batch(vec![("SEX", sex), ("TIME_PERIOD", time), ("OBS_VALUE", figures)]);
        assert_eq!(read_all(vec![columns], flows()).unwrap().table, expected, "{of}");
    }
}

#[test]
fn batches_may_have_different_dictionaries() {
    let part = |codes: Vec<&str>, year: &str| {
        let sex: ArrayRef = Arc::new(codes.into_iter().collect::<DictionaryArray<arrow_array::types::Int8Type>>());
        let time: ArrayRef = Arc::new(StringArray::from(vec![year, year]));
        batch(vec![("SEX", sex), ("TIME_PERIOD", time), ("OBS_VALUE", Arc::new(Int64Array::from(vec![1, 2])))])
    };
    let table = read_all(vec![part(vec!["F", "M"], "2023"), part(vec!["M", "X"], "2024")], flows()).unwrap().table;
    let rows: Vec<String> = table.rows().map(|r| format!("{} {}", r.key.join("@"), r.cell)).collect();
    assert_eq!(rows, ["F@2023 1", "M@2023 2", "M@2024 1", "X@2024 2"]);
}

#[test]
fn every_broken_figure_is_named_with_its_row() {
    let sex: ArrayRef =
        Arc::new(StringArray::from(vec![Some("A"), Some("B"), Some("C"), Some("D"), None, Some("F g")]));
    let time: ArrayRef = Arc::new(StringArray::from(vec!["2024"; 6]));
    let value: ArrayRef =
        Arc::new(Float64Array::from(vec![f64::NAN, f64::INFINITY, 1e300, 0.5, -1.0, f64::NEG_INFINITY]));
    let columns = batch(vec![("SEX", sex), ("TIME_PERIOD", time), ("OBS_VALUE", value)]);
    let error = read_all(vec![columns], flows()).unwrap_err();
    assert_eq!(error.code(), codes::tab::TABLE_INVALID);
    assert_eq!(
        faults(&error),
        [
            "TAB-013 OBS_VALUE[0]",
            "TAB-013 OBS_VALUE[1]",
            "TAB-013 OBS_VALUE[2]",
            "TAB-004 OBS_VALUE[3]",
            "TAB-006 SEX[4]",
            "TAB-003 OBS_VALUE[4]",
            "TAB-013 OBS_VALUE[5]",
            "TAB-006 SEX[5]",
        ]
    );
    assert_eq!(error.args().named("count").unwrap().as_count(), Some(8));
    assert!(!format!("{error:?}{:?}", error.findings()).contains("NaN"));
}

#[test]
fn decimals_beyond_28_digits_are_findings() {
    let ten_to_37 = 10_i128.pow(37);
    let value = Decimal128Array::from(vec![1, ten_to_37]).with_precision_and_scale(38, 0).unwrap();
    let error = read_all(vec![two_rows(Arc::new(value))], flows()).unwrap_err();
    assert_eq!(faults(&error), ["TAB-013 OBS_VALUE[1]"]);
    let wide = Decimal256Array::from(vec![i256::MAX, i256::ONE]).with_precision_and_scale(76, 0).unwrap();
    assert_eq!(faults(&read_all(vec![two_rows(Arc::new(wide))], flows()).unwrap_err()), ["TAB-013 OBS_VALUE[0]"]);
    // A million digits in a text are not rounded in silence.
    let text = StringArray::from(vec!["9".repeat(1_000_000), "1".to_owned()]);
    assert_eq!(faults(&read_all(vec![two_rows(Arc::new(text))], flows()).unwrap_err()), ["TAB-013 OBS_VALUE[0]"]);
    // Zeros at the end are no digits that matter.
    let zeros = Decimal128Array::from(vec![ten_to_37, 0]).with_precision_and_scale(38, 37).unwrap();
    assert!(read_all(vec![two_rows(Arc::new(zeros))], flows()).unwrap().table.cells().eq([1, 0].map(Cell::exact)));
}

#[test]
fn cells_that_contradict_themselves_are_findings() {
    let sex: ArrayRef = Arc::new(StringArray::from(vec!["A", "B", "C", "D", "E"]));
    let time: ArrayRef = Arc::new(StringArray::from(vec!["2024"; 5]));
    let value: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None, Some(3), None, Some(5)]));
    let lower: ArrayRef = Arc::new(Int64Array::from(vec![None, Some(2), Some(1), None, None]));
    let status: ArrayRef = Arc::new(StringArray::from(vec!["Q", "M", "A", "QO", "?"]));
    let columns =
        vec![("SEX", sex), ("TIME_PERIOD", time), ("OBS_VALUE", value), ("LOWER", lower), ("OBS_STATUS", status)];
    let error = read_all(vec![batch(columns)], flows()).unwrap_err();
    let expected = ["EXC-110 OBS_VALUE[0]", "EXC-110 OBS_VALUE[1]", "EXC-110 OBS_VALUE[2]", "EXC-109 OBS_STATUS[3]"];
    assert_eq!(faults(&error)[..4], expected);
    assert_eq!(faults(&error)[4], "EXC-109 OBS_STATUS[4]");
    assert_eq!(error.findings()[0].args().to_string(), "columns=OBS_VALUE, OBS_STATUS");
}

#[test]
fn a_null_is_missing_because_of_its_status_or_not_delivered() {
    let value: ArrayRef = Arc::new(Int64Array::from(vec![None, None]));
    let mut columns = two_rows(value).columns().to_vec();
    let status: ArrayRef = Arc::new(StringArray::from(vec![Some("L"), None]));
    columns.push(status);
    let names = ["SEX", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"];
    let batch = batch(names.into_iter().zip(columns).collect());
    let cells: Vec<String> = read_all(vec![batch], flows()).unwrap().table.cells().map(|c| c.to_string()).collect();
    assert_eq!(cells, ["not-collected", "not-delivered"]);
}

#[test]
fn columns_that_describe_nothing_are_read_in_the_weakest_way() {
    let arrived = read_all(vec![two_rows(Arc::new(Int64Array::from(vec![3, 4])))], Stated::nothing()).unwrap();
    assert_eq!(arrived.table.measure().to_string(), "unstated flow");
    let declared = arrived.table.axis("SEX").unwrap().declared().unwrap();
    assert_eq!((declared.membership, declared.exhaustive), (Membership::Overlapping, false));
    let only_time = Stated::nothing().axis(Axis::time("TIME_PERIOD"));
    let sliced = two_rows(Arc::new(Int64Array::from(vec![3, 4]))).slice(0, 1);
    let arrived = read_all(vec![sliced], only_time).unwrap();
    assert_eq!(arrived.findings[0].to_string(), "DSM-EXC-104 column-unused (column=SEX)");
}

#[test]
fn what_is_stated_may_not_contradict_the_table() {
    let table = read_all(vec![two_rows(Arc::new(Int64Array::from(vec![3, 4])))], flows()).unwrap().table;
    let batch = record_batch(&table.disclose().unwrap()).unwrap();
    let persons = Stated::nothing().measure(Measure::parse("persons-distinct", "flow").unwrap());
    let error = read_all(vec![batch.clone()], persons).unwrap_err();
    assert_eq!(error.to_string(), "DSM-EXC-108 statement-contradicted (part=measure)");
    assert!(read_all(vec![batch], flows()).is_ok());
}

#[test]
fn a_newer_format_is_refused_and_an_unknown_entry_noticed() {
    let table = read_all(vec![two_rows(Arc::new(Int64Array::from(vec![3, 4])))], flows()).unwrap().table;
    let batch = record_batch(&table.disclose().unwrap()).unwrap();
    let with = |change: &dyn Fn(&str) -> String| {
        let text = change(&batch.schema().metadata()[KEY]);
        let metadata = HashMap::from([(KEY.to_owned(), text), ("dsm:more".to_owned(), String::new())]);
        let schema = Arc::new(Schema::new_with_metadata(batch.schema().fields().clone(), metadata));
        read_all(vec![RecordBatch::try_new(schema, batch.columns().to_vec()).unwrap()], Stated::nothing())
    };
    let code = |result: Result<Arrived>| result.unwrap_err().code();
    assert_eq!(code(with(&|t| t.replace("dsm-table/1", "dsm-table/2"))), codes::exc::FORMAT_NEWER);
    assert_eq!(code(with(&|t| t.replace("dsm-table/1", "other/1"))), codes::exc::DESCRIPTION_UNREADABLE);
    assert_eq!(code(with(&|t| t.replace("\"flow\"", "\"river\""))), codes::exc::DESCRIPTION_UNREADABLE);
    assert_eq!(code(with(&|_| "{".repeat(100_000))), codes::exc::DESCRIPTION_UNREADABLE);
    let arrived = with(&|t| t.replacen('{', "{\"mood\":1,", 1)).unwrap();
    let entries: Vec<String> = arrived.findings.iter().map(|f| f.args().to_string()).collect();
    assert_eq!(entries, ["entry=table.mood", "entry=dsm:more"]);
}

#[test]
fn a_dictionary_of_too_many_codes_is_a_limit() {
    let values: ArrayRef = Arc::new(StringArray::new_null((1 << 24) + 1));
    let sex: ArrayRef = Arc::new(DictionaryArray::new(Int8Array::from(vec![0, 1]), values));
    let time: ArrayRef = Arc::new(StringArray::from(vec!["2024"; 2]));
    let columns = vec![("SEX", sex), ("TIME_PERIOD", time), ("OBS_VALUE", Arc::new(Int64Array::from(vec![1, 2])) as _)];
    assert_eq!(read_all(vec![batch(columns)], flows()).unwrap_err().code(), codes::tab::TABLE_TOO_LARGE);
}

#[test]
fn columns_missing_or_of_a_wrong_type_are_named() {
    let code = |columns: Vec<(&str, ArrayRef)>| {
        let fields: Vec<Field> = columns.iter().map(|(n, a)| Field::new(*n, a.data_type().clone(), true)).collect();
        let arrays = columns.into_iter().map(|(_, a)| a).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap();
        read_all(vec![batch], flows()).unwrap_err().to_string()
    };
    let text = || Arc::new(StringArray::from(vec!["2024"])) as ArrayRef;
    let truth = || Arc::new(arrow_array::BooleanArray::from(vec![true])) as ArrayRef;
    assert_eq!(code(vec![("TIME_PERIOD", text()), ("OBS_VALUE", text())]), "DSM-EXC-102 column-missing (column=SEX)");
    assert_eq!(
        code(vec![("SEX", truth()), ("TIME_PERIOD", text()), ("OBS_VALUE", text())]),
        "DSM-EXC-103 column-type (column=SEX, type=Boolean, what=codes)"
    );
    assert_eq!(
        code(vec![("SEX", text()), ("TIME_PERIOD", text()), ("OBS_VALUE", truth())]),
        "DSM-EXC-103 column-type (column=OBS_VALUE, type=Boolean, what=figures)"
    );
    assert_eq!(
        code(vec![("SEX", text()), ("SEX", text()), ("TIME_PERIOD", text()), ("OBS_VALUE", text())]),
        "DSM-EXC-111 column-twice (column=SEX)"
    );
}

#[test]
fn an_empty_stream_is_an_empty_table() {
    let empty = two_rows(Arc::new(Int64Array::from(vec![3, 4]))).slice(0, 0);
    let table = read_all(vec![empty], flows()).unwrap().table;
    assert!(table.is_empty());
    assert!(back(&table).table.is_empty());
}

#[test]
fn a_table_that_does_not_know_what_it_counts_is_told() {
    let unstated = || Table::builder(Measure::parse("unstated", "flow").unwrap(), Concept::new("UNSTATED"));
    let built = |builder: crate::table::TableBuilder, axis: Axis| {
        builder.axis(axis).axis(Axis::time("TIME_PERIOD")).row(&["F", "2024"], "1").build().unwrap()
    };
    let told = |table: &Table, stated: Stated| {
        let batch = record_batch(&table.clone().disclose().unwrap()).unwrap();
        read_all(vec![batch], stated).map(|arrived| arrived.table)
    };
    let table = built(unstated(), Axis::category("SEX"));
    let known = told(&table, flows().vintage("v1")).unwrap();
    assert_eq!((known.measure().to_string().as_str(), &*known.concept().id), ("cases:permit:one flow", "PERMITS"));
    assert_eq!((known.vintage(), known.axes()[0].declared().map(|it| it.membership)), ("v1", Some(Membership::Fixed)));
    // What it does say may not be contradicted: an axis of which something is declared, another measure once it is known.
    let declared = built(unstated(), Axis::category("SEX").membership(Membership::AtEvent));
    let flow = Measure::parse("person-events:entry", "flow").unwrap();
    for refused in [told(&declared, flows()), told(&known, Stated::nothing().measure(flow))] {
        assert_eq!(refused.unwrap_err().code().id(), "EXC-108");
    }
}
