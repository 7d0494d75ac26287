use super::{
    apart::settle,
    dialect::Dialect,
    gathered::Gathered,
    head::{self, Head},
    infer::gather,
    read::MlReader,
};
use crate::{
    error::{At, Collected, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        data::{Layout, read_before},
        structures::{Identity, Structures},
        xml::{Mark, Tag, Token, XmlReader},
    },
    source::Input,
};
use std::sync::Arc;

/// Opens a data message of SDMX-ML, of whatever version; `file` is the name that places are given with, `structures` what it is
/// checked against.
///
/// Where its structure is not among them, one is inferred: the message is then read twice.
///
/// Findings: `EXC-210`, `EXC-211` where a structure is inferred; `EXC-214`, `EXC-228` about the header.
///
/// # Errors
/// `EXC-215` where it is no data message, `EXC-229` where it is one of a version that is not read, `EXC-216`, `EXC-217`, `EXC-218`,
/// `EXC-221` where its beginning cannot be read, `SRC-016` where the bytes cannot.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{data::{Batch, Observations}, ml, structures::Structures}};
/// use std::io::Cursor;
/// let message = br#"<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message">
/// <m:DataSet><Series SEX="F"><Obs TIME_PERIOD="2024" OBS_VALUE="4"/></Series></m:DataSet></m:StructureSpecificData>"#;
/// let (mut found, mut batch) = (Collected::new(), Batch::new());
/// let mut reader = ml::data::open(Cursor::new(message), "permits.xml", &Structures::none(), &mut found)?;
/// assert!(reader.next(&mut batch, &mut found)?.is_some());
/// let sex = batch.layout().and_then(|layout| layout.place("SEX")).unwrap();
/// assert_eq!(batch.value(0, sex), Some("F"));
/// let refused = ml::data::open(Cursor::new(b"<a/>"), "a.xml", &Structures::none(), &mut found);
/// assert_eq!(refused.unwrap_err().code().id(), "EXC-215");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Sources
/// SDMX 2.1, 3.0 and 3.1, section 3, `SDMXMessage.xsd`, `SDMXDataStructureSpecific.xsd`, `SDMXDataGeneric.xsd`.
pub fn open<R: Input>(
    mut input: R,
    file: &str,
    structures: &Structures,
    findings: &mut dyn FindingSink,
) -> Result<MlReader<R>> {
    let file: Arc<str> = Arc::from(file);
    let (layouts, others, apart) = read_before(&mut input, &file, |input| layouts(input, &file, structures, findings))?;
    let whole = Place::new(file.clone(), At::Whole);
    layouts.iter().for_each(|layout| layout.told_patterns(&whole, findings));
    let mut xml = XmlReader::open(input, &file)?;
    let (dialect, mut head, first) = begin(&mut xml, findings)?;
    (head.others, head.apart) = (others, apart);
    Ok(MlReader::new(xml, dialect, head, layouts, first))
}

/// The layout of each structure that the header names; where one of these was not handed over, that of data sets of none of them too, and
/// of each of the others that data sets refer to, which are handed back.
fn layouts<R: Input>(
    input: R,
    file: &Arc<str>,
    structures: &Structures,
    findings: &mut dyn FindingSink,
) -> Result<(Vec<Arc<Layout>>, Vec<String>, bool)> {
    let mut xml = XmlReader::open(input, file)?;
    let (dialect, mut head, first) = begin(&mut xml, &mut Collected::new())?;
    let found = |named: &head::Named| {
        let named = named.structure.as_ref()?;
        let structure = structures.structure_of(named)?;
        Some(Arc::new(Layout::of_data(structure, Some(named), structures)))
    };
    let found: Vec<Option<Arc<Layout>>> = head.structures.iter().map(found).collect();
    let others = head.structures.iter().filter_map(|named| structures.other_version(named.structure.as_ref()?));
    for other in others {
        let _ = findings.put(other.at(Place::new(file.clone(), At::Whole)));
    }
    if found.iter().all(Option::is_some) && !found.is_empty() {
        return Ok((found.into_iter().flatten().collect(), Vec::new(), false));
    }
    let mut gathered: Vec<Gathered> = head.structures.iter().map(|named| Gathered::new(named.at.as_deref())).collect();
    gathered.push(Gathered::new(None));
    head.apart = head.structures.len() == 1;
    gather(&mut xml, dialect, &mut head, first, &mut gathered)?;
    settle(&mut head, &mut gathered);
    let mut layouts = Vec::new();
    for (number, gathered) in gathered.into_iter().enumerate() {
        if let Some(Some(found)) = found.get(number) {
            layouts.push(found.clone());
            continue;
        }
        let structure = head.structures.get(number).and_then(|named| named.structure.as_ref());
        let identity = match structure {
            Some(structure) => structure.identity().clone(),
            None => Identity::parse("DSM:UNNAMED(1.0)")?,
        };
        let whole = || Place::new(file.clone(), At::Whole);
        match structure {
            Some(_) => {
                let finding = Finding::new(exc::STRUCTURE_NOT_THERE).with("structure", Safe::term(identity.id()));
                let _ = findings.put(finding.at(whole()));
            }
            None if gathered.is_empty() => {}
            None => {
                let place = gathered.began.clone().unwrap_or_else(whole);
                let _ = findings.put(Finding::new(exc::STRUCTURE_NOT_NAMED).at(place));
            }
        }
        layouts.push(Arc::new(Layout::inferred(gathered.structure(identity))));
    }
    Ok((layouts, head.others, head.apart))
}

/// Reads to the end of the header; the first data set, where there is no header.
fn begin<R: Input>(xml: &mut XmlReader<R>, findings: &mut dyn FindingSink) -> Result<(Dialect, Head, Option<SetTag>)> {
    let mut dialect = None;
    loop {
        let place = xml.place();
        match (xml.next()?, dialect) {
            (Token::Start(tag), None) => dialect = Some(Dialect::of(&tag, &place)?),
            (Token::Start(tag), Some(dialect)) => match tag.local() {
                "Header" => {
                    let empty = tag.empty;
                    return Ok((dialect, head::read(xml, dialect, empty, findings)?, None));
                }
                _ => {
                    let first = SetTag::of(&tag)?;
                    let finding = Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term("Header"));
                    let _ = findings.put(finding.at(place));
                    return Ok((dialect, Head::default(), Some(first)));
                }
            },
            (Token::End | Token::Done, Some(dialect)) => {
                let finding = Finding::new(exc::HEADER_INCOMPLETE).with("element", Safe::term("Header"));
                let _ = findings.put(finding.at(place));
                return Ok((dialect, Head::default(), None));
            }
            (Token::End | Token::Done, None) => return Err(Error::new(exc::NOT_SDMX).at(place)),
            (Token::Text(_) | Token::Nothing, _) => {}
        }
    }
}

/// An element at the level of the message.
#[derive(Debug)]
pub(super) struct SetTag {
    pub(super) name: String,
    pub(super) mark: Mark,
    pub(super) empty: bool,
    /// Whether it has a prefix, its name, its value.
    pub(super) attributes: Vec<(String, String, String)>,
}

impl SetTag {
    pub(super) fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let (prefix, name, value) = attribute?;
            attributes.push((prefix.to_owned(), name.to_owned(), value.into_owned()));
        }
        Ok(Self { name: tag.local().to_owned(), mark: tag.mark, empty: tag.empty, attributes })
    }

    /// What a data set says of its structure.
    pub(super) fn structure(&self) -> Option<&str> {
        let said = self.attributes.iter().find(|(_, name, _)| name == "structureRef");
        said.map(|(_, _, value)| value.as_str())
    }
}
