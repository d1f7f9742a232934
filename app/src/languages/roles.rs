//! Words for what a member may do.

use super::{Text, declare::words};
use samvev_protocol::bodies::Role;

words! {
    /// The roles, and what each may.
    RoleWords {
        reader: Text { nb: "Kan lese", nn: "Kan lese", en: "Can read" }
        contributor: Text { nb: "Kan kommentere og fylle ut", nn: "Kan kommentere og fylle ut", en: "Can comment and fill in" }
        editor: Text { nb: "Kan redigere", nn: "Kan redigere", en: "Can edit" }
        administrator: Text { nb: "Administrator", nn: "Administrator", en: "Administrator" }
        may_read: Text { nb: "lese", nn: "lese", en: "read" }
        may_contribute: Text { nb: "lese, kommentere og fylle ut", nn: "lese, kommentere og fylle ut", en: "read, comment on and fill in" }
        may_edit: Text { nb: "lese og redigere", nn: "lese og redigere", en: "read and edit" }
        may_administer: Text {
            nb: "lese, redigere, invitere og fjerne andre i",
            nn: "lese, redigere, invitere og fjerne andre i",
            en: "read, edit, invite to and remove others from",
        }
    }
}

impl RoleWords {
    /// The roles in the order they are offered: each may all that those before it may.
    pub const ALL: [Role; 4] = [
        Role::Reader,
        Role::Contributor,
        Role::Editor,
        Role::Administrator,
    ];

    /// A role's name.
    pub const fn name(&self, role: Role) -> Text {
        match role {
            Role::Reader => self.reader,
            Role::Contributor => self.contributor,
            Role::Editor => self.editor,
            Role::Administrator => self.administrator,
        }
    }

    /// What a role may do, as verbs in a sentence about all that is shared.
    pub const fn may(&self, role: Role) -> Text {
        match role {
            Role::Reader => self.may_read,
            Role::Contributor => self.may_contribute,
            Role::Editor => self.may_edit,
            Role::Administrator => self.may_administer,
        }
    }
}
