use super::{
    super::{
        Area, SheetName, SheetVisibility,
        parts::Archive,
        unfit::Unfit,
        xml::{Held, Token, Xml},
    },
    CONTENT, Styles,
};
use crate::error::{Error, Result, codes::src};
use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

/// How many sheets, and how many names, a spreadsheet may have.
const MOST: usize = 10_000;
/// How long the text of a property may be, in bytes.
const MOST_TEXT: usize = 64 << 10;

/// What a spreadsheet says of itself.
#[derive(Default)]
pub(in super::super) struct Document {
    pub(in super::super) sheets: Vec<(Box<str>, SheetVisibility)>,
    pub(in super::super) names: Vec<SheetName>,
    pub(in super::super) properties: BTreeMap<Box<str>, String>,
    pub(in super::super) styles: Styles,
}

/// Whether an archive is a document of this kind: of text, of sheets, of slides.
pub(in super::super) fn is_document<R: Read + Seek>(archive: &Archive<R>) -> bool {
    archive.has(CONTENT) && archive.has("mimetype") && !archive.has("[content_types].xml")
}

/// Reads what a spreadsheet says of itself: the part with the sheets is read through once.
///
/// # Errors
/// `SRC-062` where it asks for a password; `SRC-063` where it holds no sheets.
pub(in super::super) fn read<R: Read + Seek>(archive: &mut Archive<R>) -> Result<Document> {
    let (mut document, whole) = (Document::default(), archive.whole());
    if archive.has("META-INF/manifest.xml") {
        archive.xml("META-INF/manifest.xml", "workbook")?.each(|_, _, tag| match &*tag.name {
            "encryption-data" => Err(Unfit::Encrypted.refused(whole.clone())),
            _ => Ok(()),
        })?;
    }
    if archive.has("styles.xml") {
        let mut xml = archive.xml("styles.xml", "styles")?;
        while let Some((path, tag, _)) = element(&mut xml)? {
            document.styles.see(&path, &tag, &mut xml)?;
        }
    }
    let mut holds = false;
    let mut xml = archive.xml(CONTENT, "workbook")?;
    while let Some((path, tag, _)) = element(&mut xml)? {
        match (path, &*tag.name) {
            (2, "spreadsheet") => holds = true,
            (3, "table") => document.sheet(&tag),
            (4, "named-range") => document.names.extend(named(&tag)),
            _ => document.styles.see(&path, &tag, &mut xml)?,
        }
        if document.sheets.len().max(document.names.len()) > MOST {
            return Err(Unfit::beyond("sheets-or-names", MOST as u64).refused(xml.place().clone()));
        }
    }
    if !holds {
        return Err(Error::new(src::WORKBOOK_OPEN_DOCUMENT).at(whole));
    }
    document.properties = properties(archive)?;
    Ok(document)
}

/// The next element that is no cell, with how many elements it stands in, and whether it ends at once. What is said of cells is not kept.
fn element<R: Read + Seek>(xml: &mut Xml<R>) -> Result<Option<(usize, Held, bool)>> {
    loop {
        let depth = xml.depth;
        match xml.next()? {
            Token::Start(tag, empty)
                if !["table-cell", "covered-table-cell", "table-row", "p"].contains(&tag.name()) =>
            {
                return Ok(Some((depth, Held::of(&tag)?, empty)));
            }
            Token::Done => return Ok(None),
            _ => {}
        }
    }
}

impl Document {
    fn sheet(&mut self, tag: &Held) {
        let hidden = tag.get("style-name").is_some_and(|style| self.styles.hides(style));
        let visible = if hidden { SheetVisibility::Hidden } else { SheetVisibility::Visible };
        self.sheets.push((Box::from(tag.get("name").unwrap_or_default()), visible));
    }
}

fn named(tag: &Held) -> Option<SheetName> {
    let area = area_of(tag.get("cell-range-address")?);
    Some(SheetName::new(tag.get("name")?, None, false, area))
}

/// Reads `$'It''s a sheet'.$A$1:.$B$2`.
pub(super) fn area_of(text: &str) -> Option<(Box<str>, Area)> {
    let text = text.trim();
    let text = text.strip_prefix('$').unwrap_or(text);
    let (sheet, cells) = match text.strip_prefix('\'') {
        Some(quoted) => {
            let (sheet, cells) = quoted.split_once("'.")?;
            (sheet.replace("''", "'"), cells)
        }
        None => {
            let (sheet, cells) = text.split_once('.')?;
            (sheet.to_owned(), cells)
        }
    };
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    let last = last.rsplit_once('.').map_or(last, |(_, cell)| cell);
    Some((Box::from(sheet), Area::parse(&format!("{first}:{last}"))?))
}

/// The own properties of the document.
fn properties<R: Read + Seek>(archive: &mut Archive<R>) -> Result<BTreeMap<Box<str>, String>> {
    let mut properties = BTreeMap::new();
    if archive.has("meta.xml") {
        archive.xml("meta.xml", "properties")?.each(|xml, path, tag| {
            if let ([_, _, own], Some(name)) = (path, tag.get("name"))
                && &**own == "user-defined"
                && properties.len() < MOST
            {
                let value = xml.text(MOST_TEXT)?;
                properties.insert(Box::from(name), value);
            }
            Ok(())
        })?;
    }
    Ok(properties)
}
