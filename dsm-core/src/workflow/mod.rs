//! How figures become data of the mechanism: kept as a draft, submitted, asked about, verified by somebody else, released;
//! returned, revised, withdrawn; and how years are closed.
//!
//! A pure state machine: a [`Step`] reads a [`Situation`] and a [`Record`] and gives the [`Change`]s that a store appends to
//! the history, which only grows. Inside, each state is a type of its own ([`Filed`]), so that what is not verified cannot
//! be released; [`Record`] is the one enumeration at the edge.
//!
//! Source: handbook chapter 2.2, annex 11 (paragraph 35) and annex 14 (section 8).

mod agency;
mod agreement;
mod assign;
mod change;
mod configure;
mod country;
mod delegate;
mod document;
mod draft;
mod figures;
mod give_back;
mod hand_in;
mod id;
mod indicator;
mod instruction;
mod key;
mod join;
mod limits;
mod opening;
mod producer;
mod keep_draft;
mod question;
mod record;
mod release;
mod role;
mod step;
mod submission;
mod submit;
#[cfg(test)]
mod tests;
mod totals;
mod twin;
mod user;
mod verify;
mod withdraw;
mod year;

pub use agency::AddAgency;
pub use agreement::{EndAgreement, ProposeAgreement};
pub use assign::{Assign, Unassign};
pub use change::{Change, Definition, YearState};
pub use configure::Configure;
pub use country::AddCountry;
pub use delegate::{Delegate, Revoke};
pub use document::Document;
pub use draft::{Draft, Received};
pub use figures::Figures;
pub use give_back::Return;
pub use hand_in::{Discard, HandIn};
pub use id::SubmissionId;
pub use indicator::DeclareIndicator;
pub use instruction::{Instructed, Instruction, Name, Word};
pub use join::{JoinAgreement, LeaveAgreement};
pub use keep_draft::KeepDraft;
pub use key::SetKey;
pub use opening::{CloseTo, OpenTo};
pub use producer::{EndProducer, MakeProducer};
pub use question::{Answer, Ask, Question, Said};
pub use record::{
    Discarded, Drafted, Filed, Record, Released, Returned, State, Submitted, Superseded, Verified, Withdrawn,
};
pub use release::Release;
pub use role::DeclareRole;
pub use step::{Outcome, Situation, Step};
pub use submission::Submission;
pub use submit::Submit;
pub use totals::DeclareTotals;
pub use twin::same_figures;
pub use user::{AddUser, DeactivateUser};
pub use verify::Verify;
pub use withdraw::Withdraw;
pub use year::{CloseYear, ReopenYear, SignOff};
