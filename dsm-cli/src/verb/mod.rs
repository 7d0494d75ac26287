//! One file a verb.

mod backup;
mod check;
mod convert;
mod count;
mod country;
mod demo;
mod doc;
mod due;
mod history;
mod indicator;
mod init;
mod key;
mod notices;
mod protect;
mod report;
mod sheets;
mod status;
mod step;
mod submit;
mod table;
mod template;
mod why;

use crate::{
    arguments::{Doc, Verb},
    console::Console,
    failure::{Done, FOUND},
    whole::is_standard,
};

/// The exit status of work that is done.
const DONE: u8 = 0;

/// Whether standard output is a file that the verb writes.
pub(crate) fn writes_to_standard(verb: &Verb) -> bool {
    let [one, other] = match verb {
        Verb::Doc(Doc::New(asked)) => [asked.output.as_deref(), None],
        Verb::Doc(Doc::Show(asked)) => [asked.output.as_deref(), None],
        Verb::Template(asked) => [Some(asked.output.as_path()), None],
        Verb::Convert(asked) => [Some(asked.output.as_path()), None],
        Verb::Protect(asked) => [Some(asked.output.as_path()), asked.audit.as_deref()],
        Verb::Audit(asked) => [asked.output.as_deref(), None],
        Verb::Count(asked) => [asked.output.as_deref(), asked.quality.as_deref()],
        Verb::Table(asked) => [asked.output.as_deref(), None],
        Verb::Report(asked) => [asked.output.as_deref(), None],
        Verb::History(asked) => [asked.receipt.as_deref(), None],
        _ => [None, None],
    };
    one.into_iter().chain(other).any(is_standard)
}

/// Does what the verb says, and gives the exit status.
pub(crate) fn run(verb: &Verb, console: &mut Console<'_>) -> Done<u8> {
    match verb {
        Verb::Demo(demo) => demo::run(demo, console),
        Verb::Init(init) => init::run(init, console),
        Verb::Indicator(asked) => indicator::run(asked, console),
        Verb::Doc(asked) => doc::run(asked, console),
        Verb::Template(asked) => template::run(asked, console),
        Verb::Key(key) => key::run(key, console),
        Verb::Country(country) => country::run(country, console),
        Verb::Check(check) => check::run(check, console),
        Verb::Convert(asked) => convert::run(asked, console),
        Verb::Protect(asked) => protect::protect(asked, console),
        Verb::Audit(asked) => protect::audit(asked, console),
        Verb::Count(count) => count::run(count, console),
        Verb::Sheets(asked) => sheets::run(asked, console),
        Verb::Submit(submit) => submit::run(submit, console),
        Verb::Verify(step) => step::verify(step, console),
        Verb::Return(step) => step::give_back(step, console),
        Verb::Release(step) => step::release(step, console),
        Verb::Withdraw(step) => step::withdraw(step, console),
        Verb::Table(table) => table::run(table, console),
        Verb::Report(report) => report::run(report, console),
        Verb::Notices(asked) => notices::run(asked, console),
        Verb::Due(who) => due::run(who, console),
        Verb::Why(why) => why::run(why, console),
        Verb::Status(who) => status::run(who, console),
        Verb::History(history) => history::run(history, console),
        Verb::Backup(backup) => backup::run(backup, console),
        Verb::Restore(restore) => backup::restore(restore, console),
    }
}
