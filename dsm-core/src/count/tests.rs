use super::*;
use crate::{
    catalogue::Catalogue,
    error::{Collected, codes::cnt},
    source::{self, Layout, Means, TextRecords, Wanted},
    time::Moment,
};
use std::io::Cursor;

/// Counts CSV by a specification, with a link table or without.
fn count(specification: &str, records: &str, links: Option<&str>) -> Counted {
    let specification = Specification::from_toml("count.toml", specification).unwrap();
    let means = Means::quiet(Moment::parse("2025-01-01").unwrap());
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm").unwrap(), means).unwrap();
    let open = |text: &str, wanted: &[Wanted]| {
        let rows = source::open(Cursor::new(text.to_owned()), "r.csv", &Layout::default()).unwrap();
        TextRecords::new(rows, wanted).unwrap()
    };
    if let Some(links) = links {
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut open(links, &wanted), &mut Collected::new()).unwrap();
    }
    let wanted = counter.wanted().to_vec();
    let mut sink = Collected::new();
    counter.read(&mut open(records, &wanted), &mut sink).unwrap();
    counter.finish(&mut sink).unwrap()
}

fn at(counted: &Counted, table: &str, key: &[&str]) -> String {
    counted.table(table).unwrap().at(key).unwrap().to_string()
}

const CROSSINGS: &str = "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2009-05-01\"\nuntil = \"2011-12-31\"\nperson = \"passport_no\"\n\
date = \"datetime_crossing\"\ndirection = \"direction\"\nentry = [\"Arrival\"]\nexit = [\"Departure\"]\n[types]\ndatetime_crossing = \"datetime\"\n";

/// Person, instant, direction: the crossings of migstat's public example, without its names.
const MIGSTAT: &str = "passport_no,datetime_crossing,direction\n\
C103,2009-05-02 07:23:41,Arrival\n\
A101,2009-05-18 12:01:33,Arrival\n\
A101,2009-05-25 01:23:54,Departure\n\
E105,2009-10-06 13:09:33,Departure\n\
E105,2009-10-21 21:51:03,Arrival\n\
X200,2010-02-15 19:23:04,Departure\n\
D104,2010-02-16 18:32:03,Departure\n\
C103,2010-02-25 06:31:28,Arrival\n\
A101,2010-05-13 22:57:44,Arrival\n\
A101,2010-05-20 05:31:54,Departure\n\
E105,2010-05-28 14:12:32,Departure\n\
C103,2010-06-02 15:43:22,Departure\n\
B102,2010-08-12 15:20:13,Arrival\n\
E105,2010-08-27 16:06:48,Arrival\n\
B102,2010-09-03 17:31:00,Departure\n\
B102,2010-10-01 11:10:49,Arrival\n\
C103,2011-01-22 22:43:09,Arrival\n\
X200,2011-06-28 11:15:02,Departure\n\
C103,2011-07-12 20:15:03,Arrival\n\
E105,2011-07-13 22:16:54,Departure\n\
E105,2011-08-09 13:41:03,Arrival\n\
F106,2011-10-02 19:32:01,Arrival\n\
A101,2011-11-27 14:22:10,Arrival\n\
A101,2011-12-05 16:13:09,Departure\n";

#[test]
fn the_twenty_four_crossings() {
    let records = MIGSTAT;
    let specification = format!(
        "{CROSSINGS}[dimension.DIRECTION]\ncolumn = \"direction\"\nothers = \"themselves\"\n[count.all]\nunits = [\"cases\", \"persons\"]\nby = [\"TIME_PERIOD\", \"DIRECTION\"]\nevery = \"A\"\ntotals = \"all\"\n\
         [count.in]\nwhat = \"stock\"\nat = [\"2010-01-01\"]\n[count.back]\nwhat = \"stock\"\nat = [\"2010-01-01\"]\nbefore = \"counted-back\"\n"
    );
    let counted = count(&specification, records, None);
    assert_eq!(at(&counted, "all.cases", &["_T", "2009-05-01/2011-12-31"]), "24");
    assert_eq!(at(&counted, "all.persons", &["_T", "2009-05-01/2011-12-31"]), "7");
    assert_eq!(
        (at(&counted, "in.persons", &["2010-01-01"]), at(&counted, "back.persons", &["2010-01-01"])),
        ("2".into(), "4".into())
    );
    let linked = count(&specification, records, Some("document,person\nC103,1\nX200,1\n"));
    assert_eq!(at(&linked, "all.persons", &["_T", "2009-05-01/2011-12-31"]), "6");
    assert_eq!(
        (at(&linked, "in.persons", &["2010-01-01"]), at(&linked, "back.persons", &["2010-01-01"])),
        ("2".into(), "3".into())
    );
}

/// Files that were opened and closed.
const FILES: &str = "format = \"dsm-count/1\"\n[records]\nkind = \"application\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\n\
start = \"s\"\nend = \"e\"\n[count.days]\nwhat = \"processing\"\nevery = \"A\"\n";

#[test]
fn a_median_says_how_many_cases_and_persons_it_is_of() {
    let records = "p,s,e\nA,2024-01-01,2024-01-11\nA,2024-02-01,2024-02-21\nB,2024-03-01,2024-03-31\nC,2024-04-01,\n";
    let decided = count(FILES, records, None);
    assert_eq!(decided.names(), ["days.median", "days.cases"]);
    assert_eq!(
        (at(&decided, "days.median", &["2024"]), at(&decided, "days.cases", &["2024"])),
        ("20".into(), "3".into())
    );
    let pending = count(&format!("{FILES}median = \"with-pending\"\n"), records, None);
    assert_eq!(at(&pending, "days.cases", &["2024"]), "4");
    for (counted, persons) in [(&decided, "2"), (&pending, "3")] {
        for name in counted.names() {
            let behind = counted.persons_behind(name).unwrap().unwrap();
            assert_eq!(behind.at(&["2024"]).unwrap().to_string(), persons);
        }
    }
}

#[test]
fn crossings_without_a_number_leave_bounds_of_who_is_in() {
    let records = "passport_no,datetime_crossing,direction\n1,2009-06-01,Arrival\n2,2009-06-02,Arrival\n,2009-07-01,Departure\n,2011-01-01,Arrival\n";
    let body = "[count.in]\nwhat = \"stock\"\nat = [\"2009-07-01\", \"2010-01-01\", \"2011-02-01\"]\n\
        [count.during]\nwhat = \"during\"\nunits = [\"persons\"]\nevery = \"A\"\n";
    let counted = count(&format!("{CROSSINGS}{body}"), records, None);
    let stock = ["2009-07-01", "2010-01-01", "2011-02-01"].map(|moment| at(&counted, "in.persons", &[moment]));
    assert_eq!(stock, ["2", "1..3", "0..4"]);
    let during = ["2009", "2010", "2011"].map(|year| at(&counted, "during.persons", &[year]));
    assert_eq!(during, ["1..3", "1..3", "0..4"].map(String::from));
    assert_eq!(
        counted.table("in.persons").unwrap().notes().iter().filter(|note| note.rule().id() == "CNT-019").count(),
        1
    );
}

#[test]
fn equal_records_without_a_case_are_one_however_many_codes_come_between() {
    let text = "format = \"dsm-count/1\"\n[records]\nkind = \"application\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\n\
        case = \"f\"\ndate = \"d\"\nduplicates = \"drop\"\n[dimension.C]\ncolumn = \"c\"\nothers = \"themselves\"\n[count.all]\nunits = [\"cases\", \"persons\"]\nby = [\"C\"]\nevery = \"A\"\ntotals = \"all\"\n";
    let one = "1,,2024-05-01,X\n";
    let between: String = (0..20_000).map(|row| format!("2,F{row},2024-05-02,C{row}\n")).collect();
    let counted = count(text, &format!("p,f,d,c\n{one}{between}{one}"), None);
    assert_eq!(at(&counted, "all.cases", &["_T", "2024"]), "20001");
    assert_eq!(at(&counted, "all.cases", &["X", "2024"]), "1");
}

#[test]
fn a_window_that_ends_before_it_begins_is_said_to() {
    let specification = Specification::from_toml("count.toml", &FILES.replace("2024-12-31", "2023-12-31")).unwrap();
    let means = Means::quiet(Moment::parse("2025-01-01").unwrap());
    let error = Counter::new(&specification, &Catalogue::preset("dsm").unwrap(), means).unwrap_err();
    assert_eq!(error.to_string(), "DSM-CNT-003 specification-contradicts (what=window, why=from-after-until)");
}

/// Distinct persons of every set, with so many axes that what differs has one way, and with few; counted here one by one.
#[test]
fn every_set_counts_each_person_once() {
    for (dimensions, persons) in [(8_usize, 9_u64), (3, 5), (1, 2)] {
        let mut state = 17_u64;
        let mut next = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        let names: Vec<String> = (0..dimensions).map(|at| format!("D{at}")).collect();
        let mut specification = String::from(
            "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-01\"\nuntil = \"2024-11-30\"\nperson = \"p\"\ndate = \"day\"\n",
        );
        for name in &names {
            specification += &format!("[dimension.{name}]\ncolumn = \"{name}\"\nothers = \"themselves\"\n");
        }
        let by = names.join("\", \"");
        specification += &format!(
            "[count.c]\nunits = [\"cases\", \"persons\"]\nby = [\"{by}\", \"TIME_PERIOD\"]\nevery = \"Q\"\ntotals = \"all\"\n"
        );
        let mut text = format!("p,day,{}\n", names.join(","));
        let mut records: Vec<(u64, Vec<String>)> = Vec::new();
        for _ in 0..300 {
            let (person, month) = (next(persons), 1 + next(11));
            let mut key: Vec<String> = (0..dimensions).map(|_| format!("C{}", next(2))).collect();
            text += &format!("N{person},2024-{month:02}-{:02},{}\n", 1 + next(28), key.join(","));
            key.push(format!("2024-Q{}", month.div_ceil(3)));
            records.push((person, key));
        }
        let counted = count(&specification, &text, None);
        for _ in 0..400 {
            let set = next(1 << (dimensions + 1));
            let (_, like) = &records[usize::try_from(next(300)).unwrap()];
            let wanted: Vec<Option<&str>> =
                like.iter().enumerate().map(|(at, code)| (set >> at & 1 == 1).then_some(code.as_str())).collect();
            let own = |key: &[String]| {
                key.iter().zip(&wanted).all(|(code, wanted)| wanted.is_none_or(|wanted| wanted == code))
            };
            let of: Vec<u64> = records.iter().filter(|(_, key)| own(key)).map(|(person, _)| *person).collect();
            let distinct: std::collections::BTreeSet<u64> = of.iter().copied().collect();
            let whole = |at: usize| if at == dimensions { "2024-01-01/2024-11-30" } else { "_T" };
            let key: Vec<&str> = wanted.iter().enumerate().map(|(at, code)| code.unwrap_or(whole(at))).collect();
            assert_eq!(at(&counted, "c.cases", &key), of.len().to_string(), "{key:?}");
            assert_eq!(at(&counted, "c.persons", &key), distinct.len().to_string(), "{key:?}");
        }
    }
}

/// The cells of all tables of a count, from what to what.
fn bounds(counted: &Counted) -> std::collections::BTreeMap<String, (i64, i64)> {
    let mut all = std::collections::BTreeMap::new();
    for name in counted.names() {
        for row in counted.table(name).unwrap().rows() {
            let crate::table::Cell::Figure(figure) = row.cell else { continue };
            let number = |number: Option<rust_decimal::Decimal>| i64::try_from(number.unwrap()).unwrap();
            let key: Vec<&str> = row.key.iter().map(|code| &**code).collect();
            all.insert(format!("{name} {}", key.join(" ")), (number(figure.low()), number(figure.high())));
        }
    }
    all
}

/// Clause 6.7, in small worlds: what all crossings say with their numbers lies in the bounds of those that kept theirs.
#[test]
fn migrations_lie_in_the_bounds_that_crossings_of_nobody_leave() {
    let mut state = 23_u64;
    let mut next = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let first = crate::time::Day::new(2020, 1, 1).unwrap();
    let (mut narrow, mut compared) = (0, 0);
    for world in 0..120 {
        let (side, every) = (["entry", "exit"][world % 2], ["M", "Q", "A"][world % 3]);
        // All is decided: the records end long after the last crossing.
        let specification = format!(
            "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2020-01-01\"\nuntil = \"2021-12-31\"\nperson = \"p\"\ndate = \"day\"\n\
             direction = \"d\"\nentry = [\"E\"]\nexit = [\"X\"]\n[dimension.C]\ncolumn = \"c\"\nothers = \"themselves\"\n[count.r]\nwhat = \"residence\"\nunits = [\"cases\", \"persons\"]\n\
             by = [\"C\", \"TIME_PERIOD\"]\nrules = [\"1\", \"2/3\", \"3\"]\ndirection = \"{side}\"\nevery = \"{every}\"\ntotals = \"all\"\n"
        );
        let [mut all, mut some, mut known] = [const { String::new() }; 3].map(|_| String::from("p,day,d,c\n"));
        for person in 0..=next(3) {
            for _ in 0..=next(9) {
                let day = first.plus(i32::try_from(next(400)).unwrap()).unwrap();
                let rest = format!(
                    "{day},{},{}\n",
                    ["E", "X"][usize::from(next(2) == 1)],
                    ["A", "B"][usize::from(next(2) == 1)]
                );
                all += &format!("P{person},{rest}");
                if next(5) == 0 {
                    some += &format!(",{rest}");
                } else {
                    some += &format!("P{person},{rest}");
                    known += &format!("P{person},{rest}");
                }
            }
        }
        let [all, some, known] = [all, some, known].map(|records| bounds(&count(&specification, &records, None)));
        for key in all.keys().chain(some.keys()) {
            let (low, high) = all.get(key).copied().unwrap_or_default();
            assert_eq!(low, high, "{key}: all is decided");
            // What is not there is not known to be zero.
            let Some((least, most)) = some.get(key).copied() else { continue };
            assert!(least <= low && low <= most, "world {world}, {key}: {low} is not in {least}..{most}");
            let (least, most) = known.get(key).copied().unwrap_or_default();
            narrow += usize::from(low < least || low > most);
            compared += 1;
        }
    }
    assert!(narrow > 100, "{narrow} of {compared} lie where the bounds are needed");
}

#[test]
fn migrations_are_of_persons_by_whatever_number_a_crossing_was_filed() {
    let specification = |case: &str| {
        format!(
            "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\n{case}\
date = \"d\"\ndirection = \"w\"\nentry = [\"in\"]\nexit = [\"out\"]\n[count.re]\nwhat = \"residence\"\nunits = [\"cases\", \"persons\"]\n\
every = \"A\"\nrules = [\"3\"]\ndirection = \"entry\"\n"
        )
    };
    // A visit of ten days, its two crossings filed apart, and one who stays; of one crossing nobody wrote a number down.
    let records = "p,f,d,w\nA,K1,2024-02-01,in\nA,K2,2024-02-11,out\nB,,2024-03-01,in\n";
    let [with, without] = ["case = \"f\"\n", ""].map(|case| count(&specification(case), records, None));
    for table in ["re.3.cases", "re.3.persons"] {
        assert_eq!(at(&with, table, &["2024"]), "1");
        assert_eq!(at(&without, table, &["2024"]), "1");
    }
    assert_eq!(with.table("re.3.cases").unwrap().measure(), without.table("re.3.cases").unwrap().measure());
}

#[test]
fn an_indicator_of_entries_takes_no_exits() {
    let specification = |only: &str| {
        let text = format!(
            "{CROSSINGS}[count.in]\nwhat = \"flow\"\nindicator = \"ENTRIES\"\nunits = [\"person-events\"]\nevery = \"A\"\n{only}"
        );
        Specification::from_toml("count.toml", &text).unwrap()
    };
    let counter = |only: &str| {
        let means = Means::quiet(Moment::parse("2025-01-01").unwrap());
        Counter::new(&specification(only), &Catalogue::preset("dsm").unwrap(), means).map(|_| ())
    };
    for only in ["", "only.direction = [\"Arrival\", \"Departure\"]\n", "only.direction = [\"Departure\"]\n"] {
        assert_eq!(counter(only).unwrap_err().code().id(), "CNT-006", "{only}");
    }
    counter("only.direction = [\"Arrival\"]\n").unwrap();
    counter("[filter]\ndirection = [\"Arrival\"]\n").unwrap();
}

#[test]
fn a_stock_without_a_moment_is_refused_and_who_was_in_before_the_records_is_in_the_reconciliation() {
    let stock = |times: &str| {
        format!(
            "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-17\"\nuntil = \"2024-10-31\"\nperson = \"p\"\ndate = \"d\"\n\
             direction = \"w\"\nentry = [\"in\"]\nexit = [\"out\"]\n[count.st]\nwhat = \"stock\"\nunits = [\"persons\"]\n{times}\nbefore = \"counted-back\"\n"
        )
    };
    let none = Specification::from_toml("none.toml", &stock("every = \"A\"")).unwrap();
    let refused = Counter::new(&none, &none.catalogue().unwrap(), Means::quiet(Moment::parse("2025-01-01").unwrap()));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "DSM-CNT-003 specification-contradicts (what=st, why=no-moment) at none.toml:11"
    );
    let counted = count(&stock("at = [\"2024-11-01\"]"), "p,d,w\nP2,2024-10-30,out\nP1,2024-04-08,in\n", None);
    let steps = counted.reconciliation("st.persons").unwrap();
    assert_eq!((steps[0].start, steps[0].between.end), (1, 1));
}

const CARDS: &str = "format = \"dsm-count/1\"\n[records]\nkind = \"card\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\ndate = \"d\"\n\
[dimension.C]\ncolumn = \"c\"\nothers = \"themselves\"\n";

#[test]
fn a_record_without_a_number_may_be_the_one_that_decides() {
    let by = |membership: &str| {
        format!(
            "{CARDS}{membership}\n[count.e]\nunits = [\"cases\", \"persons\"]\nby = [\"C\"]\nevery = \"A\"\ntotals = \"all\"\n"
        )
    };
    let records = "p,d,c\n1,2024-03-01,A\n,2024-05-01,B\n";
    for membership in ["membership = \"pinned\"\npin = \"last\"", "membership = \"fixed\"\npin = \"last\""] {
        let counted = count(&by(membership), records, None);
        // Where the second is of the first person, A has nobody.
        assert_eq!(at(&counted, "e.persons", &["A", "2024"]), "0..2");
        assert_eq!(at(&counted, "e.persons", &["B", "2024"]), "0..1");
        assert_eq!(at(&counted, "e.persons", &["_T", "2024"]), "1..2");
        assert_eq!(at(&counted, "e.cases", &["A", "2024"]), "1");
        assert_eq!(counted.table("e.persons").unwrap().absent(), crate::table::Absent::Missing);
    }
    let counted = count(&by(""), records, None);
    assert_eq!(at(&counted, "e.persons", &["A", "2024"]), "1");
}

#[test]
fn what_the_last_of_undecided_events_decides_is_refused() {
    let text = "format = \"dsm-count/1\"\n[records]\nkind = \"file\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\nstart = \"s\"\nend = \"e\"\n\
        [dimension.C]\ncolumn = \"c\"\nothers = \"themselves\"\nmembership = \"pinned\"\npin = \"last\"\n\
        [count.k]\nwhat = \"cohort\"\nafter = 6\nunits = [\"persons\"]\nby = [\"C\"]\nevery = \"A\"\n";
    let pinned = Specification::from_toml("c.toml", text).unwrap();
    let refused =
        Counter::new(&pinned, &pinned.catalogue().unwrap(), Means::quiet(Moment::parse("2025-01-01").unwrap()));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "DSM-CNT-003 specification-contradicts (what=C, why=pinned-undecided) at c.toml:14"
    );
    // By a fixed code all files of a person decide, whatever becomes of them.
    let fixed = text.replace("membership = \"pinned\"", "membership = \"fixed\"");
    let counted = count(&fixed, "p,s,e,c\n1,2024-01-01,2024-03-01,A\n1,2024-10-01,,B\n", None);
    assert_eq!(at(&counted, "k.persons", &["B", "2024"]), "1");
}

#[test]
fn an_empty_file_is_no_zero_and_records_before_the_window_are_told() {
    let text = format!("{CARDS}[count.e]\nevery = \"A\"\n");
    let found = |records: &str, code: &str| {
        let counted = count(&text, records, None);
        counted.quality().findings.iter().find(|(own, _)| own.id() == code).map_or(0, |(_, count)| *count)
    };
    assert_eq!(found("p,d,c\n", "CNT-023"), 1);
    assert_eq!(found("p,d,c\n1,2024-03-01,A\n1,2023-03-01,A\n", "CNT-023"), 0);
    assert_eq!(found("p,d,c\n1,2024-03-01,A\n1,2023-03-01,A\n", "CNT-028"), 1);
}

#[test]
fn a_link_table_that_contradicts_itself_says_whose_nobody_is() {
    let text = format!("{CARDS}[links]\n[count.e]\nunits = [\"persons\"]\nevery = \"A\"\ntotals = \"all\"\n");
    // A has two persons; C's person is a document of P3.
    let links = "document,person\nA,P1\nA,P2\nB,P1\nC,D\nD,P3\n";
    let mut sink = Collected::new();
    let specification = Specification::from_toml("c.toml", &text).unwrap();
    let mut counter = Counter::new(
        &specification,
        &specification.catalogue().unwrap(),
        Means::quiet(Moment::parse("2025-01-01").unwrap()),
    )
    .unwrap();
    let open = |text: &str, wanted: &[Wanted]| {
        let layout = Layout::default();
        TextRecords::new(source::open(Cursor::new(text.to_owned()), "f.csv", &layout).unwrap(), wanted).unwrap()
    };
    counter.read_links(&mut open(links, counter.wanted_of_links()), &mut sink).unwrap();
    let told: Vec<String> = sink.findings().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["DSM-CNT-037 link-contradicts at f.csv:3:1", "DSM-CNT-037 link-contradicts at f.csv:5:2"]);
    let records = "p,d,c\nA,2024-03-01,A\nB,2024-03-01,A\nP1,2024-03-02,A\nC,2024-03-01,A\nD,2024-03-01,A\n";
    counter.read(&mut open(records, counter.wanted()), &mut sink).unwrap();
    let counted = counter.finish(&mut sink).unwrap();
    // P1 and P3 for certain; A and C may be theirs or of two others.
    assert_eq!(at(&counted, "e.persons", &["2024"]), "2..4");
}

#[test]
fn an_empty_carrier_among_several_is_told_and_what_is_in_no_figure_is_not_zero() {
    let text = format!("{CARDS}[count.e]\nevery = \"A\"\ntotals = \"all\"\n");
    let specification = Specification::from_toml("c.toml", &text).unwrap();
    let begun = || {
        let means = Means::quiet(Moment::parse("2025-01-01").unwrap());
        Counter::new(&specification, &specification.catalogue().unwrap(), means).unwrap()
    };
    let open = |text: &str, wanted: &[Wanted]| {
        source::open_records(Box::new(Cursor::new(text.to_owned())), "f.csv", &Layout::default(), wanted).unwrap()
    };
    let (mut counter, mut sink) = (begun(), Collected::new());
    let wanted = counter.wanted().to_vec();
    counter.read(&mut *open("", &wanted), &mut sink).unwrap();
    counter.read(&mut *open("p,d,c\n1,2024-03-01,A\n", &wanted), &mut sink).unwrap();
    let counted = counter.finish(&mut sink).unwrap();
    assert_eq!((counted.quality().read, counted.quality().refused_in_all()), (1, 0));
    let codes: Vec<&str> = counted.quality().findings.keys().map(|code| code.id()).collect();
    assert_eq!(codes, ["CNT-029", "SRC-011"]);
    let table = counted.table("e.cases").unwrap();
    assert_eq!(table.absent(), crate::table::Absent::Missing);
    assert_eq!(table.notes().iter().map(|note| note.rule().id()).collect::<Vec<_>>(), ["CNT-029"]);
    // Parts keep it.
    let part = counted.part();
    let sum = Counted::of_parts(&specification, &specification.catalogue().unwrap(), &[&part]).unwrap();
    assert_eq!(sum.table("e.cases").unwrap().absent(), crate::table::Absent::Missing);
    // Where nothing else is there, it is why there is nothing.
    let mut counter = begun();
    counter.read(&mut *open("", &wanted), &mut sink).unwrap();
    assert_eq!(counter.finish(&mut sink).unwrap_err().code().id(), "SRC-011");
}

#[test]
fn the_line_after_the_last_moment_knows_long_stays() {
    let stock = format!("{CROSSINGS}[count.st]\nwhat = \"stock\"\nunits = [\"persons\"]\nat = [\"2010-01-01\"]\n");
    let head = "passport_no,datetime_crossing,direction\n";
    let counted = count(&stock, &format!("{head}A,2010-10-01T00:00:00,Arrival\nB,2011-10-01T00:00:00,Arrival\n"), None);
    let steps = counted.reconciliation("st.persons").unwrap();
    let last = steps.last().unwrap();
    assert_eq!((last.until.as_deref(), last.between.end, last.between.long_stays), (None, 2, 1));
}

fn refused(text: &str) -> String {
    let specification = match Specification::from_toml("c.toml", text) {
        Ok(specification) => specification,
        Err(error) => return error.code().id().to_owned(),
    };
    let means = Means::quiet(Moment::parse("2025-01-01").unwrap());
    let error = Counter::new(&specification, &specification.catalogue().unwrap(), means).unwrap_err();
    format!("{} {}", error.code().id(), error.args().named("why").map(ToString::to_string).unwrap_or_default())
}

#[test]
fn nobody_is_chosen_by_name_and_no_documentation_names_anybody() {
    let of = |filter: &str| {
        format!(
            "{CARDS}[filter]\n{filter}\n[count.e]\nindicator = \"ENTRIES\"\nunits = [\"person-events\"]\nevery = \"A\"\n"
        )
    };
    assert_eq!(refused(&of("p = [\"A101\"]")), "CNT-003 individual");
    let only = format!("{CARDS}[count.e]\nevery = \"A\"\n[count.e.only]\np = [\"A101\"]\n");
    assert_eq!(refused(&only), "CNT-003 individual");
    // No value is not every value.
    assert_eq!(refused(&of("c = []")), "CNT-001");
    assert_eq!(refused(&format!("{CARDS}[count.e]\nevery = \"A\"\nunits = []\n")), "CNT-001");
    assert_eq!(refused(&CARDS.replace("[records]", "[records]\nfatal = [\"CNT-10\"]")), "CNT-001");
    let said = |filter: &str| {
        let counted = count(&of(filter), "p,d,c,n\n1,2024-03-01,A,Amy Winter\n", None);
        let documentation = counted.documentation("MD", "e.person-events").unwrap();
        documentation.text("EXCLUSIONS").unwrap().in_lang(crate::text::Lang::En).to_owned()
    };
    assert!(said("c = [\" A\", \"B\"]").ends_with(": A, B."), "{}", said("c = [\" A\", \"B\"]"));
    let named = said("n = [\"Amy Winter\"]");
    assert!(!named.contains("Amy") && named.contains("some values of n"), "{named}");
}

#[test]
fn a_birth_a_hundred_and_fifty_years_ago_is_an_age_and_the_day_before_is_none() {
    let text = format!("{CARDS}[dimension.AGE]\nage = \"event\"\ngroups = [\"0-99\", \"100+\"]\n[count.e]\nby = [\"AGE\"]\nevery = \"A\"\n")
        .replace("date = \"d\"", "date = \"d\"\nbirth = \"b\"");
    let counted = count(&text, "p,d,c,b\n1,2024-05-01,A,1874-12-31\n2,2024-05-01,A,1874-12-30\n", None);
    assert_eq!(
        (at(&counted, "e.cases", &["Y_GE100", "2024"]), at(&counted, "e.cases", &["_U", "2024"])),
        ("1".into(), "1".into())
    );
}

#[test]
fn parts_of_another_specification_are_none() {
    let text = |only: &str| format!("{CARDS}[count.e]\nevery = \"A\"\n[count.e.only]\nc = [\"{only}\"]\n");
    let (ours, theirs) = (text("A"), text("B"));
    let records = "p,d,c\n1,2024-03-01,A\n2,2024-03-01,B\n";
    let (one, other) = (count(&ours, records, None).part(), count(&theirs, records, None).part());
    let specification = Specification::from_toml("elsewhere.toml", &ours).unwrap();
    let sum = |parts: &[&[u8]]| Counted::of_parts(&specification, &specification.catalogue().unwrap(), parts);
    assert_eq!(at(&sum(&[&one, &one]).unwrap(), "e.cases", &["2024"]), "2");
    assert_eq!(sum(&[&one, &other]).unwrap_err().code().id(), "CNT-060");
    // What persons are like together is said of all parts in one sentence.
    let fixed =
        format!("{CARDS}membership = \"fixed\"\n[count.e]\nunits = [\"persons\"]\nby = [\"C\"]\nevery = \"A\"\n");
    let part = |of: &str| count(&fixed, &format!("p,d,c\n{of},2024-03-01,A\n{of},2024-04-01,B\n"), None).part();
    let specification = Specification::from_toml("c.toml", &fixed).unwrap();
    let parts = ["1", "2"].map(part);
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let sum = Counted::of_parts(&specification, &specification.catalogue().unwrap(), &parts).unwrap();
    let told: Vec<String> =
        sum.of_several().iter().map(|one| crate::text::message(one, crate::text::Lang::En)).collect();
    assert!(told.len() == 1 && told[0].contains('2'), "{told:?}");
    assert_eq!(sum.quality().of(cnt::DECLARATION_REFUSED), 1);
}

#[test]
fn what_pending_cases_may_yet_become_is_not_known_to_be_zero() {
    let text = "format = \"dsm-count/1\"\n[records]\nkind = \"permit\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\nperson = \"p\"\n\
        start = \"s\"\nend = \"e\"\n[types]\ns = \"date\"\ne = \"date\"\n[dimension.C]\ncolumn = \"c\"\nothers = \"themselves\"\nat = \"end\"\n\
        [count.k]\nwhat = \"cohort\"\nafter = 3\nunits = [\"cases\"]\nby = [\"C\"]\nevery = \"A\"\n";
    let counted = count(text, "p,s,e,c\n1,2024-01-05,2024-02-01,REJECT\n2,2024-11-01,,\n", None);
    assert_eq!(counted.table("k.cases").unwrap().absent(), crate::table::Absent::Missing);
}
