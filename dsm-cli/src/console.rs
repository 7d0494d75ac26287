use crate::{arguments::Format, failure::Done};
use dsm_core::{
    error::{Args, Code, Collected, Custody, Error, Finding, FindingSink as _, Place, Severity, Tally},
    exchange::sdmx::struval,
    text::{Label, Lang, Phrase, Value, label, message, phrase, remedy},
};
use serde_json::{Map, Value as Json, json};
use std::io::{self, Write};

/// Where a verb says what it has to say: sentences in a language, or one JSON object a line.
pub(crate) struct Console<'a> {
    pub(crate) lang: Lang,
    format: Format,
    out: &'a mut dyn Write,
}

impl<'a> Console<'a> {
    pub(crate) fn new(lang: Lang, format: Format, out: &'a mut dyn Write) -> Self {
        Self { lang, format, out }
    }

    /// Whether programs read what is said: they are given everything.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    pub(crate) fn finish(&mut self) -> Done<()> {
        Ok(self.out.flush()?)
    }

    /// A text for people, or an object for programs.
    pub(crate) fn say(&mut self, text: &str, object: Json) -> Done<()> {
        match self.format {
            Format::Text => writeln!(self.out, "{text}")?,
            Format::Json => writeln!(self.out, "{object}")?,
        }
        Ok(())
    }

    pub(crate) fn phrase(&mut self, of: Phrase, values: &[(&str, Value<'_>)], object: Json) -> Done<()> {
        let text = phrase(of, self.lang, values);
        self.say(&text, object)
    }

    /// Findings: for people each rule with its count and its first place, or all of them; for programs all of them.
    pub(crate) fn findings(&mut self, found: &Collected, all: bool) -> Done<()> {
        self.listed(found.tally(), found.findings(), all)
    }

    /// As [`Console::findings`], of findings that were counted and of which some were kept.
    pub(crate) fn listed(&mut self, tally: &Tally, kept: &[Finding], all: bool) -> Done<()> {
        for (rule, severity, count) in tally.iter() {
            let of_rule = || kept.iter().filter(|finding| finding.rule() == rule);
            if self.format == Format::Json {
                for finding in of_rule() {
                    writeln!(self.out, "{}", finding_object(finding, self.lang))?;
                }
                continue;
            }
            let Some(first) = of_rule().next() else { continue };
            let severity = label(severity_label(severity), self.lang);
            // Theirs stands in the lead only where all that it stands for have it; else beside each.
            let shared = struval(first).filter(|_| of_rule().count() as u64 == count);
            let shared = shared.filter(|code| of_rule().all(|own| struval(own) == Some(*code)));
            let theirs = shared.map(beside_ours).unwrap_or_default();
            let lead = message(first, self.lang);
            writeln!(self.out, "{severity} {rule}{theirs} × {count}: {lead}")?;
            for finding in of_rule().take(if all { usize::MAX } else { 1 }) {
                let own = struval(finding).filter(|_| shared.is_none()).map(beside_ours).unwrap_or_default();
                self.place(finding, !all && count > 1, &own)?;
                // What one rule says of several things says something else of each.
                let own = message(finding, self.lang);
                if own != lead {
                    writeln!(self.out, "    {own}")?;
                }
            }
            writeln!(self.out, "  → {}", remedy(first, self.lang))?;
        }
        Ok(())
    }

    /// Findings by what they say, with how many there are and without the places of records.
    pub(crate) fn counts(&mut self, counts: &[(Finding, u64)]) -> Done<()> {
        for (finding, count) in counts {
            let severity = label(severity_label(finding.severity()), self.lang);
            writeln!(self.out, "{severity} {} × {count}: {}", finding.rule(), message(finding, self.lang))?;
            self.place(finding, false, "")?;
            writeln!(self.out, "  → {}", remedy(finding, self.lang))?;
        }
        Ok(())
    }

    fn place(&mut self, finding: &Finding, first: bool, theirs: &str) -> Done<()> {
        let Some(place) = finding.place() else { return Ok(()) };
        let first = if first { format!("{}: ", label(Label::FirstPlace, self.lang)) } else { String::new() };
        // The command reads the files of whoever runs it, so what was read may be shown to them.
        let read = finding.evidence().map(|evidence| evidence.reveal(&Custody::of_own_bytes()));
        let read = read.filter(|read| !read.is_empty()).map(|read| format!("  [{}]", plain(read))).unwrap_or_default();
        let key = finding.args().named("key").map(|key| format!("  {key}")).unwrap_or_default();
        writeln!(self.out, "  {first}{place}{theirs}{key}{read}")?;
        Ok(())
    }
}

/// A code of STRUVAL beside ours.
fn beside_ours(code: &str) -> String {
    format!(" (STRUVAL {code})")
}

/// Findings as people read them: each rule with its count and its first place.
pub(crate) fn summary(found: &Collected, lang: Lang) -> String {
    let mut text = Vec::new();
    let mut console = Console::new(lang, Format::Text, &mut text);
    // Writing to memory does not fail.
    let _ = console.findings(found, false);
    String::from_utf8_lossy(&text).trim_end().to_owned()
}

/// Foreign text on a terminal: without control characters, and not without end.
pub(crate) fn plain(text: &str) -> String {
    text.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Says an error: its sentence, its place, its findings, and the right way.
pub(crate) fn error(error: &Error, lang: Lang, format: Format, err: &mut dyn Write) -> io::Result<()> {
    if format == Format::Json {
        let findings: Vec<Json> = error.findings().iter().map(|finding| finding_object(finding, lang)).collect();
        let mut object = said(error.code(), error.args(), error.place(), &message(error, lang), &remedy(error, lang));
        object.insert("findings".into(), Json::Array(findings));
        return writeln!(err, "{}", json!({ "error": object }));
    }
    let place = error.place().map(|place| format!("{place}: ")).unwrap_or_default();
    writeln!(err, "{} {place}{}", error.code(), message(error, lang))?;
    // What the error says already is not said twice.
    let said = |finding: &Finding| finding.rule() == error.code() && finding.args() == error.args();
    let found = match error.findings() {
        [one] if said(one) && one.place() == error.place() && one.evidence().is_none() => Collected::new(),
        all => all.iter().cloned().collect(),
    };
    let mut listed = Console::new(lang, format, err);
    listed.findings(&found, true).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
    writeln!(err, "→ {}", remedy(error, lang))
}

fn finding_object(finding: &Finding, lang: Lang) -> Json {
    let (sentence, way) = (message(finding, lang), remedy(finding, lang));
    let mut object = said(finding.rule(), finding.args(), finding.place(), &sentence, &way);
    object.insert("severity".into(), json!(severity_word(finding.severity())));
    if let Some(code) = struval(finding) {
        object.insert("struval".into(), json!(code));
    }
    json!({ "finding": object })
}

pub(crate) fn said(code: Code, args: &Args, place: Option<&Place>, sentence: &str, way: &str) -> Map<String, Json> {
    let args: Map<String, Json> =
        args.iter().map(|(name, value)| (name.to_owned(), json!(value.to_string()))).collect();
    let mut object = Map::new();
    object.insert("code".into(), json!(code.to_string()));
    object.insert("name".into(), json!(code.name()));
    object.insert("arguments".into(), Json::Object(args));
    object.insert("place".into(), json!(place.map(ToString::to_string)));
    object.insert("sentence".into(), json!(sentence));
    object.insert("remedy".into(), json!(way));
    object
}

pub(crate) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn severity_label(severity: Severity) -> Label {
    match severity {
        Severity::Information => Label::SeverityInformation,
        Severity::Warning => Label::SeverityWarning,
        Severity::Error => Label::SeverityError,
    }
}
