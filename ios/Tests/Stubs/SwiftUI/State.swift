// Where views keep and find values.

@propertyWrapper @dynamicMemberLookup
public struct Binding<Value> {
    public init(get: @escaping @isolated(any) @Sendable () -> Value, set: @escaping @isolated(any) @Sendable (Value) -> Void) {}
    init(shape _: ()) {}
    public init?(_ base: Binding<Value?>) { return nil }
    public static func constant(_: Value) -> Binding<Value> { Binding(shape: ()) }
    public var wrappedValue: Value {
        get { fatalError("a shape holds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { self }
    public subscript<Subject>(dynamicMember _: WritableKeyPath<Value, Subject>) -> Binding<Subject> {
        Binding<Subject>(shape: ())
    }
}

extension Binding: Identifiable where Value: Identifiable {
    public var id: Value.ID { wrappedValue.id }
}

@propertyWrapper
public struct State<Value> {
    public init(wrappedValue: Value) {}
    public init(initialValue: Value) {}
    public init() where Value: ExpressibleByNilLiteral {}
    public var wrappedValue: Value {
        get { fatalError("a shape holds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { Binding(shape: ()) }
}

@propertyWrapper @dynamicMemberLookup
public struct Bindable<Value: AnyObject & Observable> {
    public var wrappedValue: Value
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public init(_ wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public var projectedValue: Bindable<Value> { self }
    public subscript<Subject>(dynamicMember _: ReferenceWritableKeyPath<Value, Subject>) -> Binding<Subject> {
        Binding<Subject>(shape: ())
    }
}

@propertyWrapper
public struct FocusState<Value: Hashable> {
    public init() where Value: ExpressibleByNilLiteral {}
    public init() where Value == Bool {}
    public var wrappedValue: Value {
        get { fatalError("a shape holds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding { Binding(shape: ()) }

    @propertyWrapper
    public struct Binding {
        init(shape _: ()) {}
        public var wrappedValue: Value {
            get { fatalError("a shape holds nothing") }
            nonmutating set {}
        }
        public var projectedValue: Binding { self }
    }
}

@propertyWrapper
public struct AccessibilityFocusState<Value: Hashable> {
    public init() where Value: ExpressibleByNilLiteral {}
    public init() where Value == Bool {}
    public var wrappedValue: Value {
        get { fatalError("a shape holds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding { Binding(shape: ()) }

    @propertyWrapper
    public struct Binding {
        init(shape _: ()) {}
        public var wrappedValue: Value {
            get { fatalError("a shape holds nothing") }
            nonmutating set {}
        }
        public var projectedValue: Binding { self }
    }
}

@propertyWrapper
public struct SceneStorage<Value> {
    public init(wrappedValue: Value, _ key: String) where Value == String {}
    public var wrappedValue: Value {
        get { fatalError("a shape holds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { Binding(shape: ()) }
}

@propertyWrapper
public struct ScaledMetric<Value: BinaryFloatingPoint> {
    public var wrappedValue: Value
    public init(wrappedValue: Value, relativeTo _: Font.TextStyle) { self.wrappedValue = wrappedValue }
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
}

@propertyWrapper
public struct Environment<Value> {
    public init(_: KeyPath<EnvironmentValues, Value>) {}
    public init(_: Value.Type) where Value: AnyObject & Observable {}
    public var wrappedValue: Value { fatalError("a shape holds nothing") }
}

public struct EnvironmentValues {
    public var accessibilityReduceMotion: Bool { false }
    public var colorScheme = ColorScheme.light
    public var dismiss: DismissAction { DismissAction() }
    public var dynamicTypeSize = DynamicTypeSize.large
    public var horizontalSizeClass: UserInterfaceSizeClass?
    public var isEnabled = true
    public var isSceneCaptured: Bool { false }
    public var layoutDirection = LayoutDirection.leftToRight
    public var locale = Locale.current
    public var openURL = OpenURLAction { _ in .systemAction }
    public var redactionReasons = RedactionReasons.privacy
    public var scenePhase = ScenePhase.active
}

@MainActor
public struct DismissAction {
    nonisolated init() {}
    public func callAsFunction() {}
}

@MainActor @preconcurrency
public struct OpenURLAction: Sendable {
    public struct Result: Sendable {
        public static let handled = Result()
        public static let discarded = Result()
        public static let systemAction = Result()
    }
    public nonisolated init(handler: @escaping @MainActor (URL) -> Result) {}
    public func callAsFunction(_: URL) {}
    public func callAsFunction(_: URL, completion: @escaping (_ accepted: Bool) -> Void) {}
}

public enum ColorScheme: Hashable, Sendable { case light, dark }
public enum LayoutDirection: Hashable, Sendable { case leftToRight, rightToLeft }
public enum ScenePhase: Comparable, Sendable { case background, inactive, active }
public enum UserInterfaceSizeClass: Sendable { case compact, regular }

public enum DynamicTypeSize: Comparable, CaseIterable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
    public var isAccessibilitySize: Bool { self >= .accessibility1 }
}

public struct RedactionReasons: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let placeholder = RedactionReasons(rawValue: 1)
    public static let privacy = RedactionReasons(rawValue: 2)
    public static let invalidated = RedactionReasons(rawValue: 4)
}

extension View {
    public func environment<V>(_: WritableKeyPath<EnvironmentValues, V>, _: V) -> some View { Drawn() }
    public func environment(_: (some AnyObject & Observable)?) -> some View { Drawn() }
}
