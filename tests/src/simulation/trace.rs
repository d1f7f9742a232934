//! What happened in a world: hashed, so that two runs of one seed can be compared, and in words when somebody wants to read.

use samvev_engine::messages::Event;
use samvev_protocol::{frame::Frame, ids::RecordId};

pub(super) struct Trace {
    hash: blake3::Hasher,
    /// The lines, where they are wanted.
    lines: Option<Vec<String>>,
    begun: u64,
}

impl Trace {
    pub(super) fn new(begun: u64, wanted: bool) -> Self {
        Self {
            hash: blake3::Hasher::new(),
            lines: wanted.then(Vec::new),
            begun,
        }
    }

    /// Notes bytes that were sent or stored.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
    }

    pub(super) fn time(&mut self, now: u64) {
        self.hash.update(&now.to_le_bytes());
    }

    pub(super) fn line(&mut self, now: u64, line: impl FnOnce() -> String) {
        self.time(now);
        if let Some(lines) = &mut self.lines {
            let seconds = now.saturating_sub(self.begun) / 1_000;
            let rest = now.saturating_sub(self.begun) % 1_000;
            lines.push(format!("{seconds:>6}.{rest:03}  {}", line()));
        }
    }

    pub(super) fn event(&mut self, now: u64, tab: usize, event: &Event) {
        self.line(now, || {
            let text = match event {
                Event::Spaces(spaces) => {
                    let roles: Vec<_> = spaces
                        .iter()
                        .map(|one| (one.role, one.seats.len(), one.invitations.len()))
                        .collect();
                    format!("spaces (role, seats, invitations) {roles:?}")
                }
                Event::Opened { live, writable, .. } => {
                    format!("opened, live: {live}, writable: {writable}")
                }
                Event::Patched { by_others, .. } => format!("patched, by others: {by_others}"),
                Event::Invitation { .. } => "an invitation".to_owned(),
                Event::Invited { .. } => "invited".to_owned(),
                Event::FieldOpened { field, text, .. } => format!("{field:?} opens: {text}"),
                Event::FieldConfirmed { field, .. } => format!("{field:?} confirmed"),
                Event::FieldChanged { field, .. } => format!("{field:?} changed"),
                Event::Saved { state, .. } => format!("saved {state:?}"),
                other => format!("{other:?}"),
            };
            format!("  tab {tab}: {text}")
        });
    }

    pub(super) fn finish(self) -> ([u8; 32], Vec<String>) {
        let lines = self.lines.unwrap_or_default();
        (*self.hash.finalize().as_bytes(), lines)
    }
}

/// A frame in a few words: records by the beginnings of their names.
pub(super) fn frame(frame: &[u8]) -> String {
    const ENOUGH: usize = 120;
    let name = |id: RecordId| id.to_string().chars().take(6).collect::<String>();
    match Frame::decode(frame) {
        Ok(Frame::Records(records)) => {
            let ids = records
                .iter()
                .map(|record| name(RecordId::from_bytes(*blake3::hash(record).as_bytes())));
            format!("records {}", ids.collect::<Vec<_>>().join(" "))
        }
        Ok(Frame::Stored(records)) => {
            let ids = records.into_iter().map(name);
            format!("stored {}", ids.collect::<Vec<_>>().join(" "))
        }
        Ok(other) => format!("{other:?}").chars().take(ENOUGH).collect(),
        Err(_) => "rubbish".to_owned(),
    }
}
