//! Small workbooks made for tests: archives of stored parts, and what is wrong with them. Other tests include this file by its path.

/// The checksum of a ZIP archive.
fn sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

/// An archive of stored parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    let two = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    for (name, bytes) in parts {
        let header = u32::try_from(file.len()).unwrap();
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sum(bytes).to_le_bytes(), &size, &size, &two(name.len()), &[0, 0]]
                .concat();
        file.extend([b"PK\x03\x04", &*common, name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\x14\0", &*common, &[0; 10], &header.to_le_bytes(), name.as_bytes()].concat());
    }
    let (start, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    file.extend(directory);
    let many = two(parts.len());
    file.extend(
        [b"PK\x05\x06\0\0\0\0", &many[..], &many, &length.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat(),
    );
    file
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What says which parts belong together: id, kind, target.
pub(crate) fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
}

/// A workbook with one sheet, `S`, of which the content is given: `<sheetData>` and what follows.
pub(crate) fn workbook(sheet: &str) -> Vec<u8> {
    with_sheets(&[("S", "", sheet)])
}

/// A workbook of sheets: their names, more attributes of them, their content.
pub(crate) fn with_sheets(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let named: String = (1..)
        .zip(sheets)
        .map(|(at, (name, more, _))| format!("<sheet name=\"{name}\" {more} r:id=\"r{at}\"/>"))
        .collect();
    let ids: Vec<(String, String)> =
        (1..=sheets.len()).map(|at| (format!("r{at}"), format!("worksheets/s{at}.xml"))).collect();
    let mut all: Vec<(&str, &str, &str)> = ids.iter().map(|(id, target)| (&**id, "worksheet", &**target)).collect();
    all.extend([("t", "sharedStrings", "texts.xml"), ("f", "styles", "/xl/styles.xml")]);
    let contents: Vec<(String, String)> = (1..)
        .zip(sheets)
        .map(|(at, (_, _, content))| {
            (
                format!("xl/worksheets/s{at}.xml"),
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet>{content}</worksheet>"),
            )
        })
        .collect();
    let book = format!(
        "<workbook xmlns:r=\"{OFFICE}\"><workbookPr/><sheets>{named}</sheets><definedNames><definedName name=\"codes\">'It''s S'!$A$1:$A$4</definedName></definedNames></workbook>"
    );
    let (main, related) = (
        relations(&[("r1", "officeDocument", "xl/workbook.xml"), ("r2", "custom-properties", "docProps/custom.xml")]),
        relations(&all),
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", main.as_bytes()),
        ("docProps/custom.xml", b"<Properties><property name=\"dsm-template\"><vt:lpwstr>T&amp;1</vt:lpwstr></property></Properties>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related.as_bytes()),
        ("xl/texts.xml", b"<sst><si><t>Country</t></si><si><r><t>Per</t></r><r><t xml:space=\"preserve\">sons </t></r><rPh><t>no</t></rPh></si><si/></sst>"),
        ("xl/styles.xml", STYLES.as_bytes()),
    ];
    parts.extend(contents.iter().map(|(name, content)| (&**name, content.as_bytes())));
    archive(&parts)
}

/// Styles: 0 a number, 1 a day, 2 a month, 3 a moment, 4 hours beyond a day, 5 a number with text in its format.
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"mmm\\-yy\"/><numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/>\
    <numFmt numFmtId=\"166\" formatCode=\"0 &quot;days&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>\
    <xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";
