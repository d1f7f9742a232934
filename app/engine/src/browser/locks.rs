//! Web Locks: what only one tab of a profile may hold. A lock is held until whoever holds it, page or Web Worker, is gone.

use super::scope;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// The browser gives no Web Locks: the address is not secure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoLocks;

/// Whether the browser gives any.
pub(super) fn are_given() -> bool {
    let locks = Reflect::get(&scope::global().navigator(), &"locks".into());
    locks.is_ok_and(|locks| locks.is_object())
}

/// Takes a lock for good, if nobody holds it. Whether it did.
pub(super) async fn try_take(name: &str) -> Result<bool, NoLocks> {
    take(name, true).await
}

/// Takes a lock for good, as soon as nobody holds it.
pub(super) async fn wait_for(name: &str) -> Result<(), NoLocks> {
    take(name, false).await.map(drop)
}

async fn take(name: &str, only_if_free: bool) -> Result<bool, NoLocks> {
    let taken = Promise::new(&mut |answer, refuse| {
        if request(name, only_if_free, answer, &refuse).is_err() {
            // Settling a promise does not fail.
            let _ = refuse.call0(&JsValue::UNDEFINED);
        }
    });
    let taken = JsFuture::from(taken).await.map_err(|_| NoLocks)?;
    Ok(taken.is_truthy())
}

fn request(
    name: &str,
    only_if_free: bool,
    answer: Function,
    refuse: &Function,
) -> Result<(), JsValue> {
    let locks = Reflect::get(&scope::global().navigator(), &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into())?;
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let taken = !lock.is_null();
        let _ = answer.call1(&JsValue::UNDEFINED, &taken.into());
        match taken {
            true => forever().into(),
            false => JsValue::UNDEFINED,
        }
    });
    let held: Promise = request
        .call3(&locks, &name.into(), &options, &granted)?
        .dyn_into()?;
    // Refused where locks are forbidden. After the grant it says nothing that anyone waits for.
    let then: Function = Reflect::get(&held, &"catch".into())?.dyn_into()?;
    then.call1(&held, refuse)?;
    Ok(())
}

/// A lock is held as long as the promise that its taker returned is open.
fn forever() -> Promise {
    Promise::new(&mut |_, _| {})
}
