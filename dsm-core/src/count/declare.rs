use super::{
    Count, Dimension, Pin, Rule, Specification, Totals, Unit,
    dimension::{Absence, Of},
    reading::code_of,
    specification::Role,
    wanted::{Side, What},
};
use crate::{
    error::{Collected, Error, Result, codes::cnt},
    measure::Membership,
    source::ColumnType,
    time::{Day, Frequency},
};
use std::sync::Arc;

impl Specification {
    /// Adds one line of what a file of specifications says: in a part, of an id, a value. A list is its values one after the other.
    ///
    /// The parts are those of clause 1 of `spec/counting.md`: empty for the lines at the top, `records`, `types`, `links`, `filter`,
    /// `dimension.ID`, `dimension.ID.codes`, `count.ID` and `count.ID.only`.
    ///
    /// ```
    /// use dsm_core::count::Specification;
    /// let cards = Specification::default()
    ///     .declare("records", "kind", "migration-card")?
    ///     .declare("records", "from", "2024-01-01")?
    ///     .declare("records", "until", "2024-12-31")?
    ///     .declare("records", "date", "card_date")?
    ///     .declare("dimension.SEX", "column", "gender")?
    ///     .declare("count.cards", "by", "SEX")?;
    /// assert_eq!(cards.declare("records", "datum", "x").unwrap_err().code().id(), "CNT-001");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `CNT-001` for anything else.
    pub fn declare(mut self, part: &str, id: &str, value: &str) -> Result<Self> {
        self.put(part, id, value)?;
        Ok(self)
    }

    /// Adds several lines, each a part, an id and a value.
    ///
    /// # Errors
    /// `CNT-001` with a finding for every line that says something else.
    pub fn declare_all<S: AsRef<str>>(mut self, lines: &[(S, S, S)]) -> Result<Self> {
        let mut found = Collected::new();
        for (part, id, value) in lines {
            if let Err(error) = self.put(part.as_ref(), id.as_ref(), value.as_ref()) {
                found.fault(&error, None, &format!("{}.{}", part.as_ref(), id.as_ref()));
            }
        }
        if found.findings().is_empty() { Ok(self) } else { Err(unreadable().findings_of(found.into_findings())) }
    }

    /// As [`Specification::declare`]; where it is refused, everything that was declared before stays.
    pub(super) fn put(&mut self, part: &str, id: &str, value: &str) -> Result<()> {
        let parts: Vec<&str> = part.splitn(3, '.').collect();
        let text: Arc<str> = Arc::from(value);
        // Values are compared without the blanks around them, here as in the records.
        let bare: Arc<str> = Arc::from(value.trim());
        let done = match parts.as_slice() {
            [""] | [] => self.put_top(id, text),
            ["records"] => self.put_record(id, value),
            ["types"] => ColumnType::parse(value).map(|kind| {
                self.types.insert(Arc::from(id), kind);
            }),
            ["links"] => self.put_link(id, text),
            ["filter"] if !id.trim().is_empty() => {
                self.filter.entry(Arc::from(id)).or_default().insert(bare);
                Some(())
            }
            ["dimension", name] => self.dimension_named(name, |dimension| dimension.put(id, value)),
            ["dimension", name, "codes"] => self.dimension_named(name, |dimension| {
                dimension.codes.insert(Arc::from(id.trim()), text);
                Some(())
            }),
            ["count", name] => self.count_named(name, |count| count.put(id, value)),
            ["count", name, "only"] => self.count_named(name, |count| {
                count.only.entry(Arc::from(id)).or_default().insert(bare);
                Some(())
            }),
            _ => None,
        };
        done.ok_or_else(unreadable)
    }

    fn put_top(&mut self, id: &str, value: Arc<str>) -> Option<()> {
        match id {
            "indicator" => self.indicator = Some(value),
            "preset" => self.preset = Some(value),
            "reporter" => self.reporter = Some(value),
            _ => return None,
        }
        Some(())
    }

    fn put_record(&mut self, id: &str, value: &str) -> Option<()> {
        if let Some((role, _)) = Role::ALL.iter().find(|(_, word)| *word == id) {
            self.roles.insert(*role, Arc::from(value));
            return Some(());
        }
        match (id, value) {
            ("kind", _) => self.kind = Some(Arc::from(value)),
            ("persons", "one" | "many") => self.many = value == "many",
            ("from", _) => self.from = Some(Day::parse(value).ok()?),
            ("until", _) => self.until = Some(Day::parse(value).ok()?),
            ("entry", _) => {
                self.entry.insert(Arc::from(value.trim()));
            }
            ("exit", _) => {
                self.exit.insert(Arc::from(value.trim()));
            }
            ("duplicates", "count" | "drop") => self.drop_duplicates = value == "drop",
            ("places", "none" | "rows") => self.places = value == "rows",
            ("fatal", _) if value == "all" || code_of(value).is_some() => {
                self.fatal.insert(Arc::from(value));
            }
            _ => return None,
        }
        Some(())
    }

    fn put_link(&mut self, id: &str, value: Arc<str>) -> Option<()> {
        let links = self.links.get_or_insert_with(|| (Arc::from("document"), Arc::from("person")));
        match id {
            "document" => links.0 = value,
            "person" => links.1 = value,
            _ => return None,
        }
        Some(())
    }

    fn dimension_named(&mut self, id: &str, change: impl FnOnce(&mut Dimension) -> Option<()>) -> Option<()> {
        if !self.dimensions.iter().any(|dimension| *dimension.id == *id) {
            self.dimensions.push(Dimension::named(id));
        }
        self.dimensions.iter_mut().find(|dimension| *dimension.id == *id).and_then(change)
    }

    fn count_named(&mut self, id: &str, change: impl FnOnce(&mut Count) -> Option<()>) -> Option<()> {
        if !self.counts.iter().any(|count| *count.id == *id) {
            self.counts.push(Count::named(id));
        }
        self.counts.iter_mut().find(|count| *count.id == *id).and_then(change)
    }
}

impl Dimension {
    fn put(&mut self, id: &str, value: &str) -> Option<()> {
        match (id, value) {
            ("column", _) => self.of = Of::Column(Arc::from(value)),
            ("age", "event") => self.of = Of::AgeAtEvent,
            ("age", "moment") => self.of = Of::AgeAtMoment,
            ("days", _) => {
                (self.of, self.at_end) = (Of::Days, true);
                return self.groups.add(value).then_some(());
            }
            ("groups", _) => return self.groups.add(value).then_some(()),
            ("membership", _) => self.membership = Membership::parse(value)?,
            ("pin", "first") => self.pin = Some(Pin::First),
            ("pin", "last") => self.pin = Some(Pin::Last),
            ("list", _) => self.list = Some(Arc::from(value)),
            ("missing", _) => self.missing = Absence::parse(value),
            ("unknown", _) => self.unknown = Absence::parse(value),
            ("others", "themselves" | "unknown") => self.themselves = value == "themselves",
            ("at", "end") => self.at_end = true,
            ("at", "start") => self.at_end = false,
            _ => return None,
        }
        Some(())
    }
}

impl Count {
    fn put(&mut self, id: &str, value: &str) -> Option<()> {
        match (id, value) {
            ("what", _) => self.what = What::ALL.iter().find(|(_, word)| *word == value)?.0,
            ("indicator", _) => self.indicator = Some(Arc::from(value)),
            ("units", _) => {
                self.units.insert(Unit::parse(value)?);
            }
            ("by", _) => self.by.push(Arc::from(value)),
            ("every", _) => self.every = Some(Frequency::parse(value).ok()?),
            ("totals", "all") => self.totals = Totals::All,
            ("totals", "none") => self.totals = Totals::None,
            ("totals", _) => {
                let set = value.split_whitespace().map(Arc::from).collect();
                match &mut self.totals {
                    Totals::These(sets) => sets.push(set),
                    other => *other = Totals::These(vec![set]),
                }
            }
            ("at", "start") => self.side = Side::Start,
            ("at", "end") => self.side = Side::End,
            ("at", _) => self.moments.push(Day::parse(value).ok()?),
            ("before", "counted-back") => self.counted_back = true,
            ("before", "not-counted") => self.counted_back = false,
            ("long", _) => self.long = value.parse().ok().filter(|months| (1..=1200).contains(months))?,
            ("rules", _) => self.rules.push(Rule::parse(value)?),
            ("direction", "entry") => self.exits = false,
            ("direction", "exit") => self.exits = true,
            ("initial", "by-first-crossing") => self.initial_unknown = false,
            ("initial", "unknown") => self.initial_unknown = true,
            ("after", _) => self.after = Some(value.parse().ok().filter(|months| (1..=1200).contains(months))?),
            ("median", "decided") => self.with_pending = false,
            ("median", "with-pending") => self.with_pending = true,
            _ => return None,
        }
        Some(())
    }
}

pub(super) fn unreadable() -> Error {
    Error::new(cnt::SPECIFICATION_UNREADABLE)
}
