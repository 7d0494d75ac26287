use super::{
    super::{super::lists::STATUSES, lines::Content},
    REMARKS, Reading,
};
use crate::{
    error::{Finding, Safe, codes::exc},
    text::Label,
};

/// Remarks, and what of the form is not there.
impl Reading<'_, '_, '_> {
    pub(super) fn remark(&mut self, row: u32, item: usize, content: &Content) {
        if content.held.is_blank() {
            return;
        }
        let text = content.held.text().trim().to_lowercase();
        let listed =
            self.remarks.iter().find(|(code, name)| name.to_lowercase() == text || code.to_lowercase() == text);
        let code = listed.and_then(|(code, _)| STATUSES.into_iter().find(|status| status == code));
        if code.is_none() {
            let question = Safe::word(Label::TemplateRemark.name());
            let finding = Finding::new(exc::FORM_ANSWER_UNKNOWN).with("question", question);
            self.found.add(finding.at(self.figures.spot(row, content.column)).evidence_of(content.held.text()));
        }
        self.figures.remarks.get_mut(item).into_iter().for_each(|place| *place = code);
    }

    /// Rows and columns that are gone.
    pub(super) fn gone(&mut self, row: u32) {
        for column in 0..self.figures.columns.len() {
            if self.figures.columns.get(column) == Some(&0) {
                let codes = self.column_codes(column);
                self.say_of(exc::FORM_KEY_MISSING, codes, row, 0, "");
            }
        }
        for item in 0..self.figures.rows.len() {
            if self.figures.rows.get(item) == Some(&0) {
                let codes = self.row_codes(item);
                self.say_of(exc::FORM_KEY_MISSING, codes, 0, 0, "");
            }
        }
        if self.figures.remark == 0 {
            self.say_of(exc::FORM_KEY_MISSING, Safe::term(REMARKS), row, 0, "");
        }
    }
}
