use crate::provoked::{Example, error};
use dsm_core::error::codes::tim;
use dsm_core::time::{Convention, Day, Frequency, Moment, Period};

pub(super) const EXAMPLES: &[Example] = &[
    (tim::PERIOD_UNREADABLE, || error(Period::parse("summer 2024"))),
    (tim::DAY_DOES_NOT_EXIST, || error(Period::parse("2023-02-29"))),
    (tim::LAST_BEFORE_FIRST, || error(Period::parse("2024-09-30/2024-01-01"))),
    (tim::WEEK_DOES_NOT_EXIST, || error(Period::parse("2023-W53"))),
    (tim::YEAR_OUT_OF_RANGE, || error(Period::parse("0000"))),
    (tim::MOMENT_UNREADABLE, || error(Moment::parse("2024-01-01T12:00:00Z"))),
    (tim::DAY_UNREADABLE, || error(Day::parse("31.01.2024"))),
    (tim::PART_DOES_NOT_EXIST, || error(Period::parse("2024-Q5"))),
    (tim::FREQUENCY_UNREADABLE, || error(Frequency::parse("yearly"))),
    (tim::CONVENTION_UNREADABLE, || error(Convention::parse("december"))),
    (tim::CONVENTION_DAY_NOT_IN_PERIOD, || {
        let quarter = Period::parse("2024-Q1").unwrap();
        error(Moment::of(&quarter, Convention::DayMonth { month: 7, day: 1 }))
    }),
];
