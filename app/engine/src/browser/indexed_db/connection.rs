//! An open database, and what the browser says when it gives none.

use super::{ENTRIES, SECRETS};
use crate::messages::StoreProblem;
use indexed_db_futures::{
    Build,
    database::Database,
    error::{Error, OpenDbError},
    internals::SystemRepr,
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Of the database's layout: which object stores there are.
const VERSION: u32 = 1;

/// An open database, closed when it is dropped or when the browser asks for it.
pub(super) struct Connection {
    database: Database,
    closed: Rc<Cell<bool>>,
    _on_close: Closure<dyn Fn()>,
}

impl Connection {
    /// Opens the database; makes it where there is none.
    pub(super) async fn open(name: &str) -> Result<Self, StoreProblem> {
        let database = Database::open(name)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| {
                database.create_object_store(ENTRIES).build()?;
                database.create_object_store(SECRETS).build()?;
                Ok(())
            })
            .build()
            .map_err(|error| not_opened(&error))?
            .await
            .map_err(|error| not_opened(&error))?;
        let closed = Rc::new(Cell::new(false));
        let on_close = Closure::<dyn Fn()>::new({
            let (database, closed) = (database.clone(), Rc::clone(&closed));
            move || {
                closed.set(true);
                database.as_sys().close();
            }
        });
        let listener = Some(on_close.as_ref().unchecked_ref());
        database.as_sys().set_onversionchange(listener);
        database.as_sys().set_onclose(listener);
        Ok(Self {
            database,
            closed,
            _on_close: on_close,
        })
    }

    /// Whether the browser has not closed it: another tab upgrades it, somebody cleared the site's data.
    pub(super) fn is_open(&self) -> bool {
        !self.closed.get()
    }

    pub(super) fn database(&self) -> Database {
        self.database.clone()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let database = self.database.as_sys();
        database.set_onversionchange(None);
        database.set_onclose(None);
        // Transactions under way are still carried out.
        database.close();
    }
}

fn not_opened(error: &OpenDbError) -> StoreProblem {
    match error {
        // `VersionZero` stands for whatever `indexedDB.open` throws, and our version is not zero: it is forbidden here.
        OpenDbError::VersionZero
        | OpenDbError::UnsupportedEnvironment
        | OpenDbError::NullFactory => StoreProblem::Missing,
        // Firefox says `InvalidStateError` where it gives none; `SecurityError` is said of blocked third parties.
        OpenDbError::Base(error) => match exception_name(error).as_deref() {
            Some("InvalidStateError" | "SecurityError" | "NotSupportedError") => {
                StoreProblem::Missing
            }
            _ => problem(error),
        },
    }
}

/// What an error means to whoever writes.
pub(in crate::browser) fn problem(error: &Error) -> StoreProblem {
    exception_name(error).map_or(StoreProblem::Failed, |name| problem_named(&name))
}

pub(super) fn problem_named(name: &str) -> StoreProblem {
    match name {
        "QuotaExceededError" => StoreProblem::Full,
        _ => StoreProblem::Failed,
    }
}

fn exception_name(error: &Error) -> Option<String> {
    match error {
        Error::DomException(exception) => AsRef::<JsValue>::as_ref(exception)
            .dyn_ref::<web_sys::DomException>()
            .map(web_sys::DomException::name),
        _ => None,
    }
}
