/// The name of something the core keeps. Opaque, never reused.
public protocol Identifier: Hashable, Sendable {
    /// As the core writes it.
    var value: String { get }
    /// One that was kept, in a notice or a view's state.
    init(_ value: String)
}

/// Names an ``Account``.
public struct AccountId: Identifier {
    public let value: String
    public init(_ value: String) { self.value = value }
}

/// Names a ``SignIn``; kept over restarts.
public struct SignInId: Identifier {
    public let value: String
    public init(_ value: String) { self.value = value }
}

/// Names a picture or a code that is asked for; an answer names it too.
public struct ChallengeId: Identifier {
    public let value: String
    public init(_ value: String) { self.value = value }
}

/// Names a ``Recovery``; kept over restarts.
public struct RecoveryId: Identifier {
    public let value: String
    public init(_ value: String) { self.value = value }
}

/// Names an ``Invitation``; good until the app ends.
public struct InvitationId: Identifier {
    public let value: String
    public init(_ value: String) { self.value = value }
}
