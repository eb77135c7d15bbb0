// Where views keep and find values.

@propertyWrapper @dynamicMemberLookup
public struct Binding<Value> {
    public init(get: @escaping @isolated(any) @Sendable () -> Value, set: @escaping @isolated(any) @Sendable (Value) -> Void) {}
    init(shape _: ()) {}
    public var wrappedValue: Value {
        get { fatalError("a shape holds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { self }
    public subscript<Subject>(dynamicMember _: WritableKeyPath<Value, Subject>) -> Binding<Subject> {
        Binding<Subject>(shape: ())
    }
}

@propertyWrapper
public struct State<Value> {
    public init(wrappedValue: Value) {}
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
public struct Environment<Value> {
    public init(_: KeyPath<EnvironmentValues, Value>) {}
    public var wrappedValue: Value { fatalError("a shape holds nothing") }
}

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}

public struct EnvironmentValues {
    public subscript<Key: EnvironmentKey>(_: Key.Type) -> Key.Value {
        get { Key.defaultValue }
        set {}
    }
    public var horizontalSizeClass: UserInterfaceSizeClass?
    public var isSceneCaptured: Bool { false }
    public var locale = Locale.current
    public var scenePhase = ScenePhase.active
}

public enum ColorScheme: Hashable, Sendable { case light, dark }
public enum ScenePhase: Comparable, Sendable { case background, inactive, active }
public enum UserInterfaceSizeClass: Sendable { case compact, regular }

public struct RedactionReasons: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let privacy = RedactionReasons(rawValue: 2)
}

extension View {
    public func environment<V>(_: WritableKeyPath<EnvironmentValues, V>, _: V) -> some View { Drawn() }
}
