// What views do: typing, touching, waiting, and what happens around them.

public struct UITextContentType: Hashable, Sendable {
    public static let username = UITextContentType()
    public static let password = UITextContentType()
    public static let newPassword = UITextContentType()
    public static let oneTimeCode = UITextContentType()
    public static let URL = UITextContentType()
    public static let givenName = UITextContentType()
    public static let familyName = UITextContentType()
}

public enum UIKeyboardType: Int, Sendable {
    case `default`, asciiCapable, numbersAndPunctuation, URL, numberPad, emailAddress
}

public struct TextInputAutocapitalization: Sendable {
    public static var never: TextInputAutocapitalization { TextInputAutocapitalization() }
    public static var words: TextInputAutocapitalization { TextInputAutocapitalization() }
    public static var sentences: TextInputAutocapitalization { TextInputAutocapitalization() }
}

public struct SubmitLabel: Sendable {
    public static var go: SubmitLabel { SubmitLabel() }
    public static var next: SubmitLabel { SubmitLabel() }
    public static var `return`: SubmitLabel { SubmitLabel() }
}

public struct SubmitTriggers: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let text = SubmitTriggers(rawValue: 1)
}

public struct KeyboardShortcut: Sendable {
    public static let defaultAction = KeyboardShortcut()
    public static let cancelAction = KeyboardShortcut()
}

public protocol Gesture {
    associatedtype Value
}

public struct Felt<Value>: Gesture {
    public func onEnded(_ action: @escaping (Value) -> Void) -> some Gesture { Felt<Value>() }
}

/// A place in something, each way from 0 to 1.
public struct UnitPoint: Hashable, Sendable {
    public static let center = UnitPoint()
    public static let top = UnitPoint()
}

public struct MagnifyGesture: Gesture {
    public struct Value: Equatable, Sendable {
        public var magnification: CGFloat
        public var startAnchor: UnitPoint
    }
    public init(minimumScaleDelta: CGFloat = 0.01) {}
    public func onChanged(_ action: @escaping (Value) -> Void) -> Felt<Value> { Felt<Value>() }
}

extension View {
    public func gesture(_: some Gesture) -> some View { Drawn() }
    public func textContentType(_: UITextContentType?) -> some View { Drawn() }
    public func keyboardType(_: UIKeyboardType) -> some View { Drawn() }
    public func textInputAutocapitalization(_: TextInputAutocapitalization?) -> some View { Drawn() }
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View { Drawn() }
    public func submitLabel(_: SubmitLabel) -> some View { Drawn() }
    public func onSubmit(of triggers: SubmitTriggers = .text, _ action: @escaping () -> Void) -> some View { Drawn() }
    public func focused<Value: Hashable>(_: FocusState<Value>.Binding, equals: Value) -> some View { Drawn() }
    public func keyboardShortcut(_: KeyboardShortcut) -> some View { Drawn() }
    public func keyboardShortcut(_: KeyboardShortcut?) -> some View { Drawn() }

    public func disabled(_: Bool) -> some View { Drawn() }
    public func contextMenu(@ViewBuilder menuItems: () -> some View) -> some View { Drawn() }
    public func swipeActions(
        edge: HorizontalEdge = .trailing, allowsFullSwipe: Bool = true, @ViewBuilder content: () -> some View
    ) -> some View { Drawn() }
    public func refreshable(action: @escaping @Sendable () async -> Void) -> some View { Drawn() }

    public func task(
        priority: TaskPriority = .userInitiated, @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View { Drawn() }
    public func task(
        id: some Equatable, priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View { Drawn() }
    public func onChange<V: Equatable>(
        of value: V, initial: Bool = false, _ action: @escaping (_ oldValue: V, _ newValue: V) -> Void
    ) -> some View { Drawn() }
    public func onChange(of value: some Equatable, initial: Bool = false, _ action: @escaping () -> Void) -> some View { Drawn() }
    public func onOpenURL(perform action: @escaping (URL) -> Void) -> some View { Drawn() }

    public func privacySensitive(_ sensitive: Bool = true) -> some View { Drawn() }
    public func redacted(reason: RedactionReasons) -> some View { Drawn() }
}
