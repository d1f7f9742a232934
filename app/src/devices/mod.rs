//! One's own devices: a link for one more, and what is asked when it has come.

mod add;
mod added;

pub use add::{AddDialog, AddWay};
pub use added::Added;

use crate::engine::{Engine, use_engine};
use leptos::prelude::*;
use samvev_engine::messages::{About, Command, Event, Problem, SpaceSummary};
use samvev_protocol::ids::{DeviceId, SpaceId};

/// A link for one more device.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    fragment: String,
    key: DeviceId,
    spaces: Vec<SpaceId>,
    left_out: usize,
}

/// How far the making of a link is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Making {
    Asking,
    Waiting,
    Made(Link),
    Failed(Problem),
}

/// One's own devices. A copy in any component, by [`use_devices`].
#[derive(Clone, Copy)]
pub struct Devices {
    open: RwSignal<bool>,
    making: RwSignal<Making>,
    engine: Engine,
}

/// Gives all below a place for one's own devices. Below the engine.
pub fn provide_devices() {
    let engine = use_engine();
    let devices = Devices {
        open: RwSignal::new(false),
        making: RwSignal::new(Making::Asking),
        engine,
    };
    provide_context(devices);
    engine.listen_to_all(move |event| devices.hear(event));
    Effect::new(move |before: Option<u32>| {
        let restarts = engine.restarts().get();
        if before.is_some_and(|before| before != restarts) {
            // What the engine was asked for is lost with it.
            devices.making.set(Making::Asking);
        }
        restarts
    });
}

/// One's own devices. Only below the shell, which provides them.
pub fn use_devices() -> Devices {
    expect_context::<Devices>()
}

impl Devices {
    /// Opens the dialog for adding one. A link that was made and not used is still there.
    pub fn ask(self) {
        if matches!(self.making.get_untracked(), Making::Failed(_)) {
            self.making.set(Making::Asking);
        }
        self.open.set(true);
    }

    fn make(self) {
        if self.making.get_untracked() != Making::Waiting {
            self.making.set(Making::Waiting);
            self.engine.put_aside(&About::Invitation);
            self.engine.send(Command::AddDevice);
        }
    }

    fn hear(self, event: &Event) {
        match event {
            Event::DeviceLink {
                fragment,
                key,
                spaces,
                left_out,
            } => self.making.set(Making::Made(Link {
                fragment: fragment.clone(),
                key: *key,
                spaces: spaces.clone(),
                left_out: *left_out as usize,
            })),
            Event::Problem {
                about: About::Invitation | About::Space(_),
                problem,
            } if self.making.get_untracked() == Making::Waiting => {
                self.making.set(Making::Failed(*problem));
            }
            _ => {}
        }
    }

    /// Withdraws a link that nobody has used.
    fn withdraw(self, link: &Link) {
        let (key, engine) = (link.key, self.engine);
        for space in link.spaces.iter().copied() {
            engine.send(Command::TakeBack { space, key });
        }
        self.making.set(Making::Asking);
    }

    /// The person says that a device is theirs.
    fn confirm(self, device: DeviceId) {
        self.in_each(
            |space| space.added.contains(&device),
            |space| Command::Confirm {
                space,
                devices: vec![device],
            },
        );
        self.used();
    }

    /// Takes back a device that came by a link of this one's, wherever it came in.
    pub fn take_back(self, device: DeviceId) {
        self.in_each(
            |space| added_here(space).any(|added| added == device),
            |space| Command::TakeBack { space, key: device },
        );
        self.used();
    }

    fn used(self) {
        if matches!(self.making.get_untracked(), Making::Made(_)) {
            self.making.set(Making::Asking);
        }
    }

    fn in_each(self, is_it: impl Fn(&SpaceSummary) -> bool, does: impl Fn(SpaceId) -> Command) {
        let spaces = self.engine.spaces().get_untracked().unwrap_or_default();
        for space in spaces.iter().filter(|space| is_it(space)) {
            self.engine.send(does(space.space));
        }
    }

    /// The device that has come by a link.
    fn came_by(self, link: &Link) -> Option<DeviceId> {
        let joined = |space: &SpaceSummary| {
            let mut invitations = space.invitations.iter();
            let link = invitations.find(|one| one.key == link.key)?;
            link.joined.first().copied()
        };
        self.engine
            .spaces()
            .with(|spaces| spaces.iter().flatten().find_map(joined))
    }
}

/// The devices that were added from this one.
pub fn added_here(summary: &SpaceSummary) -> impl Iterator<Item = DeviceId> {
    let mine = |of: Option<DeviceId>| of == Some(summary.me);
    let seats = summary.seats.iter().filter(move |seat| mine(seat.of));
    seats.map(|seat| seat.device)
}
