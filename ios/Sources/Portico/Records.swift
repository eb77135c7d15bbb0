import Foundation
// For what stands there by default.
import struct PorticoGenerated.Tries

/// All accounts of this phone, in the employee's order.
public struct AccountList: Hashable, Sendable {
    /// Grows with every change. Equal revisions mean equal content but for waits (`waitS`, `smsWaitS`, `pictureAgeS`, `endsInS`),
    /// which are as of reading: read again each second while one is shown.
    public var revision: UInt64
    /// Whether the rows can be used now.
    public var availability: Availability
    /// The rows.
    public var accounts: [Account]

    /// For previews and tests.
    public init(revision: UInt64 = 0, availability: Availability = .ready, accounts: [Account] = []) {
        (self.revision, self.availability, self.accounts) = (revision, availability, accounts)
    }

    init(_ record: RawAccountList) {
        let availability = Availability(code: record.availability)
        self.init(revision: record.revision, availability: availability, accounts: record.accounts.map(Account.init))
    }
}

/// One employee on one portal on this phone.
public struct Account: Hashable, Sendable, Identifiable {
    /// Never reused.
    public var id: AccountId
    /// The portal.
    public var portal: PortalRef
    /// The employee's number on the portal, if known.
    public var userId: String?
    /// The name for signing in.
    public var login: String
    /// The employee's name.
    public var name: String
    /// Job title.
    public var position: String?
    /// Where the photo lies: https, may be on another host. Load it without cookies or credentials.
    public var photoUrl: String?
    /// Whether this is the account in use.
    public var selected: Bool
    /// Over the licence's limit.
    public var restricted: Bool
    /// What the portal allows on this phone.
    public var policy: Policy
    /// What can be done with it.
    public var state: AccountState
    /// Why it is in that state.
    public var reason: Reason?
    /// What went wrong last, and what to do.
    public var problem: Problem?
    /// Passwords this phone has spent for this portal and login.
    public var tries: Tries

    /// For previews and tests.
    public init(
        id: AccountId, portal: PortalRef, userId: String? = nil, login: String = "", name: String = "", position: String? = nil,
        photoUrl: String? = nil, selected: Bool = false, restricted: Bool = false, policy: Policy = Policy(),
        state: AccountState = .needsSignIn, reason: Reason? = nil, problem: Problem? = nil, tries: Tries = Tries()
    ) {
        (self.id, self.portal, self.userId, self.login, self.name) = (id, portal, userId, login, name)
        (self.position, self.photoUrl, self.selected, self.restricted) = (position, photoUrl, selected, restricted)
        (self.policy, self.state, self.reason, self.problem, self.tries) = (policy, state, reason, problem, tries)
    }

    init(_ record: RawAccount) {
        self.init(
            id: AccountId(record.id), portal: record.portal, userId: record.userId, login: record.login, name: record.name,
            position: record.position, photoUrl: record.photoUrl, selected: record.selected, restricted: record.restricted,
            policy: record.policy, state: AccountState(code: record.state), reason: record.reason.map(Reason.init(code:)),
            problem: record.problem, tries: record.tries)
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

    /// For previews and tests.
    public init(
        id: SignInId, account: AccountId? = nil, portal: PortalRef? = nil, login: String? = nil, busy: Bool = false,
        tries: Tries = Tries(), problem: Problem? = nil, step: Step
    ) {
        (self.id, self.account, self.portal, self.login) = (id, account, portal, login)
        (self.busy, self.tries, self.problem, self.step) = (busy, tries, problem, step)
    }

    init(_ record: RawSignIn) {
        self.init(
            id: SignInId(record.id), account: record.account.map(AccountId.init), portal: record.portal, login: record.login,
            busy: record.busy, tries: record.tries, problem: record.problem, step: Step(record.step))
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
    /// At `browser`: where the recovery goes on; at `captcha`: where it does for who cannot read the picture.
    public var url: String?
    /// At `done`: the sign-in that goes on with the new password.
    public var signIn: SignInId?
    /// What went wrong last, and what to do.
    public var problem: Problem?

    /// For previews and tests.
    public init(
        id: RecoveryId, portal: PortalRef, login: String = "", stage: RecoveryStage = .start, busy: Bool = false,
        waitS: UInt64 = 0, url: String? = nil, signIn: SignInId? = nil, problem: Problem? = nil
    ) {
        (self.id, self.portal, self.login, self.stage, self.busy) = (id, portal, login, stage, busy)
        (self.waitS, self.url, self.signIn, self.problem) = (waitS, url, signIn, problem)
    }

    init(_ record: RawRecovery) {
        self.init(
            id: RecoveryId(record.id), portal: record.portal, login: record.login, stage: RecoveryStage(code: record.stage),
            busy: record.busy, waitS: record.waitS, url: record.url, signIn: record.signIn.map(SignInId.init),
            problem: record.problem)
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

    /// For previews and tests.
    public init(
        id: InvitationId, portal: PortalRef, person: String? = nil, invitedBy: String? = nil, stage: InvitationStage = .open,
        busy: Bool = false, url: String? = nil, account: AccountId? = nil, signIn: SignInId? = nil, problem: Problem? = nil
    ) {
        (self.id, self.portal, self.person, self.invitedBy, self.stage) = (id, portal, person, invitedBy, stage)
        (self.busy, self.url, self.account, self.signIn, self.problem) = (busy, url, account, signIn, problem)
    }

    init(_ record: RawInvitation) {
        self.init(
            id: InvitationId(record.id), portal: record.portal, person: record.person, invitedBy: record.invitedBy,
            stage: InvitationStage(code: record.stage), busy: record.busy, url: record.url,
            account: record.account.map(AccountId.init), signIn: record.signIn.map(SignInId.init), problem: record.problem)
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

    /// For previews and tests.
    public init(
        kind: LinkKind, portal: PortalRef? = nil, login: String? = nil, person: String? = nil, expires: Date? = nil,
        warnings: [Warning] = []
    ) {
        (self.kind, self.portal, self.login, self.person) = (kind, portal, login, person)
        (self.expires, self.warnings) = (expires, warnings)
    }

    init(_ record: RawLink) {
        self.init(
            kind: LinkKind(code: record.kind), portal: record.portal, login: record.login, person: record.person,
            expires: record.expires, warnings: record.warnings)
    }
}
