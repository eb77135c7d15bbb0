/// A code of the core that may grow: one that this version does not know is `other`, and can still be shown and compared.
public protocol OpenCode: Hashable, Sendable {
    /// Those this version knows, by their stable names.
    static var known: KeyValuePairs<String, Self> { get }
    /// One that a newer core has added.
    static func other(_ code: String) -> Self
    /// The name of one that this version does not know.
    var added: String? { get }
}

extension OpenCode {
    /// The code of this name.
    public init(code: String) { self = Self.known.first { $0.key == code }?.value ?? .other(code) }

    /// The stable name, as in JSON: `needs_sign_in`.
    public var code: String { added ?? Self.known.first { $0.value == self }?.key ?? "" }
}
