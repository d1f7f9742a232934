//! The WebSockets that an engine asked for.

use super::scope;
use crate::host::{ConnectionId, Input};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

/// Where sockets tell what happens to them.
pub(super) type Tell = Rc<dyn Fn(Input)>;

/// The open sockets and those that are being opened, by the engine's names for them.
pub(super) struct Sockets {
    tell: Tell,
    sockets: RefCell<BTreeMap<ConnectionId, Socket>>,
}

struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn Fn()>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(Event)>,
}

impl Sockets {
    pub(super) fn new(tell: Tell) -> Self {
        Self {
            tell,
            sockets: RefCell::default(),
        }
    }

    /// Opens a socket. An address that is none is told like one where nobody answers.
    pub(super) fn connect(&self, connection: ConnectionId, address: &str) {
        match Socket::open(connection, address, &self.tell) {
            Some(socket) => drop(self.sockets.borrow_mut().insert(connection, socket)),
            None => (self.tell)(Input::Disconnected(connection)),
        }
    }

    /// Sends a frame; to a socket that is gone, nothing.
    pub(super) fn send(&self, connection: ConnectionId, frame: &[u8]) {
        if let Some(socket) = self.sockets.borrow().get(&connection) {
            // Fails alone where the socket is not open yet: the engine sends after `Connected`.
            let _ = socket.socket.send_with_u8_array(frame);
        }
    }

    /// Forgets a socket, and closes it where it is open: it says nothing more.
    pub(super) fn forget(&self, connection: ConnectionId) {
        let socket = self.sockets.borrow_mut().remove(&connection);
        drop(socket);
    }
}

impl Socket {
    fn open(connection: ConnectionId, address: &str, tell: &Tell) -> Option<Self> {
        let socket = WebSocket::new(address).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let on_open = Closure::<dyn Fn()>::new({
            let tell = Rc::clone(tell);
            move || tell(Input::Connected(connection))
        });
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let tell = Rc::clone(tell);
            // A text message is no frame: empty bytes, which the protocol refuses with its reason.
            move |message: MessageEvent| {
                let frame = scope::from_buffer(&message.data()).unwrap_or_default();
                tell(Input::Received(connection, frame));
            }
        });
        let on_close = Closure::<dyn Fn(Event)>::new({
            let tell = Rc::clone(tell);
            move |_| tell(Input::Disconnected(connection))
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // An error is always followed by a close.
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Throws for wrong codes alone; we give none.
        let _ = self.socket.close();
    }
}
