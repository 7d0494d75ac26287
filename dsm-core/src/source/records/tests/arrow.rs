use super::*;
use arrow_array::{types::*, *};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use std::sync::Arc;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap()
}

/// What a column of one array is read as.
fn read(array: ArrayRef, kind: ColumnType) -> Vec<String> {
    let handed = batch(vec![("other", Arc::new(Int64Array::from(vec![1; array.len()]))), ("a", array)]);
    let records = ArrowRecords::new(&handed.schema(), &wanted(&[("a", kind)])).unwrap();
    let (rows, refused, ended) = all(&mut records.over([Ok(handed)].into_iter()));
    assert_eq!(ended, None);
    rows.into_iter().map(|row| row.concat()).chain(refused).collect()
}

#[test]
fn texts_are_read_however_they_are_held() {
    let texts = || vec![Some("a"), None, Some(" b ")];
    for array in [
        Arc::new(StringArray::from(texts())) as ArrayRef,
        Arc::new(LargeStringArray::from(texts())),
        Arc::new(StringViewArray::from(texts())),
    ] {
        assert_eq!(read(array, ColumnType::Date), ["a", "", "b"]);
    }
    fn coded<K: ArrowDictionaryKeyType>() -> ArrayRef {
        Arc::new([Some("a"), None, Some(" b "), Some("a")].into_iter().collect::<DictionaryArray<K>>())
    }
    for array in [coded::<Int8Type>(), coded::<UInt16Type>(), coded::<Int32Type>(), coded::<UInt64Type>()] {
        assert_eq!(read(array, ColumnType::Text), ["a", "-", "b", "a"]);
    }
    // What is declared to be a whole number is one in every carrier.
    let numbers = || vec![Some(" 007"), None, Some("b")];
    let read_as_integers = ["7", "-", "-", "Value(Finding(DSM-SRC-001 figure-unreadable at a[2]))"];
    assert_eq!(read(Arc::new(StringArray::from(numbers())), ColumnType::Integer), read_as_integers);
    let coded: DictionaryArray<Int32Type> = numbers().into_iter().collect();
    assert_eq!(read(Arc::new(coded), ColumnType::Integer), read_as_integers);
    let keys = Int32Array::from(vec![Some(0), Some(1), None]);
    let values = LargeStringArray::from(vec![None, Some("b")]);
    let nulls_within = DictionaryArray::try_new(keys, Arc::new(values)).unwrap();
    assert_eq!(read(Arc::new(nulls_within), ColumnType::Text), ["", "b", "-"]);
    let truths = BooleanArray::from(vec![Some(true), None, Some(false)]);
    assert_eq!(read(Arc::new(truths), ColumnType::Text), ["true", "-", "false"]);
    assert_eq!(read(Arc::new(NullArray::new(2)), ColumnType::DateTime), ["", ""]);
}

#[test]
fn whole_numbers_of_every_width_are_read() {
    macro_rules! each {
        ($($array:ident),*) => {$(
            let array = $array::from(vec![Some(7), None, Some(9)]);
            assert_eq!(read(Arc::new(array), ColumnType::Text), ["7", "-", "9"]);
        )*};
    }
    each!(Int8Array, Int16Array, Int32Array, Int64Array, UInt8Array, UInt16Array, UInt32Array, UInt64Array);
    let beyond = UInt64Array::from(vec![Some(u64::MAX), None, Some(9)]);
    assert_eq!(read(Arc::new(beyond), ColumnType::Integer), ["18446744073709551615", "", "9"]);
    let within = UInt64Array::new(vec![u64::MAX, 9].into(), Some(vec![false, true].into()));
    assert_eq!(read(Arc::new(within), ColumnType::Integer), ["-", "9"]);
    let decimal = Decimal128Array::from(vec![Some(-3), None]).with_precision_and_scale(12, 0).unwrap();
    assert_eq!(read(Arc::new(decimal), ColumnType::Integer), ["-3", "-"]);
}

#[test]
fn days_and_instants_become_what_is_wanted() {
    let days = || Arc::new(Date32Array::from(vec![Some(-1), None])) as ArrayRef;
    assert_eq!(read(days(), ColumnType::Date), ["-1d", "-"]);
    assert_eq!(read(days(), ColumnType::DateTime), ["-86400s", "-"]);
    assert_eq!(read(days(), ColumnType::Text), ["1969-12-31", ""]);
    assert_eq!(read(Arc::new(Date64Array::from(vec![-1, 86_400_000])), ColumnType::Date), ["-1d", "1d"]);
    for array in [
        Arc::new(TimestampSecondArray::from(vec![-1])) as ArrayRef,
        Arc::new(TimestampMillisecondArray::from(vec![-1])),
        Arc::new(TimestampMicrosecondArray::from(vec![-999_999])),
        Arc::new(TimestampNanosecondArray::from(vec![-1_000_000_000])),
    ] {
        assert_eq!(read(array.clone(), ColumnType::DateTime), ["-1s"]);
        assert_eq!(read(array.clone(), ColumnType::Date), ["-1d"]);
        assert_eq!(read(array, ColumnType::Text), ["1969-12-31T23:59:59"]);
    }
    let beyond = TimestampSecondArray::from(vec![i64::MAX, 0]);
    assert_eq!(
        read(Arc::new(beyond), ColumnType::Date),
        ["-", "0d", "Value(Finding(DSM-SRC-050 date-beyond-calendar at a[0]))"]
    );
}

#[test]
fn what_a_column_cannot_be_is_refused_before_any_row() {
    let list = DataType::List(Arc::new(Field::new_list_field(DataType::Int64, true)));
    let refused = |of: DataType, kind: ColumnType| {
        let schema = Schema::new(vec![Field::new("a", of, true)]);
        ArrowRecords::new(&schema, &wanted(&[("a", kind)])).unwrap_err().to_string()
    };
    let impossible = |kind, of| format!("DSM-SRC-045 column-type-impossible (column=a, kind={kind}, type={of})");
    assert_eq!(refused(list, ColumnType::Integer), impossible("integer", "List"));
    // A truth value or a day tells no persons apart.
    assert_eq!(refused(DataType::Boolean, ColumnType::Identifier), impossible("identifier", "Boolean"));
    assert_eq!(refused(DataType::Date32, ColumnType::Identifier), impossible("identifier", "Date"));
    assert_eq!(refused(DataType::Float64, ColumnType::Date), impossible("date", "Float"));
    assert_eq!(refused(DataType::Float64, ColumnType::Text), impossible("text", "Float"));
    assert_eq!(refused(DataType::Int32, ColumnType::Date), impossible("date", "Int"));
    assert_eq!(refused(DataType::Date32, ColumnType::Integer), impossible("integer", "Date"));
    assert_eq!(refused(DataType::Decimal128(10, 2), ColumnType::Integer), impossible("integer", "Decimal"));
    let zoned = DataType::Timestamp(TimeUnit::Second, Some("UTC".into()));
    assert_eq!(refused(zoned, ColumnType::DateTime), "DSM-SRC-046 time-zone-stated (column=a)");
    let twice = Schema::new(vec![Field::new("a", DataType::Utf8, true), Field::new("a", DataType::Utf8, true)]);
    let error = ArrowRecords::new(&twice, &wanted(&[("a", ColumnType::Text), ("b", ColumnType::Text)])).unwrap_err();
    assert_eq!((error.code().id(), error.findings().len()), ("SRC-013", 2));
}

#[test]
fn large_batches_are_cut_and_rows_keep_their_numbers() {
    let handed = |from: i64, to: i64| Ok(batch(vec![("a", Arc::new(Int64Array::from_iter_values(from..to)))]));
    let schema = Schema::new(vec![Field::new("a", DataType::Int64, true)]);
    let records = ArrowRecords::new(&schema, &wanted(&[("a", ColumnType::Integer)])).unwrap();
    let mut records = records.over([handed(0, 150_000), handed(0, 0), handed(0, 5)].into_iter());
    let (mut batch, mut seen) = (Batch::new(), Vec::new());
    while records.next(&mut batch).unwrap() {
        seen.push((batch.first, batch.rows, shown(&batch.columns[0], 0)));
        assert_eq!(batch.place(1, Some(0)).to_string(), format!("a[{}]", batch.first));
    }
    let rows = |first, rows, value: &str| (first, rows, value.to_owned());
    let expected =
        [rows(1, 65_536, "0"), rows(65_537, 65_536, "65536"), rows(131_073, 18_928, "131072"), rows(150_001, 5, "0")];
    assert_eq!(seen, expected);
    assert_eq!(records.progress(), (150_005, None));
}

#[test]
fn a_dictionary_is_copied_once_and_never_mixed_up() {
    let coded = |values: Vec<&str>| {
        let keys = Int32Array::from(vec![0, 1, 0]);
        Arc::new(DictionaryArray::try_new(keys, Arc::new(StringArray::from(values))).unwrap()) as ArrayRef
    };
    let (one, other) = (coded(vec!["a", "b"]), coded(vec!["c", "d"]));
    let of = |first: &ArrayRef, second: &ArrayRef| batch(vec![("x", first.clone()), ("y", second.clone())]);
    let columns = wanted(&[("x", ColumnType::Text), ("y", ColumnType::Text)]);
    let mut records = ArrowRecords::new(&of(&one, &other).schema(), &columns).unwrap();
    let mut into = Batch::new();
    let mut read = |from: &RecordBatch, into: &mut Batch| {
        records.convert(from, into).unwrap();
        [shown(&into.columns[0], 1), shown(&into.columns[1], 0)].concat()
    };
    assert_eq!(read(&of(&one, &other), &mut into), "bc");
    let copy = |batch: &Batch| match &batch.columns[0] {
        Column::Coded { values, .. } => values.as_ptr().addr(),
        _ => 0,
    };
    let before = copy(&into);
    assert_eq!(read(&of(&one, &other).slice(0, 2), &mut into), "bc");
    assert_eq!(copy(&into), before);
    into.columns.swap(0, 1);
    assert_eq!(read(&of(&one, &other), &mut into), "bc");
    assert_eq!(read(&of(&other, &one), &mut into), "da");
    let mut copied = into.clone();
    assert_eq!(read(&of(&other, &one), &mut copied), "da");
}

#[test]
fn arrays_that_lie_and_other_schemas_are_refused() {
    let schema = Schema::new(vec![Field::new("a", DataType::Utf8, true)]);
    let columns = wanted(&[("a", ColumnType::Text)]);
    let torn = [Err(arrow_schema::ArrowError::CDataInterface("x".into()))];
    let ended = |over: Vec<std::result::Result<RecordBatch, arrow_schema::ArrowError>>| {
        all(&mut ArrowRecords::new(&schema, &columns).unwrap().over(over.into_iter())).2
    };
    assert_eq!(ended(torn.into_iter().collect()), Some("EXC-101"));
    assert_eq!(ended(vec![Ok(batch(vec![("a", Arc::new(Int64Array::from(vec![1])))]))]), Some("EXC-101"));
    let mut into = Batch::new();
    let mut records = ArrowRecords::new(&schema, &columns).unwrap();
    let none = RecordBatch::new_empty(Arc::new(Schema::empty()));
    assert_eq!(records.convert(&none, &mut into).unwrap_err().code().id(), "EXC-101");
    assert_eq!((into.rows, into.columns[0].len()), (0, 0));
}
