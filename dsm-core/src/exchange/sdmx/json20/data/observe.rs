use super::{described::Listed, resolve::numbered, work::Work};
use crate::{
    error::{Finding, Result, Safe, codes::exc},
    exchange::sdmx::{
        data::Spot,
        json::{JsonText, Kind},
    },
    source::Input,
};

impl Work<'_, '_> {
    /// Reads the values of an observation: the measures, then its attributes.
    pub(super) fn observation<R: Input>(&mut self, json: &mut JsonText<R>, spot: Spot) -> Result<()> {
        if json.kind()? == Kind::Array {
            let described = self.described;
            let mut parts = described.measures.iter().chain(described.attributes.last().into_iter().flatten());
            let mut told = false;
            json.enter()?;
            while json.item()? {
                match parts.next() {
                    Some(listed) => self.one(json, listed)?,
                    None => {
                        json.skip()?;
                        if !std::mem::replace(&mut told, true) {
                            self.say(Finding::new(exc::VALUE_SURPLUS), json.spot());
                        }
                    }
                }
            }
        } else {
            json.skip()?;
            self.say(Finding::new(exc::ELEMENT_UNEXPECTED).with("element", Safe::term("observations")), json.spot());
        }
        self.open.in_series += 1;
        self.row(spot);
        while let Some(column) = self.open.own.pop() {
            self.restore(column);
        }
        Ok(())
    }

    fn one<R: Input>(&mut self, json: &mut JsonText<R>, listed: &Listed) -> Result<()> {
        let kind = json.kind()?;
        let spot = json.spot();
        let mut word = std::mem::take(&mut self.open.word);
        match kind {
            Kind::Object | Kind::Array => {
                let said = json.value()?;
                if let Some((column, _)) = self.several(listed, &said, spot) {
                    self.open.own.push(column);
                }
            }
            Kind::Number if listed.values.is_some() => {
                json.word(&mut word)?;
                match (numbered(listed, &word), listed.column) {
                    (None, _) => {
                        self.say(Finding::new(exc::NUMBER_OF_NO_VALUE).with("component", Safe::term(&listed.id)), spot);
                    }
                    (Some([]), _) | (_, None) => {}
                    (Some([text]), Some(column)) => {
                        self.open.own.push(column);
                        self.intake.set(column, text, spot);
                    }
                    (Some(values), Some(column)) => {
                        self.open.own.push(column);
                        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                        self.intake.set_many(column, &values, spot);
                    }
                }
            }
            Kind::Number | Kind::Flag | Kind::Text | Kind::Null => {
                if kind == Kind::Text {
                    json.text_into(&mut word)?
                } else {
                    json.word(&mut word)?
                }
                if let Some(column) = listed.column.filter(|_| kind != Kind::Null) {
                    self.open.own.push(column);
                    self.intake.set(column, &word, spot);
                }
            }
        }
        self.open.word = word;
        Ok(())
    }
}
