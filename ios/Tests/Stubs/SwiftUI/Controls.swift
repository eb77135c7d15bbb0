// What people read and touch. Apple's forms that take a `LocalizedStringKey` are left out: the views have no texts of their own.

public struct Text: Shaped {
    public init(_: some StringProtocol) {}
    public init(verbatim: String) {}
    public func font(_: Font?) -> Text { self }
    public func foregroundStyle(_: some ShapeStyle) -> Text { self }
    public func bold() -> Text { self }
    public func monospaced() -> Text { self }
    public func monospacedDigit() -> Text { self }
}

public struct Image: Shaped {
    public enum Scale: Sendable { case small, medium, large }
    public init(systemName: String) {}
    public init(decorative: String) {}
    public init(_: CGImage, scale: CGFloat, label: Text) {}
    public func resizable() -> Image { self }
    public func interpolation(_: Interpolation) -> Image { self }
    public enum Interpolation: Sendable { case none, low, medium, high }
}

public struct Label<Title: View, Icon: View>: Shaped {
    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {}
    public init(_: some StringProtocol, systemImage: String) where Title == Text, Icon == Image {}
}

public struct LabeledContent<Label: View, Content: View>: Shaped {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {}
    public init(_: some StringProtocol, value: some StringProtocol) where Label == Text, Content == Text {}
    public init(_: some StringProtocol, @ViewBuilder content: () -> Content) where Label == Text {}
}

public struct ButtonRole: Equatable, Sendable {
    public static let destructive = ButtonRole()
    public static let cancel = ButtonRole()
}

public struct Button<Label: View>: Shaped {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
    public init(role: ButtonRole?, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
    public init(_: some StringProtocol, action: @escaping @MainActor () -> Void) where Label == Text {}
    public init(_: some StringProtocol, role: ButtonRole?, action: @escaping @MainActor () -> Void) where Label == Text {}
    public init(_: some StringProtocol, systemImage: String, action: @escaping @MainActor () -> Void)
    where Label == SwiftUI.Label<Text, Image> {}
    public init(_: some StringProtocol, systemImage: String, role: ButtonRole?, action: @escaping @MainActor () -> Void)
    where Label == SwiftUI.Label<Text, Image> {}
}

public struct EditButton: Shaped {
    public init() {}
}

public struct PasteButton: Shaped {
    public init<T: Transferable>(payloadType: T.Type, onPaste: @escaping ([T]) -> Void) {}
}

public struct TextField<Label: View>: Shaped {
    public init(_: some StringProtocol, text: Binding<String>) where Label == Text {}
    public init(_: some StringProtocol, text: Binding<String>, prompt: Text?) where Label == Text {}
    public init(_: some StringProtocol, text: Binding<String>, axis: Axis) where Label == Text {}
}

public struct SecureField<Label: View>: Shaped {
    public init(_: some StringProtocol, text: Binding<String>) where Label == Text {}
    public init(_: some StringProtocol, text: Binding<String>, prompt: Text?) where Label == Text {}
}

public struct TextEditor: Shaped {
    public init(text: Binding<String>) {}
}

public struct Toggle<Label: View>: Shaped {
    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {}
    public init(_: some StringProtocol, isOn: Binding<Bool>) where Label == Text {}
}

public struct Picker<Label: View, SelectionValue: Hashable, Content: View>: Shaped {
    public init(selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {}
    public init(_: some StringProtocol, selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content)
    where Label == Text {}
}

public struct Menu<Label: View, Content: View>: Shaped {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {}
    public init(_: some StringProtocol, @ViewBuilder content: () -> Content) where Label == Text {}
    public init(_: some StringProtocol, systemImage: String, @ViewBuilder content: () -> Content)
    where Label == SwiftUI.Label<Text, Image> {}
}

public struct ProgressView<Label: View, CurrentValueLabel: View>: Shaped {
    public init() where Label == EmptyView, CurrentValueLabel == EmptyView {}
    public init(_: some StringProtocol) where Label == Text, CurrentValueLabel == EmptyView {}
    public init<V: BinaryFloatingPoint>(value: V?, total: V = 1.0) where Label == EmptyView, CurrentValueLabel == EmptyView {}
}

public struct Link<Label: View>: Shaped {
    public init(_: some StringProtocol, destination: URL) where Label == Text {}
    public init(destination: URL, @ViewBuilder label: () -> Label) {}
}

public struct ShareLink<Label: View>: Shaped {
    public init(_: some StringProtocol, item: String, subject: Text? = nil, message: Text? = nil)
    where Label == SwiftUI.Label<Text, Image> {}
    public init(item: String, subject: Text? = nil, message: Text? = nil, @ViewBuilder label: () -> Label) {}
}

public struct ContentUnavailableView<Label: View, Description: View, Actions: View>: Shaped {
    public init(
        @ViewBuilder label: () -> Label, @ViewBuilder description: () -> Description, @ViewBuilder actions: () -> Actions
    ) {}
    public init(_: some StringProtocol, systemImage: String, description: Text? = nil)
    where Label == SwiftUI.Label<Text, Image>, Description == Text?, Actions == EmptyView {}
}

public struct Divider: Shaped {
    public init() {}
}

public struct Spacer: Shaped {
    public init(minLength: CGFloat? = nil) {}
}

/// Of CoreTransferable.
public protocol Transferable {}
extension String: Transferable {}

/// Of CoreGraphics.
public final class CGImage: Sendable {}
