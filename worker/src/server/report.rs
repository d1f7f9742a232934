//! `/health` and `/metrics`: how much and how fast, never who or what.

use super::{Shared, desk::Figures};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{collections::BTreeMap, fmt::Write, time::Duration};

/// How long a relay that is well may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

pub(super) async fn health(State(shared): State<Shared>) -> (StatusCode, &'static str) {
    match figures(&shared).await {
        Some(_) => (StatusCode::OK, "ok\n"),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the relay does not answer\n",
        ),
    }
}

pub(super) async fn metrics(State(shared): State<Shared>) -> Response {
    match figures(&shared).await {
        Some(figures) => (
            [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
            text(&figures),
        )
            .into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn figures(shared: &Shared) -> Option<Figures> {
    tokio::time::timeout(ANSWER_WITHIN, shared.desk.ask())
        .await
        .ok()
        .flatten()
}

fn text(figures: &Figures) -> String {
    let Figures {
        tally,
        at_start,
        commits,
        commit_time,
    } = figures;
    let mut text = String::new();
    let gauges = [
        ("connections", "Connections open now.", tally.connections),
        ("spaces_in_memory", "Spaces in memory now.", tally.spaces),
        (
            "records",
            "Records kept.",
            (at_start.records + tally.records_kept).saturating_sub(tally.records_retired),
        ),
        (
            "record_bytes",
            "Bytes of records kept.",
            (at_start.bytes + tally.bytes_kept).saturating_sub(tally.bytes_retired),
        ),
    ];
    for (name, help, value) in gauges {
        let _ = writeln!(
            text,
            "# HELP samvev_{name} {help}\n# TYPE samvev_{name} gauge\nsamvev_{name} {value}"
        );
    }
    let counters = [
        (
            "connected_total",
            "Connections since the start.",
            tally.connected,
        ),
        ("frames_in_total", "Frames that came.", tally.frames_in),
        ("frames_out_total", "Frames sent.", tally.frames_out),
        (
            "frame_bytes_out_total",
            "Bytes of frames sent.",
            tally.bytes_out,
        ),
        (
            "records_kept_total",
            "Records made durable.",
            tally.records_kept,
        ),
        (
            "records_retired_total",
            "Records let go of because they were erased.",
            tally.records_retired,
        ),
        (
            "records_sent_total",
            "Records sent because they were asked for.",
            tally.records_sent,
        ),
        (
            "store_failures_total",
            "Times that the store failed.",
            tally.store_failures,
        ),
        ("commits_total", "Commits to the disk.", *commits),
    ];
    for (name, help, value) in counters {
        let _ = writeln!(
            text,
            "# HELP samvev_{name} {help}\n# TYPE samvev_{name} counter\nsamvev_{name} {value}"
        );
    }
    let seconds = commit_time.as_secs_f64();
    let _ = writeln!(
        text,
        "# HELP samvev_commit_seconds_total Time spent in commits.\n# TYPE samvev_commit_seconds_total counter\n\
         samvev_commit_seconds_total {seconds}"
    );
    by_reason(
        &mut text,
        "refused_total",
        "Connections refused.",
        &tally.refused,
    );
    by_reason(
        &mut text,
        "rejected_total",
        "Records rejected.",
        &tally.rejected,
    );
    text
}

fn by_reason(text: &mut String, name: &str, help: &str, counts: &BTreeMap<&'static str, u64>) {
    let _ = writeln!(
        text,
        "# HELP samvev_{name} {help}\n# TYPE samvev_{name} counter"
    );
    for (reason, count) in counts {
        let _ = writeln!(text, "samvev_{name}{{reason=\"{reason}\"}} {count}");
    }
}
