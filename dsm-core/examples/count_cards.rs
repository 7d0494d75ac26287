//! Counts a million migration cards that a seeded generator makes: cases and persons by citizenship and sex. The examples in C and
//! Python, `examples/count_cards.{c,py}`, make the same cards and find the same.
//!
//! `cargo run --release -p dsm-core --example count_cards -- [CARDS]`
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example is its own host")]

use dsm_core::{
    catalogue::Catalogue,
    count::{Count, Counter, Dimension, Specification, Totals, Unit},
    error::{Collected, Error, Result, Safe, codes::src},
    source::{Batch, Column, ColumnType, Means, Records, Wanted},
    time::{Day, Frequency, Moment},
};

const CITIZENSHIPS: [&str; 10] = ["ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "TJK", "TKM", "UKR", "UZB"];
const SEXES: [&str; 2] = ["F", "M"];

/// The cards, which are never all in memory: a register of one's own is read by such a type too.
struct Cards {
    /// The columns that are asked for, in their order.
    wanted: Vec<Wanted>,
    count: u64,
    given: u64,
    seed: u64,
    /// The first day of each month.
    months: Vec<i32>,
}

impl Cards {
    fn new(count: u64, wanted: &[Wanted]) -> Result<Self> {
        let months = (1..=12).map(|month| Day::parse(&format!("2024-{month:02}-01")).map(Day::number));
        let months = months.collect::<Result<_>>()?;
        Ok(Self { wanted: wanted.to_vec(), count, given: 0, seed: 88_172_645_463_325_252, months })
    }

    /// The next number of a seeded row of numbers.
    fn draw(&mut self) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed
    }
}

/// A column of codes: the place of each in the dictionary.
fn coded(places: impl Iterator<Item = u64>, values: &[&str]) -> Result<Column> {
    let keys = places.map(u32::try_from).collect::<std::result::Result<_, _>>();
    let values = values.iter().map(|value| Box::from(*value)).collect();
    keys.map(|keys| Column::Coded { keys, values }).map_err(|_| Error::new(src::READ_FAILED))
}

impl Records for Cards {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let rows = (self.count - self.given).min(10_000);
        let (mut people, mut days) = (Vec::new(), Vec::new());
        for _ in 0..rows {
            people.push(self.draw() % (self.count / 4 + 1));
            let rest = self.draw();
            let day = |place: u64| usize::try_from(place).ok().and_then(|place| self.months.get(place));
            let of_month = i32::try_from(rest / 12 % 28).unwrap_or(0);
            days.push(day(rest % 12).map_or(0, |first| first + of_month));
        }
        let column = |wanted: &Wanted| match &*wanted.name {
            "person" => {
                let values = people.iter().map(|person| i64::try_from(*person).unwrap_or(i64::MAX)).collect();
                Ok(Column::Integers { values, missing: None })
            }
            "day" => Ok(Column::Days { values: days.clone(), missing: None }),
            "citizenship" => coded(people.iter().map(|person| person % 10), &CITIZENSHIPS),
            "sex" => coded(people.iter().map(|person| person / 10 % 2), &SEXES),
            name => Err(Error::new(src::COLUMN_MISSING).with("column", Safe::term(name))),
        };
        *batch = Batch::new();
        batch.columns = self.wanted.iter().map(column).collect::<Result<_>>()?;
        batch.rows = people.len();
        batch.first = self.given + 1;
        self.given += rows;
        Ok(rows > 0)
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.given, Some(self.count))
    }
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let cards = std::env::args().nth(1).map_or(Ok(1_000_000), |cards| cards.parse::<u64>())?;
    let specification = Specification::new("migration-card", Day::parse("2024-01-01")?, Day::parse("2024-12-31")?)
        .person("person")
        .typed("person", ColumnType::Integer)
        .date("day")
        .dimension(Dimension::column("CITIZENSHIP", "citizenship").fixed().others_themselves())
        .dimension(Dimension::column("SEX", "sex").fixed().of_list("SEX"))
        .count(
            Count::flow("cards", Frequency::Annual)
                .units(&[Unit::Cases, Unit::Persons])
                .by(&["CITIZENSHIP", "SEX"])
                .totals(Totals::All),
        );
    let means = Means::quiet(Moment::parse("2025-01-01")?);
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
    let mut records = Cards::new(cards, counter.wanted())?;
    let mut findings = Collected::new();
    counter.read(&mut records, &mut findings)?;
    let counted = counter.finish(&mut findings)?;

    for name in counted.names() {
        let table = counted.table(name)?;
        let mut keys = vec![("_T", "_T")];
        keys.extend(CITIZENSHIPS.map(|code| (code, "F")));
        for (citizenship, sex) in keys {
            let cell = table.at(&[citizenship, sex, "2024"])?;
            let figure = cell.figure().and_then(|figure| figure.exact()).ok_or("no exact figure")?;
            println!("{name} {citizenship} {sex}: {figure}");
        }
    }
    println!("read: {}", counted.columns_read().join(", "));
    Ok(())
}
