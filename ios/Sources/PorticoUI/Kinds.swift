import PorticoModel
import SwiftUI

// What a model calls a thing, in Apple's words. Here, in `ElementView` and in `Shell` are the only choices that views make.

extension Theme {
    /// Nothing follows the system.
    var scheme: ColorScheme? {
        switch self {
        case .system: nil
        case .light: .light
        case .dark: .dark
        }
    }
}

extension AppModel {
    /// Comes to the front, is covered, goes to the back. Covered at once: the system takes its picture right after.
    func follow(_ phase: ScenePhase) {
        switch phase {
        case .active: Task { await foreground() }
        case .background: background()
        default: inactive()
        }
    }

    /// A tick each second, as long as the view's task runs.
    func count(_ on: Bool) async {
        while on, !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            tick()
        }
    }
}

extension Screen {
    /// The field that the keyboard's button goes to.
    func field(after id: String?) -> String? {
        let ids = elements.compactMap { if case .field(let field) = $0 { field.id } else { nil } }
        return zip(ids, ids.dropFirst()).first { $0.0 == id }?.1
    }
}

extension Screen.Part {
    /// Apple's way of naming a move, where rows can be moved.
    var moved: ((IndexSet, Int) -> Void)? {
        move.map { _ in { from, to in Task { for from in from { await drag(from, to: to) } } } }
    }
}

extension Screen.Line {
    /// Changes when VoiceOver has something to say by itself. A wait that counts down is said once: each of its seconds would
    /// drown everything else.
    var news: String? { live ? text.filter { !$0.isNumber } : nil }

    func speak() {
        if live { AccessibilityNotification.Announcement(text).post() }
    }
}

extension Screen.Button.Role {
    var apples: ButtonRole? {
        switch self {
        case .destructive: .destructive
        case .cancel: .cancel
        case .main, .plain: nil
        }
    }

    var tint: Color? { self == .destructive ? .red : nil }
}

extension Screen.Image {
    /// How much of the wait is seen.
    var loading: Double { bytes == nil ? 1 : 0 }
}

extension Screen.Row {
    /// What a swipe uncovers: as much as a narrow phone has room for, the last of it at the edge.
    var swiped: [Screen.Button] { actions.suffix(3).reversed() }

    /// What is in the menu only; VoiceOver takes the swipes for actions by itself.
    var only: [Screen.Button] { actions.dropLast(3) }

    @MainActor var sign: Image? { selected ? Image(systemName: "checkmark") : opens ? Image(systemName: "chevron.forward") : nil }

    var traits: AccessibilityTraits { selected ? [.isButton, .isSelected] : .isButton }
}

extension Screen.Field {
    var keyboardButton: SubmitLabel { submit == nil ? .next : .go }
}

extension Screen.Field.Kind {
    /// What the system may fill in.
    var content: UITextContentType? {
        switch self {
        case .address: .URL
        case .login: .username
        case .password: .password
        case .newPassword: .newPassword
        case .code: .oneTimeCode
        case .name: .givenName
        case .familyName: .familyName
        case .letters, .picture, .link, .ranges, .text: nil
        }
    }

    var keyboard: UIKeyboardType {
        switch self {
        case .address, .link: .URL
        case .login: .emailAddress
        case .code: .numberPad
        case .ranges: .numbersAndPunctuation
        case .letters, .picture: .asciiCapable
        case .password, .newPassword, .name, .familyName, .text: .default
        }
    }

    var capitals: TextInputAutocapitalization {
        switch self {
        case .name, .familyName: .words
        case .text: .sentences
        case .address, .login, .password, .newPassword, .code, .letters, .picture, .link, .ranges: .never
        }
    }

    /// Each letter counts: nothing is corrected.
    var exact: Bool { self != .text }

    /// Not to be seen on a covered screen.
    var secret: Bool {
        switch self {
        case .password, .newPassword, .code, .letters, .picture, .link: true
        case .address, .login, .name, .familyName, .ranges, .text: false
        }
    }

    /// How a field grows.
    var lines: ClosedRange<Int> {
        switch self {
        case .text: 3...12
        case .link, .ranges: 1...6
        case .address, .login, .password, .newPassword, .code, .letters, .picture, .name, .familyName: 1...1
        }
    }

    var axis: Axis { lines.upperBound > 1 ? .vertical : .horizontal }
}

/// Dots instead of letters, or not.
struct Typing: View {
    let field: Screen.Field

    var body: some View {
        let text = Binding(get: field.text, set: field.type)
        if field.hidden {
            SecureField(field.label, text: text)
        } else {
            TextField(field.label, text: text, axis: field.kind.axis).lineLimit(field.kind.lines)
        }
    }
}

/// Where there is something to pull down for.
struct Refreshed: ViewModifier {
    let refresh: Run?

    func body(content: Content) -> some View {
        if let refresh { content.refreshable(action: refresh) } else { content }
    }
}

/// A place in the keyboard's order, on screens that have one.
struct Focused: ViewModifier {
    let focus: FocusState<String?>.Binding?
    let id: String

    func body(content: Content) -> some View {
        if let focus { content.focused(focus, equals: id) } else { content }
    }
}

/// How words look.
struct Looking: ViewModifier {
    let look: Screen.Line.Look

    func body(content: Content) -> some View {
        switch look {
        case .plain: content
        case .quiet: content.font(.subheadline).foregroundStyle(.secondary)
        case .exact: content.monospaced().textSelection(.enabled)
        }
    }
}

/// How much a press matters. The main one answers to Return, leaving to Escape.
struct Pressing: ViewModifier {
    let role: Screen.Button.Role

    func body(content: Content) -> some View {
        switch role {
        case .main: content.bold().keyboardShortcut(.defaultAction)
        case .cancel: content.keyboardShortcut(.cancelAction)
        case .plain, .destructive: content
        }
    }
}
