use super::unfit::Unfit;

/// How many bytes one tag or one piece of text may have in the XML of a part.
pub(super) const TOKEN: usize = 256 << 10;
/// Below this a part may unpack to any multiple of itself.
const SMALL: u64 = 1 << 20;

/// What a workbook may be at most. Whatever is more is refused with its place; nothing is cut.
///
/// What the directory of the archive says is held to them before anything is unpacked, what comes out while it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetLimits {
    /// The bytes of the file, 256 MiB unless said otherwise.
    pub file: u64,
    /// The parts that the archive holds, 10,000 unless said otherwise.
    pub parts: usize,
    /// The bytes of one part, unpacked, 1 GiB unless said otherwise.
    pub part: u64,
    /// The bytes of all parts, unpacked, 2 GiB unless said otherwise.
    pub whole: u64,
    /// How many times its size a part may unpack to, 200 unless said otherwise; a part of up to 1 MiB unpacked may be anything.
    pub ratio: u64,
    /// The cells of a sheet that stand in the file, filled or not, 5 million unless said otherwise.
    pub cells: u64,
    /// The texts that cells share, 2 million unless said otherwise.
    pub strings: usize,
    /// The bytes of all shared texts, 128 MiB unless said otherwise.
    pub text: usize,
    /// The bytes of the text of one cell, 128 KiB unless said otherwise: Excel allows 32,767 letters.
    pub cell: usize,
}

impl Default for SheetLimits {
    fn default() -> Self {
        Self {
            file: 256 << 20,
            parts: 10_000,
            part: 1 << 30,
            whole: 2 << 30,
            ratio: 200,
            cells: 5_000_000,
            strings: 2_000_000,
            text: 128 << 20,
            cell: 128 << 10,
        }
    }
}

impl SheetLimits {
    /// Holds a part, by its sizes in the archive and unpacked, and the sum of all so far.
    pub(super) fn unpacked(&self, packed: u64, size: u64, whole: u64) -> Result<(), Unfit> {
        if size > self.part || whole > self.whole {
            let limit = if size > self.part { self.part } else { self.whole };
            return Err(Unfit::beyond("mebibytes-unpacked", limit >> 20));
        }
        if size > SMALL && size / packed.max(1) >= self.ratio {
            return Err(Unfit::beyond("ratio-of-packing", self.ratio));
        }
        Ok(())
    }
}
