//! What was counted as bytes, and the sum of such parts.

use super::{counted::dsm_counted, specification::dsm_count_specification};
use crate::{
    error::dsm_error,
    given::{check, given, refuse},
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
};
use dsm_core::{
    count::Counted,
    error::{Result, codes::ffi},
};
use std::{ptr::null, slice};

/// What was counted as bytes: counts of any size, of nobody by name. It is the holder's.
///
/// May be read by several threads; free it with `dsm_count_part_free`.
#[derive(Debug)]
pub struct dsm_count_part {
    _inside: [u8; 0],
}

impl Handle for dsm_count_part {
    type Inside = Vec<u8>;
}
impl Owned for dsm_count_part {}

/// What was counted as bytes, to be added by `dsm_counted_of_parts` to what was counted of other persons: in another process, on another
/// machine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_part(
    counted: *const dsm_counted,
    part: *mut *mut dsm_count_part,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counted, part) = (given!(counted), given!(out part));
        part.put(give(counted.part()));
    })
}

/// The bytes of a part, which live as long as it does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_part_bytes(part: *const dsm_count_part) -> *const u8 {
    answer!(null(), { given!(part).as_ptr() })
}

/// How many bytes a part has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_part_length(part: *const dsm_count_part) -> usize {
    answer!(0, { given!(part).len() })
}

/// Frees a part. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_part_free(part: *mut dsm_count_part) {
    free!(part);
}

/// Adds up parts that were counted by one specification, each of persons who are in no other: the bytes of each, and how many they are.
///
/// CNT-060 where one of them is no part of a count by this specification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counted_of_parts(
    specification: *const dsm_count_specification,
    parts: *const *const u8,
    lengths: *const usize,
    part_count: usize,
    counted: *mut *mut dsm_counted,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (specification, counted) = (given!(specification), given!(out counted));
        let (parts, lengths) = (given!(array parts, part_count), given!(array lengths, part_count));
        let bytes = |(part, length): (&*const u8, &usize)| {
            let (part, length) = (*part, *length);
            if length == 0 {
                return Ok(&[][..]);
            }
            check(part, "parts")?;
            isize::try_from(length).map_err(|_| refuse(ffi::LENGTH_IMPOSSIBLE, "lengths"))?;
            // SAFETY: not NULL, of a size that memory can have; the bytes are there for the length of the call (header, Ownership).
            Ok(unsafe { slice::from_raw_parts(part, length) })
        };
        let parts: Vec<&[u8]> = parts.iter().zip(lengths).map(bytes).collect::<Result<_>>()?;
        counted.put(give(Counted::of_parts(specification, &specification.catalogue()?, &parts)?));
    })
}
