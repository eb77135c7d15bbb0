// The shapes of Apple's SwiftUI that Portico's views use, for the type checker on Linux, where SwiftUI is not. It draws nothing,
// no product contains it, and it states our belief about Apple's API (iOS 17, as Xcode 16 has it): a build against it proves that
// the views fit the models, not that Apple's compiler takes them. Where Apple returns a type of its own, this returns `Drawn`.
@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency
public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

extension Never: View {
    public var body: Never { fatalError("a shape draws nothing") }
}

/// A view that SwiftUI draws itself.
public protocol Shaped: View where Body == Never {}

extension Shaped {
    public var body: Never { fatalError("a shape draws nothing") }
}

/// What a modifier gives.
public struct Drawn: Shaped {
    nonisolated init() {}
}

public struct EmptyView: Shaped {
    public nonisolated init() {}
}

public struct TupleView<T>: Shaped {
    nonisolated init() {}
}

/// Any view, of a type that is known when it is drawn.
public struct AnyView: Shaped {
    public init(_: some View) {}
}

extension Optional: View where Wrapped: View {
    public var body: Never { fatalError("a shape draws nothing") }
}

/// Without Apple's forms for `if` and `switch`: Portico's views choose nothing.
@resultBuilder
public enum ViewBuilder {
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<(repeat each Content)> {
        TupleView()
    }
    public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
}

/// What `ForEach` itself offers besides a view's modifiers.
public protocol DynamicViewContent: View {}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content>: Shaped {
    nonisolated init() {}
}

extension ForEach: DynamicViewContent where Content: View {
    public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
    where Data.Element: Identifiable, ID == Data.Element.ID {}
    public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content) {}
}

extension DynamicViewContent {
    public func onMove(perform action: ((IndexSet, Int) -> Void)?) -> some DynamicViewContent { Moved() }
}

struct Moved: Shaped, DynamicViewContent {}

@MainActor @preconcurrency
public protocol ViewModifier {
    associatedtype Body: View
    typealias Content = Drawn
    @ViewBuilder func body(content: Content) -> Body
}

extension View {
    public func modifier(_: some ViewModifier) -> some View { Drawn() }
}
