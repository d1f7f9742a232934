//! How much, how many, how fast: the limits of the protocol and those that an operator may set.

/// What one relay bears of one connection and one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of records that one space may keep.
    pub space_bytes: u64,
    /// Most connections of one space at a time.
    pub space_connections: usize,
    /// Most connections at a time.
    pub connections: usize,
    /// Frames that a connection may send each second in the long run; twenty times as many at once.
    pub frames_per_second: u32,
    /// Bytes that a connection may send each second in the long run; twenty times as many at once.
    pub bytes_per_second: u32,
    /// Largest presence frame, in bytes.
    pub presence_bytes: usize,
    /// Most records asked for and not yet sent, a connection.
    pub asked_records: usize,
    /// How long a connection may take to answer the challenge, in milliseconds.
    pub hello_within: u64,
    /// How long a device that is not known here may take to show what lets it in, in milliseconds.
    pub shown_within: u64,
    /// After how long a silence a connection is pinged, in milliseconds.
    pub ping_after: u64,
    /// After how long a silence a connection is closed, in milliseconds.
    pub gone_after: u64,
    /// How long a space without connections stays in memory, in milliseconds.
    pub forget_after: u64,
    /// How long what snapshots stand in for is kept, in milliseconds: should those who said so turn out to have been removed.
    pub covered_for: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            space_bytes: 1 << 30,
            space_connections: 1_000,
            connections: 20_000,
            frames_per_second: 500,
            bytes_per_second: 16 << 20,
            presence_bytes: 64 << 10,
            asked_records: 500_000,
            hello_within: 15_000,
            shown_within: 30_000,
            ping_after: 30_000,
            gone_after: 75_000,
            forget_after: 300_000,
            covered_for: 30 * 24 * 60 * 60 * 1_000,
        }
    }
}

/// Seconds' worth of a rate that may be used at once.
const BURST_SECONDS: u64 = 20;

/// A rate with a burst: a bucket that fills as time passes and is emptied by use.
#[derive(Debug)]
pub(super) struct Bucket {
    per_second: u64,
    /// In thousandths, so that milliseconds count.
    level: u64,
    filled_at: Option<u64>,
}

impl Bucket {
    pub(super) fn new(per_second: u32) -> Self {
        let per_second = u64::from(per_second);
        Self {
            per_second,
            level: per_second * BURST_SECONDS * 1000,
            filled_at: None,
        }
    }

    /// Whether so much may be used now, at this time in milliseconds. If so, it is.
    pub(super) fn take(&mut self, now: u64, amount: u64) -> bool {
        let passed = now
            .saturating_sub(self.filled_at.unwrap_or(now))
            .min(BURST_SECONDS * 1000);
        self.filled_at = Some(now);
        self.level =
            (self.level + passed * self.per_second).min(self.per_second * BURST_SECONDS * 1000);
        match self.level.checked_sub(amount * 1000) {
            Some(left) => {
                self.level = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_then_the_rate() {
        let mut bucket = Bucket::new(5);
        let at_once = (0..200).filter(|_| bucket.take(1_000, 1)).count();
        assert_eq!(at_once, 100);
        assert!(!bucket.take(1_100, 1));
        assert!(bucket.take(1_200, 1));
        assert!(!bucket.take(1_200, 1));
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing_away() {
        let mut bucket = Bucket::new(1);
        assert_eq!((0..100).filter(|_| bucket.take(50_000, 1)).count(), 20);
        assert!(!bucket.take(1, 1));
        assert!(!bucket.take(2, 1));
    }
}
