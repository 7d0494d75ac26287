use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::access::{
    Act, Agreement, Audience, Contribution, Decision, Delegation, Facts, Mode, Opening, Producer, Reciprocity, Request,
    Slice, Subject, User, World, decide,
};
use dsm_core::error::{Finding, codes::acc};
use dsm_core::time::{Moment, Period, Time};
use std::{collections::BTreeSet, sync::Arc};

const INDICATOR: &str = "ENTRIES";

/// What KZ has released.
struct Released(Vec<Contribution>);

impl Facts for Released {
    fn contributions(&self, country: &str, _indicator: &str) -> &[Contribution] {
        if country == "KZ" { &self.0 } else { &[] }
    }
}

fn released() -> Released {
    let times = vec![Time::Period(Period::parse("2023").unwrap())];
    Released(vec![Contribution {
        times,
        dimensions: BTreeSet::new(),
        cells: 1,
        figures: 1,
        provisional: 0,
        ended: None,
    }])
}

fn world() -> World {
    let mut world = World::preset("dsm").unwrap();
    for (id, country, role) in [
        ("analyst@kz", Some("KZ"), "user"),
        ("submitter@md", Some("MD"), "data-submitter"),
        ("administrator@dsm", None, "system-administrator"),
    ] {
        world.countries.extend(country.map(Arc::from));
        let user = User::new(country, &[role]);
        world.users.insert(Arc::from(id), user);
    }
    world
}

fn decided(world: &World, facts: &Released, who: &str, act: Act, country: &str) -> Decision {
    let who = if who.is_empty() { Subject::public() } else { Subject::new(who, None, &[]) };
    let slice = Slice::everything().times([Time::Period(Period::parse("2022").unwrap())]);
    let at = Moment::parse("2026-01-01").unwrap();
    decide(world, facts, &Request { who: &who, act, country, indicator: INDICATOR, slice: &slice, at })
}

fn because(decision: Decision) -> Vec<Finding> {
    match decision {
        Decision::Allow { because, .. } => because,
        Decision::Deny(denial) => panic!("{denial:?}"),
    }
}

fn denied(decision: Decision) -> Provoked {
    error(decision.permit())
}

pub(super) const EXAMPLES: &[Example] = &[
    (acc::KEY_REQUIRED, || {
        let mut world = world();
        world.keys.insert(Arc::from("analyst@kz"), Arc::from("0a"));
        error(world.proven("analyst@kz", None))
    }),
    (acc::NOT_AVAILABLE, || denied(decided(&world(), &released(), "analyst@kz", Act::Read, "XX"))),
    (acc::NOT_CONTRIBUTED, || denied(decided(&world(), &Released(Vec::new()), "analyst@kz", Act::Read, "MD"))),
    (acc::CONTRIBUTION_NARROWER, || {
        let mut world = world();
        world.indicators.insert(Arc::from(INDICATOR), Some(Reciprocity::per(Mode::IndicatorAndPeriod)));
        denied(decided(&world, &released(), "analyst@kz", Act::Read, "MD"))
    }),
    (acc::ROLE_MISSING, || denied(decided(&world(), &released(), "analyst@kz", Act::Submit, "KZ"))),
    (acc::OTHER_STATE, || denied(decided(&world(), &released(), "submitter@md", Act::Submit, "KZ"))),
    (acc::USER_UNKNOWN, || denied(decided(&world(), &released(), "nobody@md", Act::Read, "MD"))),
    (acc::NOT_PUBLIC, || denied(decided(&world(), &released(), "", Act::Read, "MD"))),
    (acc::NOT_PRODUCER, || {
        let mut world = world();
        world.producers.push(Producer::new("MD", INDICATOR, "BORDER"));
        let user = User::new(Some("MD"), &["data-submitter"]).of_agency("STATS");
        world.users.insert(Arc::from("submitter@md"), user);
        denied(decided(&world, &released(), "submitter@md", Act::Submit, "MD"))
    }),
    (acc::AGREEMENT, || {
        let mut world = world();
        let mut agreement = Agreement::new("sharing", "A treaty", &["KZ", "MD"], &[INDICATOR]);
        agreement.joined = agreement.invited.clone();
        world.agreements.insert(agreement);
        let decision = decided(&world, &Released(Vec::new()), "analyst@kz", Act::Read, "MD");
        finding(&because(decision), acc::AGREEMENT)
    }),
    (acc::ROLE, || finding(&because(decided(&world(), &released(), "submitter@md", Act::Submit, "MD")), acc::ROLE)),
    (acc::ON_BEHALF, || {
        let mut world = world();
        world.users.insert(Arc::from("deputy@md"), User::new(Some("MD"), &["user"]));
        world.delegations.push(Delegation::new("submitter@md", "deputy@md", &[Act::Submit]));
        finding(&because(decided(&world, &released(), "deputy@md", Act::Submit, "MD")), acc::ON_BEHALF)
    }),
    (acc::MAY_ADD, || {
        let mut world = world();
        world.openings.push(Opening::new("MD", INDICATOR, Audience::Participants).to_add());
        let decision = decided(&world, &Released(Vec::new()), "analyst@kz", Act::Add, "MD");
        finding(&because(decision), acc::MAY_ADD)
    }),
    (acc::OWN_STATE, || {
        finding(&because(decided(&world(), &released(), "submitter@md", Act::Submit, "MD")), acc::OWN_STATE)
    }),
    (acc::GRANTED, || {
        let mut world = world();
        world.openings.push(Opening::new("MD", INDICATOR, Audience::Public));
        finding(&because(decided(&world, &released(), "", Act::Read, "MD")), acc::GRANTED)
    }),
    (acc::RECIPROCITY_FULFILLED, || {
        let decision = decided(&world(), &released(), "analyst@kz", Act::Read, "MD");
        finding(&because(decision), acc::RECIPROCITY_FULFILLED)
    }),
    (acc::ADMINISTERED, || {
        let decision = decided(&world(), &released(), "administrator@dsm", Act::Administer, "");
        finding(&because(decision), acc::ADMINISTERED)
    }),
    (acc::RULE_UNREADABLE, || error(Act::parse("guess"))),
];
