//! Everything that is tested through the public interface, and the laws of the house: one binary, one link.
#![expect(clippy::disallowed_methods, reason = "these tests read the sources that they judge")]

#[cfg(test)]
mod accounting;
#[cfg(test)]
mod codes;
#[cfg(test)]
#[cfg(feature = "toml")]
mod counting;
#[cfg(test)]
#[cfg(feature = "toml")]
mod count_vectors;
#[cfg(test)]
mod figures;
#[cfg(test)]
#[cfg(feature = "xlsx")]
mod forms;
#[cfg(test)]
#[cfg(feature = "xlsx")]
mod headings;
#[cfg(test)]
#[cfg(feature = "toml")]
mod national;
#[cfg(test)]
mod lists;
#[cfg(test)]
#[cfg(feature = "toml")]
mod message_vectors;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod provoked;
#[cfg(test)]
#[cfg(feature = "xlsx")]
mod questionnaires;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod size;
#[cfg(test)]
mod source;
#[cfg(test)]
mod specimens;
#[cfg(test)]
mod structures;
#[cfg(test)]
mod vectors;
#[cfg(test)]
mod words;
#[cfg(test)]
#[cfg(all(feature = "toml", feature = "xlsx"))]
mod workbook;
#[cfg(test)]
mod worlds;
