use super::{
    super::{
        shape::Shape,
        template::{Asked, Template},
    },
    lines::Content,
};
use crate::text::{Label, Lang, label};

/// What people see above the figures: title, lines of headings. Where it is not that of the form, figures stand under the names of others.
pub(super) struct Headings {
    /// The title and the line below it, and in which rows they stand.
    titles: [(String, bool); 2],
    /// The rows above the headings in which anything stands in the column of names.
    above: Vec<u32>,
    /// The rows of headings, from the top.
    rows: Vec<u32>,
    /// For each dimension across: whether a heading stands above each group of columns, by the first of them.
    shown: Vec<Vec<(usize, bool)>>,
    lang: Lang,
}

impl Headings {
    pub(super) fn of(template: &Template, asked: &Asked) -> Self {
        let lang = template.lang;
        let title = plain(asked.indicator.names().in_lang(lang));
        let below = plain(&format!("{} · {}", template.country_name, asked.said));
        let shown = (0..asked.shape.across.len().max(1)).map(|level| groups(&asked.shape, level)).collect();
        Self { titles: [(title, false), (below, false)], above: Vec::new(), rows: Vec::new(), shown, lang }
    }

    /// Sees a cell above the headings, in the column of names.
    pub(super) fn title(&mut self, row: u32, content: &Content) {
        if !self.rows.is_empty() || content.held.is_blank() {
            return;
        }
        self.above.push(row);
        let text = plain(content.held.text());
        self.titles.iter_mut().filter(|(title, _)| *title == text).for_each(|(_, seen)| *seen = true);
    }

    /// Begins a row of headings.
    pub(super) fn row(&mut self, row: u32) {
        self.rows.push(row);
    }

    /// Sees a cell of the row of headings, above a column of figures; whether it names that column.
    pub(super) fn head(&mut self, shape: &Shape, column: usize, content: &Content) -> bool {
        let level = self.rows.len().saturating_sub(1);
        let Some(shown) = self.shown.get_mut(level).filter(|_| !content.held.is_blank()) else { return true };
        if plain(content.held.text()) != plain(named(shape, level, column, self.lang)) {
            return false;
        }
        let last = shown.partition_point(|(first, _)| *first <= column).checked_sub(1);
        last.and_then(|last| shown.get_mut(last)).into_iter().for_each(|(_, seen)| *seen = true);
        true
    }

    /// The rows in which the title and the line below it are missing, or in which another stands.
    pub(super) fn other_titles(&self, mark: u32) -> impl Iterator<Item = u32> {
        let above = move |at: usize| self.above.get(at).or(self.above.last()).copied().unwrap_or(mark + 1);
        self.titles.iter().enumerate().filter(|(_, (_, seen))| !seen).map(move |(at, _)| above(at))
    }

    /// The rows and the columns of the shape above which no heading stands; row 0 where the line of headings is gone.
    pub(super) fn lacking(&self) -> impl Iterator<Item = (u32, usize)> {
        self.shown.iter().enumerate().flat_map(|(level, shown)| {
            let row = self.rows.get(level).copied().unwrap_or(0);
            shown.iter().filter(|(_, seen)| !seen).map(move |(first, _)| (row, *first))
        })
    }
}

/// The first column of each group that has one heading.
fn groups(shape: &Shape, level: usize) -> Vec<(usize, bool)> {
    let mut before = None;
    let first = |(at, column): (usize, &super::super::shape::Column)| {
        let own = column.at.get(..=level).map(<[usize]>::to_vec);
        let begins = own.is_none() || before != own;
        before = own;
        begins.then_some((at, false))
    };
    shape.columns.iter().enumerate().filter_map(first).collect()
}

/// What stands above a column.
fn named(shape: &Shape, level: usize, column: usize, lang: Lang) -> &str {
    let place = shape.columns.get(column).and_then(|column| column.at.get(level));
    let item = place.and_then(|place| shape.across.get(level)?.items.get(*place));
    item.map_or(label(Label::TemplateNumber, lang), |item| &item.label)
}

/// A text as people compare it: without regard to blanks, breaks of lines and capitals.
pub(in crate::exchange::xlsx) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
