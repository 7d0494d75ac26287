/// Values by number: what is not there reads as the default, so that no number is out of bounds.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots<T>(Vec<T>);

impl<T: Copy + Default> Slots<T> {
    pub(super) fn new(values: Vec<T>) -> Self {
        Self(values)
    }

    pub(super) fn all(value: T, count: usize) -> Self {
        Self(vec![value; count])
    }

    #[inline]
    pub(super) fn at(&self, number: u32) -> T {
        self.0.get(number as usize).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn put(&mut self, number: u32, value: T) {
        if let Some(slot) = self.0.get_mut(number as usize) {
            *slot = value;
        }
    }

    pub(super) fn numbers(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    #[inline]
    pub(super) fn slot(&mut self, number: u32) -> Option<&mut T> {
        self.0.get_mut(number as usize)
    }

    pub(super) fn push(&mut self, value: T) {
        self.0.push(value);
    }

    pub(super) fn values(&self) -> &[T] {
        &self.0
    }
}

/// Lists by number: what is not there is empty.
#[derive(Debug, Default)]
pub(super) struct Lists<T>(Vec<Vec<T>>);

impl<T: Clone> Clone for Lists<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    fn clone_from(&mut self, source: &Self) {
        self.0.clone_from(&source.0);
    }
}

impl<T> Lists<T> {
    pub(super) fn new(lists: Vec<Vec<T>>) -> Self {
        Self(lists)
    }

    pub(super) fn empty(count: usize) -> Self {
        Self((0..count).map(|_| Vec::new()).collect())
    }

    #[inline]
    pub(super) fn of(&self, number: u32) -> &[T] {
        self.0.get(number as usize).map_or(&[], Vec::as_slice)
    }

    #[inline]
    pub(super) fn push(&mut self, number: u32, value: T) {
        if let Some(list) = self.0.get_mut(number as usize) {
            list.push(value);
        }
    }

    pub(super) fn take(&mut self, number: u32) -> Vec<T> {
        self.0.get_mut(number as usize).map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn put(&mut self, number: u32, list: Vec<T>) {
        if let Some(slot) = self.0.get_mut(number as usize) {
            *slot = list;
        }
    }

    pub(super) fn numbers(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

/// Lists by number that do not change, one behind the other: what is not there is empty.
#[derive(Debug, Default)]
pub(super) struct Flat<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Flat<T> {
    pub(super) fn new<L: Iterator<Item = T>>(lists: impl Iterator<Item = L>) -> Self {
        let mut flat = Self { ends: Vec::new(), values: Vec::new() };
        for list in lists {
            flat.values.extend(list);
            flat.ends.push(u32::try_from(flat.values.len()).unwrap_or(u32::MAX));
        }
        flat
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(super) fn of(&self, number: u32) -> &[T] {
        let number = number as usize;
        let begin = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(begin);
        self.values.get(begin as usize..end as usize).unwrap_or_default()
    }
}

/// Numbers that follow from where they begin, so that the same table gives the same answer.
#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// The numbers of another attempt.
    pub(super) fn again(attempt: u64) -> Self {
        Self(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(attempt.wrapping_mul(2).wrapping_add(1)).max(1))
    }

    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        let drawn = self.next() % (limit.max(1) as u64);
        usize::try_from(drawn).unwrap_or(0)
    }
}
