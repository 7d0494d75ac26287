//! How a crate shows that each of its codes can be provoked. Other crates include this file by its path.

use dsm_core::error::{Args, Channel, Code, Error, Finding, Result};
use dsm_core::text::{self, Lang};

/// What an example provoked.
pub(crate) struct Provoked {
    code: Code,
    args: Args,
    as_error: bool,
}

/// A code, and a call of the public interface that provokes it.
pub(crate) type Example = (Code, fn() -> Provoked);

/// The error that a refused call gave.
pub(crate) fn error<T>(refused: Result<T>) -> Provoked {
    refused.err().expect("the call was not refused").into()
}

/// The finding of a rule among those that were made.
pub(crate) fn finding(findings: &[Finding], rule: Code) -> Provoked {
    let found = findings.iter().find(|finding| finding.rule() == rule);
    found.unwrap_or_else(|| panic!("no {rule} among {findings:?}")).clone().into()
}

impl From<Error> for Provoked {
    fn from(error: Error) -> Self {
        Self { code: error.code(), args: error.args().clone(), as_error: true }
    }
}

impl From<Finding> for Provoked {
    fn from(finding: Finding) -> Self {
        Self { code: finding.rule(), args: finding.args().clone(), as_error: false }
    }
}

/// A code on the error channel that was said in another way than by an [`Error`]: a denial.
impl From<(Code, &Args)> for Provoked {
    fn from((code, args): (Code, &Args)) -> Self {
        Self { code, args: args.clone(), as_error: true }
    }
}

/// The codes without an example.
pub(crate) fn lacking(codes: &[Code], examples: &[Example]) -> Vec<String> {
    let shown = |code: &Code| examples.iter().any(|(of, _)| of == code);
    codes.iter().filter(|code| !shown(code)).map(|code| format!("{code} {}", code.name())).collect()
}

/// What is wrong with the examples: another code, another channel, an argument that the sentence asks for and does not get.
pub(crate) fn faults(examples: &[Example]) -> Vec<String> {
    let mut faults = Vec::new();
    for (code, provoke) in examples {
        let provoked = provoke();
        if provoked.code != *code {
            faults.push(format!("the example of {code} provokes {}", provoked.code));
            continue;
        }
        if (code.channel() == Channel::Error) != provoked.as_error {
            faults.push(format!("{code} is declared as {:?} and comes on the other channel", code.channel()));
        }
        for name in text::arguments(*code) {
            if provoked.args.named(name).is_none() {
                faults.push(format!("{code} says {{{name}}}, and no argument of that name is given"));
            }
        }
        for lang in Lang::ALL {
            let said = (*code, &provoked.args);
            if text::message(&said, *lang).is_empty() || text::remedy(&said, *lang).is_empty() {
                faults.push(format!("{code} says nothing in {lang}"));
            }
        }
    }
    faults
}

#[test]
fn an_example_is_held_to_its_code_channel_and_arguments() {
    use dsm_core::error::codes::{err, txt};
    let wrong: &[Example] = &[
        (err::CANCELED, || Error::memory_limit(1).into()),
        (err::DEFECT, || Error::new(err::DEFECT).into()),
        (txt::TEXT_BLANK, || finding(&[Finding::new(txt::TEXT_BLANK)], txt::TEXT_BLANK)),
    ];
    assert_eq!(faults(wrong).len(), wrong.len());
    assert_eq!(lacking(&[err::DEFECT, err::MEMORY_LIMIT], wrong), ["DSM-ERR-003 memory-limit"]);
}
