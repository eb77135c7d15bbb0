//! Which login belongs where: the person's Network profile, their employee profiles, and which of them to use (S8, S11, M10, J5).

use crate::advice;
use crate::ledger::fold_login;
use crate::phone::{Memory, Row};
use crate::records::{AccountState, NetworkProfile, PortalKind, PortalProfile, PortalRef, WhichMe};

/// The map, and the login for `portal`. `asked`: the account that was asked about.
pub(super) fn map(memory: &Memory, portal: Option<&PortalRef>, asked: Option<&Row>) -> WhichMe {
    let portal_profiles: Vec<PortalProfile> = memory.rows.iter().map(|row| profile(memory, row)).collect();
    let network = network(&portal_profiles);
    let (login, key) = choose(&portal_profiles, &network, portal, asked);
    let host = portal.map(|portal| portal.host.as_str());
    let elsewhere = portal_profiles.iter().find(|profile| is_network(profile));
    let why = advice::use_this(key, host, elsewhere.map(|profile| profile.portal.host.as_str()), &memory.locale);
    WhichMe { network, portal_profiles, r#use: login, why }
}

fn profile(memory: &Memory, row: &Row) -> PortalProfile {
    PortalProfile {
        account: row.index.id.clone(),
        portal: row.portal(),
        login: row.index.login.clone(),
        name: row.index.name.clone(),
        state: row.standing(&memory.vault).state,
    }
}

/// In the cloud the login is the Network profile's, the same for all portals (M9, M10).
fn is_network(profile: &PortalProfile) -> bool {
    profile.portal.kind == PortalKind::Cloud && profile.state != AccountState::Deleting
}

fn network(profiles: &[PortalProfile]) -> NetworkProfile {
    let mut logins = profiles.iter().filter(|it| is_network(it)).map(|it| it.login.as_str());
    let first = logins.next().filter(|first| logins.all(|login| fold_login(login) == fold_login(first)));
    NetworkProfile { login: first.map(str::to_owned), known: first.is_some() }
}

/// The login to use, and the text that says why.
fn choose(
    profiles: &[PortalProfile],
    network: &NetworkProfile,
    portal: Option<&PortalRef>,
    asked: Option<&Row>,
) -> (Option<String>, &'static str) {
    let Some(portal) = portal else { return (None, "use-nothing") };
    if let Some(row) = asked {
        return (Some(row.index.login.clone()), "use-this-account");
    }
    let here = || profiles.iter().filter(|profile| profile.portal.origin == portal.origin);
    let signed_in = here().find(|profile| profile.state == AccountState::SignedIn);
    match (here().next(), here().nth(1), signed_in) {
        (Some(only), None, _) => (Some(only.login.clone()), "use-only-one"),
        (Some(_), Some(_), Some(signed_in)) => (Some(signed_in.login.clone()), "use-signed-in"),
        (Some(first), Some(_), None) => (Some(first.login.clone()), "use-first"),
        (None, _, _) if portal.kind == PortalKind::Box => (None, "use-own-logins"),
        (None, _, _) if network.known => (network.login.clone(), "use-network"),
        (None, _, _) if profiles.iter().any(is_network) => (None, "use-network-which"),
        (None, _, _) => (None, "use-invited"),
    }
}
