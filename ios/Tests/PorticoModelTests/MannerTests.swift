import Testing

@testable import PorticoModel

/// Apple's names, as Apple's types have them.
private enum Name: Apple.ButtonRole, Apple.Color, Apple.ColorScheme, Apple.KeyboardShortcut, Apple.SubmitLabel {
    case destructive, cancel, red, light, dark, defaultAction, cancelAction, next, go, `return`
}

private enum Content: Apple.UITextContentType {
    case URL, username, password, newPassword, oneTimeCode, givenName, familyName
}

private enum Keys: Apple.UIKeyboardType {
    case `default`, asciiCapable, numbersAndPunctuation, URL, numberPad, emailAddress
}

private enum Capitals: Apple.TextInputAutocapitalization {
    case never, words, sentences
}

/// How a field behaves, in one line.
private struct Typing: Equatable {
    let content: Content?
    let keyboard: Keys
    let capitals: Capitals
    let lines: ClosedRange<Int>
    let exact: Bool
    let secret: Bool

    init(
        _ content: Content?, _ keyboard: Keys, _ capitals: Capitals = .never, lines: ClosedRange<Int> = 1...1,
        exact: Bool = true, secret: Bool
    ) {
        (self.content, self.keyboard, self.capitals) = (content, keyboard, capitals)
        (self.lines, self.exact, self.secret) = (lines, exact, secret)
    }

    init(_ kind: Screen.Field.Kind) {
        self.init(
            kind.content(), kind.keyboard(), kind.capitals(), lines: kind.lines, exact: kind.exact, secret: kind.secret)
    }
}

@MainActor @Suite struct MannerTests {
    private static let typed: [Screen.Field.Kind: Typing] = [
        .address: Typing(.URL, .URL, secret: false),
        .login: Typing(.username, .emailAddress, secret: false),
        .password: Typing(.password, .default, secret: true),
        .newPassword: Typing(.newPassword, .default, secret: true),
        .code: Typing(.oneTimeCode, .numberPad, secret: true),
        .letters: Typing(nil, .asciiCapable, secret: true),
        .picture: Typing(nil, .asciiCapable, secret: true),
        .name: Typing(.givenName, .default, .words, secret: false),
        .familyName: Typing(.familyName, .default, .words, secret: false),
        .link: Typing(nil, .URL, lines: 1...6, secret: true),
        .checkword: Typing(nil, .asciiCapable, lines: 1...6, secret: true),
        .ranges: Typing(nil, .numbersAndPunctuation, lines: 1...6, secret: false),
        .text: Typing(nil, .default, .sentences, lines: 3...12, exact: false, secret: false),
    ]

    @Test(arguments: Screen.Field.Kind.allCases)
    func aFieldHasTheKeyboardAndTheFillingInOfItsKind(_ kind: Screen.Field.Kind) {
        #expect(Typing(kind) == Self.typed[kind])
    }

    @Test func theKeyboardsButtonGoesToTheNextFieldOrDoesWhatTheLastOneIsFor() {
        #expect(Screen.Field.of(.login).submitLabel() == Name.next)
        #expect(Screen.Field.of(.password, submit: {}).submitLabel() == Name.go)
        #expect(Screen.Field.of(.text).submitLabel() == Name.return)
        let screen = Screen("") {
            Screen.Part("who") {
                Screen.Element.field(.of(.login))
                Screen.Element.text(Screen.Line(id: "between", text: ""))
            }
            Screen.Part("what") { Screen.Element.field(.of(.password)) }
        }
        let next = screen.elements.compactMap { if case .field(let field) = $0 { [field.id, field.next] } else { nil } }
        #expect(next == [["login", "password"], ["password", nil]])
    }

    @Test(arguments: [
        (Screen.Field.Kind.link, "ab\n", "ab", true), (.ranges, "a\nb", "ab", true), (.link, "abc", "abc", false),
        (.link, "ab\r\n", "ab", true),
        (.checkword, "ab\n", "ab", true), (.text, "ab\n", "ab\n", false), (.link, "pasted\nlines\n", "pasted\nlines\n", false),
    ])
    func aLineEndInAFieldThatOnlyWrapsIsTheKeyboardsButton(
        _ kind: Screen.Field.Kind, typed: String, kept: String, pressed: Bool
    ) {
        var (text, presses) = ("ab", 0)
        let field = Screen.Field(id: "field", label: "", kind: kind, text: { text }, type: { text = $0 })
        field.typing { presses += 1 }(typed)
        #expect(text == kept && presses == (pressed ? 1 : 0))
    }

    @Test func theMainButtonAnswersToReturnAndTheOneThatLeavesToEscape() {
        let roles: [Screen.Button.Role] = [.plain, .main, .destructive, .cancel]
        #expect(roles.map { $0.shortcut() } == [nil, Name.defaultAction, nil, .cancelAction])
        #expect(roles.map { $0.apples() } == [nil, nil, Name.destructive, .cancel])
        #expect(roles.map(\.bold) == [false, true, false, false])
        #expect(roles.map { $0.tint() } == [nil, nil, Name.red, nil])
    }

    @Test func aThemeIsAppliedOrLeftToTheSystem() {
        #expect(Theme.allCases.map { $0.scheme() } == [nil, Name.light, .dark])
    }

    @Test func aSwipeUncoversThreeWithTheLastAtTheEdgeAndTheMenuHasAll() {
        let actions = ["a", "b", "c", "d", "e"].map { Screen.Button(id: $0, label: $0, press: {}) }
        let row = Screen.Row(id: "row", title: "", press: {}, actions: actions)
        #expect(row.swiped.map(\.id) == ["e", "d", "c"])
        #expect(row.only.map(\.id) == ["a", "b"])
        let short = Screen.Row(id: "row", title: "", press: {}, actions: Array(actions.prefix(2)))
        #expect(short.swiped.map(\.id) == ["b", "a"] && short.only.isEmpty)
    }

    @Test func aRowShowsThatItIsInUseOrThatItLeadsOn() {
        #expect(Screen.Row(id: "row", title: "", press: {}).sign == "chevron.forward")
        #expect(Screen.Row(id: "row", title: "", selected: true, press: {}).sign == "checkmark")
        #expect(Screen.Row(id: "row", title: "", opens: false, press: {}).sign == nil)
    }

    @Test func whatIsLiveIsSaidAndACountdownOnce() {
        func line(_ text: String, live: Bool = true) -> Screen.Line { Screen.Line(id: "line", text: text, live: live) }
        #expect(line("Copied").news == "Copied" && line("Copied", live: false).news == nil)
        #expect(line("9 seconds left").news == line("10 seconds left").news)
        #expect(line("9 seconds left").news != line("It is over").news)
    }
}
