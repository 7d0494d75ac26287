use super::DONE;
use crate::{
    arguments::Why,
    console::{Console, said},
    failure::Done,
    input::session,
};
use dsm_core::{
    access::{Act, Decision, Slice},
    text::{Label, label, message, remedy},
};
use serde_json::json;

pub(super) fn run(why: &Why, console: &mut Console<'_>) -> Done<u8> {
    let session = session(&why.who)?;
    let decision = session.why(Act::parse(&why.act)?, &why.country, &why.indicator, &Slice::everything())?;
    match decision {
        Decision::Allow { because, .. } => {
            for reason in because {
                let sentence = message(&reason, console.lang);
                let text = format!("{}: {} {sentence}", label(Label::Allowed, console.lang), reason.rule());
                let object = said(reason.rule(), reason.args(), None, &sentence, "");
                console.say(&text, json!({ "decision": "allowed", "because": object }))?;
            }
            Ok(DONE)
        }
        Decision::Deny(denial) => {
            let spoken = (denial.rule(), denial.args());
            let (sentence, way) = (message(&spoken, console.lang), remedy(&spoken, console.lang));
            let text = format!("{}: {} {sentence}\n→ {way}", label(Label::Denied, console.lang), denial.rule());
            let object = said(denial.rule(), denial.args(), None, &sentence, &way);
            console.say(&text, json!({ "decision": "denied", "because": object }))?;
            Ok(DONE)
        }
    }
}
