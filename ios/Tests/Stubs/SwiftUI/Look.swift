// How views look: colours, fonts, sizes and the modifiers that take them.

public enum Axis: Sendable {
    case horizontal, vertical
}

public enum Edge: Sendable {
    case top, leading, bottom, trailing

    public struct Set: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let top = Set(rawValue: 1)
        public static let leading = Set(rawValue: 2)
        public static let bottom = Set(rawValue: 4)
        public static let trailing = Set(rawValue: 8)
        public static let all: Set = [.top, .leading, .bottom, .trailing]
    }
}

public enum HorizontalEdge: Sendable { case leading, trailing }
public enum VerticalEdge: Sendable { case top, bottom }
public enum ContentMode: Sendable { case fit, fill }
public enum TextAlignment: Sendable { case leading, center, trailing }

public protocol ShapeStyle: Sendable {}

public struct Color: ShapeStyle, View {
    public nonisolated static let red = Color()
    public nonisolated static let black = Color()
    public nonisolated static let primary = Color()
    public nonisolated static let secondary = Color()
    nonisolated init() {}
    public var body: Never { fatalError("a shape draws nothing") }
}

public struct HierarchicalShapeStyle: ShapeStyle {
    init() {}
}

extension ShapeStyle where Self == HierarchicalShapeStyle {
    public static var primary: HierarchicalShapeStyle { HierarchicalShapeStyle() }
    public static var secondary: HierarchicalShapeStyle { HierarchicalShapeStyle() }
    public static var tertiary: HierarchicalShapeStyle { HierarchicalShapeStyle() }
}

extension ShapeStyle where Self == Color {
    public static var red: Color { Color() }
}

public struct BackgroundStyle: ShapeStyle {
    init() {}
}

extension ShapeStyle where Self == BackgroundStyle {
    public static var background: BackgroundStyle { BackgroundStyle() }
}

public struct Material: ShapeStyle {
    init() {}
}

extension ShapeStyle where Self == Material {
    public static var thickMaterial: Material { Material() }
}

public struct Font: Hashable, Sendable {
    public static let largeTitle = Font()
    public static let title2 = Font()
    public static let headline = Font()
    public static let subheadline = Font()
    public static let footnote = Font()
}

public protocol ListStyle {}
public struct InsetGroupedListStyle: ListStyle {}
extension ListStyle where Self == InsetGroupedListStyle { public static var insetGrouped: Self { Self() } }

public struct EnabledTextSelectability {}
extension EnabledTextSelectability { public static var enabled: Self { Self() } }

extension View {
    public func font(_: Font?) -> some View { Drawn() }
    public func bold(_ isActive: Bool = true) -> some View { Drawn() }
    public func monospaced(_ isActive: Bool = true) -> some View { Drawn() }
    public func foregroundStyle(_: some ShapeStyle) -> some View { Drawn() }
    public func tint(_: (some ShapeStyle)?) -> some View { Drawn() }
    public func tint(_: Color?) -> some View { Drawn() }
    public func background(_: some ShapeStyle) -> some View { Drawn() }
    public func overlay(alignment: Alignment = .center, @ViewBuilder content: () -> some View) -> some View { Drawn() }
    public func opacity(_: Double) -> some View { Drawn() }
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { Drawn() }
    public func frame(
        minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View { Drawn() }
    public func aspectRatio(_ aspectRatio: CGFloat? = nil, contentMode: ContentMode) -> some View { Drawn() }
    public func scaledToFit() -> some View { Drawn() }
    public func scaleEffect(_: CGFloat, anchor: UnitPoint = .center) -> some View { Drawn() }
    public func fixedSize(horizontal: Bool, vertical: Bool) -> some View { Drawn() }
    public func ignoresSafeArea() -> some View { Drawn() }
    public func lineLimit(_: ClosedRange<Int>) -> some View { Drawn() }
    public func multilineTextAlignment(_: TextAlignment) -> some View { Drawn() }
    public func textSelection(_: EnabledTextSelectability) -> some View { Drawn() }
    public func preferredColorScheme(_: ColorScheme?) -> some View { Drawn() }
    public func listStyle(_: some ListStyle) -> some View { Drawn() }
    public func safeAreaInset(
        edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> some View
    ) -> some View { Drawn() }
}
