// What holds and arranges views, and the ways between screens.

public enum HorizontalAlignment: Sendable { case leading, center, trailing, listRowSeparatorLeading }
public enum VerticalAlignment: Sendable { case top, center, bottom, firstTextBaseline, lastTextBaseline }

public struct Alignment: Sendable {
    public static let center = Alignment()
    public static let leading = Alignment()
    public static let trailing = Alignment()
    public static let top = Alignment()
    public static let bottom = Alignment()
    public static let topLeading = Alignment()
    public static let topTrailing = Alignment()
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

public struct LazyVStack<Content: View>: Shaped {
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {}
}

public struct ViewThatFits<Content: View>: Shaped {
    public init(in axes: Axis.Set = [.horizontal, .vertical], @ViewBuilder content: () -> Content) {}
}

public struct ScrollView<Content: View>: Shaped {
    public init(_ axes: Axis.Set = .vertical, showsIndicators: Bool = true, @ViewBuilder content: () -> Content) {}
}

public struct List<SelectionValue: Hashable, Content: View>: Shaped {
    public init(@ViewBuilder content: () -> Content) where SelectionValue == Never {}
    public init(selection: Binding<SelectionValue?>?, @ViewBuilder content: () -> Content) {}
}

public struct Form<Content: View>: Shaped {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct Section<Parent: View, Content: View, Footer: View>: Shaped {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent, @ViewBuilder footer: () -> Footer) {}
    public init(@ViewBuilder content: () -> Content) where Parent == EmptyView, Footer == EmptyView {}
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) where Footer == EmptyView {}
    public init(@ViewBuilder content: () -> Content, @ViewBuilder footer: () -> Footer) where Parent == EmptyView {}
    public init(_: some StringProtocol, @ViewBuilder content: () -> Content) where Parent == Text, Footer == EmptyView {}
}

public struct DisclosureGroup<Label: View, Content: View>: Shaped {
    public init(_: some StringProtocol, @ViewBuilder content: @escaping () -> Content) where Label == Text {}
}

public struct NavigationPath: Equatable, Sendable {
    public init() {}
}

public struct NavigationStack<Data, Root: View>: Shaped {
    public init(@ViewBuilder root: () -> Root) where Data == NavigationPath {}
    public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
    where
        Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection, Data.Element: Hashable
    {}
}

public struct NavigationSplitViewVisibility: Equatable, Sendable {
    public static let automatic = NavigationSplitViewVisibility()
    public static let all = NavigationSplitViewVisibility()
    public static let doubleColumn = NavigationSplitViewVisibility()
    public static let detailOnly = NavigationSplitViewVisibility()
}

public struct NavigationSplitView<Sidebar: View, Content: View, Detail: View>: Shaped {
    public init(@ViewBuilder sidebar: () -> Sidebar, @ViewBuilder detail: () -> Detail) where Content == EmptyView {}
    public init(
        columnVisibility: Binding<NavigationSplitViewVisibility>, @ViewBuilder sidebar: () -> Sidebar,
        @ViewBuilder detail: () -> Detail
    ) where Content == EmptyView {}
}

public struct NavigationLink<Label: View, Destination: View>: Shaped {
    public init<P: Hashable>(value: P?, @ViewBuilder label: () -> Label) where Destination == Never {}
    public init<P: Hashable>(_: some StringProtocol, value: P?) where Label == Text, Destination == Never {}
}

extension View {
    public func navigationDestination<D: Hashable>(for: D.Type, @ViewBuilder destination: @escaping (D) -> some View) -> some View
    {
        Drawn()
    }
    public func navigationTitle(_: some StringProtocol) -> some View { Drawn() }
    public func navigationBarTitleDisplayMode(_: NavigationBarItem.TitleDisplayMode) -> some View { Drawn() }
    public func navigationBarBackButtonHidden(_ hides: Bool = true) -> some View { Drawn() }
    public func navigationSplitViewStyle(_: BalancedNavigationSplitViewStyle) -> some View { Drawn() }
    public func toolbar(@ToolbarContentBuilder content: () -> some ToolbarContent) -> some View { Drawn() }
    public func toolbar(@ViewBuilder content: () -> some View) -> some View { Drawn() }

    public func sheet<Item: Identifiable>(
        item: Binding<Item?>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping (Item) -> some View
    ) -> some View { Drawn() }
    public func sheet(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> some View
    ) -> some View { Drawn() }
    public func fullScreenCover(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> some View
    ) -> some View { Drawn() }
    public func presentationDetents(_: Set<PresentationDetent>) -> some View { Drawn() }
    public func interactiveDismissDisabled(_ isDisabled: Bool = true) -> some View { Drawn() }
}

public enum NavigationBarItem {
    public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}

public struct BalancedNavigationSplitViewStyle: Sendable {}
extension BalancedNavigationSplitViewStyle {
    public static var balanced: Self { Self() }
}

public struct PresentationDetent: Hashable, Sendable {
    public static let medium = PresentationDetent()
    public static let large = PresentationDetent()
}

@MainActor @preconcurrency
public protocol ToolbarContent {}

public struct ToolbarItemPlacement: Sendable {
    public static let automatic = ToolbarItemPlacement()
    public static let bottomBar = ToolbarItemPlacement()
    public static let cancellationAction = ToolbarItemPlacement()
    public static let confirmationAction = ToolbarItemPlacement()
    public static let keyboard = ToolbarItemPlacement()
    public static let primaryAction = ToolbarItemPlacement()
    public static let secondaryAction = ToolbarItemPlacement()
    public static let topBarLeading = ToolbarItemPlacement()
    public static let topBarTrailing = ToolbarItemPlacement()
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
