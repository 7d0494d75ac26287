//! The steps that carry no table, as verbs: every word of `Instruction` and its names, without a line of logic of their own.

use crate::{
    arguments::{SIGN_WITH, Who},
    console::Console,
    failure::Done,
    input::session,
};
use clap::{Arg, ArgAction, ArgMatches, Command};
use dsm_core::{
    text::{Phrase, Value},
    workflow::{Instruction, Word},
};
use serde_json::json;
use std::path::PathBuf;

/// A noun, what it is about, and its verbs: a word of `Instruction` each, and what it does.
struct Noun {
    name: &'static str,
    about: &'static str,
    verbs: &'static [(&'static str, &'static str, &'static str)],
}

/// The nouns that administer a mechanism.
const NOUNS: &[Noun] = &[
    Noun {
        name: "agency",
        about: "The agencies of a State, and who produces which indicator",
        verbs: &[
            ("add", "add-agency", "Add an agency of a State"),
            ("produces", "make-producer", "Only its users hand in the figures of an indicator"),
            ("ends", "end-producer", "It is the producer no longer"),
        ],
    },
    Noun {
        name: "user",
        about: "The users of a State by position, their roles, rights and keys",
        verbs: &[
            ("add", "add-user", "Add a user, such as deputy@md"),
            ("deactivate", "deactivate-user", "End what a user may do; the history keeps what was done"),
            ("assign", "assign", "Give a role for some indicators, a part of the figures, or a time"),
            ("unassign", "unassign", "Take that back, in the same words"),
            ("delegate", "delegate", "Give a colleague some of your own rights for a time"),
            ("revoke", "revoke", "Take that back, in the same words"),
            ("set-key", "set-key", "Put a user's public key on record: from now on only the key opens a session"),
            ("remove-key", "remove-key", "The host asserts the user again"),
        ],
    },
    Noun {
        name: "role",
        about: "The roles, which are sets of rights",
        verbs: &[("declare", "declare-role", "Declare a role")],
    },
    Noun {
        name: "grant",
        about: "To whom a State opens its figures, beside what is agreed",
        verbs: &[
            ("open", "open", "Open an indicator: to States, contributors, participants or the public"),
            ("close", "close", "Take an opening back, in the same words"),
            ("forbid", "forbid", "Forbid it to somebody, whatever else allows it"),
            ("allow-again", "allow-again", "Take a forbid back, in the same words"),
        ],
    },
    Noun {
        name: "agreement",
        about: "Standing agreements between States",
        verbs: &[
            ("propose", "propose-agreement", "Propose an agreement to States"),
            ("join", "join-agreement", "Join it for the own State"),
            ("leave", "leave-agreement", "Leave it"),
            ("end", "end-agreement", "End it for all"),
        ],
    },
    Noun {
        name: "totals",
        about: "Totals over States that may be added",
        verbs: &[("declare", "declare-totals", "Declare a series of totals over named States")],
    },
    Noun {
        name: "terms",
        about: "The terms under which an indicator is open to those who release theirs",
        verbs: &[("declare", "declare-indicator", "Declare the terms of an indicator")],
    },
    Noun {
        name: "year",
        about: "Years of an indicator: closed by their owner, final when signed off",
        verbs: &[
            ("close", "close-year", "Close a year: nothing more is released in it"),
            ("sign-off", "sign-off", "Sign a closed year off: its figures are final"),
            ("reopen", "reopen-year", "Open it again, with the reason"),
        ],
    },
];

/// The verbs that stand by themselves.
const VERBS: &[(&str, &str, &str)] = &[
    ("configure", "configure", "Say how your State releases: six eyes, releasers, least threshold, control totals"),
    ("hand-in", "hand-in", "Hand a draft in"),
    ("discard", "discard", "Discard a draft"),
    ("ask", "ask", "Ask a question about a submission"),
    ("answer", "answer", "Answer a question about a submission"),
];

/// The command with the verbs of instructions.
pub(crate) fn with_verbs(command: Command) -> Command {
    let nouns = NOUNS.iter().map(|noun| {
        let verbs = noun.verbs.iter().map(|(verb, word, about)| said(verb, word, about));
        Command::new(noun.name).about(noun.about).subcommand_required(true).subcommands(verbs)
    });
    let verbs = VERBS.iter().map(|(verb, word, about)| said(verb, word, about));
    command.subcommands(nouns.chain(verbs))
}

fn said(verb: &'static str, word: &str, about: &'static str) -> Command {
    let mechanism = Arg::new("mechanism").required(true).value_name("MECHANISM").help("The mechanism's file");
    let user = Arg::new("as").long("as").required(true).value_name("USER").help("Who it is, such as administrator@md");
    let key = Arg::new("sign-with").long("sign-with").value_name("FILE").help(SIGN_WITH);
    let names = Word::named(word).map(|word| word.names).unwrap_or_default();
    let values = names.iter().map(|name| {
        let action = if name.several { ArgAction::Append } else { ArgAction::Set };
        Arg::new(name.name)
            .long(name.name)
            .required(name.needed)
            .action(action)
            .value_name("VALUE")
            .help(help(name.name))
    });
    Command::new(verb).about(about).arg(mechanism).arg(user).arg(key).args(values)
}

/// What a name asks for.
fn help(name: &str) -> &'static str {
    match name {
        "country" => "A State, by its code; the own one unless said",
        "agency" => "An agency, such as MIA",
        "user" => "A user, such as deputy@md",
        "giver" => "Who gave the right, where somebody else takes it back",
        "role" => "A role, such as data-submitter",
        "act" => "A right, such as submit or verify",
        "indicator" | "control-totals" => "An indicator, such as ENTRIES",
        "time" => "Only this period or moment, such as 2024",
        "code" => "Only this code of an axis, such as SEX=F",
        "dimension" => "Only in the detail of this dimension",
        "from" => "From this day or moment on",
        "until" => "Until this day or moment",
        "to" => "To whom: a State, contributors, participants, public",
        "right" => "see, or add: to be in a total without being seen",
        "mode" => "indicator, or indicator-and-period",
        "same-detail" => "Whether as much detail must be given: yes, no",
        "least-figures" => "At least so many per cent of the cells must be figures",
        "provisional-counts" => "Whether provisional figures count: yes, no",
        "grace" => "For so many days a withdrawn release still counts",
        "calendar" => "Whether the parties see each other's deadlines: yes, no",
        "agreement" => "The agreement's name",
        "basis" => "Its legal basis",
        "year" => "The year",
        "submission" => "The submission, such as MD-2026-0001",
        "question" => "The number of the question",
        "six-eyes" => "Who releases has neither submitted nor verified: yes, no",
        "releaser" => "A user who may release; none said: all who have the right",
        "least-threshold" => "Nothing is released with a lower threshold than this",
        "provisional-until-closed" => "Figures are provisional until their year is final: yes, no",
        "staff" => "With its usual positions: yes, no",
        "key" => "The public key that dsm key new showed",
        _ => "In a sentence that others will understand",
    }
}

/// An instruction as it was said at the terminal, and who takes it.
pub(crate) struct Told {
    who: Who,
    instruction: Instruction,
}

/// What was told, where the verb is one of an instruction.
pub(crate) fn told(matches: &ArgMatches) -> Option<Told> {
    let (name, inside) = matches.subcommand()?;
    let (word, inside) = match NOUNS.iter().find(|noun| noun.name == name) {
        Some(noun) => {
            let (verb, inside) = inside.subcommand()?;
            (noun.verbs.iter().find(|(known, ..)| *known == verb)?.1, inside)
        }
        None => (VERBS.iter().find(|(known, ..)| *known == name)?.1, inside),
    };
    let mut instruction = Instruction::new(word);
    for known in Word::named(word).ok()?.names {
        for value in inside.get_many::<String>(known.name).into_iter().flatten() {
            instruction = instruction.say(known.name, value);
        }
    }
    let text = |name: &str| inside.get_one::<String>(name);
    let (mechanism, user) = (PathBuf::from(text("mechanism")?), text("as").cloned());
    let sign_with = text("sign-with").map(PathBuf::from);
    Some(Told { who: Who { mechanism, user, sign_with }, instruction })
}

/// Takes the step and says that it is done.
pub(crate) fn run(told: &Told, console: &mut Console<'_>) -> Done<u8> {
    let mut session = session(&told.who)?;
    let step = told.instruction.step(session.who())?;
    session.perform(step)?;
    let word = told.instruction.word();
    console.phrase(Phrase::InstructionDone, &[("word", Value::Text(word))], json!({ "done": word }))?;
    Ok(0)
}
