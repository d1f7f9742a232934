//! Everything that is left to chance in a world, drawn from its seed.

use chacha20::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// The source of all that is random in one world.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `most`; 0 where there is none.
    pub(super) fn below(&mut self, most: u64) -> u64 {
        self.0.next_u64() % most.max(1)
    }

    /// A place in a list of this length; 0 where it is empty.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let most = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(most)).unwrap_or_default()
    }

    pub(super) fn one_in(&mut self, often: u64) -> bool {
        self.below(often) == 0
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let place = self.place(from.len());
        from.get(place).cloned()
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// Randomness for those who make keys and seals.
    pub(super) fn source(&mut self) -> &mut ChaCha8Rng {
        &mut self.0
    }
}
