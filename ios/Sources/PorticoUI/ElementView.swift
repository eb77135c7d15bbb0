import PorticoModel
import SwiftUI

/// One thing on a screen as one of Apple's controls. This is the only choice of a control that there is.
struct ElementView: View {
    let element: Screen.Element
    var focus: FocusState<String?>.Binding?

    var body: some View {
        switch element {
        case .heading(let line): LineView(line: line).font(.headline).accessibilityAddTraits(.isHeader)
        case .text(let line): LineView(line: line)
        case .error(let line): ErrorView(line: line)
        case .progress(let line): WaitView(line: line)
        case .field(let field): FieldView(field: field, focus: focus)
        case .button(let button): PressView(button: button)
        case .link(let button): LinkView(button: button)
        case .toggle(let toggle): ToggleView(toggle: toggle)
        case .image(let image): PictureView(image: image)
        case .row(let row): RowView(row: row)
        case .camera(let camera): CameraView(camera: camera)
        }
    }
}

/// Words. What is live is spoken when it comes and when it changes.
struct LineView: View {
    let line: Screen.Line

    var body: some View {
        Text(line.text)
            .modifier(Looking(look: line.look))
            .fixedSize(horizontal: false, vertical: true)
            .onChange(of: line.news, initial: true) { line.speak() }
    }
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

    var body: some View {
        Button(button.label, role: button.role.apples) { Task { await button.press() } }
            .modifier(Pressing(role: button.role))
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

/// A row that leads somewhere. What can be done with it is in its menu, and the last of that is swiped too.
private struct RowView: View {
    let row: Screen.Row

    var body: some View {
        Button {
            Task { await row.press() }
        } label: {
            HStack {
                VStack(alignment: .leading) {
                    Text(row.title).font(.headline).foregroundStyle(.primary)
                    ForEach(row.lines, id: \.self) { Text($0).font(.subheadline).foregroundStyle(.secondary) }
                }
                .multilineTextAlignment(.leading)
                Spacer()
                row.sign.map { $0.foregroundStyle(.secondary) }
            }
        }
        .disabled(!row.enabled)
        .swipeActions(allowsFullSwipe: false) { ForEach(row.swiped) { SwipeView(button: $0) } }
        .contextMenu { ForEach(row.actions) { PressView(button: $0) } }
        .accessibilityElement()
        .accessibilityLabel(row.label)
        .accessibilityAddTraits(row.traits)
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
            .tint(button.role.tint)
            .disabled(!button.enabled)
            .accessibilityIdentifier(button.id)
    }
}
