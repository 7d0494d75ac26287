use super::{
    identity::Identity,
    lists::Lists,
    paper,
    shape::capital,
    sheet::{Sheets, lines},
    style::Style,
    template::{Asked, Template},
};
use crate::{
    catalogue::Indicator,
    code::CodeList,
    measure::counted,
    text::{Label, Lang, Phrase, Value, label, phrase},
    time::{Period, words},
};
use rust_xlsxwriter::{Formula, ProtectionOptions, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

/// Letters in a line of the two columns of the sheet, and of both together.
const LEFT: usize = 30;
const RIGHT: usize = 48;

/// The sheet that is open first, line by line.
pub(super) struct Cover<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) style: &'a Style,
    pub(super) lang: Lang,
    pub(super) next: u32,
}

/// Writes the first sheet: what is asked, until when, what to do, and the questions that hold for all figures.
pub(super) fn write(
    template: &Template,
    sheet: &mut Worksheet,
    sheets: &Sheets,
    style: &Style,
    lists: &mut Lists,
    identity: &mut Identity,
) -> Done {
    sheet.set_name(&sheets.start)?.set_active(true);
    sheet.set_column_width(0, 2)?.set_column_width(1, 30)?.set_column_width(2, 48)?.set_column_width(3, 22)?;
    // As on the sheets of figures: a formula without a result is not zero.
    sheet.set_formula_result_default("");
    let mut cover = Cover { sheet, style, lang: template.lang, next: 1 };
    cover.title(template)?;
    cover.asked(template)?;
    cover.questions(template, sheets, lists, identity)?;
    cover.steps(template, sheets)?;
    cover.colors()?;
    let end = cover.next;
    paper::page(template, sheet);
    paper::one_across(sheet);
    sheet.set_print_area(0, 0, end, 3)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_rows: true,
        format_columns: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

impl Cover<'_> {
    pub(super) fn say(&self, said: Label) -> &'static str {
        label(said, self.lang)
    }

    fn title(&mut self, template: &Template) -> Done {
        let name = template.title();
        let high = lines(name, 60);
        let title = self.style.title.clone().set_text_wrap();
        self.sheet.merge_range(self.next, 1, self.next, 3, name, &title)?;
        self.sheet.set_row_height(self.next, 22.0 * super::entry::count(high) + 4.0)?;
        let said = format!("{} · {}", template.country_name, template.periods_said());
        self.sheet.write_string_with_format(self.next + 1, 1, said, &self.style.subtitle)?;
        self.next += 3;
        Ok(())
    }

    pub(super) fn section(&mut self, said: Label) -> Done {
        for at in 1..=3 {
            self.sheet.write_blank(self.next, at, &self.style.section)?;
        }
        self.sheet.write_string_with_format(self.next, 1, self.say(said), &self.style.section)?;
        self.sheet.set_row_height(self.next, 18)?.set_row_height(self.next + 1, 5)?;
        self.next += 2;
        Ok(())
    }

    /// A line of what is asked.
    pub(super) fn fact(&mut self, name: &str, text: &str) -> Done {
        self.sheet.write_string_with_format(self.next, 1, name, &self.style.label)?;
        self.sheet.merge_range(self.next, 2, self.next, 3, text, &self.style.text)?;
        self.height(lines(name, LEFT).max(lines(text, RIGHT + 28)))
    }

    pub(super) fn height(&mut self, lines: usize) -> Done {
        self.sheet.set_row_height(self.next, 13.5 * super::entry::count(lines) + 3.0)?;
        self.next += 1;
        Ok(())
    }

    fn asked(&mut self, template: &Template) -> Done {
        let lang = self.lang;
        self.section(Label::TemplateAsked)?;
        self.fact(self.say(Label::TemplateState), &template.country_name)?;
        let of_moments = template.alone().is_some_and(|indicator| indicator.convention().is_some());
        let time = if of_moments { Label::TemplateDate } else { Label::Period };
        self.fact(&capital(self.say(time)), &template.periods_said())?;
        if let Some(indicator) = template.alone() {
            self.fact(self.say(Label::TemplateDefinition), indicator.definition().in_lang(lang))?;
            for (name, value) in counted(indicator.measure(), lang) {
                self.fact(&capital(name), &capital(&value))?;
            }
            for dimension in indicator.dimensions() {
                if let Some(rule) = dimension.rule() {
                    self.fact(dimension.list().names().in_lang(lang), rule.in_lang(lang))?;
                }
            }
        }
        let due = |asked: &Asked| asked.indicator.timeliness()?.due(&asked.period).ok();
        let due = template.asked.iter().filter_map(due).max();
        if let Some(day) = due {
            let (name, day) = (self.say(Label::TemplateReturnUntil), words::period(&Period::day(day), lang));
            self.sheet.write_string_with_format(self.next, 1, name, &self.style.label)?;
            self.sheet.merge_range(self.next, 2, self.next, 3, &day, &self.style.strong)?;
            self.height(1)?;
        }
        self.fact(self.say(Label::TemplateReturnTo), self.say(Label::TemplateFocalPoint))?;
        self.next += 1;
        if template.alone().is_none() { self.tables(template) } else { Ok(()) }
    }

    fn questions(&mut self, template: &Template, sheets: &Sheets, lists: &mut Lists, identity: &mut Identity) -> Done {
        let (lang, start) = (self.lang, &sheets.start);
        self.section(Label::TemplateAnswer)?;
        match template.alone() {
            Some(indicator) => {
                lists.add("DSM_UNIT", || units(indicator, lang));
                let asked = (self.say(Label::TemplateUnit), Some(Label::TemplateUnitHint));
                self.question(("UNIT", start, identity), asked, Some(lists))?;
            }
            None => self.of_tables(template, start, lists, identity)?,
        }
        lists.add("DSM_STATUS", || statuses(lang));
        let asked = (self.say(Label::TemplateStatus), Some(Label::TemplateStatusHint));
        self.question(("STATUS", start, identity), asked, Some(lists))?;
        lists.add("DSM_EMPTY", || empties(lang));
        let asked = (self.say(Label::TemplateEmpty), Some(Label::TemplateEmptyHint));
        self.question(("EMPTY", start, identity), asked, Some(lists))?;
        self.question(("AGENCY", start, identity), (self.say(Label::TemplateAgency), None), None)?;
        let asked = (self.say(Label::TemplatePosition), Some(Label::TemplatePositionHint));
        self.question(("POSITION", start, identity), asked, None)?;
        self.next += 1;
        Ok(())
    }

    /// A question, the cell of its answer, and a word beside it as long as there is none.
    pub(super) fn question(
        &mut self,
        (field, sheet, identity): (&str, &str, &mut Identity),
        (name, hint): (&str, Option<Label>),
        lists: Option<&mut Lists>,
    ) -> Done {
        let line = self.next;
        self.sheet.write_string_with_format(line, 1, name, &self.style.strong)?;
        self.sheet.write_blank(line, 2, &self.style.field)?;
        identity.field(field, sheet, line, 2);
        let lacking = match lists {
            Some(lists) => {
                let list = format!("DSM_{field}");
                self.sheet.add_data_validation(line, 2, line, 2, &lists.validation(&list, self.lang)?)?;
                Label::TemplateChoose
            }
            None => Label::TemplateWrite,
        };
        // It is true of the empty form, so it may stand there as the result.
        let lacking = self.say(lacking);
        let formula = Formula::new(format!("=IF(LEN(C{})=0,\"{lacking}\",\"\")", line + 1)).set_result(lacking);
        self.sheet.write_formula_with_format(line, 3, formula, &self.style.alarm)?;
        self.height(lines(name, LEFT))?;
        if let Some(hint) = hint {
            self.sheet.write_string_with_format(self.next, 2, self.say(hint), &self.style.hint)?;
            let high = lines(self.say(hint), RIGHT + 12);
            self.height(high)?;
        }
        Ok(())
    }

    fn steps(&mut self, template: &Template, sheets: &Sheets) -> Done {
        let lang = self.lang;
        let quoted = |name: &String| match lang {
            Lang::Ru => format!("«{name}»"),
            Lang::En => format!("“{name}”"),
        };
        let figures = match (template.alone(), sheets.figures.first(), sheets.figures.last()) {
            (None, Some(first), Some(last)) if sheets.figures.len() > 3 => {
                format!("{} … {}", quoted(first), quoted(last))
            }
            _ => sheets.figures.iter().map(quoted).collect::<Vec<_>>().join(", "),
        };
        let has = |id: &str| template.tables.iter().all(|indicator| indicator.dimension(id).is_ok());
        let people = ["CITIZENSHIP", "SEX"].into_iter().all(has);
        let totals = if people { Label::TemplateStepTotals } else { Label::TemplateStepTotalsPlain };
        let mut steps = vec![
            self.say(Label::TemplateStepAnswer).to_owned(),
            phrase(Phrase::TemplateStepFigures, lang, &[("sheets", Value::Text(&figures))]),
            self.say(Label::TemplateStepZero).to_owned(),
            self.say(totals).to_owned(),
        ];
        if !sheets.before.is_empty() {
            let before = sheets.before.iter().map(quoted).collect::<Vec<_>>().join(", ");
            steps.push(phrase(Phrase::TemplateStepBefore, lang, &[("sheet", Value::Text(&before))]));
        }
        let documentation = template.alone().map(|_| Label::TemplateStepDocumentation);
        let last = documentation.into_iter().chain([Label::TemplateStepSend]);
        steps.extend(last.map(|step| self.say(step).to_owned()));
        self.section(Label::TemplateSteps)?;
        for (step, number) in steps.iter().zip(1..) {
            let text = format!("{number}.  {step}");
            self.sheet.merge_range(self.next, 1, self.next, 3, &text, &self.style.text)?;
            self.height(lines(&text, LEFT + RIGHT + 30))?;
        }
        self.next += 1;
        Ok(())
    }

    fn colors(&mut self) -> Done {
        self.section(Label::TemplateColors)?;
        let samples = [
            (self.style.choice.clone().set_locked(), Label::TemplateColorEntry),
            (self.style.side_total.clone(), Label::TemplateColorTotal),
            (self.style.head.clone(), Label::TemplateColorLocked),
        ];
        for (format, said) in samples {
            self.sheet.write_string_with_format(self.next, 1, self.say(said), &format)?;
            self.next += 1;
        }
        Ok(())
    }
}

/// The units that figures may be stated in: codes and what they are called.
pub(super) fn units(indicator: &Indicator, lang: Lang) -> Vec<(String, String)> {
    let list = CodeList::built_in("UNIT").ok();
    let named = |code: &str| list.as_ref()?.get(code).map(|entry| capital(entry.names().in_lang(lang)));
    let own = indicator.units().map(|(code, _)| (code.to_owned(), named(code).unwrap_or_else(|| code.to_owned())));
    own.collect()
}

/// Whether figures are final: codes and what they are called.
pub(super) fn statuses(lang: Lang) -> Vec<(String, String)> {
    called([("A", Label::FinalFigure), ("P", Label::Provisional)], lang)
}

/// What an empty cell means: codes and what they are called.
pub(super) fn empties(lang: Lang) -> Vec<(String, String)> {
    called([("0", Label::TemplateEmptyZero), ("O", Label::TemplateEmptyUnknown)], lang)
}

fn called(answers: [(&str, Label); 2], lang: Lang) -> Vec<(String, String)> {
    answers.map(|(code, said)| (code.to_owned(), capital(label(said, lang)))).to_vec()
}
