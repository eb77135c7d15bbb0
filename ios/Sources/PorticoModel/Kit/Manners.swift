import Foundation

// How things on a screen behave on Apple's phones.

extension Theme {
    /// Nothing follows the system.
    public func scheme<Scheme: Apple.ColorScheme>() -> Scheme? {
        switch self {
        case .system: nil
        case .light: .light
        case .dark: .dark
        }
    }
}

extension Screen {
    /// Tells each field which one is below it.
    mutating func chainFields() {
        var next: String?
        for part in parts.indices.reversed() {
            for at in parts[part].elements.indices.reversed() {
                guard case .field(var field) = parts[part].elements[at] else { continue }
                (field.next, next) = (next, field.id)
                parts[part].elements[at] = .field(field)
            }
        }
    }
}

extension Screen.Line {
    /// Changes when VoiceOver says it by itself. A wait that counts down is said once: each of its seconds would drown everything
    /// else.
    public var news: String? { live ? text.filter { !$0.isNumber } : nil }

    /// Said when it comes and when it changes. What went wrong comes first; the rest of what one step changed waits for its turn.
    @MainActor
    public func announced(by voice: some Saying) {
        guard live else { return }
        if urgent { voice.atOnce(text) } else { voice.inTurn(text) }
    }
}

extension Screen {
    /// What is said of a screen by itself, and had been said when it was said last.
    public struct Told: Equatable {
        let title: String
        let lines: [Line]
        /// The labels of what waits, and of what does not, by their ids.
        let waiting, ready: [String: String]

        /// Says what has come or changed since: what went wrong, another step by its title, and the rest. What goes and comes again is
        /// news again, so that the same refusal twice is told twice. Of a wait only the end is said, by what can be pressed now.
        @MainActor
        public func said(after old: Told?, by voice: some Saying) -> Told {
            let fresh = lines.filter { line in !(old?.lines ?? []).contains { $0.id == line.id && $0.news == line.news } }
            for line in fresh where line.urgent { line.announced(by: voice) }
            if let old, old.title != title { voice.inTurn(title) }
            for line in fresh where !line.urgent { line.announced(by: voice) }
            for (id, label) in ready where old?.waiting[id] != nil { voice.inTurn(label) }
            return self
        }
    }

    public var told: Told {
        let lines = elements.compactMap { element -> Line? in
            switch element {
            case .heading(let line), .text(let line), .error(let line), .progress(let line): line
            case .field, .button, .toggle, .image, .link, .row, .camera: nil
            }
        }
        let buttons = elements.compactMap { if case .button(let button) = $0 { button } else { nil } }
        let labels = { (some: [Button]) in Dictionary(some.map { ($0.id, $0.label) }) { first, _ in first } }
        return Told(
            title: title, lines: lines.filter(\.live), waiting: labels(buttons.filter(\.waits)),
            ready: labels(buttons.filter { !$0.waits }))
    }
}

extension Screen.Button.Role {
    public func apples<Role: Apple.ButtonRole>() -> Role? {
        switch self {
        case .destructive: .destructive
        case .cancel: .cancel
        case .main, .plain: nil
        }
    }

    public var bold: Bool { self == .main }

    /// The main button answers to Return, the one that leaves to Escape.
    public func shortcut<Shortcut: Apple.KeyboardShortcut>() -> Shortcut? {
        switch self {
        case .main: .defaultAction
        case .cancel: .cancelAction
        case .plain, .destructive: nil
        }
    }

    /// Where it is uncovered by a swipe.
    public func tint<Color: Apple.Color>() -> Color? { self == .destructive ? .red : nil }
}

extension Screen.Row {
    /// What a swipe uncovers: as much as a narrow phone has room for, the last of it at the edge.
    public var swiped: [Screen.Button] { actions.suffix(3).reversed() }

    /// What is in the menu only; VoiceOver takes the swipes for actions by itself.
    public var only: [Screen.Button] { actions.dropLast(3) }

    /// A picture at its end, by its name among SF Symbols.
    public var sign: String? { selected ? "checkmark" : opens ? "chevron.forward" : nil }
}

extension Screen.Field {
    /// Read aloud after what is in it.
    public var hint: String { wrong ?? "" }

    /// A picture beside its label, by its name among SF Symbols.
    public var sign: String? { wrong == nil ? nil : "exclamationmark.circle.fill" }

    public func submitLabel<Label: Apple.SubmitLabel>() -> Label { kind == .text ? .return : submit == nil ? .next : .go }

    /// Takes what is typed where a field grows. There the keyboard's button is no submit but types a line end; in a field that
    /// only wraps that is `pressed`, and the text is set again without it, so that the control lets go of it. A longer text with
    /// line ends was pasted, and stays.
    public func typing(pressed: @escaping @MainActor () -> Void) -> @MainActor (String) -> Void {
        { new in
            let old = text()
            let ends = kind == .text ? [] : new.indices.filter { new[$0].isNewline }
            let isPressed = ends.contains { new[..<$0] + new[new.index(after: $0)...] == old }
            type(isPressed ? old : new)
            if isPressed { pressed() }
        }
    }
}

extension Screen.Field.Kind {
    public func content<Content: Apple.UITextContentType>() -> Content? {
        switch self {
        case .address: .URL
        case .login: .username
        case .password: .password
        case .newPassword: .newPassword
        case .code: .oneTimeCode
        case .name: .givenName
        case .familyName: .familyName
        case .letters, .picture, .link, .checkword, .ranges, .text: nil
        }
    }

    public func keyboard<Keyboard: Apple.UIKeyboardType>() -> Keyboard {
        switch self {
        case .address, .link: .URL
        case .login: .emailAddress
        case .code: .numberPad
        case .ranges: .numbersAndPunctuation
        // Latin letters and digits: one of another alphabet that looks the same is a try for nothing.
        case .letters, .picture, .checkword: .asciiCapable
        case .password, .newPassword, .name, .familyName, .text: .default
        }
    }

    public func capitals<Capitals: Apple.TextInputAutocapitalization>() -> Capitals {
        switch self {
        case .name, .familyName: .words
        case .text: .sentences
        case .address, .login, .password, .newPassword, .code, .letters, .picture, .link, .checkword, .ranges: .never
        }
    }

    /// Each letter counts: nothing is corrected.
    public var exact: Bool { self != .text }

    /// Not to be seen on a covered screen.
    public var secret: Bool {
        switch self {
        case .password, .newPassword, .code, .letters, .picture, .link, .checkword: true
        case .address, .login, .name, .familyName, .ranges, .text: false
        }
    }

    /// How a field grows.
    public var lines: ClosedRange<Int> {
        switch self {
        case .text: 3...12
        case .link, .checkword, .ranges: 1...6
        case .address, .login, .password, .newPassword, .code, .letters, .picture, .name, .familyName: 1...1
        }
    }
}
