import Foundation
import PorticoGenerated

/// All accounts of this phone, in the employee's order.
public struct AccountList: Hashable, Sendable {
    /// Grows with every change; equal revisions mean equal content.
    public var revision: UInt64
    /// Whether the rows can be used now.
    public var availability: Availability
    /// The rows.
    public var accounts: [Account]

    init(_ record: PorticoGenerated.AccountList) {
        revision = record.revision
        availability = Availability(code: record.availability)
        accounts = record.accounts.map(Account.init)
    }
}

/// One employee on one portal on this phone.
public struct Account: Hashable, Sendable, Identifiable {
    /// Never reused.
    public var id: AccountId
    /// The portal.
    public var portal: PortalRef
    /// The employee's number on the portal.
    public var userId: String?
    /// As it was typed.
    public var login: String
    /// The employee's name.
    public var name: String
    /// Job title.
    public var position: String?
    /// Where the photo lies; the portal's own host.
    public var photoUrl: String?
    /// Whether this is the account in use.
    public var selected: Bool
    /// Over the licence's limit.
    public var restricted: Bool
    /// What the portal allows on this phone.
    public var policy: Policy
    /// What it is good for now.
    public var state: AccountState
    /// Why it is in that state.
    public var reason: Reason?
    /// What went wrong last, and what to do.
    public var problem: Problem?
    /// Passwords this phone has spent.
    public var tries: Tries

    init(_ record: PorticoGenerated.Account) {
        id = AccountId(record.id)
        portal = record.portal
        (userId, login, name) = (record.userId, record.login, record.name)
        (position, photoUrl) = (record.position, record.photoUrl)
        (selected, restricted, policy) = (record.selected, record.restricted, record.policy)
        state = AccountState(code: record.state)
        reason = record.reason.map(Reason.init(code:))
        (problem, tries) = (record.problem, record.tries)
    }
}

/// One sign-in, unfinished or just finished.
public struct SignIn: Hashable, Sendable, Identifiable {
    /// Kept over restarts.
    public var id: SignInId
    /// The account it is for or became.
    public var account: AccountId?
    /// The portal, once it is known.
    public var portal: PortalRef?
    /// As typed; never lost by an error.
    public var login: String?
    /// Whether a request is under way.
    public var busy: Bool
    /// What trying costs.
    public var tries: Tries
    /// What went wrong last, and what to do.
    public var problem: Problem?
    /// What the employee is asked for.
    public var step: Step

    init(_ record: PorticoGenerated.SignIn) {
        id = SignInId(record.id)
        account = record.account.map(AccountId.init)
        (portal, login, busy) = (record.portal, record.login, record.busy)
        (tries, problem) = (record.tries, record.problem)
        step = Step(record.step)
    }
}

/// One password recovery.
public struct Recovery: Hashable, Sendable, Identifiable {
    /// Kept over restarts.
    public var id: RecoveryId
    /// The portal.
    public var portal: PortalRef
    /// Whose password.
    public var login: String
    /// How far it is.
    public var stage: RecoveryStage
    /// Whether a request is under way.
    public var busy: Bool
    /// Seconds until another mail may be asked for, at most 60.
    public var waitS: UInt64
    /// At `browser`: where the recovery goes on.
    public var url: String?
    /// At `done`: the sign-in that goes on with the new password.
    public var signIn: SignInId?
    /// What went wrong last, and what to do.
    public var problem: Problem?

    init(_ record: PorticoGenerated.Recovery) {
        id = RecoveryId(record.id)
        (portal, login) = (record.portal, record.login)
        stage = RecoveryStage(code: record.stage)
        (busy, waitS, url) = (record.busy, record.waitS, record.url)
        signIn = record.signIn.map(SignInId.init)
        problem = record.problem
    }
}

/// One invitation, opened by its link; lives as long as the app runs.
public struct Invitation: Hashable, Sendable, Identifiable {
    /// Names it.
    public var id: InvitationId
    /// The portal that invites.
    public var portal: PortalRef
    /// Who is invited, where the portal's page says so.
    public var person: String?
    /// Who invites, where it is known.
    public var invitedBy: String?
    /// How far it is.
    public var stage: InvitationStage
    /// Whether a request is under way.
    public var busy: Bool
    /// At `browser`: the host where the link itself is to be opened.
    public var url: String?
    /// The account that came of it.
    public var account: AccountId?
    /// The sign-in that follows.
    public var signIn: SignInId?
    /// What went wrong last, and what to do.
    public var problem: Problem?

    init(_ record: PorticoGenerated.Invitation) {
        id = InvitationId(record.id)
        (portal, person, invitedBy) = (record.portal, record.person, record.invitedBy)
        stage = InvitationStage(code: record.stage)
        busy = record.busy
        url = record.url
        account = record.account.map(AccountId.init)
        signIn = record.signIn.map(SignInId.init)
        problem = record.problem
    }
}

/// A link as it was read, without its secret.
public struct Link: Hashable, Sendable {
    /// What it is.
    public var kind: LinkKind
    /// Where it leads.
    public var portal: PortalRef?
    /// The login it names.
    public var login: String?
    /// The person it is for, where that is certain.
    public var person: String?
    /// It works until then at the latest.
    public var expires: Date?
    /// What to look at before it is used.
    public var warnings: [Warning]

    init(_ record: PorticoGenerated.Link) {
        kind = LinkKind(code: record.kind)
        (portal, login, person) = (record.portal, record.login, record.person)
        (expires, warnings) = (record.expires, record.warnings)
    }
}
