use crate::seeded::{Seeded, keys};
use samvev_protocol::{
    ids::SpaceId,
    keys::{AgreementKey, DeviceKeys, agreement_holds, challenge_holds},
};

const RELAY: &str = "wss://relay.example/space";

fn space(n: u8) -> SpaceId {
    SpaceId::from_bytes([n; 32])
}

#[test]
fn one_seed_always_gives_the_same_keys_and_another_seed_others() {
    let made = DeviceKeys::generate(&mut Seeded::new(1));
    let again = DeviceKeys::from_seed(&made.seed());
    assert_eq!(again.device(), made.device());
    assert_eq!(again.agreement(), made.agreement());
    assert_eq!(made.agreement().0.len(), AgreementKey::LENGTH);
    let other = DeviceKeys::generate(&mut Seeded::new(2));
    assert_ne!(other.device(), made.device());
    assert_ne!(other.agreement(), made.agreement());
}

#[test]
fn an_answer_holds_for_its_challenge_relay_space_and_device_only() {
    let (device, challenge) = (keys(1).device(), [8; 32]);
    let answer = keys(1).answer_challenge(&challenge, RELAY, space(1));
    assert!(challenge_holds(
        &device,
        &challenge,
        RELAY,
        space(1),
        &answer
    ));
    assert!(!challenge_holds(
        &device,
        &[9; 32],
        RELAY,
        space(1),
        &answer
    ));
    assert!(!challenge_holds(
        &device,
        &challenge,
        "wss://relay.example/",
        space(1),
        &answer
    ));
    assert!(!challenge_holds(
        &device,
        &challenge,
        RELAY,
        space(2),
        &answer
    ));
    assert!(!challenge_holds(
        &keys(2).device(),
        &challenge,
        RELAY,
        space(1),
        &answer
    ));
}

#[test]
fn a_proof_holds_for_its_device_key_and_space_only() {
    let (device, agreement) = (keys(1).device(), keys(1).agreement());
    let proof = keys(1).prove_agreement(space(1));
    assert!(agreement_holds(&device, &agreement, space(1), &proof));
    assert!(!agreement_holds(
        &device,
        &keys(2).agreement(),
        space(1),
        &proof
    ));
    assert!(!agreement_holds(
        &keys(2).device(),
        &agreement,
        space(1),
        &proof
    ));
    assert!(!agreement_holds(&device, &agreement, space(2), &proof));
}

#[test]
fn what_is_printed_of_keys_is_public() {
    let shown = format!("{:?}", keys(1));
    assert_eq!(shown, format!("DeviceKeys({})", keys(1).device()));
    assert!(!shown.contains(&"01".repeat(32)));
}
