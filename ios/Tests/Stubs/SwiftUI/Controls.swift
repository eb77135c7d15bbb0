// What people read and touch. Apple's forms that take a `LocalizedStringKey` are left out: the views have no texts of their own.

public struct Text: Shaped {
    public init(_: some StringProtocol) {}
    public func font(_: Font?) -> Text { self }
    public func foregroundStyle(_: some ShapeStyle) -> Text { self }
}

public struct Image: Shaped {
    public init(systemName: String) {}
    public init(uiImage: UIImage) {}
    public func resizable() -> Image { self }
    public func interpolation(_: Interpolation) -> Image { self }
    public enum Interpolation: Sendable { case none, low, medium, high }
}

/// Of UIKit, which SwiftUI brings along on iOS.
public final class UIImage: Sendable {
    public init?(data: Data) { return nil }
}

public struct Label<Title: View, Icon: View>: Shaped {
    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {}
    public init(_: some StringProtocol, systemImage: String) where Title == Text, Icon == Image {}
}

public struct ButtonRole: Equatable, Sendable {
    public static let destructive = ButtonRole()
    public static let cancel = ButtonRole()
}

public struct Button<Label: View>: Shaped {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
    public init(_: some StringProtocol, action: @escaping @MainActor () -> Void) where Label == Text {}
    public init(_: some StringProtocol, role: ButtonRole?, action: @escaping @MainActor () -> Void) where Label == Text {}
    public init(_: some StringProtocol, systemImage: String, action: @escaping @MainActor () -> Void)
    where Label == SwiftUI.Label<Text, Image> {}
}

public struct DisclosureGroup<Label: View, Content: View>: Shaped {
    public init(isExpanded: Binding<Bool>, @ViewBuilder content: @escaping () -> Content, @ViewBuilder label: () -> Label) {}
}

public struct TextField<Label: View>: Shaped {
    public init(_: some StringProtocol, text: Binding<String>) where Label == Text {}
    public init(_: some StringProtocol, text: Binding<String>, axis: Axis) where Label == Text {}
}

public struct SecureField<Label: View>: Shaped {
    public init(_: some StringProtocol, text: Binding<String>) where Label == Text {}
}

public struct Toggle<Label: View>: Shaped {
    public init(_: some StringProtocol, isOn: Binding<Bool>) where Label == Text {}
}

public struct ProgressView<Label: View, CurrentValueLabel: View>: Shaped {
    public init() where Label == EmptyView, CurrentValueLabel == EmptyView {}
}

public struct Spacer: Shaped {
    public init(minLength: CGFloat? = nil) {}
}
