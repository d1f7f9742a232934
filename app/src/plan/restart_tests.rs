#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
//! Several tabs write in one text, each with a real engine, and engines die at any moment: all end alike, and no letter of
//! anybody is lost or there twice.

use super::*;
use proptest::prelude::*;
use samvev_documents::{
    document::{Patch, Value},
    plan::Plan,
    text::RichText,
};
use samvev_engine::{
    engine::{Config, Engine, SNAPSHOT_AFTER},
    host::{Effect, Input},
    memory::MemoryStore,
};
use std::{
    collections::{BTreeSet, VecDeque},
    sync::atomic::{AtomicU64, Ordering},
};

const TITLE: PlanField = PlanField::Title;
const TABS: usize = 3;

fn batch_name() -> BatchId {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let mut name = [0; 16];
    name[..8].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    BatchId(name)
}

/// A tab: what its page shows, its engine, and what is under way between them.
struct Tab {
    engine: Engine,
    writing: Option<Writing>,
    plan: Plan,
    /// The textarea.
    area: Option<String>,
    to_engine: VecDeque<Command>,
    to_page: VecDeque<Event>,
    to_store: VecDeque<Effect>,
    from_tabs: VecDeque<Vec<u8>>,
}

struct World {
    store: MemoryStore,
    tabs: Vec<Tab>,
    document: Option<DocumentRef>,
    now: u64,
    engines: u8,
    letters: u32,
    typed: BTreeSet<char>,
    deleted: BTreeSet<char>,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            store: MemoryStore::new(),
            tabs: Vec::new(),
            document: None,
            now: 1_795_000_000_000,
            engines: 0,
            letters: 0,
            typed: ('a'..='h').collect(),
            deleted: BTreeSet::new(),
        };
        world.open_tab();
        let value = Value::Plan(Plan {
            title: RichText::from_plain("abcdefgh"),
            ..Plan::default()
        });
        world.tabs[0]
            .to_engine
            .push_back(Command::Create { space: None, value });
        world.settle();
        (1..TABS).for_each(|_| world.open_tab());
        let document = world.document.unwrap();
        for tab in &mut world.tabs {
            tab.writing = Some(Writing::new(document, batch_name));
            tab.to_engine.push_back(Command::Open(document));
        }
        world.settle();
        world
    }

    fn start_engine(&mut self) -> (Engine, Vec<Effect>) {
        self.engines += 1;
        let config = Config {
            snapshot_after: SNAPSHOT_AFTER,
            keeps: true,
            seed: [1; 32],
            random: [self.engines; 32],
        };
        Engine::start(config, self.now)
    }

    fn open_tab(&mut self) {
        let (engine, effects) = self.start_engine();
        self.tabs.push(Tab {
            engine,
            writing: None,
            plan: Plan::default(),
            area: None,
            to_engine: VecDeque::new(),
            to_page: VecDeque::new(),
            to_store: VecDeque::new(),
            from_tabs: VecDeque::new(),
        });
        self.carry_out(self.tabs.len() - 1, effects);
    }

    /// The engine dies. What it asked of the store last may be done all the same, and nobody is told.
    fn die(&mut self, tab: usize, stored: bool) {
        if let (true, Some(Effect::Commit(_, batch))) =
            (stored, self.tabs[tab].to_store.pop_front())
        {
            self.store.commit_now(batch).unwrap_or_default();
        }
        let (engine, effects) = self.start_engine();
        let at = &mut self.tabs[tab];
        at.engine = engine;
        at.to_engine = VecDeque::from([Command::Open(self.document.unwrap())]);
        at.to_page.clear();
        at.to_store.clear();
        at.from_tabs.clear();
        self.carry_out(tab, effects);
    }

    fn carry_out(&mut self, tab: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Page(event) => self.tabs[tab].to_page.push_back(event),
                Effect::Commit(..) | Effect::Scan(..) | Effect::Fetch(..) => {
                    self.tabs[tab].to_store.push_back(effect);
                }
                Effect::Tabs(message) => {
                    for (other, at) in self.tabs.iter_mut().enumerate() {
                        if other != tab {
                            at.from_tabs.push_back(message.clone());
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn tell(&mut self, tab: usize, input: Option<Input>) {
        if let Some(input) = input {
            self.now += 1;
            let effects = self.tabs[tab].engine.handle(self.now, input);
            self.carry_out(tab, effects);
        }
    }

    fn serve(&mut self, tab: usize) {
        let command = self.tabs[tab].to_engine.pop_front();
        self.tell(tab, command.map(Input::Page));
    }

    fn hear_tabs(&mut self, tab: usize) {
        let message = self.tabs[tab].from_tabs.pop_front();
        self.tell(tab, message.map(Input::Tab));
    }

    fn ask_store(&mut self, tab: usize) {
        let input = match self.tabs[tab].to_store.pop_front() {
            Some(Effect::Commit(ticket, batch)) => {
                Some(Input::Committed(ticket, self.store.commit_now(batch)))
            }
            Some(Effect::Scan(ticket, prefix)) => {
                Some(Input::Scanned(ticket, self.store.scan_now(&prefix)))
            }
            Some(Effect::Fetch(ticket, keys)) => {
                Some(Input::Scanned(ticket, self.store.fetch_now(&keys)))
            }
            _ => None,
        };
        self.tell(tab, input);
    }

    /// The page hears the next event.
    fn hear(&mut self, tab: usize) {
        let at = &mut self.tabs[tab];
        let Some(event) = at.to_page.pop_front() else {
            return;
        };
        if let Event::Created(document) = event {
            self.document = Some(document);
        }
        let Some(writing) = &mut at.writing else {
            return;
        };
        let todo = match &event {
            Event::Opened {
                document,
                value: Value::Plan(plan),
                live: true,
                heads,
                ..
            } if Some(*document) == self.document => {
                at.plan = plan.clone();
                writing.stands(heads);
                writing.open_again()
            }
            Event::Patched {
                document,
                patches,
                heads,
                ..
            } if Some(*document) == self.document => {
                for patch in patches {
                    if let Patch::Plan(patch) = patch {
                        patch.apply_to(&mut at.plan);
                    }
                }
                writing.stands(heads);
                Todo::default()
            }
            event => writing.hear(event, 0.0),
        };
        self.do_it(tab, todo);
    }

    fn do_it(&mut self, tab: usize, todo: Todo) {
        let at = &mut self.tabs[tab];
        if let (Some((_, delta)), Some(area)) = (&todo.show, &mut at.area) {
            *area = delta.apply(area).unwrap();
        }
        at.to_engine.extend(todo.send);
        let words = at.writing.as_ref().and_then(|writing| writing.words(TITLE));
        if let (Some(area), Some(words)) = (&at.area, words) {
            assert_eq!(area, words);
        }
    }

    /// The person goes into the text, if they are not there.
    fn enter(&mut self, tab: usize) {
        let at = &mut self.tabs[tab];
        if at.area.is_none() {
            let shown = at.plan.title.to_plain();
            let (words, todo) = at.writing.as_mut().unwrap().begin(TITLE, &shown, None);
            at.area = Some(words);
            self.do_it(tab, todo);
        }
    }

    fn leave(&mut self, tab: usize) {
        let at = &mut self.tabs[tab];
        if at.area.take().is_some() {
            let todo = at.writing.as_mut().unwrap().end(TITLE);
            self.do_it(tab, todo);
        }
    }

    fn type_in(&mut self, tab: usize, place: usize, delete: usize, insert: u32) {
        self.enter(tab);
        let mut chars: Vec<char> = self.tabs[tab].area.as_ref().unwrap().chars().collect();
        let place = place % (chars.len() + 1);
        let end = (place + delete).min(chars.len());
        let first = 0x4E00 + self.letters;
        self.letters += insert;
        let new: Vec<char> = (first..first + insert)
            .map(|letter| char::from_u32(letter).unwrap())
            .collect();
        self.typed.extend(&new);
        let caret = place + new.len();
        self.deleted.extend(chars.splice(place..end, new));
        let text: String = chars.into_iter().collect();
        self.tabs[tab].area = Some(text.clone());
        let writing = self.tabs[tab].writing.as_mut().unwrap();
        let todo = writing.typed(TITLE, &text, Some(caret), 0.0);
        self.do_it(tab, todo);
    }

    fn send(&mut self, tab: usize) {
        let todo = self.tabs[tab].writing.as_mut().map(Writing::flush);
        self.do_it(tab, todo.unwrap_or_default());
    }

    fn is_quiet(&self) -> bool {
        self.tabs.iter().all(|tab| {
            tab.to_engine.is_empty()
                && tab.to_page.is_empty()
                && tab.to_store.is_empty()
                && tab.from_tabs.is_empty()
        })
    }

    /// Everything under way arrives.
    fn settle(&mut self) {
        for _ in 0..500 {
            for tab in 0..self.tabs.len() {
                self.send(tab);
                self.serve(tab);
                self.ask_store(tab);
                self.hear_tabs(tab);
                self.hear(tab);
            }
            if self.is_quiet() {
                self.now += 10_000;
                (0..self.tabs.len()).for_each(|tab| self.tell(tab, Some(Input::Woken)));
                if self.is_quiet() {
                    return;
                }
            }
        }
        panic!("it never comes to rest");
    }

    /// A tab that could not tell what it stored is found out by the one that leads next: here each does.
    fn look_again(&mut self) {
        for tab in 0..self.tabs.len() {
            self.tell(tab, Some(Input::Leading(true)));
            self.settle();
            self.tell(tab, Some(Input::Leading(false)));
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Type(usize, usize, usize, u32),
    Send(usize),
    Serve(usize),
    Store(usize),
    Tabs(usize),
    Hear(usize),
    Leave(usize),
    Enter(usize),
    Die(usize, bool),
    /// All that is under way between a page and its engine arrives.
    All(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let tab = || 0..TABS;
    prop_oneof![
        6 => (tab(), 0usize..40, 0usize..4, 0u32..4).prop_map(|(tab, at, delete, insert)| {
            Step::Type(tab, at, delete.saturating_sub(1), insert)
        }),
        4 => tab().prop_map(Step::Send),
        4 => tab().prop_map(Step::Serve),
        6 => tab().prop_map(Step::Store),
        4 => tab().prop_map(Step::Tabs),
        6 => tab().prop_map(Step::Hear),
        1 => tab().prop_map(Step::Leave),
        1 => tab().prop_map(Step::Enter),
        2 => (tab(), any::<bool>()).prop_map(|(tab, stored)| Step::Die(tab, stored)),
        2 => tab().prop_map(Step::All),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn an_engine_that_dies_at_any_moment_takes_no_letter_of_anybody_with_it(
        steps in prop::collection::vec(step(), 1..160),
    ) {
        let mut world = World::new();
        for step in steps {
            match step {
                Step::Type(tab, at, delete, insert) => world.type_in(tab, at, delete, insert),
                Step::Send(tab) => world.send(tab),
                Step::Serve(tab) => world.serve(tab),
                Step::Store(tab) => world.ask_store(tab),
                Step::Tabs(tab) => world.hear_tabs(tab),
                Step::Hear(tab) => world.hear(tab),
                Step::Leave(tab) => world.leave(tab),
                Step::Enter(tab) => world.enter(tab),
                Step::Die(tab, stored) => world.die(tab, stored),
                Step::All(tab) => for _ in 0..12 {
                    world.serve(tab);
                    world.ask_store(tab);
                    world.hear_tabs(tab);
                    world.hear(tab);
                },
            }
        }
        world.settle();
        world.look_again();
        let text = world.tabs[0].plan.title.to_plain();
        for tab in &world.tabs {
            prop_assert_eq!(&tab.plan.title.to_plain(), &text);
            if let Some(area) = &tab.area {
                prop_assert_eq!(area, &text);
            }
        }
        for letter in &world.typed {
            let times = usize::from(!world.deleted.contains(letter));
            prop_assert_eq!(text.matches(*letter).count(), times, "{} in {}", letter, text);
        }
    }
}
