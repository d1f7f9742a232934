//! The Web Worker that reads and writes Word: one for each call, so that a call that is given up costs nothing more and
//! a file that breaks it breaks nothing else.
//!
//! `word.js` hears one message, `[name, …arguments]`. It says `["ready"]` when its module is loaded, then
//! `["done", bytes]`, or `["refused", code]` for what cannot be read or written.

use super::failure::Failure;
use futures_channel::oneshot;
use js_sys::{Array, Uint8Array};
use samvev_documents::{import::Understood, plan::Plan};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::OnceLock,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Where `word.js` lies: the one that was built with this page, since the two speak postcard.
static SCRIPT: OnceLock<String> = OnceLock::new();

/// Tells, once, where `word.js` lies.
pub fn word_lies_at(address: String) {
    SCRIPT.set(address).unwrap_or_default();
}

/// Reads and writes Word, one call at a time: a new one ends the one before.
#[derive(Clone, Default)]
pub struct WordWorker(Rc<RefCell<Option<Running>>>);

struct Running {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What a call came to, where it gave no bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lost {
    /// It was refused, with this code.
    Refused(String),
    /// The module could not be fetched or started.
    Missing,
    /// The call trapped.
    Broken,
    /// It was ended from here.
    Cancelled,
}

impl Lost {
    fn into_failure(self, broken: Failure) -> Option<Failure> {
        match self {
            Self::Refused(code) => Some(match code.as_str() {
                "not_word" => Failure::NotWord,
                "old_word" => Failure::OldWord,
                "encrypted" => Failure::Locked,
                "too_large" => Failure::TooLarge,
                _ => broken,
            }),
            Self::Missing => Some(Failure::ReaderMissing),
            Self::Broken => Some(broken),
            Self::Cancelled => None,
        }
    }
}

impl WordWorker {
    /// Reads a Word file.
    ///
    /// # Errors
    /// Why it cannot be read. `None` for a call that was cancelled.
    pub async fn read(&self, file: &Uint8Array) -> Result<Understood, Option<Failure>> {
        let answer = self.call("read_word", &[file.into()]).await;
        let answer = answer.map_err(|lost| lost.into_failure(Failure::Damaged))?;
        Ok(postcard::from_bytes(&answer).map_err(|_| Failure::ReaderMissing)?)
    }

    /// Understands what was pasted.
    ///
    /// # Errors
    /// Where there is nothing in it to read. `None` for a call that was cancelled.
    pub async fn read_pasted(
        &self,
        html: Option<&str>,
        plain: &str,
    ) -> Result<Understood, Option<Failure>> {
        let html = html.unwrap_or_default();
        let answer = self.call("read_pasted", &[html.into(), plain.into()]).await;
        let answer = answer.map_err(|lost| lost.into_failure(Failure::NothingPasted))?;
        Ok(postcard::from_bytes(&answer).map_err(|_| Failure::ReaderMissing)?)
    }

    /// Writes a plan as Word.
    ///
    /// # Errors
    /// Where it cannot be written. `None` for a call that was cancelled.
    pub async fn write(&self, plan: &Plan) -> Result<Vec<u8>, Option<Failure>> {
        let plan = postcard::to_stdvec(plan).map_err(|_| Failure::NotWritten)?;
        let answer = self
            .call("write_word", &[Uint8Array::from(plan.as_slice()).into()])
            .await;
        answer.map_err(|lost| lost.into_failure(Failure::NotWritten))
    }

    /// Ends whatever is being done.
    pub fn cancel(&self) {
        drop(self.0.borrow_mut().take());
    }

    async fn call(&self, name: &str, arguments: &[JsValue]) -> Result<Vec<u8>, Lost> {
        let answer = self.begin(name, arguments).ok_or(Lost::Missing)?;
        let answer = answer.await.unwrap_or(Err(Lost::Cancelled));
        if answer != Err(Lost::Cancelled) {
            self.cancel();
        }
        answer
    }

    fn begin(
        &self,
        name: &str,
        arguments: &[JsValue],
    ) -> Option<oneshot::Receiver<Result<Vec<u8>, Lost>>> {
        self.cancel();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT.get()?, &options).ok()?;
        let (sender, answer) = oneshot::channel();
        let sender = Rc::new(Cell::new(Some(sender)));
        let ready = Rc::new(Cell::new(false));
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new({
            let (sender, ready) = (Rc::clone(&sender), Rc::clone(&ready));
            move |message: MessageEvent| {
                let Ok(said) = message.data().dyn_into::<Array>() else {
                    return;
                };
                match (said.get(0).as_string().as_deref(), said.get(1)) {
                    (Some("ready"), _) => ready.set(true),
                    (Some("done"), bytes) => give(&sender, Ok(Uint8Array::new(&bytes).to_vec())),
                    (_, code) => give(
                        &sender,
                        Err(Lost::Refused(code.as_string().unwrap_or_default())),
                    ),
                }
            }
        });
        let on_error = Closure::<dyn FnMut()>::new(move || {
            give(
                &sender,
                Err(if ready.get() {
                    Lost::Broken
                } else {
                    Lost::Missing
                }),
            );
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let message = Array::of1(&name.into());
        arguments.iter().for_each(|argument| {
            message.push(argument);
        });
        worker.post_message(&message).ok()?;
        *self.0.borrow_mut() = Some(Running {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        });
        Some(answer)
    }
}

type Sender = Cell<Option<oneshot::Sender<Result<Vec<u8>, Lost>>>>;

fn give(sender: &Sender, answer: Result<Vec<u8>, Lost>) {
    if let Some(sender) = sender.take() {
        // Nobody waits for it any longer: then nobody needs it.
        drop(sender.send(answer));
    }
}
