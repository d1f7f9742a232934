//! When each member was seen last, as far as this device knows: when they made the newest change that has come here, by their
//! own clock, or were here at the same time.

use super::{Engine, keys, space::Space, stored};
use samvev_protocol::ids::{DeviceId, SpaceId};
use std::collections::BTreeMap;

/// What is known is known to the quarter of an hour, in milliseconds: nobody is told more, little is written, and every time zone's
/// midnight is between two.
const QUARTER: u64 = 900_000;
/// No clock that says it is earlier than this (2020) is right: nothing of ours is that old.
const EARLIEST: u64 = 1_577_836_800_000;

/// When somebody was seen whose own clock says `said`: never later than now, which is what another's clock that goes wrong would say.
pub(super) fn seen_at(said: u64, now: u64) -> Option<u64> {
    let at = said.min(now);
    (at >= EARLIEST).then(|| at - at % QUARTER)
}

impl Space {
    /// Notes when devices were seen. Answers for which that is news.
    pub(super) fn note_seen_devices(
        &mut self,
        seen: BTreeMap<DeviceId, u64>,
    ) -> Vec<(DeviceId, u64)> {
        let is_news = |(device, at): &(DeviceId, u64)| {
            let known = self.last_seen.entry(*device).or_default();
            let news = *at > *known;
            *known = (*known).max(*at);
            news
        };
        seen.into_iter().filter(is_news).collect()
    }
}

impl Engine {
    /// Devices were seen. `keeps`: this tab writes it down, not another.
    pub(super) fn saw(&mut self, id: SpaceId, seen: BTreeMap<DeviceId, u64>, keeps: bool) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let news = space.note_seen_devices(seen);
        if news.is_empty() {
            return;
        }
        self.changed.insert(id);
        if keeps {
            let put = |(device, at)| (keys::seen(id, device), Some(stored::write(&at)));
            self.keep(id, news.into_iter().map(put).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_seen_later_than_now_or_before_there_was_anything() {
        let now = 1_795_000_000_000;
        let quarter = now - now % QUARTER;
        assert_eq!(seen_at(now + 86_400_000_000, now), Some(quarter));
        assert_eq!(seen_at(u64::MAX, now), Some(quarter));
        assert_eq!(seen_at(quarter - 1, now), Some(quarter - QUARTER));
        assert_eq!(seen_at(0, now), None);
        assert_eq!(seen_at(EARLIEST - 1, now), None);
    }
}
