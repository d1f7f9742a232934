//! From what the engine says went wrong to what a person reads.

use super::{Text, Words};
use samvev_engine::messages::{Problem, StoreProblem};
use samvev_protocol::frame::Reason;

/// What a person reads of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// What happened.
    pub what: Text,
    /// What is safe, and what to do.
    pub then: Text,
}

/// What to say of a problem.
pub fn of_problem(words: &Words, problem: Problem) -> Said {
    let (words_for, key_file) = (&words.problems, &words.key_file);
    let (what, then) = match problem {
        Problem::Store(problem) => return of_store(words, problem),
        Problem::Refused(reason) => return of_reason(words, reason),
        Problem::Unreachable => (words_for.unreachable, words_for.unreachable_then),
        Problem::Rubbish => (words_for.rubbish, words_for.rubbish_then),
        Problem::LinkDamaged => (words_for.link_damaged, words_for.link_damaged_then),
        Problem::LinkMissing => (words_for.link_missing, words_for.link_missing_then),
        Problem::LinkNewer => (words_for.link_newer, words_for.link_newer_then),
        Problem::Unreadable => (words_for.unreadable, words_for.unreadable_then),
        Problem::Newer => (words_for.newer, words_for.newer_then),
        Problem::DoesNotFit => (words_for.does_not_fit, words_for.does_not_fit_then),
        Problem::NotAllowed => (words_for.not_allowed, words_for.not_allowed_then),
        Problem::KeyFileMissing => (key_file.missing, key_file.missing_then),
        Problem::KeyFileDamaged => (key_file.damaged, key_file.damaged_then),
        Problem::KeyFileNewer => (key_file.newer, key_file.newer_then),
        Problem::WrongPassword => (key_file.wrong_password, key_file.wrong_password_then),
        Problem::TooLittleMemory => (key_file.little_memory, key_file.little_memory_then),
        Problem::NotEmpty => (key_file.not_empty, key_file.not_empty_then),
        Problem::NotShared => (key_file.not_shared, key_file.not_shared_then),
        Problem::Erased => (words_for.erased, words_for.erased_then),
        Problem::Closed => (words_for.closed, words_for.closed_then),
        Problem::CameTooLate => (words_for.came_too_late, words_for.came_too_late_then),
    };
    Said { what, then }
}

/// What to say of a refusal.
pub fn of_reason(words: &Words, reason: Reason) -> Said {
    let words = &words.problems;
    let (what, then) = match reason {
        Reason::Malformed | Reason::Challenge => (words.rubbish, words.rubbish_then),
        Reason::Version => (words.version, words.version_then),
        Reason::NotMember => (words.not_member, words.not_member_then),
        Reason::NotAllowed => (words.not_allowed, words.not_allowed_then),
        Reason::InvitationSpent => (words.invitation_spent, words.invitation_spent_then),
        Reason::InvitationEnded => (words.invitation_ended, words.invitation_ended_then),
        Reason::NoPermit => (words.no_permit, words.no_permit_then),
        Reason::TooLarge => (words.too_large, words.too_large_then),
        Reason::TooFast => (words.too_fast, words.too_fast_then),
        Reason::Full => (words.relay_full, words.relay_full_then),
        Reason::Retired => (words.retired, words.retired_then),
        Reason::Failed => (words.relay_failed, words.relay_failed_then),
    };
    Said { what, then }
}

/// What to say where the browser would not keep something.
pub fn of_store(words: &Words, problem: StoreProblem) -> Said {
    let words = &words.problems;
    let (what, then) = match problem {
        StoreProblem::Full => (words.store_full, words.store_full_then),
        StoreProblem::Missing => (words.store_missing, words.store_missing_then),
        StoreProblem::Failed => (words.store_failed, words.store_failed_then),
    };
    Said { what, then }
}
