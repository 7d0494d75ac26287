use super::{
    Layout, Part,
    domain::{Domain, Wrong},
};
use std::{collections::HashMap, fmt, sync::Arc};

/// No value.
pub(in crate::exchange::sdmx) const NONE: u32 = u32::MAX;
/// As many rows stand in a batch at most.
const ROWS: usize = 4096;
/// A dictionary that has grown beyond so many values or bytes starts anew with the next batch.
const VALUES: (usize, usize) = (1 << 18, 4 << 20);

/// Observations of one data set, column by column; used again and again, so that a value that recurs is kept once.
///
/// # Disclosure
/// What a batch holds belongs to who handed the message in. `Debug` shows how many rows there are and nothing of them.
#[derive(Default)]
pub struct Batch {
    layout: Option<Arc<Layout>>,
    columns: Vec<Column>,
    lines: Vec<u64>,
    generation: u64,
}

/// The values of one component.
#[derive(Default)]
pub(in crate::exchange::sdmx) struct Column {
    /// Whether values stand in `text` one after the other: figures, of which few recur.
    plain: bool,
    text: String,
    ends: Vec<usize>,
    dictionary: Vec<Value>,
    places: HashMap<Arc<str>, u32>,
    bytes: usize,
    rows: Vec<u32>,
    last: u32,
    /// Which value followed each value the last time: most messages repeat themselves.
    follows: Vec<u32>,
    /// Of a component with several values: the row and the values after the first.
    more: Vec<(usize, Vec<Arc<str>>)>,
}

/// A value that was seen, and what is wrong with it.
pub(in crate::exchange::sdmx) struct Value {
    pub(in crate::exchange::sdmx) text: Arc<str>,
    pub(in crate::exchange::sdmx) wrong: Option<Wrong>,
    pub(in crate::exchange::sdmx) hash: u64,
}

impl Batch {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The columns.
    #[must_use]
    pub fn layout(&self) -> Option<&Arc<Layout>> {
        self.layout.as_ref()
    }

    /// How many observations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The value of a component in a row, where it has one.
    #[must_use]
    pub fn value(&self, row: usize, component: usize) -> Option<&str> {
        self.columns.get(component)?.value(row)
    }

    /// The values after the first of a component that may have several.
    #[must_use]
    pub fn more(&self, row: usize, component: usize) -> &[Arc<str>] {
        let Some(column) = self.columns.get(component) else { return &[] };
        let found = column.more.binary_search_by_key(&row, |(row, _)| *row);
        found.ok().and_then(|at| column.more.get(at)).map_or(&[], |(_, values)| values)
    }

    /// The line of the message that a row comes from; 0 where it comes from no message.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// Changes whenever a dictionary starts anew: places of before are of no use then.
    pub(in crate::exchange::sdmx) fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether all that follows belongs into another batch.
    pub(in crate::exchange::sdmx) fn is_full(&self) -> bool {
        self.lines.len() >= ROWS
    }

    /// Empties it for observations of a layout; what was seen of the same layout is kept.
    pub(in crate::exchange::sdmx) fn start(&mut self, layout: &Arc<Layout>) {
        let same = self.layout.as_ref().is_some_and(|own| Arc::ptr_eq(own, layout));
        self.lines.clear();
        if same {
            self.clear();
            return;
        }
        self.layout = Some(layout.clone());
        self.generation += 1;
        let column = |part: &Part| {
            let plain = part.is_measure() && !matches!(part.domain, Domain::Code { .. });
            Column { plain, last: NONE, ..Column::default() }
        };
        self.columns = layout.parts().iter().map(column).collect();
    }

    /// Empties it.
    pub(in crate::exchange::sdmx) fn clear(&mut self) {
        self.lines.clear();
        let cleared: u64 = self.columns.iter_mut().map(|column| u64::from(column.clear())).sum();
        self.generation += cleared;
    }

    /// The place of a value in the dictionary of its component; of a figure none.
    pub(in crate::exchange::sdmx) fn place(&mut self, component: usize, text: &str) -> u32 {
        let part = self.layout.as_ref().and_then(|layout| layout.parts().get(component));
        match (self.columns.get_mut(component), part) {
            (Some(column), Some(part)) if !column.plain => column.place(text, part),
            _ => NONE,
        }
    }

    /// Whether the values of a component are not kept once each.
    pub(in crate::exchange::sdmx) fn is_plain(&self, component: usize) -> bool {
        self.columns.get(component).is_some_and(|column| column.plain)
    }

    /// A value by its place.
    pub(in crate::exchange::sdmx) fn at(&self, component: usize, place: u32) -> Option<&Value> {
        self.columns.get(component)?.dictionary.get(usize::try_from(place).ok()?)
    }

    /// The value of a component in a row, to be kept.
    pub(in crate::exchange::sdmx) fn shared(&self, row: usize, component: usize) -> Option<Arc<str>> {
        let place = *self.columns.get(component)?.rows.get(row)?;
        match self.at(component, place) {
            Some(value) => Some(value.text.clone()),
            None => self.value(row, component).map(Arc::from),
        }
    }

    /// The number of some values of a row.
    pub(in crate::exchange::sdmx) fn number(&self, components: &[usize], row: usize) -> u64 {
        let hash = |at: &usize| {
            let place = self.rows_of(*at).get(row).copied().unwrap_or(NONE);
            self.at(*at, place).map_or(0, |value| value.hash)
        };
        components.iter().fold(0, |whole, at| super::seen::mixed(whole, hash(at)))
    }

    /// The places of the values of a component, row by row; of a figure 0 where there is one.
    pub(in crate::exchange::sdmx) fn rows_of(&self, component: usize) -> &[u32] {
        self.columns.get(component).map_or(&[], |column| &column.rows)
    }

    /// Adds a row: for each component the place of its value, or its text.
    pub(in crate::exchange::sdmx) fn row(
        &mut self,
        line: u64,
        places: &[u32],
        texts: &[String],
        more: &[(usize, Vec<Arc<str>>)],
    ) {
        let row = self.lines.len();
        self.lines.push(line);
        for (at, column) in self.columns.iter_mut().enumerate() {
            let place = places.get(at).copied().unwrap_or(NONE);
            column.rows.push(place);
            if column.plain {
                if place != NONE {
                    column.text.push_str(texts.get(at).map_or("", String::as_str));
                }
                column.ends.push(column.text.len());
            }
        }
        for (component, values) in more {
            if let Some(column) = self.columns.get_mut(*component) {
                column.more.push((row, values.clone()));
            }
        }
    }
}

impl Column {
    fn value(&self, row: usize) -> Option<&str> {
        let place = *self.rows.get(row)?;
        if place == NONE {
            return None;
        }
        if self.plain {
            let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            return self.text.get(start..*self.ends.get(row)?);
        }
        self.dictionary.get(usize::try_from(place).ok()?).map(|value| &*value.text)
    }

    /// Takes the rows away; true where the dictionary starts anew.
    fn clear(&mut self) -> bool {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
        self.more.clear();
        if self.dictionary.len() > VALUES.0 || self.bytes > VALUES.1 {
            self.dictionary.clear();
            self.places.clear();
            self.follows.clear();
            (self.bytes, self.last) = (0, NONE);
            return true;
        }
        false
    }

    fn place(&mut self, text: &str, part: &Part) -> u32 {
        let index = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        if self.dictionary.get(index(self.last)).is_some_and(|value| *value.text == *text) {
            return self.last;
        }
        let follows = self.follows.get(index(self.last)).copied().unwrap_or(NONE);
        if self.dictionary.get(index(follows)).is_some_and(|value| *value.text == *text) {
            self.last = follows;
            return follows;
        }
        if let Some(place) = self.places.get(text) {
            return self.follow(*place);
        }
        let place = u32::try_from(self.dictionary.len()).unwrap_or(NONE);
        let (text, wrong) = (Arc::<str>::from(text), part.judge(text));
        self.bytes += text.len();
        self.dictionary.push(Value { hash: hash(&text), text: text.clone(), wrong });
        self.places.insert(text, place);
        self.follows.push(NONE);
        self.follow(place)
    }

    fn follow(&mut self, place: u32) -> u32 {
        if let Some(follows) = usize::try_from(self.last).ok().and_then(|last| self.follows.get_mut(last)) {
            *follows = place;
        }
        self.last = place;
        place
    }
}

/// The same number for the same text, in every run.
fn hash(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Batch({} rows)", self.lines.len())
    }
}
