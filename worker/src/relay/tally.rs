//! Counts of what a relay has done, for its operator. They say how much, never who or what.

use samvev_protocol::frame::Reason;
use std::collections::BTreeMap;

/// What has been counted since the relay started, and what stands now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Connections now.
    pub connections: u64,
    /// Spaces in memory now.
    pub spaces: u64,
    /// Connections ever.
    pub connected: u64,
    /// Frames that came.
    pub frames_in: u64,
    /// Frames sent.
    pub frames_out: u64,
    /// Bytes of frames sent.
    pub bytes_out: u64,
    /// Records made durable that were not here before.
    pub records_kept: u64,
    /// Bytes of those.
    pub bytes_kept: u64,
    /// Records let go of because they were erased.
    pub records_retired: u64,
    /// Bytes of those.
    pub bytes_retired: u64,
    /// Records sent because they were asked for.
    pub records_sent: u64,
    /// Times that the store failed.
    pub store_failures: u64,
    /// Connections refused, by reason.
    pub refused: BTreeMap<&'static str, u64>,
    /// Records rejected, by reason.
    pub rejected: BTreeMap<&'static str, u64>,
}

/// A reason as a label.
pub(super) const fn label(reason: Reason) -> &'static str {
    match reason {
        Reason::Malformed => "malformed",
        Reason::Version => "version",
        Reason::Challenge => "challenge",
        Reason::NotMember => "not_member",
        Reason::NotAllowed => "not_allowed",
        Reason::Retired => "retired",
        Reason::InvitationSpent => "invitation_spent",
        Reason::InvitationEnded => "invitation_ended",
        Reason::NoPermit => "no_permit",
        Reason::TooLarge => "too_large",
        Reason::TooFast => "too_fast",
        Reason::Full => "full",
        Reason::Failed => "failed",
    }
}
