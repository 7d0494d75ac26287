//! What a file is that is handed in as a workbook, and where in it the workbook begins.

use super::parts::Archive;
use crate::error::{At, Code, Error, Place, Result, Safe, codes::src};
use std::{
    collections::BTreeMap,
    io::{Read, Seek, SeekFrom},
    sync::Arc,
};

/// The start of an old Office file, which is also what an encrypted workbook is kept in.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// How far an old Office file is looked through for what it holds.
const FAR: u64 = 64 << 20;

/// Refuses what is no ZIP archive, each with what to do.
pub(super) fn held(input: &mut (impl Read + Seek), file: &str) -> Result<()> {
    let whole = || Place::new(Arc::<str>::from(file), At::Whole);
    let failed = |error| Error::new(src::READ_FAILED).at(whole()).caused_by(error);
    let mut head = Vec::new();
    input.seek(SeekFrom::Start(0)).map_err(failed)?;
    input.by_ref().take(8).read_to_end(&mut head).map_err(failed)?;
    let rule: Code = if head.starts_with(b"PK\x03\x04") {
        return Ok(());
    } else if head == COMPOUND {
        match has_wide(input, "EncryptedPackage").map_err(failed)? {
            true => src::WORKBOOK_ENCRYPTED,
            false => src::WORKBOOK_OLD,
        }
    } else {
        src::WORKBOOK_NONE
    };
    Err(Error::new(rule).at(whole()))
}

/// Whether a name stands in the bytes, in letters of two bytes.
fn has_wide(input: &mut (impl Read + Seek), name: &str) -> std::io::Result<bool> {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (mut window, mut piece, mut passed) = (Vec::new(), vec![0; 64 << 10], 0_u64);
    loop {
        let read = input.read(&mut piece)?;
        window.extend_from_slice(piece.get(..read).unwrap_or_default());
        if window.windows(name.len()).any(|part| part == name) {
            return Ok(true);
        }
        passed += read as u64;
        if read == 0 || passed > FAR {
            return Ok(false);
        }
        window.drain(..window.len().saturating_sub(name.len()));
    }
}

/// The name of the part that the workbook begins with.
pub(super) fn main_part<R: Read + Seek>(archive: &mut Archive<R>) -> Result<String> {
    let main = archive.relations("")?.into_iter().find(|relation| &*relation.kind == "officeDocument");
    let rule = match main {
        Some(main) if main.target.ends_with(".bin") => src::WORKBOOK_BINARY,
        Some(main) if !main.target.starts_with("word/") && !main.target.starts_with("ppt/") => return Ok(main.target),
        Some(_) => src::WORKBOOK_NONE,
        None if archive.has("xl/workbook.xml") || archive.has("[content_types].xml") => {
            let error = Error::new(src::PART_MISSING).with("part", Safe::word("workbook"));
            return Err(error.at(archive.whole()));
        }
        None => src::WORKBOOK_NONE,
    };
    Err(Error::new(rule).at(archive.whole()))
}

/// How long the text of a property may be, in bytes.
const MOST: usize = 64 << 10;

/// The own properties of the document, which its makers or DSM put there.
pub(super) fn properties<R: Read + Seek>(archive: &mut Archive<R>) -> Result<BTreeMap<Box<str>, String>> {
    let mut properties = BTreeMap::new();
    let part = archive.relations("")?.into_iter().find(|relation| &*relation.kind == "custom-properties");
    let Some(part) = part else { return Ok(properties) };
    archive.xml(&part.target, "properties")?.each(|xml, path, tag| {
        if let ([_, property], Some(name)) = (path, tag.get("name"))
            && &**property == "property"
        {
            let value = xml.text(MOST)?;
            properties.insert(Box::from(name), value);
        }
        Ok(())
    })?;
    Ok(properties)
}
