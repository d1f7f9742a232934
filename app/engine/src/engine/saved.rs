//! How safe what was written is: told when it changes, and never more than is true.

use super::Engine;
use crate::messages::{Event, OnDevice, SavedState, StoreProblem};
use samvev_protocol::ids::SpaceId;

impl Engine {
    pub(super) fn tell_saved(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get(&id).filter(|space| space.indexed) else {
            return;
        };
        let device = match self.writer.failed() {
            _ if !self.keeps => OnDevice::Failed(StoreProblem::Missing),
            _ if space.unsaved == 0 => OnDevice::Saved,
            Some(problem) => OnDevice::Failed(problem),
            None => OnDevice::Saving,
        };
        let relays = self.relays(id).into_iter().map(|address| {
            let standing = self.on_relay(id, &address);
            (address, standing)
        });
        let state = SavedState {
            device,
            relays: relays.collect(),
        };
        if space.told.as_ref() == Some(&state) {
            return;
        }
        if let Some(space) = self.spaces.get_mut(&id) {
            space.told = Some(state.clone());
        }
        self.tell(Event::Saved { space: id, state });
    }
}
