use crate::provoked::{Example, error};
use dsm_core::error::codes::txt;
use dsm_core::text::{Lang, Tag, Text};

pub(super) const EXAMPLES: &[Example] = &[
    (txt::TAG_UNREADABLE, || error(Tag::parse("latin1 text"))),
    (txt::LANGUAGE_NOT_SPOKEN, || error(Lang::parse("kk"))),
    (txt::TEXT_BLANK, || error(Text::new(Lang::En, " "))),
];
