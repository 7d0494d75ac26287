use super::{banner, literal};
use crate::codes::Book;
use std::fmt::Write as _;

/// `dsm-py/python/dsm/codes.py`: the codes as an enumeration of strings.
pub(super) fn module(books: &[Book]) -> String {
    let mut out = format!("# {}\n", banner("spec/codes"));
    out.push_str(HEAD);
    let all = || books.iter().flat_map(|book| book.codes.iter().map(move |code| (book, code)));
    for (book, code) in all() {
        let _ = writeln!(out, "    {}_{} = \"{}\"", book.prefix, code.constant(), code.id);
        let _ =
            writeln!(out, "    \"\"\"{}\"\"\"", code.sentence.en.sample().replace('\\', "\\\\").replace('"', "\\\""));
    }
    out.push_str(BODY);
    for (_, code) in all() {
        let _ = writeln!(
            out,
            "    \"{}\": ({}, {}, {}, {}),",
            code.id,
            literal(&code.name),
            literal(&code.kind),
            literal(&code.channel),
            code.number
        );
    }
    out.push_str("}\n");
    out
}

const HEAD: &str = r#""""Every code that DSM reports: `Code.TIM_PERIOD_UNREADABLE == "TIM-001"`."""

from __future__ import annotations

from enum import Enum

__all__ = ["Code"]


class Code(str, Enum):
    """The id of a rule. It is a string, so it compares equal to the id that an error or finding carries."""

"#;

const BODY: &str = r#"
    def __str__(self) -> str:
        return str(self.value)

    @property
    def words(self) -> str:
        """The short name in words, such as `period-unreadable`."""
        return _ABOUT[self.value][0]

    @property
    def kind(self) -> str:
        """The family, such as `format`."""
        return _ABOUT[self.value][1]

    @property
    def channel(self) -> str:
        """How it is reported: `error`, `finding-error`, `finding-warning` or `finding-information`."""
        return _ABOUT[self.value][2]

    @property
    def number(self) -> int:
        """The number that stands for the code in C."""
        return _ABOUT[self.value][3]


_ABOUT: dict[str, tuple[str, str, str, int]] = {
"#;
