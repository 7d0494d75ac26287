//! Where the fields of a packed record stand.

use super::{
    coder::Coder,
    encode::{Encoder, FIRST_DIMENSION},
    layout::Layout,
    plan::{Plan, Resolution},
    specification::Role,
};

/// So many bits more than it needs a dimension gets at most.
const ROOM: usize = 3;

impl Plan {
    /// The place of a field behind those of the dimensions.
    fn rest(&self, at: usize) -> usize {
        FIRST_DIMENSION + self.dimensions.len() + at
    }
    pub(super) fn direction_field(&self) -> usize {
        self.rest(0)
    }
    pub(super) fn flags_field(&self) -> usize {
        self.rest(1)
    }
    /// The day of birth since the oldest that is known; zero where it is not.
    pub(super) fn birth_field(&self) -> usize {
        self.rest(2)
    }
    /// The last day since packed time begins; one more than `until` for all that is later or open.
    pub(super) fn end_field(&self) -> usize {
        self.rest(3)
    }
    /// A hash of the case, which tells equal records.
    pub(super) fn case_field(&self) -> usize {
        self.rest(4)
    }
    /// The row, where places are wanted.
    pub(super) fn row_field(&self) -> usize {
        self.rest(5)
    }

    /// The bits of each field as far as they are known at the start.
    pub(super) fn bits(&self, coders: &[Coder]) -> Vec<u8> {
        let has = |role, bits| if self.roles.contains_key(&role) { bits } else { 0 };
        let time = match self.resolution {
            Resolution::Days => 16,
            Resolution::Minutes => 27,
            Resolution::Seconds => 32,
        };
        let mut bits = vec![time];
        bits.extend(coders.iter().map(|coder| needed(coder.codes.len())));
        let flags = u8::try_from(self.flags.len()).unwrap_or(32);
        bits.push(has(Role::Direction, 2));
        bits.push(flags);
        bits.push(has(Role::Birth, 16));
        bits.push(has(Role::End, 16));
        bits.push(has(Role::Case, 32));
        bits.push(if self.specification.places { 32 } else { 0 });
        bits
    }
}

/// The bits of so many codes.
pub(super) fn needed(codes: usize) -> u8 {
    u8::try_from(usize::BITS - codes.leading_zeros()).unwrap_or(32)
}

impl Encoder {
    /// Makes a layout in which all codes fit that there are by now, with as much room for more as its words have: each new
    /// layout is another way to read what was packed.
    pub(super) fn widen(&mut self) {
        let Some(layout) = self.layouts.last() else { return };
        let most = |coder: &Coder| u32::try_from(coder.codes.len()).unwrap_or(u32::MAX);
        let narrow = |(coder, at): &(&Coder, usize)| !layout.field(*at).holds(most(coder));
        let narrow: Vec<usize> =
            self.coders.iter().zip(FIRST_DIMENSION..).filter(narrow).map(|(_, place)| place).collect();
        if narrow.is_empty() {
            return;
        }
        for (coder, bits) in self.coders.iter().zip(self.bits.iter_mut().skip(FIRST_DIMENSION)) {
            *bits = needed(coder.codes.len()).max(*bits);
        }
        let mut layout = Layout::new(&self.bits);
        for place in std::iter::repeat_n(narrow, ROOM).flatten() {
            let mut wider = self.bits.clone();
            wider.get_mut(place).into_iter().for_each(|bits| *bits += 1);
            let roomy = Layout::new(&wider);
            if roomy.words == layout.words && roomy.fits() {
                (self.bits, layout) = (wider, roomy);
            }
        }
        self.layouts.push(layout);
    }
}
