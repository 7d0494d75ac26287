use super::{SEPARATOR, parts::join};
use crate::{
    error::Result,
    exchange::{
        record::Records,
        sdmx::{
            csv::joined,
            metadata::{MetadataSet, Reported},
            structures::Reference,
        },
    },
};
use std::{
    collections::{BTreeSet, HashMap},
    io::Write,
};

/// A column that is needed: its path, the languages, whether some report has several values in it.
struct Needed {
    path: String,
    langs: BTreeSet<String>,
    many: bool,
}

/// What a report says in each column.
type Said<'a> = HashMap<String, Vec<&'a Reported>>;

/// Writes reports, a line each.
pub(in crate::exchange::sdmx::metadata) fn write(sets: &[MetadataSet], out: &mut dyn Write) -> Result<()> {
    let mut columns: Vec<Needed> = Vec::new();
    let mut said = Vec::with_capacity(sets.len());
    for set in sets {
        let mut of_set = Said::new();
        set.attributes.iter().for_each(|one| gather(one, "", &mut columns, &mut of_set));
        for column in &mut columns {
            column.many |= of_set.get(&column.path).is_some_and(|all| all.len() > 1);
        }
        said.push(of_set);
    }
    let dated = [0, 1].map(|at| sets.iter().any(|set| set.reporting.get(at).is_some_and(Option::is_some)));
    let mut records = Records::new(out);
    let mut names: Vec<String> = [
        format!("MDSTRUCTURE[{SEPARATOR}]"),
        "MDSTRUCTURE_ID".to_owned(),
        "METADATASET_ID".to_owned(),
        "ACTION".to_owned(),
        "TARGET_TYPES".to_owned(),
        "TARGET_IDS".to_owned(),
    ]
    .into();
    names.extend(columns.iter().map(Needed::name));
    let reporting = ["reportingBegin", "reportingEnd"].into_iter().zip(dated).filter(|(_, dated)| *dated);
    names.extend(reporting.map(|(name, _)| name.to_owned()));
    records.write(&names)?;
    for (set, said) in sets.iter().zip(&said) {
        let mut fields = head(set);
        fields.extend(
            columns.iter().map(|column| said.get(&column.path).map_or_else(String::new, |all| column.field(all))),
        );
        let dates = set.reporting.iter().zip(dated).filter(|(_, dated)| *dated);
        fields.extend(dates.map(|(date, _)| date.as_deref().unwrap_or_default().to_owned()));
        records.write(&fields)?;
    }
    records.finish()
}

fn head(set: &MetadataSet) -> Vec<String> {
    let targets: Vec<Reference> = set.targets.iter().filter_map(|urn| Reference::parse(urn).ok()).collect();
    let identity = |own: Option<String>| own.unwrap_or_default();
    let list = |texts: Vec<String>| {
        let mut all = String::new();
        joined(texts.iter().map(String::as_str), SEPARATOR, &mut all);
        all
    };
    vec![
        "metadataflow".to_owned(),
        identity(set.flow.as_ref().map(|flow| flow.identity().to_string())),
        identity(set.identity.as_ref().map(ToString::to_string)),
        set.action.letter().to_owned(),
        list(targets.iter().map(|one| one.class().name().to_ascii_lowercase()).collect()),
        list(targets.iter().map(|one| one.identity().to_string()).collect()),
    ]
}

fn gather<'a>(one: &'a Reported, above: &str, columns: &mut Vec<Needed>, said: &mut Said<'a>) {
    let path = if above.is_empty() { one.id.to_string() } else { format!("{above}.{}", one.id) };
    if !one.is_silent() {
        let langs = one.texts.iter().map(|(lang, _)| lang.to_owned());
        match columns.iter_mut().find(|column| column.path == path) {
            Some(column) => column.langs.extend(langs),
            None => columns.push(Needed { path: path.clone(), langs: langs.collect(), many: false }),
        }
        said.entry(path.clone()).or_default().push(one);
    }
    one.attributes.iter().for_each(|under| gather(under, &path, columns, said));
}

impl Needed {
    fn name(&self) -> String {
        let many = if self.many { "[]" } else { "" };
        let langs: Vec<&str> = self.langs.iter().map(String::as_str).collect();
        let langs = if langs.is_empty() { String::new() } else { format!("[{}]", langs.join(";")) };
        format!("{}{many}{langs}", self.path)
    }

    fn field(&self, all: &[&Reported]) -> String {
        let one = |one: &&Reported| {
            let value = one.value.as_deref().unwrap_or_default();
            if self.langs.is_empty() {
                return value.to_owned();
            }
            let plain = Some(("", value)).filter(|(_, value)| !value.is_empty());
            join(plain.into_iter().chain(one.texts.iter()), SEPARATOR)
        };
        let mut texts = all.iter().map(one);
        if !self.many {
            return texts.next().unwrap_or_default();
        }
        let (texts, mut field) = (texts.collect::<Vec<_>>(), String::new());
        joined(texts.iter().map(String::as_str), SEPARATOR, &mut field);
        field
    }
}
