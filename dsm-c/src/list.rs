//! Code lists: what a code of a stated scheme means, and what a label of a file is called.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{
    code::{CodeList, Entry, Scheme},
    text::Tag,
};

/// A list of codes under a stated scheme. Never changes; free it with `dsm_code_list_free`.
#[derive(Debug)]
pub struct dsm_code_list {
    _inside: [u8; 0],
}

impl Handle for dsm_code_list {
    type Inside = CodeList;
}
impl Owned for dsm_code_list {}

/// Opens a built-in list, such as `COUNTRY`, in the codes of a scheme, such as `unhcr`; an empty scheme is the list's own.
///
/// The scheme is always stated: `AUS` is Australia in `iso3166-alpha3` and Austria in `unhcr`. COD-008 for an unknown scheme;
/// COD-009 where there is no such list, or where it has no codes of the scheme.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_open(
    id: dsm_string,
    scheme: dsm_string,
    list: *mut *mut dsm_code_list,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (id, scheme) = (given!(text id), given!(text scheme));
        let opened =
            if scheme.is_empty() { CodeList::built_in(id)? } else { CodeList::in_scheme(id, Scheme::parse(scheme)?)? };
        given!(out list).put(give(opened));
    })
}

/// How many codes the list has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_count(list: *const dsm_code_list) -> usize {
    answer!(0, { given!(list).entries().len() })
}

/// 1 if the codes, totals aside, together are the whole, 0 if not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_exhaustive(list: *const dsm_code_list) -> i32 {
    answer!(0, { i32::from(given!(list).is_exhaustive()) })
}

/// Something about the code at a position.
fn about<'a, T>(list: &'a CodeList, position: usize, otherwise: T, tell: impl FnOnce(&'a Entry) -> T) -> T {
    list.entries().get(position).map_or(otherwise, tell)
}

/// The code at a position, counted from zero. It lives as long as the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_code(list: *const dsm_code_list, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        about(given!(list), position, dsm_string::NONE, |entry| dsm_string::lent(entry.id().as_str()))
    })
}

/// The code in the list's own scheme: what errors name. It lives as long as the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_own_code(list: *const dsm_code_list, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        about(given!(list), position, dsm_string::NONE, |entry| dsm_string::lent(entry.own_id().as_str()))
    })
}

/// The name of a code for a reader of a language such as `ru`; another language stands in where nobody wrote it in this one. It
/// lives as long as the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_name(
    list: *const dsm_code_list,
    position: usize,
    language: dsm_string,
) -> dsm_string {
    answer!(dsm_string::NONE, {
        let language = Tag::parse(given!(text language))?;
        about(given!(list), position, dsm_string::NONE, |entry| dsm_string::lent(entry.names().for_tag(&language)))
    })
}

/// The code above a code; none at the top. It lives as long as the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_parent(list: *const dsm_code_list, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        let parent = about(given!(list), position, None, Entry::parent);
        parent.map_or(dsm_string::NONE, |parent| dsm_string::lent(parent.as_str()))
    })
}

/// The first year in which a code may stand; 0 where nothing limits it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_valid_from(list: *const dsm_code_list, position: usize) -> i32 {
    answer!(0, { about(given!(list), position, None, Entry::valid_from).map_or(0, i32::from) })
}

/// The last year in which a code may stand: for a former State the year in which it ceased to be; 0 where nothing limits it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_valid_until(list: *const dsm_code_list, position: usize) -> i32 {
    answer!(0, { about(given!(list), position, None, Entry::valid_until).map_or(0, i32::from) })
}

/// How many codes came after a code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_successor_count(list: *const dsm_code_list, position: usize) -> usize {
    answer!(0, { about(given!(list), position, 0, |entry| entry.successors().len()) })
}

/// A code that came after a code. It lives as long as the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_successor(
    list: *const dsm_code_list,
    position: usize,
    successor: usize,
) -> dsm_string {
    answer!(dsm_string::NONE, {
        let code = about(given!(list), position, None, |entry| entry.successors().get(successor));
        code.map_or(dsm_string::NONE, |code| dsm_string::lent(code.as_str()))
    })
}

/// Where a code stands. COD-002 where the list does not have it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_find(
    list: *const dsm_code_list,
    code: dsm_string,
    position: *mut usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let list = given!(list);
        put(list, list.find(given!(text code))?, given!(out position));
    })
}

/// Where a code stands, for figures of the years from the first to the last. COD-010 for years after its last one, with the codes
/// that came after it; COD-011 for other years in which it may not stand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_find_in(
    list: *const dsm_code_list,
    code: dsm_string,
    first: u16,
    last: u16,
    position: *mut usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let list = given!(list);
        put(list, list.find_in(given!(text code), first, last)?, given!(out position));
    })
}

/// Where the code of a label of a file stands, in the language of the file. COD-012 where nothing is called so in that language;
/// COD-013 where several are: DSM does not choose.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_named(
    list: *const dsm_code_list,
    name: dsm_string,
    language: dsm_string,
    position: *mut usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (list, language) = (given!(list), Tag::parse(given!(text language))?);
        put(list, list.named(given!(text name), &language)?, given!(out position));
    })
}

/// Says where an entry of a list stands.
fn put(list: &CodeList, entry: &Entry, position: crate::given::Out<usize>) {
    position.put(list.position(entry.id().as_str()).unwrap_or(usize::MAX));
}

/// Frees a list. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_code_list_free(list: *mut dsm_code_list) {
    free!(list);
}
