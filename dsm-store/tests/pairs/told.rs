use dsm_core::{
    error::{Custody, Error, Finding},
    text::{Lang, message, remedy},
};

/// Everything of an error that somebody could see.
pub(super) fn all_of(error: &Error) -> String {
    let texts: Vec<String> =
        Lang::ALL.iter().map(|lang| format!("{} {}", message(error, *lang), remedy(error, *lang))).collect();
    let findings: Vec<String> = error.findings().iter().map(finding_of).collect();
    format!("{} | {error} | {error:?} | {} | {findings:?} | {}", error.code().id(), error.args(), texts.join(" | "))
}

/// Everything of a finding that somebody could see, with what it quotes.
pub(super) fn finding_of(finding: &Finding) -> String {
    let texts: Vec<String> = Lang::ALL.iter().map(|lang| message(finding, *lang)).collect();
    let quoted = finding.evidence().map(|evidence| evidence.reveal(&Custody::of_own_bytes()).to_owned());
    format!("{finding} {finding:?} {} {quoted:?}", texts.join(" "))
}
