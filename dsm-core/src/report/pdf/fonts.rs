use crate::error::{Error, Result, codes::rep};
use krilla::{
    Data,
    text::{Font, GlyphId, KrillaGlyph},
};
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, shape_with_plan};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// The fonts that a report is set in: pairs of a regular and a bold one. Of each character the first pair is taken that has it.
#[derive(Clone, Debug)]
pub struct Fonts {
    pairs: Vec<[Data; 2]>,
}

impl Default for Fonts {
    /// The fonts that come along: Latin, Cyrillic, Georgian and Armenian.
    fn default() -> Self {
        Self { pairs: vec![[Data::from(dsm_fonts::REGULAR), Data::from(dsm_fonts::BOLD)]] }
    }
}

impl Fonts {
    /// Fonts of one's own, as the bytes of TrueType or OpenType files, in place of those that come along.
    ///
    /// ```
    /// use dsm_core::report::pdf::Fonts;
    /// let own = Fonts::new(dsm_fonts::REGULAR.to_vec(), dsm_fonts::BOLD.to_vec())?;
    /// assert_eq!(own.then(b"no font".to_vec(), b"no font".to_vec()).unwrap_err().code().id(), "REP-022");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `REP-022` where the bytes are no font.
    pub fn new(regular: Vec<u8>, bold: Vec<u8>) -> Result<Self> {
        Self { pairs: Vec::new() }.then(regular, bold)
    }

    /// Another pair, for characters that those before it lack.
    ///
    /// # Errors
    /// `REP-022` where the bytes are no font.
    pub fn then(mut self, regular: Vec<u8>, bold: Vec<u8>) -> Result<Self> {
        let pair = [Data::from(regular), Data::from(bold)];
        if pair.iter().any(|data| Set::of(data).is_none()) {
            return Err(Error::new(rep::FONT_UNREADABLE));
        }
        self.pairs.push(pair);
        Ok(self)
    }

    /// Ready to set text in.
    pub(super) fn setter(&self) -> Setter<'_> {
        // What is no font did not get in.
        let pairs = self.pairs.iter().filter_map(|[regular, bold]| Some([Set::of(regular)?, Set::of(bold)?]));
        Setter { pairs: pairs.collect(), widths: RefCell::default() }
    }
}

/// A font as it is measured, and as it is written.
struct Set<'a> {
    face: Face<'a>,
    font: Font,
    /// How text of a script is set, worked out once.
    plans: RefCell<Vec<(Script, Rc<ShapePlan>)>>,
}

impl<'a> Set<'a> {
    fn of(data: &'a Data) -> Option<Self> {
        Some(Self {
            face: Face::from_slice(data.as_ref(), 0)?,
            font: Font::new(data.clone(), 0)?,
            plans: RefCell::default(),
        })
    }

    /// Characters that everybody uses as they like are no text that others can read.
    fn has(&self, c: char) -> bool {
        !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) && self.face.glyph_index(c).is_some()
    }

    fn plan(&self, script: Script) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        if let Some((_, plan)) = plans.iter().find(|(known, _)| *known == script) {
            return plan.clone();
        }
        let plan = Rc::new(ShapePlan::new(&self.face, Direction::LeftToRight, Some(script), None, &[]));
        plans.push((script, plan.clone()));
        plan
    }
}

/// Sets text.
pub(super) struct Setter<'a> {
    pairs: Vec<[Set<'a>; 2]>,
    /// Widths of words that were measured before: figures and names come again and again.
    widths: RefCell<[HashMap<String, f32>; 2]>,
}

/// Text that is set: glyphs of one font after those of another.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) parts: Vec<Glyphs>,
    /// In parts of the size of the letters.
    pub(super) width: f32,
}

#[derive(Clone, Debug)]
pub(super) struct Glyphs {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

impl Setter<'_> {
    /// Sets a text on one line. Characters that no font has are left out, and told.
    pub(super) fn set(&self, text: &str, bold: bool, lacking: &mut dyn FnMut(char)) -> Run {
        let mut run = Run::default();
        let (mut stretch, mut by): (String, Option<&Set<'_>>) = (String::new(), None);
        for c in text.chars().filter_map(plain) {
            // A mark stays with what it stands on.
            let kept = by.filter(|set| set.has(c));
            let Some(set) = kept
                .or_else(|| self.pairs.iter().filter_map(|pair| pair.get(usize::from(bold))).find(|set| set.has(c)))
            else {
                lacking(c);
                continue;
            };
            if by.is_some_and(|before| !std::ptr::eq(before, set)) {
                run.push(by, std::mem::take(&mut stretch));
            }
            by = Some(set);
            stretch.push(c);
        }
        run.push(by, stretch);
        run
    }

    /// How wide a text is in letters of the size one.
    pub(super) fn width(&self, text: &str, bold: bool) -> f32 {
        let known = |widths: &[HashMap<String, f32>; 2]| widths.get(usize::from(bold))?.get(text).copied();
        if let Some(width) = known(&self.widths.borrow()) {
            return width;
        }
        let width = self.set(text, bold, &mut |_| {}).width;
        if let Some(widths) = self.widths.borrow_mut().get_mut(usize::from(bold)) {
            widths.insert(text.to_owned(), width);
        }
        width
    }
}

impl Run {
    fn push(&mut self, set: Option<&Set<'_>>, text: String) {
        let Some(set) = set.filter(|_| !text.is_empty()) else { return };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        // Right to left is not set yet.
        buffer.set_direction(Direction::LeftToRight);
        let script = buffer.script();
        buffer.set_script(script);
        let plan = set.plan(script);
        let shaped = shape_with_plan(&set.face, &plan, buffer);
        let units = set.font.units_per_em();
        let part = |units_of: i32| single(f64::from(units_of)) / units;
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let begins = |at: usize| infos.get(at).and_then(|info| usize::try_from(info.cluster).ok());
        let mut glyphs = Vec::with_capacity(infos.len());
        for (at, (info, place)) in infos.iter().zip(positions).enumerate() {
            let begin = begins(at).unwrap_or_default();
            // A cluster goes as far as the next one begins.
            let end = (at + 1..infos.len()).filter_map(begins).find(|next| *next > begin).unwrap_or(text.len());
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(place.x_advance),
                part(place.x_offset),
                part(place.y_offset),
                part(place.y_advance),
                begin..end,
                None,
            ));
        }
        let width = positions.iter().map(|place| part(place.x_advance)).sum();
        self.width += width;
        self.parts.push(Glyphs { font: set.font.clone(), text, glyphs, width });
    }
}

/// A character as it is set: signs that only steer are not, and an end of a line is a blank.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(c),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on paper has no use for more digits")]
pub(super) fn single(value: f64) -> f32 {
    value as f32
}
