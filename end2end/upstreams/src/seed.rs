//! One source of chance for everything invented: a hash of what is asked for, so that order does not matter.

const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// A number that depends on nothing but the parts.
pub(crate) fn number(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(hash)
}

/// `SplitMix64`'s finisher: spreads a number over all bits.
pub(crate) fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// `length` lower-case letters and digits that look random and are always the same.
pub(crate) fn text(parts: &[&str], length: usize) -> String {
    let mut state = number(parts);
    let mut written = String::with_capacity(length);
    for _ in 0..length {
        state = mix(state);
        written.push(char::from(ALPHABET[below(state, ALPHABET.len())]));
    }
    written
}

/// A number below `limit`.
pub(crate) fn below(value: u64, limit: usize) -> usize {
    usize::try_from(value % (limit.max(1) as u64)).unwrap_or_default()
}

/// A stream of such numbers, for things that need several.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for the same parts.
    pub(crate) fn new(parts: &[&str]) -> Self {
        Self(number(parts))
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = mix(self.0);
        below(self.0, limit)
    }

    /// One of the choices.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}
