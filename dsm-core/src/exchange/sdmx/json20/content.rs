use crate::{
    error::{Error, Place, Result, codes::exc, codes::src},
    exchange::sdmx::json::{JsonText, Kind},
    source::Input,
};
use std::{io::SeekFrom, sync::Arc};

/// What a message of JSON holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::sdmx) enum Content {
    Data,
    Structures,
    Metadata,
    /// SDMX-JSON 1.0.
    First,
}

/// What a message holds, by the first of its properties that tell; it is read from its beginning then.
///
/// # Errors
/// `EXC-215` where nothing tells; `EXC-230`, `EXC-221` where it cannot be read up to there.
pub(in crate::exchange::sdmx) fn content(input: &mut dyn Input, file: &str) -> Result<Content> {
    let file: Arc<str> = Arc::from(file);
    let unreadable = |error| Error::new(src::READ_FAILED).at(Place::line(file.clone(), 1, 0)).caused_by(error);
    let start = input.stream_position().map_err(unreadable)?;
    let told = told(&mut JsonText::open(&mut *input, &file)?);
    input.seek(SeekFrom::Start(start)).map_err(unreadable)?;
    told?.ok_or_else(|| Error::new(exc::NOT_SDMX).at(Place::line(file.clone(), 1, 0)))
}

fn told<R: Input>(json: &mut JsonText<R>) -> Result<Option<Content>> {
    let mut name = String::new();
    json.enter()?;
    while json.key(&mut name)? {
        match name.as_str() {
            "dataSets" | "structure" | "header" => return Ok(Some(Content::First)),
            "data" if json.kind()? == Kind::Object => {
                json.enter()?;
                let named = json.key(&mut name)?;
                return Ok(Some(match name.as_str() {
                    "dataSets" | "structures" if named => Content::Data,
                    "metadataSets" if named => Content::Metadata,
                    _ => Content::Structures,
                }));
            }
            _ => json.skip()?,
        }
    }
    Ok(None)
}
