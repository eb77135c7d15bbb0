// What VoiceOver, Voice Control and Switch Control are told.

public struct AccessibilityTraits: SetAlgebra, Sendable {
    private var all: Set<Int> = []
    public typealias ArrayLiteralElement = AccessibilityTraits
    public init() {}
    private init(_ number: Int) { all = [number] }
    public static let isButton = AccessibilityTraits(0)
    public static let isHeader = AccessibilityTraits(1)
    public static let isSelected = AccessibilityTraits(2)
    public static let isLink = AccessibilityTraits(3)
    public static let isImage = AccessibilityTraits(4)
    public static let updatesFrequently = AccessibilityTraits(6)
    public static let isModal = AccessibilityTraits(7)

    public func contains(_ member: AccessibilityTraits) -> Bool { all.isSuperset(of: member.all) }
    public mutating func formUnion(_ other: AccessibilityTraits) { all.formUnion(other.all) }
    public mutating func formIntersection(_ other: AccessibilityTraits) { all.formIntersection(other.all) }
    public mutating func formSymmetricDifference(_ other: AccessibilityTraits) { all.formSymmetricDifference(other.all) }
    public func union(_ other: AccessibilityTraits) -> AccessibilityTraits { made { $0.formUnion(other) } }
    public func intersection(_ other: AccessibilityTraits) -> AccessibilityTraits { made { $0.formIntersection(other) } }
    public func symmetricDifference(_ other: AccessibilityTraits) -> AccessibilityTraits {
        made { $0.formSymmetricDifference(other) }
    }
    @discardableResult
    public mutating func insert(_ new: AccessibilityTraits) -> (inserted: Bool, memberAfterInsert: AccessibilityTraits) {
        formUnion(new)
        return (true, new)
    }
    @discardableResult
    public mutating func remove(_ member: AccessibilityTraits) -> AccessibilityTraits? { nil }
    @discardableResult
    public mutating func update(with new: AccessibilityTraits) -> AccessibilityTraits? { nil }

    private func made(_ change: (inout AccessibilityTraits) -> Void) -> AccessibilityTraits {
        var copy = self
        change(&copy)
        return copy
    }
}

public struct AccessibilityChildBehavior: Hashable, Sendable {
    public static let ignore = AccessibilityChildBehavior()
    public static let contain = AccessibilityChildBehavior()
}

public struct AccessibilityActionKind: Equatable, Sendable {
    public static let `default` = AccessibilityActionKind()
}

/// Of the module Accessibility, which SwiftUI brings along.
public enum AccessibilityNotification {
    public struct Announcement: Sendable {
        public init(_ announcement: AttributedString) {}
        public func post() {}
    }
}

public enum AnnouncementPriority: Hashable, Sendable { case low, `default`, high }

extension AttributedString {
    /// Of Foundation on Apple's systems, where it is one of the attributes.
    public var accessibilitySpeechAnnouncementPriority: AnnouncementPriority? {
        get { nil }
        set {}
    }
}

extension View {
    public func accessibilityLabel(_: some StringProtocol) -> some View { Drawn() }
    public func accessibilityHint(_: some StringProtocol) -> some View { Drawn() }
    public func accessibilityIdentifier(_: String) -> some View { Drawn() }
    public func accessibilityAddTraits(_: AccessibilityTraits) -> some View { Drawn() }
    public func accessibilityRemoveTraits(_: AccessibilityTraits) -> some View { Drawn() }
    public func accessibilityHidden(_: Bool) -> some View { Drawn() }
    public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View { Drawn() }
    public func accessibilityAction(
        _ actionKind: AccessibilityActionKind = .default, _ handler: @escaping () -> Void
    ) -> some View { Drawn() }
    public func accessibilityActions(@ViewBuilder _ content: () -> some View) -> some View { Drawn() }
}
