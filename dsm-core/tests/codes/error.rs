use crate::provoked::Example;
use dsm_core::error::{Error, codes::err};

pub(super) const EXAMPLES: &[Example] = &[
    (err::DEFECT, || Error::defect("tests::codes").into()),
    (err::CANCELED, || Error::canceled().into()),
    (err::MEMORY_LIMIT, || Error::memory_limit(1 << 30).into()),
];
