//! «Bli med»: an invitation is looked at, which spends nothing; then one says who one is and joins.

mod address;
mod device;
mod in_app;
mod pasted;

pub use pasted::{link_in, provide_link, use_link};

#[cfg(target_arch = "wasm32")]
pub use address::bring_back as bring_invitation_back;

use crate::{
    address::{Leaving, use_address},
    browser,
    engine::use_engine,
    frame::{Alert, Face},
    languages::{of_problem, use_words},
    party::class_of,
    place::Place,
    sharing::{Work, WorkFields},
};
use device::{DeviceAdded, OwnDevice, is_own, said_of};
use in_app::OpenInBrowser;
use leptos::prelude::*;
use samvev_documents::{directory::Directory, document::DocumentKind};
use samvev_engine::messages::{About, Command, DocumentRef, Event, Problem, SpaceSummary};
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};

/// What an invitation leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Invitation {
    space: SpaceId,
    directory: Directory,
    from: Option<String>,
    role: Role,
    member: bool,
    /// Of a link for one's own device: to how many spaces it leads.
    spaces: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Looking,
    Seen(Invitation),
    Joining(Invitation),
    Joined(SpaceId),
    Added { device: DeviceId, missing: u32 },
    Failed(Problem),
}

/// The page that an invitation's link opens.
#[component]
pub fn JoinPage() -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let step = RwSignal::new(Step::Looking);
    let failed = RwSignal::new(None::<Problem>);
    let own = RwSignal::new(false);
    let link = use_link();
    let hash = use_address().hash();

    engine.listen_to_all(move |event| match event {
        Event::Invitation {
            space,
            directory,
            from,
            role,
            member,
            spaces,
        } => {
            address::put_away();
            failed.set(None);
            step.set(Step::Seen(Invitation {
                space: *space,
                directory: directory.clone(),
                from: from.clone(),
                role: *role,
                member: *member,
                spaces: *spaces,
            }));
        }
        // By a link for one's own device one comes into one space after another.
        Event::Joined(space) if !step.with_untracked(is_added) => step.set(Step::Joined(*space)),
        Event::Added {
            device, missing, ..
        } => step.set(Step::Added {
            device: *device,
            missing: *missing,
        }),
        Event::Problem {
            about: About::Invitation,
            problem,
        } => match step.get_untracked() {
            // Joining failed: what was filled in stays, with what happened beside it.
            Step::Joining(invitation) => {
                failed.set(Some(*problem));
                step.set(Step::Seen(invitation));
            }
            Step::Seen(_) | Step::Joined(_) | Step::Added { .. } => {}
            Step::Looking | Step::Failed(_) => step.set(Step::Failed(*problem)),
        },
        _ => {}
    });
    let inspect = move || {
        // A link that the address holds is newer than one that was pasted before.
        let (pasted, hash) = (link.get(), hash.get());
        let link = pasted.filter(|_| hash.is_empty()).unwrap_or(hash);
        own.set(is_own(&link));
        step.set(Step::Looking);
        engine.put_aside(&About::Invitation);
        engine.send(Command::Inspect { link });
    };
    // Who holds something here has gone on here before.
    let in_app = browser::is_in_app(&browser::agent()) && !browser::is_on_home_screen();
    let stays = RwSignal::new(!in_app);
    let asks = Memo::new(move |_| {
        let holds = engine
            .spaces()
            .with(|spaces| spaces.iter().flatten().next().is_some());
        !stays.get() && !holds
    });
    Effect::new(move |_| {
        if !asks.get() {
            inspect();
        }
    });
    go_to_plan(step);

    // The person's name and party outlive a try that failed.
    let work = Work::new();
    let inspect = Callback::new(move |()| untrack(inspect));
    let shown = Memo::new(move |_| match step.get() {
        Step::Seen(invitation) | Step::Joining(invitation) => Some(invitation),
        _ => None,
    });
    let other = move || match step.get() {
        Step::Looking => Some(view! { <Looking /> }.into_any()),
        Step::Joined(_) => {
            Some(view! { <p role="status">{move || words.get().joining.fetching}</p> }.into_any())
        }
        Step::Added { device, missing } => {
            let missing = missing as usize;
            Some(view! { <DeviceAdded device=device missing=missing /> }.into_any())
        }
        Step::Failed(problem) => {
            Some(view! { <Failed problem=problem own=own.get() again=inspect /> }.into_any())
        }
        Step::Seen(_) | Step::Joining(_) => None,
    };
    let whole_link = move || match link.get() {
        Some(pasted) if hash.get().is_empty() => pasted,
        _ => window().location().href().unwrap_or_default(),
    };
    let go_on = Callback::new(move |()| stays.set(true));
    let content = move || {
        if asks.get() {
            return view! { <OpenInBrowser link=untrack(whole_link) go_on=go_on /> }.into_any();
        }
        view! {
            {other}
            {move || shown.get().map(|invitation| match invitation.spaces {
                Some(spaces) if !invitation.member => {
                    let spaces = spaces as usize;
                    view! { <OwnDevice invitation=invitation spaces=spaces step=step failed=failed /> }.into_any()
                }
                _ => view! { <Seen invitation=invitation work=work step=step failed=failed /> }.into_any(),
            })}
        }
        .into_any()
    };
    view! { <div class="page join">{content}</div> }
}

/// Whether a device of the person's own is being added.
fn is_added(step: &Step) -> bool {
    match step {
        Step::Joining(invitation) => invitation.spaces.is_some(),
        Step::Added { .. } => true,
        _ => false,
    }
}

/// Once joined, the plan opens as soon as it is here.
fn go_to_plan(step: RwSignal<Step>) {
    let engine = use_engine();
    let address = use_address();
    Effect::new(move || {
        let Step::Joined(space) = step.get() else {
            return;
        };
        if let Some(place) = engine.space(space).as_ref().and_then(first_place) {
            address.go(&place.path(), Leaving::Replaced);
        }
    });
}

/// The first plan of a space; where all that there were are erased, the people. Nothing as long as none is known of.
fn first_place(summary: &SpaceSummary) -> Option<Place> {
    let is_plan = |kind: DocumentKind| kind == DocumentKind::Plan;
    let mut plans = summary.documents.iter().filter(|one| is_plan(one.kind));
    if let Some(plan) = plans.next() {
        return Some(Place::Plan(DocumentRef {
            space: summary.space,
            document: plan.document,
        }));
    }
    let mut ever = summary.directory.documents.values();
    ever.any(|entry| is_plan(entry.kind))
        .then_some(Place::Who(summary.space))
}

#[component]
fn Looking() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="ds-heading" data-size="lg">{move || words.get().joining.title}</h1>
        <p role="status">{move || words.get().joining.looking}" "{move || words.get().joining.free}</p>
    }
}

#[component]
fn Failed(problem: Problem, own: bool, again: Callback<()>) -> impl IntoView {
    let words = use_words();
    let said = move || {
        if own {
            said_of(words.get(), problem)
        } else {
            of_problem(words.get(), problem)
        }
    };
    let worth_trying = matches!(
        problem,
        Problem::Unreachable | Problem::Rubbish | Problem::Refused(_) | Problem::Store(_)
    );
    view! {
        <h1 class="ds-heading" data-size="lg">{move || words.get().joining.title}</h1>
        <Alert said=Signal::derive(said) />
        <div class="ways-on">
            {worth_trying.then(|| view! {
                <button type="button" class="ds-button" on:click=move |_| again.run(())>
                    {move || words.get().frame.try_again}
                </button>
            })}
            <a class="ds-button" data-variant="secondary" href="/">{move || words.get().joining.paste_again}</a>
        </div>
    }
}

/// What the invitation leads to, and the way in.
#[component]
fn Seen(
    invitation: Invitation,
    work: Work,
    step: RwSignal<Step>,
    failed: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let Invitation {
        space,
        directory,
        from,
        role,
        member,
        ..
    } = invitation.clone();
    let name = directory.name.clone();
    let plans = directory
        .documents
        .values()
        .filter(|entry| entry.kind == DocumentKind::Plan)
        .count();
    let parties = directory.parties.iter().map(|(key, party)| {
        let class = class_of(&directory, Some(key));
        view! { <li><Face name=party.name.clone() class=class /><span>{party.name.clone()}</span></li> }
    });
    let parties = parties.collect_view();
    let joining = move || matches!(step.get(), Step::Joining(_));
    let join = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if matches!(step.get_untracked(), Step::Joining(_)) {
            return;
        }
        if let Some((name, party)) = work.read() {
            failed.set(None);
            step.set(Step::Joining(invitation.clone()));
            engine.send(Command::Join { space, name, party });
        }
    };
    let way_in = if member {
        view! {
            <p>{move || words.get().joining.member}</p>
            <button type="button" class="ds-button" on:click=move |_| step.set(Step::Joined(space))>
                {move || words.get().joining.open}
            </button>
        }
        .into_any()
    } else {
        view! {
            <form class="fields" on:submit=join novalidate>
                <h2 class="ds-heading" data-size="sm">{move || words.get().joining.who}</h2>
                <p>{move || words.get().joining.who_lead}</p>
                <WorkFields work=work known=directory.clone() />
                {move || {
                    failed.get().map(|problem| {
                        view! { <Alert said=Signal::derive(move || of_problem(words.get(), problem)) /> }
                    })
                }}
                <div>
                    <button type="submit" class="ds-button" aria-disabled=move || joining().to_string()>
                        {move || if joining() { words.get().joining.joining } else { words.get().joining.join }}
                    </button>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        {(!name.is_empty()).then(|| view! { <p class="quiet">{move || words.get().joining.space}</p> })}
        <h1 class="ds-heading" data-size="lg">
            {move || if name.is_empty() { words.get().joining.title.to_owned() } else { name.clone() }}
        </h1>
        <p>
            {move || match &from {
                Some(from) => words.get().joining.invited_by.with(&[("name", from)]),
                None => words.get().joining.invited.to_owned(),
            }}
        </p>
        <dl class="leads-to">
            <dt>{move || words.get().joining.contains}</dt>
            <dd>{move || words.get().joining.plans.of(plans)}</dd>
            <dt>{move || words.get().joining.you_may}</dt>
            <dd>{move || words.get().roles.name(role)}</dd>
            <dt>{move || words.get().joining.parties}</dt>
            <dd><ul class="people">{parties}</ul></dd>
        </dl>
        {way_in}
    }
}
