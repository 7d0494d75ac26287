use super::*;
use crate::error::{Error, codes::wfl};

fn who() -> Subject {
    Subject::new("administrator@md", Some("MD"), &[])
}

/// A value that fits a name.
fn sample(name: &str) -> &'static str {
    match name {
        "submission" => "MD-2026-0001",
        "user" | "giver" => "submitter@md",
        "role" => "data-submitter",
        "act" => "submit",
        "indicator" | "control-totals" => "ENTRIES",
        "country" | "to" => "KZ",
        "time" => "2024-Q1",
        "code" => "SEX=F",
        "dimension" => "SEX",
        "from" => "2025-01-01",
        "until" => "2026-01-01",
        "mode" => "indicator",
        "right" => "see",
        "year" => "2024",
        "question" | "least-figures" | "grace" | "threshold" | "least-threshold" => "5",
        "zeros" => "shown",
        "agency" | "agreement" => "MIA",
        "releaser" => "releaser@md",
        "key" => "0a",
        "text" | "questions" | "reason" | "basis" => "a sentence",
        _ => "yes",
    }
}

fn said(word: &Word, chosen: impl Fn(&Name) -> bool) -> Instruction {
    let names = word.names.iter().filter(|name| chosen(name));
    names.fold(Instruction::new(word.word), |said, name| said.say(name.name, sample(name.name)))
}

fn rules(error: &Error) -> Vec<&'static str> {
    error.findings().iter().map(|finding| finding.rule().id()).collect()
}

#[test]
fn every_word_becomes_a_step_with_all_its_names_and_with_the_needed_ones() {
    for word in Word::all() {
        for instruction in [said(word, |_| true), said(word, |name| name.needed)] {
            assert!(instruction.step(&who()).is_ok(), "{}: {:?}", word.word, instruction.step(&who()).err());
        }
    }
    assert!(Word::all().is_sorted_by_key(|word| word.word));
}

#[test]
fn what_is_wrong_is_told_at_once_and_by_name() {
    for word in Word::all() {
        let lacking = Instruction::new(word.word).step(&who());
        let needed = word.names.iter().filter(|name| name.needed).count();
        match lacking {
            Ok(_) => assert_eq!(needed, 0),
            Err(error) => {
                assert_eq!(error.code(), wfl::INSTRUCTION_WRONG);
                assert_eq!(rules(&error), vec!["WFL-043"; needed], "{}", word.word);
            }
        }
        for name in word.names.iter().filter(|name| !name.several) {
            let twice = said(word, |_| true).say(name.name, sample(name.name)).step(&who()).unwrap_err();
            assert_eq!(rules(&twice), ["WFL-044"], "{} {}", word.word, name.name);
        }
        let unknown = said(word, |_| true).say("whatever", "1").step(&who()).unwrap_err();
        assert_eq!(rules(&unknown), ["WFL-042"], "{}", word.word);
    }
}

#[test]
fn values_that_cannot_be_read_are_refused_and_never_shown() {
    for word in Word::all() {
        for name in word.names {
            let guess = matches!(
                sample(name.name),
                "yes" | "5" | "2024" | "2025-01-01" | "2026-01-01" | "SEX=F" | "2024-Q1" | "shown"
            );
            if !guess {
                continue;
            }
            let others = said(word, |other| other.name != name.name);
            let error = others.say(name.name, "Иванов 17").step(&who()).unwrap_err();
            assert_eq!(rules(&error), ["WFL-045"], "{} {}", word.word, name.name);
            assert!(!format!("{error:?} {error}").contains("Иванов"));
        }
    }
    assert_eq!(Instruction::new("guess").step(&who()).unwrap_err().code(), wfl::INSTRUCTION_UNKNOWN);
    let shown = format!("{:?}", Instruction::new("ask").say("text", "a secret"));
    assert_eq!(shown, "Instruction(ask text)");
}
