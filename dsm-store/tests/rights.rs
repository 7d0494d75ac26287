use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::{Act, Audience, Decision, Opening, Slice},
    documentation::Documentation,
    error::{Error, codes},
    text::{Lang, message, remedy},
    time::Moment,
    workflow::{AddCountry, AddUser, CloseTo, DeactivateUser, Document, OpenTo, SubmissionId, Submit, Verify},
};
use dsm_store::{AssertedByHost, Query};
use std::sync::Arc;

/// Everything of an error that somebody could see.
fn all_of(error: &Error) -> String {
    let texts = Lang::ALL.iter().map(|lang| format!("{} {}", message(error, *lang), remedy(error, *lang)));
    format!("{error} | {error:?} | {}", texts.collect::<Vec<_>>().join(" | "))
}

#[test]
fn not_delivered_draft_denied_and_nonexistent_are_one_answer() {
    let region = Region::of(&["KZ", "MD", "TJ", "UA"]);
    // UA has a draft, TJ forbids, MD has delivered nothing, XX does not exist.
    region.take("submitter@ua", submit(&[("AFG", "2024", "3")])).unwrap();
    region.release("tj", submit(&[("AFG", "2024", "3")]));
    let forbid = Opening::new("TJ", INDICATOR, Audience::States([Arc::from("KZ")].into())).forbidding();
    region.take("administrator@tj", OpenTo::new(forbid)).unwrap();
    let ask = |who: &str, state: &str| {
        let seen = region.view(who, &Query::new(INDICATOR).country(state).time("2024").unwrap());
        let why = region.session(who).why(Act::Read, state, INDICATOR, &Slice::everything()).unwrap();
        let Decision::Deny(denial) = why else { panic!("{who} may read {state}") };
        format!("{} | {}", all_of(&seen.unwrap_err()), all_of(&denial.into()))
    };
    for released in [false, true] {
        if released {
            region.release("kz", submit(&[("AFG", "2024", "1")]));
        }
        let answers: Vec<String> = ["MD", "TJ", "UA", "XX"].iter().map(|state| ask("analyst@kz", state)).collect();
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
        let expected = if released { "ACC-001" } else { "ACC-002" };
        assert!(answers[0].contains(expected), "{answers:#?}");
    }
    // All States at once: only the own is seen, and nothing says that there are others.
    let all = region.view("analyst@kz", &Query::new(INDICATOR)).unwrap();
    assert_eq!(*all, decisions(&[("AFG", "2024", "1")]));
    // Submissions of others: by number, as if each were there.
    for id in ["UA-2026-0001", "UA-2026-0099", "XX-2026-0001"] {
        let id = SubmissionId::parse(id).unwrap();
        assert_eq!(code(region.take("verifier@kz", Verify::new(&id))), codes::acc::OTHER_STATE);
        assert_eq!(code(region.view("verifier@kz", &Query::submission(&id))), codes::acc::OTHER_STATE);
    }
}

/// Two mechanisms that differ in what KZ may not see answer every call of KZ with the same bytes.
#[test]
fn what_others_do_unseen_changes_no_answer() {
    let tell = |busy: bool, who: &str| {
        let region = Region::of(&["KZ", "MD", "TJ"]);
        region.release("kz", submit(&[("AFG", "2024", "1")]));
        if busy {
            region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
            let id = region.take("submitter@md", submit(&[("SYR", "2024", "4")])).unwrap();
            region.take("verifier@md", Verify::new(&id)).unwrap();
            for (state, indicator) in [("MD", INDICATOR), ("TJ", "ENTRIES")] {
                let documentation = Documentation::new(state, indicator).unwrap().answer("UNIT", "CASES").unwrap();
                let submitter = format!("submitter@{}", state.to_lowercase());
                region.take(&submitter, Document::new(documentation)).unwrap();
            }
            region.take("administrator@md", AddUser::new("deputy@md", &["data-verifier"])).unwrap();
            region.release("tj", Submit::new("ENTRIES", decisions(&[("AFG", "2024", "8")])));
        }
        region.clock.set("2026-11-23T08:00");
        let mut session = region.session(who);
        let mut said = vec![format!("{session:?} {:?}", session.rules().unwrap())];
        for indicator in [INDICATOR, "ENTRIES", "NO_SUCH"] {
            for state in ["KZ", "MD", "TJ", "XX"] {
                let query = Query::new(indicator).country(state);
                said.push(
                    session.view(&query).map_or_else(|e| all_of(&e), |v| format!("{:?}", v.rows().collect::<Vec<_>>())),
                );
                said.push(format!("{:?}", session.documentation(state, indicator).unwrap()));
                for act in Act::ALL {
                    let why = session.why(*act, state, indicator, &Slice::everything()).unwrap();
                    said.push(match why {
                        Decision::Allow { permit, because } => format!("{permit:?} {because:?}"),
                        Decision::Deny(denial) => all_of(&denial.into()),
                    });
                }
            }
            said.push(session.view(&Query::new(indicator)).map_or_else(|e| all_of(&e), |v| format!("{v:?}")));
        }
        for id in ["MD-2026-0001", "MD-2026-0002", "TJ-2026-0001"] {
            let id = SubmissionId::parse(id).unwrap();
            said.push(all_of(&session.view(&Query::submission(&id)).unwrap_err()));
            said.push(all_of(&session.submission(&id).unwrap_err()));
            said.push(all_of(&session.perform(Verify::new(&id)).unwrap_err()));
        }
        // Moments are the clock's, which the two worlds do not share.
        let listed = session.submissions().unwrap();
        said.push(listed.iter().map(|l| format!("{} {}", l.submission.id, l.state)).collect());
        let history = session.history().unwrap();
        said.push(history.iter().map(|e| format!("{} {} {} {}", e.number, e.who, e.what, e.subject)).collect());
        said.push(format!("{:?}", session.perform(submit(&[("AFG", "2025", "2")])).map_err(|e| all_of(&e))));
        said.iter_mut().for_each(|line| {
            // The moment in a permit is that of the question.
            if let Some(moment) = line.find("at: Moment(") {
                line.truncate(moment);
            }
        });
        said
    };
    for who in ["analyst@kz", "verifier@kz", "submitter@kz", "administrator@kz"] {
        for (quiet, busy) in tell(false, who).iter().zip(&tell(true, who)) {
            assert_eq!(quiet, busy, "{who}");
        }
    }
}

#[test]
fn openings_end_and_are_taken_back() {
    let region = Region::of(&["KZ", "MD"]);
    region.release("md", submit(&[("AFG", "2024", "3")]));
    let query = Query::new(INDICATOR).country("MD");
    let opening = Opening::new("MD", INDICATOR, Audience::States([Arc::from("KZ")].into()))
        .until(Moment::parse("2027-01-01").unwrap());
    assert_eq!(code(region.take("submitter@md", OpenTo::new(opening.clone()))), codes::acc::ROLE_MISSING);
    assert_eq!(code(region.take("administrator@kz", OpenTo::new(opening.clone()))), codes::acc::OTHER_STATE);
    region.take("administrator@md", OpenTo::new(opening.clone())).unwrap();
    assert!(region.view("analyst@kz", &query).is_ok());
    region.clock.set("2027-01-01T08:00");
    assert_eq!(code(region.view("analyst@kz", &query)), codes::acc::NOT_CONTRIBUTED);
    let forever = Opening::new("MD", INDICATOR, Audience::Participants);
    region.take("administrator@md", OpenTo::new(forever.clone())).unwrap();
    assert!(region.view("analyst@kz", &query).is_ok());
    region.take("administrator@md", CloseTo::new(forever)).unwrap();
    assert_eq!(code(region.view("analyst@kz", &query)), codes::acc::NOT_CONTRIBUTED);
    region.verifies();
}

#[test]
fn administration_stays_in_the_own_state() {
    let region = Region::of(&["KZ", "MD"]);
    let deputy = || AddUser::new("deputy@md", &["data-verifier"]);
    assert_eq!(code(region.take("administrator@kz", deputy())), codes::acc::OTHER_STATE);
    assert_eq!(code(region.take("verifier@md", deputy())), codes::acc::ROLE_MISSING);
    assert_eq!(code(region.take("administrator@md", AddCountry::new("TJ"))), codes::acc::OTHER_STATE);
    region.take("administrator@md", deputy()).unwrap();
    let mut session = region.session("deputy@md");
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
    assert_eq!(code(region.take("administrator@kz", DeactivateUser::new("deputy@md"))), codes::acc::OTHER_STATE);
    region.take("administrator@md", DeactivateUser::new("deputy@md")).unwrap();
    // An open session ends with the rights of its user, and none begins.
    assert_eq!(code(session.perform(Verify::new(&id))), codes::acc::USER_UNKNOWN);
    assert!(session.history().unwrap().is_empty());
    let nobody = |who: &str| all_of(&region.mechanism.session(&AssertedByHost::new(who)).unwrap_err());
    assert_eq!(nobody("deputy@md"), nobody("nobody@md"));
    region.verifies();
}
