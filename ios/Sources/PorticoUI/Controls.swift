import PorticoModel
import SwiftUI

/// One thing on a screen.
struct ElementView: View {
    let element: Screen.Element
    let focus: FocusState<String?>.Binding

    var body: some View { element.drawn(by: Controls(focus: focus)) }
}

/// Each thing on a screen as one of Apple's controls.
private struct Controls: Drawing {
    let focus: FocusState<String?>.Binding

    func heading(_ line: Screen.Line) -> AnyView {
        AnyView(LineView(line: line).font(.headline).accessibilityAddTraits(.isHeader))
    }

    func text(_ line: Screen.Line) -> AnyView { AnyView(LineView(line: line)) }

    func quiet(_ line: Screen.Line) -> AnyView { AnyView(LineView(line: line).font(.subheadline).foregroundStyle(.secondary)) }

    func exact(_ line: Screen.Line) -> AnyView { AnyView(LineView(line: line).monospaced().textSelection(.enabled)) }

    func error(_ line: Screen.Line) -> AnyView { AnyView(ErrorView(line: line)) }

    func progress(_ line: Screen.Line) -> AnyView { AnyView(WaitView(line: line)) }

    func field(_ field: Screen.Field) -> AnyView { typed(field, in: TextField(field.label, text: text(of: field))) }

    func growing(_ field: Screen.Field) -> AnyView {
        let text = Binding(get: field.text, set: field.typing { submit(field) })
        return typed(field, in: TextField(field.label, text: text, axis: .vertical).lineLimit(field.kind.lines))
    }

    func hidden(_ field: Screen.Field) -> AnyView { typed(field, in: SecureField(field.label, text: text(of: field))) }

    func button(_ button: Screen.Button) -> AnyView {
        AnyView(PressView(button: button) { _ = button.focus.map { focus.wrappedValue = $0 } })
    }

    func disclosure(_ button: Screen.Button, open: Bool) -> AnyView { AnyView(DisclosureView(button: button, open: open)) }

    func link(_ button: Screen.Button) -> AnyView { AnyView(LinkView(button: button)) }

    func toggle(_ toggle: Screen.Toggle) -> AnyView { AnyView(ToggleView(toggle: toggle)) }

    func image(_ image: Screen.Image) -> AnyView { AnyView(PictureView(image: image)) }

    func awaited(_ image: Screen.Image) -> AnyView { AnyView(AwaitedView(image: image)) }

    func row(_ row: Screen.Row) -> AnyView { AnyView(RowView(row: row, traits: .isButton)) }

    func chosen(_ row: Screen.Row) -> AnyView { AnyView(RowView(row: row, traits: [.isButton, .isSelected])) }

    func camera(_ camera: Screen.Camera) -> AnyView { AnyView(CameraView(camera: camera)) }

    private func text(of field: Screen.Field) -> Binding<String> { Binding(get: field.text, set: field.type) }

    private func typed(_ field: Screen.Field, in typing: some View) -> AnyView {
        AnyView(FieldView(field: field, focus: focus, typing: AnyView(typing), submit: { submit(field) }))
    }

    /// The keyboard's button.
    private func submit(_ field: Screen.Field) {
        focus.wrappedValue = field.next
        Task { await field.submit?() }
    }
}

/// Words.
struct LineView: View {
    let line: Screen.Line

    var body: some View { Text(line.text).fixedSize(horizontal: false, vertical: true) }
}

/// What went wrong. The sign is decoration: the words say it.
private struct ErrorView: View {
    let line: Screen.Line

    var body: some View {
        Label {
            LineView(line: line).bold()
        } icon: {
            Image(systemName: "exclamationmark.triangle.fill").foregroundStyle(.red).accessibilityHidden(true)
        }
    }
}

private struct WaitView: View {
    let line: Screen.Line

    var body: some View {
        Label {
            LineView(line: line)
        } icon: {
            ProgressView().accessibilityHidden(true)
        }
        .accessibilityAddTraits(.updatesFrequently)
    }
}

/// Something to press.
struct PressView: View {
    let button: Screen.Button
    /// After what the button does: the field to type in may come by that.
    var pressed: @MainActor () -> Void = {}

    var body: some View {
        Button(button.label, role: button.role.apples()) {
            Task {
                await button.press()
                pressed()
            }
        }
        .bold(button.role.bold)
        .keyboardShortcut(button.role.shortcut())
        .disabled(!button.enabled)
        .accessibilityLabel(button.spoken)
        .accessibilityIdentifier(button.id)
    }
}

/// Shows and hides the elements that follow it. They are no part of it, so that a test sees what VoiceOver reads; Apple's control says
/// whether it is open.
private struct DisclosureView: View {
    let button: Screen.Button
    let open: Bool

    var body: some View {
        let shown = Binding(get: { open }, set: { _ in Task { await button.press() } })
        DisclosureGroup(isExpanded: shown) {
            EmptyView()
        } label: {
            Text(button.label)
        }
        .disabled(!button.enabled)
        .accessibilityIdentifier(button.id)
    }
}

/// Leads out of the app.
private struct LinkView: View {
    let button: Screen.Button

    var body: some View {
        Button(button.label, systemImage: "arrow.up.forward.square") { Task { await button.press() } }
            .disabled(!button.enabled)
            .accessibilityIdentifier(button.id)
            .accessibilityRemoveTraits(.isButton)
            .accessibilityAddTraits(.isLink)
    }
}

private struct ToggleView: View {
    let toggle: Screen.Toggle

    var body: some View {
        Toggle(toggle.label, isOn: Binding(get: { toggle.on }, set: { on in Task { await toggle.set(on) } }))
            .disabled(!toggle.enabled)
            .accessibilityIdentifier(toggle.id)
    }
}

/// A row that leads somewhere. What can be done with it is in its menu, and the last of that is swiped too. Its colours are not
/// levels of the style around them: in a button that is the tint, and its words would look like a link's.
private struct RowView: View {
    let row: Screen.Row
    let traits: AccessibilityTraits

    var body: some View {
        Button {
            Task { await row.press() }
        } label: {
            HStack {
                VStack(alignment: .leading) {
                    Text(row.title).font(.headline).foregroundStyle(Color.primary)
                    ForEach(row.lines, id: \.self) { Text($0).font(.subheadline).foregroundStyle(Color.secondary) }
                }
                .multilineTextAlignment(.leading)
                Spacer()
                row.sign.map { Image(systemName: $0).foregroundStyle(Color.secondary) }
            }
        }
        .disabled(!row.enabled)
        .swipeActions(allowsFullSwipe: false) { ForEach(row.swiped) { SwipeView(button: $0) } }
        .contextMenu { ForEach(row.actions) { PressView(button: $0) } }
        .accessibilityElement()
        .accessibilityLabel(row.label)
        .accessibilityAddTraits(traits)
        .accessibilityIdentifier(row.id)
        .accessibilityAction { Task { await row.press() } }
        .accessibilityActions { ForEach(row.only) { PressView(button: $0) } }
    }
}

/// Something that was uncovered by a swipe. Without Apple's role for what takes away: by that the row would go at once, and what it
/// takes is shown before.
private struct SwipeView: View {
    let button: Screen.Button

    var body: some View {
        Button(button.label) { Task { await button.press() } }
            .tint(button.role.tint())
            .disabled(!button.enabled)
            .accessibilityIdentifier(button.id)
    }
}
