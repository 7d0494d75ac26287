use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::catalogue::Catalogue;
use dsm_core::count::{Count, Counted, Counter, Dimension, Pin, Rule, Specification, Totals, Unit};
use dsm_core::error::{
    Code, Collected, Error, Result,
    codes::{self, cnt},
};
use dsm_core::source::{self, Layout, Means, NoRecords, Scratch, Spool, TextRecords, Wanted};
use dsm_core::time::{Day, Frequency, Moment};
use std::io::Cursor;

/// A year of crossings.
fn crossings() -> Specification {
    let day = |text| Day::parse(text).unwrap();
    Specification::new("crossing", day("2024-01-01"), day("2024-12-31"))
        .person("person")
        .date("day")
        .birth("birth")
        .direction("way", &["in"], &["out"])
        .dimension(Dimension::column("SEX", "sex").fixed().of_list("SEX"))
        .dimension(Dimension::column("AGAIN", "sex").fixed_by(Pin::First).others_themselves())
}

/// All crossings by sex, in persons.
fn by_sex(axis: &str) -> Count {
    Count::flow("all", Frequency::Annual).units(&[Unit::Persons]).by(&[axis]).totals(Totals::All)
}

/// Permits, or files that are opened and closed.
fn files() -> Specification {
    let day = |text| Day::parse(text).unwrap();
    Specification::new("application", day("2024-01-01"), day("2024-12-31")).interval("day", "until")
}

fn counter(specification: &Specification) -> Result<Counter<'static>> {
    Counter::new(specification, &Catalogue::preset("dsm")?, Means::quiet(Moment::parse("2025-01-01")?))
}

fn records(text: &str, wanted: &[Wanted]) -> TextRecords<Cursor<String>> {
    let text = format!("person,day,until,birth,way,sex\n{text}\n");
    TextRecords::new(source::open(Cursor::new(text), "cards.csv", &Layout::default()).unwrap(), wanted).unwrap()
}

fn counted(specification: &Specification, text: &str, sink: &mut Collected) -> Result<Counted> {
    let mut counter = counter(specification)?;
    let wanted = counter.wanted().to_vec();
    counter.read(&mut records(text, &wanted), sink)?;
    counter.finish(sink)
}

/// What is found in records.
fn found(rule: Code, specification: &Specification, text: &str) -> Provoked {
    let mut sink = Collected::new();
    counted(specification, text, &mut sink).unwrap();
    finding(sink.findings(), rule)
}

/// A footnote of a table.
fn noted(rule: Code, specification: &Specification, text: &str, table: &str) -> Provoked {
    let table = counted(specification, text, &mut Collected::new()).unwrap().table(table).unwrap();
    finding(table.notes(), rule)
}

fn flow() -> Specification {
    crossings().count(by_sex("SEX"))
}

fn stock() -> Specification {
    crossings().with_places().count(Count::stock("present", Frequency::Month))
}

/// Scratch space that cannot be had.
struct Full;

impl Scratch for Full {
    fn space(&self) -> Result<Box<dyn Spool>> {
        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("full"))
            }
        }
        impl std::io::Write for Broken {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("full"))
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        impl std::io::Seek for Broken {
            fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
                Ok(0)
            }
        }
        Ok(Box::new(Broken))
    }
}

fn without_scratch() -> Result<()> {
    let means = Means { scratch: &Full, memory: 1, ..Means::quiet(Moment::parse("2025-01-01")?) };
    let mut counter = Counter::new(&flow(), &Catalogue::preset("dsm")?, means)?;
    let wanted = counter.wanted().to_vec();
    let many: Vec<String> = (0..20_000).map(|n| format!("P{n},2024-05-01,,1980-01-01,in,F")).collect();
    counter.read(&mut records(&many.join("\n"), &wanted), &mut Collected::new())
}

fn many_dimensions() -> Specification {
    let ids: Vec<String> = (0..13).map(|n| format!("D{n}")).collect();
    let all = ids.iter().fold(crossings(), |all, id| all.dimension(Dimension::column(id, "sex").others_themselves()));
    let by: Vec<&str> = ids.iter().map(String::as_str).collect();
    all.count(Count::flow("all", Frequency::Annual).by(&by))
}

/// A value of the register is said to be a code that the list does not have.
fn badly_mapped() -> Specification {
    let sex = Dimension::column("SEX", "sex").of_list("SEX").code("woman", "W");
    let day = |text| Day::parse(text).unwrap();
    let cards = Specification::new("crossing", day("2024-01-01"), day("2024-12-31")).person("person").date("day");
    cards.dimension(sex).count(by_sex("SEX"))
}

const GOOD: &str = "A1,2024-05-01,,1980-01-01,in,F";

pub(super) const EXAMPLES: &[Example] = &[
    (cnt::SPECIFICATION_UNREADABLE, || error(Specification::default().declare("records", "datum", "x"))),
    (cnt::SPECIFICATION_NO_TOML, || {
        error(Specification::from_toml("c.toml", "format = \"dsm-count/1\"\nreporter = \n"))
    }),
    (cnt::SPECIFICATION_OF_OTHER_FORMAT, || error(Specification::from_toml("c.toml", "format = \"dsm-count\"\n"))),
    (cnt::SPECIFICATION_INCOMPLETE, || error(counter(&crossings()))),
    (cnt::SPECIFICATION_CONTRADICTS, || {
        error(counter(&crossings().dimension(Dimension::column("WHO", "person")).count(by_sex("WHO"))))
    }),
    (cnt::UNIT_NOT_COUNTABLE, || error(counter(&flow().many_persons()))),
    (cnt::DIMENSION_NOT_DECLARED, || error(counter(&crossings().count(by_sex("AGE"))))),
    (cnt::INDICATOR_DIFFERS, || error(counter(&crossings().count(by_sex("SEX").of("FOREIGNERS"))))),
    (cnt::MAPPED_TO_NO_CODE, || error(counter(&badly_mapped()))),
    (cnt::CODE_NOT_IN_LIST, || finding(counter(&badly_mapped()).err().unwrap().findings(), cnt::CODE_NOT_IN_LIST)),
    (cnt::VALUES_UNSAID, || {
        error(counter(&crossings().dimension(Dimension::column("POINT", "sex")).count(by_sex("POINT"))))
    }),
    (cnt::TOO_MANY, || error(counter(&many_dimensions()))),
    (cnt::ENDED_BY_FINDING, || {
        error(counted(&flow().fatal("CNT-011"), "A1,2024-02-30,,1980-01-01,in,F", &mut Collected::new()))
    }),
    (cnt::SCRATCH_FAILED, || error(without_scratch())),
    (cnt::DATE_MISSING, || found(cnt::DATE_MISSING, &flow(), "A1,,,1980-01-01,in,F")),
    (cnt::DATE_IMPOSSIBLE, || found(cnt::DATE_IMPOSSIBLE, &flow(), "A1,0000-00-00,,1980-01-01,in,F")),
    (cnt::DATE_NOT_OBSERVED, || found(cnt::DATE_NOT_OBSERVED, &flow(), "A1,2025-05-01,,1980-01-01,in,F")),
    (cnt::BEFORE_WINDOW, || found(cnt::BEFORE_WINDOW, &flow(), &format!("{GOOD}\nA1,2023-05-01,,1980-01-01,in,F"))),
    (cnt::END_BEFORE_START, || {
        let permits = files().count(Count::stock("valid", Frequency::Month));
        found(cnt::END_BEFORE_START, &permits, "A1,2024-05-01,2024-04-30,,,F")
    }),
    (cnt::AGE_NOT_KNOWN, || found(cnt::AGE_NOT_KNOWN, &flow(), "A1,2024-05-01,,2024-05-02,in,F")),
    (cnt::DIRECTION_UNKNOWN, || found(cnt::DIRECTION_UNKNOWN, &flow(), "A1,2024-05-01,,1980-01-01,up,F")),
    (cnt::VALUE_IS_NO_CODE, || found(cnt::VALUE_IS_NO_CODE, &flow(), "A1,2024-05-01,,1980-01-01,in,no code")),
    (cnt::VALUE_MISSING, || found(cnt::VALUE_MISSING, &flow(), "A1,2024-05-01,,1980-01-01,in,")),
    (cnt::RECORD_REPEATED, || found(cnt::RECORD_REPEATED, &flow().with_places(), &format!("{GOOD}\n{GOOD}"))),
    (cnt::PERSON_NOT_KNOWN, || found(cnt::PERSON_NOT_KNOWN, &flow(), ",2024-05-01,,1980-01-01,in,F")),
    (cnt::DECLARATION_REFUSED, || {
        found(cnt::DECLARATION_REFUSED, &flow(), &format!("{GOOD}\nA1,2024-06-01,,1980-01-01,out,M"))
    }),
    (cnt::PINNED_PERSONS, || {
        let pinned = crossings().count(by_sex("AGAIN"));
        found(cnt::PINNED_PERSONS, &pinned, &format!("{GOOD}\nA1,2024-06-01,,1980-01-01,out,M"))
    }),
    (cnt::NUMBER_SHARED, || found(cnt::NUMBER_SHARED, &flow(), &format!("{GOOD}\nA1,2024-06-01,,1981-01-01,out,F"))),
    (cnt::NOTHING_USED, || found(cnt::NOTHING_USED, &flow(), "A1,28.02.2024,,1980-01-01,in,F")),
    (cnt::DOCUMENT_NOT_LINKED, || {
        let mut counter = counter(&flow().links("document", "person")).unwrap();
        let links = source::open(Cursor::new("document,person\nB2,B1\n"), "links.csv", &Layout::default()).unwrap();
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut TextRecords::new(links, &wanted).unwrap(), &mut Collected::new()).unwrap();
        let (mut sink, wanted) = (Collected::new(), counter.wanted().to_vec());
        let two = format!("B2,2024-05-01,,1980-01-01,in,F\nB1,2024-05-01,,1980-01-01,in,F\n{GOOD}");
        counter.read(&mut records(&two, &wanted), &mut sink).unwrap();
        assert_eq!(sink.findings().len(), 1);
        finding(sink.findings(), cnt::DOCUMENT_NOT_LINKED)
    }),
    (cnt::LINK_CONTRADICTS, || {
        let mut counter = counter(&flow().links("document", "person")).unwrap();
        let links =
            source::open(Cursor::new("document,person\nB2,B1\nB2,B3\n"), "links.csv", &Layout::default()).unwrap();
        let (mut sink, wanted) = (Collected::new(), counter.wanted_of_links().to_vec());
        counter.read_links(&mut TextRecords::new(links, &wanted).unwrap(), &mut sink).unwrap();
        finding(sink.findings(), cnt::LINK_CONTRADICTS)
    }),
    (cnt::CARRIER_NOT_WHOLE, || {
        let (mut counter, mut sink) = (counter(&flow()).unwrap(), Collected::new());
        counter.read(&mut NoRecords::of(&Error::new(codes::src::FILE_EMPTY)), &mut sink).unwrap();
        finding(sink.findings(), cnt::CARRIER_NOT_WHOLE)
    }),
    (cnt::RECORDS_REFUSED, || noted(cnt::RECORDS_REFUSED, &flow(), &format!("{GOOD}\n1,x,,,,"), "all.persons")),
    (cnt::ENTRY_WHILE_IN, || found(cnt::ENTRY_WHILE_IN, &stock(), &format!("{GOOD}\nA1,2024-06-01,,1980-01-01,in,F"))),
    (cnt::EXIT_WITHOUT_ENTRY, || found(cnt::EXIT_WITHOUT_ENTRY, &stock(), "A1,2024-06-01,,1980-01-01,out,F")),
    (cnt::STOCK_OF_CROSSINGS, || noted(cnt::STOCK_OF_CROSSINGS, &stock(), GOOD, "present.persons")),
    (cnt::RESIDENCE_NOT_DECIDED, || {
        let rules = [Rule::parse("12/16").unwrap()];
        let moved = crossings().count(Count::residence("moved", Frequency::Annual, &rules));
        noted(cnt::RESIDENCE_NOT_DECIDED, &moved, GOOD, "moved.12/16.cases")
    }),
    (cnt::INITIAL_STATUS_ASSUMED, || {
        let rules = [Rule::parse("3").unwrap()];
        let moved = crossings().count(Count::residence("moved", Frequency::Annual, &rules));
        noted(cnt::INITIAL_STATUS_ASSUMED, &moved, GOOD, "moved.3.cases")
    }),
    (cnt::PERIOD_PARTLY_COVERED, || {
        let weeks = crossings().count(Count::flow("all", Frequency::Week));
        noted(cnt::PERIOD_PARTLY_COVERED, &weeks, GOOD, "all.cases")
    }),
    (cnt::MEDIAN_NOT_REACHED, || {
        let days = files().count(Count::processing("days", Frequency::Annual).with_pending());
        noted(cnt::MEDIAN_NOT_REACHED, &days, "A1,2024-05-01,,,,F", "days.median")
    }),
    (cnt::PART_UNREADABLE, || error(Counted::of_parts(&flow(), &Catalogue::preset("dsm").unwrap(), &[b"part"]))),
    (cnt::CODES_UNBOUNDED, || {
        let names: Vec<String> = (0..50_001).map(|n| format!("A1,2024-05-01,,1980-01-01,in,NAME{n}")).collect();
        error(counted(&flow(), &names.join("\n"), &mut Collected::new()))
    }),
    (cnt::DIMENSION_NOT_OF_INDICATOR, || error(counter(&crossings().count(by_sex("AGAIN").of("ENTRIES"))))),
    (cnt::OUTPUT_IS_INPUT, || error(dsm_core::count::apart(&["in.csv"], &["in.csv"]))),
    (cnt::TABLE_UNKNOWN, || {
        error(counted(&flow(), GOOD, &mut Collected::new()).and_then(|counted| counted.table("none")))
    }),
];

/// Nothing of the holder's is in what is said.
#[test]
fn errors_of_counting_hold_no_values() {
    let said = |error: &Error| format!("{error} {error:?}");
    let broken = counted(&flow().fatal("CNT-011"), "SECRET-1,2024-02-30,,1980-01-01,in,F", &mut Collected::new());
    assert!(!said(&broken.unwrap_err()).contains("SECRET"));
}
