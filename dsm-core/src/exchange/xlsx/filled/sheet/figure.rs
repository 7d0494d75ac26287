use super::{
    super::{
        amount::{Amount, beyond},
        formula::comes_to,
        grid::Put,
        lines::Content,
    },
    Reading, Waiting,
};
use crate::{
    error::{
        Finding,
        codes::{exc, src},
    },
    source::SheetLook,
};
use rust_decimal::Decimal;

/// What stands in a cell for a figure.
impl Reading<'_, '_, '_> {
    pub(super) fn figure(&mut self, item: usize, column: usize, content: &Content) {
        let sums = self.figures.adds(item, column).is_sum();
        let row = self.figures.rows.get(item).copied().unwrap_or(0);
        let put = match Amount::of(content) {
            // The formula of a total needs no result: its parts say what it is.
            Amount::Wrong(rule) if rule == src::FORMULA_UNRECKONED && sums => Put::Empty,
            Amount::Empty if sums => Put::Empty,
            Amount::Figure(figure) if content.formula.is_some() && sums => Put::Reckoned(figure),
            Amount::Wrong(rule) => {
                self.say(rule, row, content.column, content.held.text());
                Put::Unknown
            }
            amount => self.entered((row, item, column), amount, content),
        };
        if matches!(put, Put::Entered(_) | Put::Unknown) {
            self.seen(row, content);
        }
        self.figures.put(item, column, put);
    }

    /// What was entered, by hand or by a formula of one's own.
    fn entered(&mut self, (row, item, column): (u32, usize, usize), amount: Amount, content: &Content) -> Put {
        let at = content.column;
        if let Some(formula) = content.formula.as_deref() {
            let own = match amount {
                Amount::Figure(figure) | Amount::Written(figure) => comes_to(formula, figure),
                _ => None,
            };
            let rule = match own {
                Some(true) => exc::FORM_FORMULA_ENTERED,
                Some(false) => exc::FORM_FORMULA_STALE,
                None => exc::FORM_FORMULA_REFERS,
            };
            self.say(rule, row, at, content.held.text());
            if own != Some(true) {
                return Put::Unknown;
            }
        }
        match amount {
            Amount::Empty | Amount::Wrong(_) => Put::Empty,
            Amount::Figure(figure) if self.is_shown((row, at), content) => self.bounded((row, at), figure),
            Amount::Figure(_) => Put::Unknown,
            Amount::Written(figure) => {
                self.spelling.see(content.held.text().trim());
                self.say(exc::FORM_NUMBER_AS_TEXT, row, at, content.held.text());
                self.bounded((row, at), figure)
            }
            Amount::Unclear(text) => {
                self.spelling.see(&text);
                self.waiting.push(Waiting { sheet: self.sheet, item, column, text });
                Put::Unknown
            }
        }
    }

    /// A figure that can be one.
    fn bounded(&mut self, (row, at): (u32, u32), figure: Decimal) -> Put {
        let Some(most) = beyond(self.figures.asked.indicator.measure().is_count(), figure) else {
            return Put::Entered(figure);
        };
        self.found.add(Finding::new(exc::FORM_FIGURE_TOO_LARGE).with("most", most).at(self.figures.spot(row, at)));
        Put::Unknown
    }

    /// Whether people see the number that stands in the cell. One that is shown rounded is that number: a fraction of a count is found as that.
    fn is_shown(&mut self, (row, at): (u32, u32), content: &Content) -> bool {
        let shown = content.look != SheetLook::Otherwise;
        if !shown {
            self.say(exc::FORM_SHOWN_OTHERWISE, row, at, content.held.text());
        }
        shown
    }

    /// Says once of a row and of a column that nobody sees what is entered there.
    fn seen(&mut self, row: u32, content: &Content) {
        let [of_row, of_column] = content.hidden;
        let row_new = of_row && self.hidden.0 != row;
        let column_new = of_column && !self.hidden.1.contains(&content.column);
        if row_new {
            self.hidden.0 = row;
        }
        if column_new {
            self.hidden.1.push(content.column);
        }
        if row_new || column_new {
            self.found.add(Finding::new(exc::FORM_FIGURE_HIDDEN).at(self.figures.spot(row, content.column)));
        }
    }
}
