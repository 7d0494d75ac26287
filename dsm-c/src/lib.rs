//! The C interface of DSM: tables of migration statistics that know what they count.
//!
//! A number never leaves without knowing what it counts; what it does not support is refused, with the reason and the
//! right way. Every function converts what it is given, calls the Rust library, and converts the answer: no rule lives here.
//!
//! # Ownership
//! Every object is a handle that is passed by pointer. What a function writes through an output parameter, or returns as a
//! pointer that is not `const`, belongs to the caller, who frees it once with the `_free` function of its type; NULL may be
//! freed. What is returned as a pointer to `const`, and every `dsm_string`, is lent: it lives as long as the handle that it
//! was asked of. A handle passed to a function stays the caller's and may be freed as soon as the function has returned:
//! nothing that was made of it depends on it. Output parameters are written on success only, and what stood there before
//! is neither read nor freed. A pointer that is not NULL leads to a living object of its type, an array to as many values
//! as its length says: nobody can check that for you.
//!
//! # Threads
//! `const` means that a function only reads: any number of threads may read one handle at a time. A handle that is not
//! passed as `const` is used by one thread at a time: axes, builders, assumptions, mappings, measures and concepts while
//! they are being written, and sessions always. Tables never change, and copies of them share their figures.
//!
//! # Errors
//! A function that can fail returns a `dsm_status`, 0 for success, and takes as its last parameter where to write the
//! error; NULL if only the status is wanted. The error is written on failure only, belongs to the caller, and gives its
//! code (`dsm_codes.h`), sentence and remedy in English and Russian, place, and every finding behind it. Functions that
//! only look something up answer directly, with 0, NULL or an empty text where there is nothing. A defect of DSM ends as
//! `DSM_STATUS_PANIC`, never in the caller's stack; handles that the call was to change are then fit for freeing only.
//!
//! # Strings
//! All text is UTF-8. Into DSM: `dsm_string`, a pointer and a length; `dsm_string_of` makes one of a text with a closing
//! zero. Out of DSM: a `dsm_string` that is lent, without a closing zero, or a `dsm_text` that is owned. What the
//! specification names by a word is passed by that word: `persons-distinct`, `flow`, `at-event`, `in-none-of-part`.
//! Figures go in and out as decimal texts, exactly; numbers of C are a convenience beside them.
//!
//! # Versioning
//! `DSM_VERSION` is the version of this header and `dsm_version` that of the library. Before 1.0 the interface may change
//! with every minor version: compare the two. Numbers of statuses and codes are never reused.
#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]
#![expect(non_camel_case_types, reason = "the names that C sees stand as they are, so that a search finds both sides")]
#![expect(
    clippy::missing_safety_doc,
    reason = "one contract binds every function: the sections Ownership, Threads, Errors and Strings above"
)]

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod assume;
#[cfg(feature = "mechanism")]
pub mod audit;
pub mod axis;
pub mod builder;
pub mod concept;
pub mod counting;
pub mod documentation;
pub mod error;
pub mod file;
pub mod finding;
mod given;
mod guard;
mod handle;
pub mod list;
pub mod mapping;
pub mod measure;
#[cfg(feature = "mechanism")]
pub mod mechanism;
pub mod operation;
pub mod protection;
pub mod row;
pub mod stated;
pub mod status;
pub mod string;
pub mod table;
pub mod table_axis;
pub mod text;
pub mod version;

#[cfg(test)]
mod tests;
