//! Steps in words: everything that carries no table, by one function.

use super::session::{dsm_session, with};
use crate::{error::dsm_error, given::given, guard::guard, status::dsm_status, string::dsm_string};
use dsm_core::workflow::Instruction;

/// Takes a step that is said in words: a word such as `open`, and named values, `names[i]` with `values[i]`. A name that takes
/// several values is said several times. The words and their names stand in `spec/mechanism.md`, section 7.
///
/// WFL-040 for an unknown word; WFL-041 with a finding for every name that is unknown, lacking, said twice, or has a value that
/// cannot be read; otherwise as the step itself.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_instruct(
    session: *mut dsm_session,
    word: dsm_string,
    names: *const dsm_string,
    values: *const dsm_string,
    count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, word) = (given!(mut session), given!(text word));
        let (names, values) = (given!(texts names, count), given!(texts values, count));
        let said = names.iter().zip(&values);
        let instruction = said.fold(Instruction::new(word), |all, (name, value)| all.say(name, value));
        with(session, |session| {
            let step = instruction.step(session.who())?;
            session.perform(step)
        })?;
    })
}
