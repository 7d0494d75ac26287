use super::{Token, XmlReader, XmlWriter};
use crate::error::Result;
use proptest::prelude::*;
use std::{io::Cursor, sync::Arc};

fn told(bytes: &[u8]) -> Result<Vec<String>> {
    let mut reader = XmlReader::open(Cursor::new(bytes.to_vec()), &Arc::from("m.xml"))?;
    let mut told = Vec::new();
    loop {
        match reader.next()? {
            Token::Start(tag) => {
                let mut said = format!("<{}", tag.local());
                for attribute in tag.attributes() {
                    let (prefix, local, value) = attribute?;
                    said += &format!(" {prefix}|{local}={value}");
                }
                told.push(format!("{said}@{}", tag.line));
            }
            Token::End => told.push("/".to_owned()),
            Token::Text(text) if text.trim().is_empty() => {}
            Token::Text(text) => told.push(text.into_owned()),
            Token::Nothing => {}
            Token::Done => return Ok(told),
        }
    }
}

fn refused(bytes: &[u8]) -> String {
    told(bytes).unwrap_err().to_string()
}

#[test]
fn tags_texts_and_their_lines() {
    let said =
        told(b"<?xml version=\"1.0\"?>\n<!-- x -->\n<m:A xmlns:m=\"m\" x=\"1 &amp; 2\"\n>t &lt;&#x41;<B/></m:A>\n")
            .unwrap();
    assert_eq!(said, ["<A xmlns|m=m |x=1 & 2@4", "t ", "<", "A", "<B@4", "/"]);
}

#[test]
fn a_message_in_two_bytes_a_letter_with_and_without_a_mark() {
    let text = "<A x=\"\u{416}\"/>";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&wide).unwrap(), ["<A |x=\u{416}@1"]);
    assert_eq!(told(&[&[0xFF, 0xFE], wide.as_slice()].concat()).unwrap(), ["<A |x=\u{416}@1"]);
    assert_eq!(told(&[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat()).unwrap(), ["<A |x=\u{416}@1"]);
    let declared = b"<?xml version='1.0' encoding='windows-1251'?><A x=\"\xC6\"/>";
    assert_eq!(told(declared).unwrap(), ["<A |x=\u{416}@1"]);
}

#[test]
fn an_encoding_that_is_not_read_is_named() {
    let wide = |unit: fn(u32) -> [u8; 4]| "<A/>".chars().flat_map(|sign| unit(sign.into())).collect::<Vec<u8>>();
    let marked = |unit: fn(u32) -> [u8; 4]| [unit(0xFEFF).to_vec(), wide(unit)].concat();
    for (bytes, name) in [
        (wide(u32::to_le_bytes), "UTF-32LE"),
        (wide(u32::to_be_bytes), "UTF-32BE"),
        (marked(u32::to_le_bytes), "UTF-32LE"),
        (marked(u32::to_be_bytes), "UTF-32BE"),
        (b"<?xml version='1.0' encoding='KOI8-R'?><A/>".to_vec(), "koi8-r"),
        (b"<?xml version='1.0' encoding='UTF-16'?><A/>".to_vec(), "utf-16"),
    ] {
        assert_eq!(refused(&bytes), format!("DSM-EXC-345 message-encoding (encoding={name}) at m.xml:1"));
    }
}

#[test]
fn hostile_messages_are_refused_each_with_its_sentence() {
    let laughs = b"<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
    assert_eq!(refused(laughs), "DSM-EXC-217 xml-forbidden at m.xml:1");
    assert_eq!(refused(b"<a>&b;</a>"), "DSM-EXC-217 xml-forbidden at m.xml:1");
    let nested = "<a>".repeat(100);
    assert!(refused(nested.as_bytes()).starts_with("DSM-EXC-218"));
    assert!(refused(b"<a><b>").starts_with("DSM-EXC-221"));
    assert!(refused(b"<a x='1").starts_with("DSM-EXC-221"));
    assert!(refused(b"").starts_with("DSM-EXC-221"));
    assert!(refused(b"<a></b>").starts_with("DSM-EXC-216"));
    assert!(refused(b"<a x='1' x='2'/>").starts_with("DSM-EXC-216"));
    assert!(refused(b"<a x='\xFF\xFE'/>").starts_with("DSM-EXC-216"));
    assert!(refused(b"<?xml version='1.0' encoding='ebcdic'?><a/>").starts_with("DSM-EXC-345"));
    let long = [b"<a x='".as_slice(), &vec![b'x'; 40 << 20], b"'/>"].concat();
    assert!(refused(&long).starts_with("DSM-EXC-218"));
}

fn written(value: &str) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = XmlWriter::new(&mut out);
    writer.start("A")?;
    writer.attribute("x", value)?;
    writer.leaf("B", value)?;
    writer.finish()?;
    Ok(out)
}

proptest! {
    #[test]
    fn every_text_that_xml_can_hold_comes_back_byte_for_byte(value in "\\PC{0,20}[\t\n\r<&>'\"\u{A0}\u{AD}\u{200D}\u{FFFD}\\\\]{0,3}\\PC{0,5}") {
        let bytes = written(&value).unwrap();
        let mut reader = XmlReader::open(Cursor::new(bytes), &Arc::from("m.xml")).unwrap();
        let mut read = Vec::new();
        loop {
            match reader.next().unwrap() {
                Token::Start(tag) => read.extend(tag.attribute("x").unwrap().map(|v| v.into_owned())),
                Token::Done => break,
                _ => {}
            }
            if read.len() == 1 && reader.depth() == 2 {
                read.push(reader.text().unwrap());
            }
        }
        prop_assert_eq!(&read, &[value.clone(), value]);
    }
}

#[test]
fn control_characters_cannot_be_written() {
    assert!(written("a\u{1}").unwrap_err().to_string().starts_with("DSM-EXC-234"));
    assert!(written("a\u{FFFE}").unwrap_err().to_string().starts_with("DSM-EXC-234"));
}

#[test]
fn what_is_no_xml_is_never_taken_for_good() {
    let broken = [
        "<A x=\"1\"y=\"2\"/>",
        "<A 9x=\"1\"/>",
        "<9A/>",
        "<A x=\"a\u{0}b\"/>",
        "<A x=\"a\u{1}b\"/>",
        "<A x=\"a\u{ffff}b\"/>",
        "<A x=\"&#1;\"/>",
        "<A x=\"&#xFFFE;\"/>",
        "<A>a\u{1f}b</A>",
        "<A>&#2;</A>",
        "<A><![CDATA[\u{2}]]></A>",
        "<A>]]></A>",
        "<m:A/>",
        "<A m:x=\"1\"/>",
        "<A><m:B xmlns:m=\"m\"/><m:C/></A>",
        "<A><B xmlns:m=\"m\"><m:C/></B><D m:x=\"1\"/></A>",
        "<A><!-- a -- b --></A>",
        "<A><?xml version=\"1.0\"?></A>",
        "<!-- x --><?xml version=\"1.0\"?><A/>",
        "<A/><B/>",
        "x<A/>",
    ];
    for text in broken {
        assert!(refused(text.as_bytes()).starts_with("DSM-EXC-216"), "{text:?}");
    }
    let sound = "<a:A xmlns:a='a' xml:lang=\"\u{456}\"><m:B xmlns:m=\"m\" m:x=\"1\"><m:C/></m:B><a:D \u{436}='&#9;\u{85}'/></a:A>";
    assert_eq!(told(sound.as_bytes()).unwrap().len(), 6);
}
