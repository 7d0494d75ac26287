use super::{DONE, history::verified, table::written};
use crate::{
    arguments::{Backup, Restore},
    console::Console,
    failure::Done,
};
use dsm_store::Mechanism;

pub(super) fn run(backup: &Backup, console: &mut Console<'_>) -> Done<u8> {
    let receipt = Mechanism::open(&backup.mechanism)?.backup(&backup.file)?;
    verified(&receipt, console)?;
    written(&backup.file.display().to_string(), console)?;
    Ok(DONE)
}

pub(super) fn restore(restore: &Restore, console: &mut Console<'_>) -> Done<u8> {
    let receipt = Mechanism::restore(&restore.file, &restore.mechanism)?;
    verified(&receipt, console)?;
    written(&restore.mechanism.display().to_string(), console)?;
    Ok(DONE)
}
