//! Conversations over real sockets.

use super::{
    Program, Server,
    client::{Client, get},
};
use crate::people::Person;
use futures_util::{SinkExt, StreamExt};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
};
use samvev_worker::{
    relay::NewSpaces,
    server::{Config, ServeError, serve},
};
use tokio_tungstenite::tungstenite::{Message, protocol::frame::coding::CloseCode};

#[tokio::test]
async fn two_who_met_by_a_link_see_what_the_other_writes_at_once() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config::local(data.path().to_owned())).await;
    let mut anna = Person::founder(1);
    let invitation = anna.invite(Role::Editor, 5, 7);
    let mut anna_here = Client::sync(server.address, &mut anna).await;
    let mut opened = Person::invited(&invitation, 2);
    Client::sync(server.address, &mut opened).await;
    let mut berit = opened.join(&invitation);
    let mut berit_here = Client::sync(server.address, &mut berit).await;

    anna.write("Anna skriver");
    anna_here.put_unsent(&mut anna).await;
    berit_here.until_reads(&mut berit, 1).await;
    berit.write("Berit skriver");
    berit_here.put_unsent(&mut berit).await;
    anna_here.until_reads(&mut anna, 2).await;
    assert_eq!(anna.reads(), berit.reads());

    let health = get(server.address, "/health", &[]).await;
    assert_eq!(
        (health.status, health.body.as_slice()),
        (200, b"ok\n".as_slice())
    );
    let metrics = String::from_utf8(get(server.address, "/metrics", &[]).await.body).unwrap();
    let records = format!("samvev_records {}\n", anna.records.len());
    assert!(metrics.contains(&records), "{metrics}");
    assert!(metrics.contains("samvev_store_failures_total 0\n"));
    server.stop().await.unwrap();
}

#[tokio::test]
async fn much_is_filled_and_fetched_again() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config::local(data.path().to_owned())).await;
    let mut anna = Person::founder(1);
    for n in 0..30 {
        anna.write(&format!("{n} {}", "Tiltak ".repeat(60_000)));
    }
    Client::sync(server.address, &mut anna).await;
    assert!(anna.unsent.is_empty());
    let mut again = Person::founder(1);
    Client::sync(server.address, &mut again).await;
    assert!(again.records == anna.records);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn an_answer_bound_to_another_relay_and_text_are_refused_with_a_reason() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config::local(data.path().to_owned())).await;
    let anna = Person::founder(1);
    let (mut client, answer) = Client::greet(
        server.address,
        &anna.keys,
        anna.space(),
        "wss://false.example.no/ws",
    )
    .await;
    assert_eq!(answer, Frame::Refused(Reason::Challenge));
    assert_eq!(client.hears().await, None);

    let by_name = format!("ws://localhost:{}/ws", server.address.port());
    let (mut client, answer) =
        Client::greet(server.address, &anna.keys, anna.space(), &by_name).await;
    assert_eq!(
        answer,
        Frame::Welcome {
            known: false,
            others: 0
        }
    );
    client.socket.send(Message::text("hei")).await.unwrap();
    assert_eq!(client.is_refused().await, Some(Reason::Malformed));
    server.stop().await.unwrap();
}

#[tokio::test]
async fn beyond_this_machine_a_server_takes_no_new_spaces_unless_told_and_only_answers_for_its_name()
 {
    let data = tempfile::tempdir().unwrap();
    let config = Config {
        listen: "0.0.0.0:0".parse().unwrap(),
        addresses: vec!["https://samvev.example.no".parse().unwrap()],
        ..Config::local(data.path().to_owned())
    };
    let mut anna = Person::founder(1);
    let server = Server::start(config.clone()).await;
    let address = format!("127.0.0.1:{}", server.address.port())
        .parse()
        .unwrap();
    let (mut client, answer) = Client::greet(
        address,
        &anna.keys,
        anna.space(),
        "wss://samvev.example.no/ws",
    )
    .await;
    assert_eq!(
        answer,
        Frame::Welcome {
            known: false,
            others: 0
        }
    );
    client.say(&Frame::Put(anna.in_order(|_| true))).await;
    assert_eq!(client.is_refused().await, Some(Reason::NoPermit));
    server.stop().await.unwrap();

    let server = Server::start(Config {
        new_spaces: Some(NewSpaces::Automatic),
        ..config
    })
    .await;
    let address = format!("127.0.0.1:{}", server.address.port())
        .parse()
        .unwrap();
    Client::sync(address, &mut anna).await;
    assert!(anna.unsent.is_empty());
    server.stop().await.unwrap();
}

#[tokio::test]
async fn behind_a_proxy_a_server_takes_no_new_spaces_unless_told_though_it_listens_to_this_machine_alone()
 {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config {
        addresses: vec!["https://samvev.example.no".parse().unwrap()],
        ..Config::local(data.path().to_owned())
    })
    .await;
    let anna = Person::founder(1);
    let (mut client, _) = Client::greet(
        server.address,
        &anna.keys,
        anna.space(),
        "wss://samvev.example.no/ws",
    )
    .await;
    client.say(&Frame::Put(anna.in_order(|_| true))).await;
    assert_eq!(client.is_refused().await, Some(Reason::NoPermit));
    server.stop().await.unwrap();
}

#[tokio::test]
async fn who_does_not_read_is_closed_and_the_others_go_on() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config::local(data.path().to_owned())).await;
    let mut anna = Person::founder(1);
    let mut writes = Client::sync(server.address, &mut anna).await;
    let _sleeps = Client::sync(server.address, &mut anna).await;
    let frame = Frame::Presence(vec![0; 60_000]);
    loop {
        for _ in 0..20 {
            writes.say(&frame).await;
        }
        writes.say(&Frame::Ping).await;
        assert_eq!(writes.hears().await, Some(Frame::Pong));
        let metrics = String::from_utf8(get(server.address, "/metrics", &[]).await.body).unwrap();
        if metrics.contains("samvev_connections 1\n") {
            break;
        }
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_stops_says_so_and_keeps_what_it_acknowledged() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config::local(data.path().to_owned())).await;
    let mut anna = Person::founder(1);
    let mut here = Client::sync(server.address, &mut anna).await;
    anna.write("Rett før stopp");
    here.put_unsent(&mut anna).await;
    let stopping = tokio::spawn(server.stop());
    let closed = loop {
        match here.socket.next().await {
            Some(Ok(Message::Close(frame))) => break frame.unwrap(),
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(closed.code, CloseCode::Away);
    drop(here);
    stopping.await.unwrap().unwrap();

    let server = Server::start(Config::local(data.path().to_owned())).await;
    let mut again = Person::founder(1);
    Client::sync(server.address, &mut again).await;
    assert!(again.records == anna.records);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn two_servers_cannot_share_an_address_or_a_directory() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(Config::local(data.path().to_owned())).await;
    let same_data = serve(
        Config::local(data.path().to_owned()),
        std::future::pending(),
    )
    .await;
    assert!(matches!(same_data, Err(ServeError::Store(_))));
    let elsewhere = tempfile::tempdir().unwrap();
    let same_port = Config {
        listen: server.address,
        ..Config::local(elsewhere.path().to_owned())
    };
    assert!(matches!(
        serve(same_port, std::future::pending()).await,
        Err(ServeError::Listen { .. })
    ));
    server.stop().await.unwrap();
}

#[tokio::test]
async fn the_program_prints_its_address_and_stops_when_told() {
    let data = tempfile::tempdir().unwrap();
    let mut program = Program::start(data.path(), &[]);
    let mut anna = Person::founder(1);
    Client::sync(program.address, &mut anna).await;
    let pid = program.child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(program.child.wait().unwrap().success());
}
