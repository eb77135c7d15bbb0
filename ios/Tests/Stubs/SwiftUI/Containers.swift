// What holds and arranges views, and the ways between screens.

public enum HorizontalAlignment: Sendable { case leading, center, trailing }
public enum VerticalAlignment: Sendable { case top, center, bottom }

public struct Alignment: Sendable {
    public static let center = Alignment()
    public static let leading = Alignment()
    public static let trailing = Alignment()
}

public struct VStack<Content: View>: Shaped {
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {}
}

public struct HStack<Content: View>: Shaped {
    public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {}
}

public struct ZStack<Content: View>: Shaped {
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) {}
}

public struct List<SelectionValue: Hashable, Content: View>: Shaped {
    public init(@ViewBuilder content: () -> Content) where SelectionValue == Never {}
}

public struct ScrollViewReader<Content: View>: Shaped {
    public init(@ViewBuilder content: @escaping (ScrollViewProxy) -> Content) {}
}

public struct ScrollViewProxy {
    @MainActor public func scrollTo(_: some Hashable, anchor: UnitPoint? = nil) {}
}

public struct Section<Parent: View, Content: View, Footer: View>: Shaped {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) where Footer == EmptyView {}
}

public struct NavigationStack<Data, Root: View>: Shaped {
    public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
    where
        Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection, Data.Element: Hashable
    {}
}

public struct NavigationSplitView<Sidebar: View, Content: View, Detail: View>: Shaped {
    public init(@ViewBuilder sidebar: () -> Sidebar, @ViewBuilder detail: () -> Detail) where Content == EmptyView {}
}

extension View {
    public func navigationDestination<D: Hashable>(
        for: D.Type, @ViewBuilder destination: @escaping (D) -> some View
    ) -> some View { Drawn() }
    public func navigationTitle(_: some StringProtocol) -> some View { Drawn() }
    public func navigationBarTitleDisplayMode(_: NavigationBarItem.TitleDisplayMode) -> some View { Drawn() }
    public func toolbar(@ToolbarContentBuilder content: () -> some ToolbarContent) -> some View { Drawn() }

    public func sheet<Item: Identifiable>(
        item: Binding<Item?>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping (Item) -> some View
    ) -> some View { Drawn() }
    public func interactiveDismissDisabled(_ isDisabled: Bool = true) -> some View { Drawn() }
}

public enum NavigationBarItem {
    public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}

@MainActor @preconcurrency
public protocol ToolbarContent {}

public struct ToolbarItemPlacement: Sendable {
    public static let automatic = ToolbarItemPlacement()
    public static let cancellationAction = ToolbarItemPlacement()
    public static let primaryAction = ToolbarItemPlacement()
    public static let secondaryAction = ToolbarItemPlacement()
}

public struct ToolbarItem<Content: View>: ToolbarContent {
    public init(placement: ToolbarItemPlacement = .automatic, @ViewBuilder content: () -> Content) {}
}

public struct ToolbarItemGroup<Content: View>: ToolbarContent {
    public init(placement: ToolbarItemPlacement = .automatic, @ViewBuilder content: () -> Content) {}
}

public struct ToolbarGroup: ToolbarContent {
    nonisolated init() {}
}

@resultBuilder
public enum ToolbarContentBuilder {
    public static func buildBlock<each Content: ToolbarContent>(_: repeat each Content) -> ToolbarGroup { ToolbarGroup() }
    public static func buildExpression<Content: ToolbarContent>(_ content: Content) -> Content { content }
}
