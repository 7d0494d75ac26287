use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn code_of<T>(result: crate::error::Result<T>) -> &'static str {
    result.err().map_or("no error", |error| error.code().id())
}

#[test]
fn every_spelling_has_one_canonical_form() {
    for (text, canonical, first, last) in [
        ("2024", "2024", "2024-01-01", "2024-12-31"),
        ("2024-A1", "2024", "2024-01-01", "2024-12-31"),
        ("2024-S2", "2024-S2", "2024-07-01", "2024-12-31"),
        ("2024-Q1", "2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q4", "2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-M02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12", "2024-12-01", "2024-12-31"),
        ("2025-W01", "2025-W01", "2024-12-30", "2025-01-05"),
        ("2020-W53", "2020-W53", "2020-12-28", "2021-01-03"),
        ("2024-01-31", "2024-01-31", "2024-01-31", "2024-01-31"),
        ("2024-D366", "2024-12-31", "2024-12-31", "2024-12-31"),
        ("2024-T2", "2024-05-01/2024-08-31", "2024-05-01", "2024-08-31"),
        ("2023-10-01/P1Y", "2023-10-01/P1Y", "2023-10-01", "2024-09-30"),
        ("2024-01-01/P12M", "2024", "2024-01-01", "2024-12-31"),
        ("2024-04-01/P6M", "2024-04-01/P6M", "2024-04-01", "2024-09-30"),
        ("2023-12-01/P3M", "2023-12-01/P3M", "2023-12-01", "2024-02-29"),
        ("2024-01-07/P1W", "2024-01-07/P7D", "2024-01-07", "2024-01-13"),
        ("2024-01-08/P7D", "2024-W02", "2024-01-08", "2024-01-14"),
        ("2024-01-01/P9M", "2024-01-01/2024-09-30", "2024-01-01", "2024-09-30"),
        ("2024-06-03/P17D", "2024-06-03/2024-06-19", "2024-06-03", "2024-06-19"),
        ("2024-01-01/2024-12-31", "2024-01-01/2024-12-31", "2024-01-01", "2024-12-31"),
        ("9999-12-31/P1D", "9999-12-31", "9999-12-31", "9999-12-31"),
        ("9999-S2", "9999-S2", "9999-07-01", "9999-12-31"),
    ] {
        let read = period(text);
        assert_eq!(read.to_string(), canonical, "{text}");
        assert_eq!((read.first(), read.last()), (day(first), day(last)), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_code() {
    for (text, code) in [
        ("", "TIM-001"),
        ("24", "TIM-001"),
        ("2024-", "TIM-001"),
        ("2024Q1", "TIM-001"),
        ("2024-Q", "TIM-001"),
        ("2024-Q01", "TIM-001"),
        ("2024-q1", "TIM-001"),
        ("2024-A2", "TIM-001"),
        ("2024-W1", "TIM-001"),
        ("2024-1", "TIM-001"),
        ("+024", "TIM-001"),
        ("２０２４", "TIM-001"),
        ("2024-01-01/", "TIM-001"),
        ("2024-01-01/P", "TIM-001"),
        ("2024-01-01/P0D", "TIM-001"),
        ("2024-01-01/P1M1D", "TIM-001"),
        ("2024-01-01/P1DT1H", "TIM-001"),
        ("2024-01-01/P1D1D", "TIM-001"),
        ("2024-01-01/2024-02-01/2024-03-01", "TIM-001"),
        ("2024-02-30", "TIM-002"),
        ("2024-D000", "TIM-002"),
        ("2023-D366", "TIM-002"),
        ("2024-02-29/P1Y", "TIM-002"),
        ("2024-01-31/P1M", "TIM-002"),
        ("2024-01-02/2024-01-01", "TIM-003"),
        ("2023-W53", "TIM-004"),
        ("2024-W00", "TIM-004"),
        ("2024-W99", "TIM-004"),
        ("0000", "TIM-005"),
        ("0000-Q1", "TIM-005"),
        ("9999-W52", "TIM-005"),
        ("9999-12-31/P2D", "TIM-005"),
        ("2024-01-01/P65535Y", "TIM-005"),
        ("2024-01-01/P99999Y", "TIM-001"),
        ("2024-13", "TIM-008"),
        ("2024-00", "TIM-008"),
        ("2024-S3", "TIM-008"),
        ("2024-T4", "TIM-008"),
        ("2024-Q0", "TIM-008"),
    ] {
        assert_eq!(code_of(Period::parse(text)), code, "{text}");
    }
    assert_eq!(code_of(Period::quarter(2024, 255)), "TIM-008");
    assert_eq!(code_of(Period::week(-1, 1)), "TIM-005");
    assert_eq!(code_of(Day::new(2024, 0, 1)), "TIM-002");
    assert_eq!(code_of(Day::LAST.plus(i32::MAX)), "TIM-005");
}

#[test]
fn an_error_holds_no_foreign_text() {
    let error = Period::parse("Ivanov 1985-02-30").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Ivanov"));
}

#[test]
fn days_decide_and_labels_do_not() {
    let (year, week) = (period("2025"), period("2025-W01"));
    assert!(year.overlaps(&week) && !year.contains(&week));
    assert!(period("2024").overlaps(&week) && !period("2024").contains(&week));
    assert!(period("2024-12").adjoins(&year) && year.adjoins(&period("2024-12")));
    assert!(!period("2024").adjoins(&period("2026")) && !year.adjoins(&year));
    let fiscal = period("2023-10-01/P1Y");
    assert!(
        fiscal.contains(&period("2023-Q4"))
            && fiscal.contains(&period("2024-Q3"))
            && !fiscal.contains(&period("2024-Q4"))
    );
    assert_eq!(fiscal, Period::fiscal_year(2023, 10).unwrap());
    assert_eq!(fiscal.calendar_year(), 2024);
    assert!(period("2024").same_days(&period("2024-01-01/2024-12-31")));
    assert_ne!(period("2024"), period("2024-01-01/2024-12-31"));
}

#[test]
fn months_are_counted_only_when_whole() {
    assert_eq!(period("2024").months(), Some(12));
    assert_eq!(period("2024-01-01/2024-09-30").months(), Some(9));
    assert_eq!(period("2023-11-01/2024-02-29").months(), Some(4));
    assert_eq!(period("2024-01-01/2024-02-28").months(), None);
    assert_eq!(period("2024-W05").months(), None);
    assert_eq!((period("2024").days(), period("2023").days(), period("2024-01-31").days()), (366, 365, 1));
}

#[test]
fn gaps_overlaps_and_days_outside_are_named() {
    let months: Vec<Period> = (1..=12).map(|month| Period::month(2024, month).unwrap()).collect();
    assert!(period("2024").tiles(&months).is_exact());
    let without: Vec<Period> =
        months.iter().copied().filter(|month| ![3, 4].contains(&month.first().month())).collect();
    assert_eq!(period("2024").tiles(&without).gaps, [period("2024-03-01/2024-04-30")]);
    let twice = period("2024").tiles(&[period("2024-S1"), period("2024-Q2"), period("2024-S2"), period("2024-06")]);
    assert_eq!(twice, Tiling { overlaps: vec![period("2024-Q2")], ..Tiling::default() });
    let beyond = period("2024-Q1").tiles(&[period("2024-S1"), period("2024-Q2")]);
    assert_eq!(beyond.outside, [period("2024-Q2")]);
    assert_eq!(beyond.overlaps, [period("2024-Q2")]);
    assert_eq!(period("2024").tiles(&[]).gaps, [period("2024")]);
    assert!(period("9999").tiles(&[period("9999")]).is_exact());
    assert_eq!(period("2024-Q1").tiles(&[period("2023")]).gaps, [period("2024-Q1")]);
}

#[test]
fn a_season_is_compared_with_the_same_season() {
    for (text, before) in [
        ("2024", Some("2023")),
        ("2024-Q1", Some("2023-Q1")),
        ("2024-02", Some("2023-02")),
        ("2024-W10", Some("2023-W10")),
        ("2020-W53", None),
        ("2024-02-29", None),
        ("2025-02-28", Some("2024-02-28")),
        ("2023-10-01/P1Y", Some("2022-10-01/P1Y")),
        ("2024-01-01/2024-02-29", Some("2023-01-01/2023-02-28")),
        ("2025-01-01/2025-02-28", Some("2024-01-01/2024-02-29")),
        ("2024-02-29/2024-03-31", None),
        ("0001", None),
    ] {
        assert_eq!(period(text).year_before().map(|p| p.to_string()).as_deref(), before, "{text}");
    }
    assert!(period("2024-Q1").same_season(&period("2019-Q1")));
    assert!(!period("2024-Q1").same_season(&period("2024-Q2")));
    assert!(!period("2024-Q1").same_season(&period("2023-01-01/2023-03-31")));
    assert!(!period("2024-Q1").same_season(&period("2024-Q1")));
}

#[test]
fn the_end_of_a_day_is_the_start_of_the_next() {
    assert_eq!(Moment::end_of(day("2022-12-31")), Moment::start_of(day("2023-01-01")));
    assert_eq!(Moment::parse("2022-12-31T24:00").unwrap(), Moment::parse("2023-01-01").unwrap());
    assert_eq!(Moment::end_of(Day::LAST).to_string(), "9999-12-31T24:00:00");
    assert_eq!(Moment::parse("9999-12-31T24:00:00").unwrap(), Moment::LAST);
    assert_eq!(Moment::parse("2024-06-30T08:05").unwrap().to_string(), "2024-06-30T08:05:00");
    for text in ["2024", "2024-01-01T", "2024-01-01T12", "2024-01-01T24:01", "2024-01-01T12:60", "2024-01-01 12:00"] {
        assert_eq!(code_of(Moment::parse(text)), "TIM-006", "{text}");
    }
    assert_eq!(code_of(Moment::parse("2023-02-29T00:00")), "TIM-002");
    assert_eq!(code_of(Moment::from_seconds(i64::MAX)), "TIM-005");
    assert_eq!((Moment::FIRST.day(), Moment::LAST.day()), (Day::FIRST, Day::LAST));
}

#[test]
fn a_label_becomes_a_moment_by_its_convention() {
    let moment = |text, convention: &str| Moment::of(&period(text), Convention::parse(convention).unwrap());
    for (text, convention, expected) in [
        ("2023", "start", "2023-01-01"),
        ("2022", "end", "2023-01-01"),
        ("2023", "middle", "2023-07-02T12:00:00"),
        ("2024", "middle", "2024-07-02"),
        ("2023", "07-01", "2023-07-01"),
        ("2023-10-01/P1Y", "07-01", "2024-07-01"),
        ("2023-10-01/P1Y", "12-31", "2023-12-31"),
        ("2024-01", "end", "2024-02-01"),
    ] {
        assert_eq!(moment(text, convention).unwrap().to_string(), expected, "{text} {convention}");
    }
    assert_eq!(code_of(moment("2024-Q1", "07-01")), "TIM-011");
    assert_eq!(code_of(moment("2023", "02-29")), "TIM-011");
    assert_eq!(code_of(Convention::parse("02-30")), "TIM-002");
    assert_eq!(code_of(Convention::parse("31.12.")), "TIM-010");
    for text in ["start", "end", "middle", "07-01"] {
        assert_eq!(Convention::parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn frequencies_have_the_letters_of_sdmx() {
    for frequency in Frequency::ALL {
        assert_eq!(Frequency::parse(frequency.letter()).unwrap(), frequency);
    }
    assert_eq!(code_of(Frequency::parse("a")), "TIM-009");
    assert_eq!(period("2024-06-03/P17D").to_sdmx(), "2024-06-03/P17D");
    assert_eq!(period("2024-Q1").to_sdmx(), "2024-Q1");
}

#[test]
fn a_period_fits_in_twelve_bytes() {
    assert_eq!((size_of::<Day>(), size_of::<Period>(), size_of::<Moment>()), (4, 12, 8));
}

fn any_day() -> impl Strategy<Value = Day> {
    (Day::FIRST.number()..=Day::LAST.number()).prop_map(|number| Day::from_number(number).unwrap())
}

fn any_period() -> impl Strategy<Value = Period> {
    let declared = (any_day(), prop::sample::select(&Frequency::ALL[..6]));
    let declared = declared.prop_filter_map("no such period", |(day, frequency)| Period::starting(day, frequency).ok());
    let labelled = (1..=9999_i16, 1..=53_u8, 0..6_u8).prop_filter_map("no such label", |(year, number, kind)| {
        match kind {
            0 => Period::year(year),
            1 => Period::fiscal_year(year, number),
            2 => Period::half_year(year, number),
            3 => Period::quarter(year, number),
            4 => Period::month(year, number),
            _ => Period::week(year, number),
        }
        .ok()
    });
    let spans =
        (any_day(), 0..5000).prop_filter_map("beyond", |(first, days)| Period::new(first, first.plus(days).ok()?).ok());
    prop_oneof![declared, labelled, spans]
}

proptest! {
    #[test]
    fn days_agree_with_another_calendar(number in Day::FIRST.number()..=Day::LAST.number()) {
        let ours = Day::from_number(number).unwrap();
        let theirs = jiff::civil::Date::constant(1970, 1, 1) + jiff::Span::new().days(number);
        prop_assert_eq!((ours.year(), i32::from(ours.month()), i32::from(ours.day())),
            (theirs.year(), i32::from(theirs.month()), i32::from(theirs.day())));
        prop_assert_eq!(i32::from(ours.weekday()), i32::from(theirs.weekday().to_monday_one_offset()));
        let week = theirs.iso_week_date();
        prop_assert_eq!((ours.iso_week().0, i32::from(ours.iso_week().1)), (week.year(), i32::from(week.week())));
        prop_assert_eq!(ours.ends_month(), theirs == theirs.last_of_month());
        prop_assert_eq!(Day::new(ours.year(), ours.month(), ours.day()).unwrap(), ours);
        prop_assert_eq!(Day::parse(&ours.to_string()).unwrap(), ours);
    }

    #[test]
    fn parse_after_display_is_the_period(period in any_period()) {
        prop_assert_eq!(Period::parse(&period.to_string()).unwrap(), period);
        prop_assert!(Period::parse(&period.to_sdmx()).unwrap().same_days(&period));
        prop_assert!(Period::of_days(period.first(), period.last()).unwrap().same_days(&period));
    }

    #[test]
    fn any_text_is_a_period_or_an_error(text in "[0-9]{4}(-[ASTQMWDP]?[0-9]{1,3})?(/P?[0-9-]{1,10}[YMWD]?)?|\\PC*") {
        if let Ok(period) = Period::parse(&text) {
            prop_assert_eq!(Period::parse(&period.to_string()).unwrap(), period);
        }
        let _ = (Moment::parse(&text), Convention::parse(&text), Frequency::parse(&text));
    }

    #[test]
    fn parse_after_display_is_the_moment(seconds in Moment::FIRST.seconds()..=Moment::LAST.seconds()) {
        let moment = Moment::from_seconds(seconds).unwrap();
        prop_assert_eq!(Moment::parse(&moment.to_string()).unwrap(), moment);
    }

    #[test]
    fn relations_agree_with_each_other(a in any_period(), shift in -400..400_i32, days in 0..400_i32) {
        let b = a.first().plus(shift).and_then(|first| Period::new(first, first.plus(days)?));
        prop_assume!(b.is_ok());
        let b = b.unwrap();
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert_eq!(a.adjoins(&b), b.adjoins(&a));
        prop_assert!(!(a.adjoins(&b) && a.overlaps(&b)));
        prop_assert!(!a.contains(&b) || a.overlaps(&b));
        let span = a.span(&b);
        prop_assert!(span.contains(&a) && span.contains(&b));
        let tiling = span.tiles(&[a, b]);
        let length = |spans: &[Period]| spans.iter().map(Period::days).sum::<u32>();
        prop_assert_eq!(span.days() + length(&tiling.overlaps), a.days() + b.days() + length(&tiling.gaps));
        prop_assert!(tiling.outside.is_empty());
        prop_assert_eq!(tiling.is_exact(), a.adjoins(&b));
        prop_assert_eq!(a.contains(&b), a.tiles(&[b]).outside.is_empty());
    }

    #[test]
    fn a_year_before_is_the_same_season(period in any_period()) {
        if let Some(before) = period.year_before() {
            prop_assert!(before.same_season(&period) && period.same_season(&before));
            prop_assert!(before.first() < period.first());
        }
    }
}
