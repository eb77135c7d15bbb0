import Foundation

/// What a tap does. A view runs it in a task; one that comes while another is under way is dropped.
public typealias Run = @MainActor () async -> Void

/// One screen: what is drawn, what is read aloud, and what tests see, in reading order. A view maps each element to a control and
/// adds nothing, see ``Drawing``.
@MainActor
public struct Screen {
    /// The title of the bar.
    public var title: String
    /// Buttons of the bar.
    public var bar: [Button] = []
    /// Groups of elements, as a form has them.
    public var parts: [Part]
    /// Whether it stays out of screenshots, recordings and the list of apps.
    public var secure = false
    /// Whether something on it counts down: it is drawn anew each second, see ``AppModel/count(_:second:)``.
    public var counts = false
    /// Pulled down.
    public var refresh: Run?

    init(
        _ title: String, bar: [Button] = [], secure: Bool = false, counts: Bool = false, refresh: Run? = nil,
        @Listed<Part> parts: () -> [Part]
    ) {
        (self.title, self.bar, self.secure, self.counts, self.refresh) = (title, bar, secure, counts, refresh)
        self.parts = parts().filter { !$0.elements.isEmpty }
        chainFields()
    }

    /// All elements, in order.
    public var elements: [Element] { parts.flatMap(\.elements) }

    /// The title of what went wrong, as long as it is news: it is scrolled to when it comes.
    public var wrong: Line? {
        elements.lazy.compactMap { if case .heading(let line) = $0, line.urgent, line.live { line } else { nil } }.first
    }

    /// Elements that belong together.
    @MainActor
    public struct Part: Identifiable {
        public let id: String
        /// Above them, as a heading.
        public var title: String?
        public var elements: [Element]
        /// Puts the row at a place before another one; where rows can be moved.
        var move: (@MainActor (_ from: Int, _ to: Int) async -> Void)?

        init(
            _ id: String, title: String? = nil, move: (@MainActor (Int, Int) async -> Void)? = nil,
            @Listed<Element> elements: () -> [Element]
        ) {
            (self.id, self.title, self.move) = (id, title, move)
            self.elements = elements()
        }
    }

    /// One thing on a screen.
    @MainActor
    public enum Element: Identifiable {
        case heading(Line)
        case text(Line)
        /// What went wrong; spoken at once when it appears.
        case error(Line)
        case field(Field)
        case button(Button)
        case toggle(Toggle)
        case image(Image)
        /// Opens a page in the browser.
        case link(Button)
        case row(Row)
        /// Something is under way.
        case progress(Line)
        /// What the camera sees.
        case camera(Camera)

        nonisolated public var id: String {
            switch self {
            case .heading(let line), .text(let line), .error(let line), .progress(let line): line.id
            case .field(let field): field.id
            case .button(let button), .link(let button): button.id
            case .toggle(let toggle): toggle.id
            case .image(let image): image.id
            case .row(let row): row.id
            case .camera(let camera): camera.id
            }
        }
    }

    /// Words.
    public struct Line: Identifiable, Equatable, Sendable {
        public let id: String
        public var text: String
        var look = Look.plain
        /// Whether a change is spoken.
        var live = false
        /// Whether it is spoken before everything else.
        var urgent = false

        /// What went wrong.
        static func wrong(_ id: String, _ text: String) -> Line { Line(id: id, text: text, live: true, urgent: true) }

        /// How words look.
        enum Look: Sendable {
            case plain
            /// Beside the point.
            case quiet
            /// Each letter counts: fixed width, selectable.
            case exact
        }
    }

    /// Something to press.
    public struct Button: Identifiable, Sendable {
        public let id: String
        public var label: String
        /// As it is read aloud, where others beside it have the same label.
        var heard: String?
        public var role = Role.plain
        public var enabled = true
        /// Whether it can be pressed after a wait, of whose end VoiceOver tells.
        var waits = false
        /// The field in which it is typed next.
        public var focus: String?
        /// Whether what it shows is shown, where it shows and hides something below.
        public var open: Bool?
        public let press: Run

        public var spoken: String { heard ?? label }

        func waiting(_ waits: Bool) -> Button {
            var button = self
            button.waits = waits
            return button
        }

        /// The keyboard's key on the last field of what it sends: it waits for the same as the button.
        var key: Run { { if enabled { await press() } } }

        /// How much a press matters.
        public enum Role: Sendable {
            case plain
            /// The one thing that the screen is for.
            case main
            /// Takes something away.
            case destructive
            /// Leaves without doing it.
            case cancel
        }
    }

    /// Something to type. What is in it is read and written through `text`, so that no secret lies in a screen.
    public struct Field: Identifiable, Sendable {
        public let id: String
        public var label: String
        public var kind: Kind
        public var enabled = true
        /// Whether dots are shown instead of letters.
        var hidden = false
        /// What went wrong with what is in it, as long as that is in it.
        var wrong: String?
        public let text: @MainActor () -> String
        public let type: @MainActor (String) -> Void
        /// The keyboard's button.
        public var submit: Run?
        /// The field below, where the keyboard's button goes.
        public internal(set) var next: String?

        /// What it takes: keyboard, autofill and correction follow from that.
        public enum Kind: String, CaseIterable, Sendable {
            case address, login, password
            case newPassword = "new_password"
            /// A one-time code of digits.
            case code
            /// A code of letters and digits.
            case letters
            /// The word in a picture.
            case picture
            case name
            case familyName = "family_name"
            /// A link, or the text of a QR code.
            case link
            /// The one-time word of a mail, or the whole link with it.
            case checkword
            /// Addresses of the network, with commas between.
            case ranges
            /// Several lines.
            case text
        }
    }

    /// Something that is on or off.
    public struct Toggle: Identifiable, Sendable {
        public let id: String
        public var label: String
        public var on: Bool
        public var enabled = true
        public let set: @MainActor (Bool) async -> Void
    }

    /// A picture, and what it is to people who do not see it.
    public struct Image: Identifiable, Sendable {
        public let id: String
        public var label: String
        public let bytes: Data
        /// Whether it is on its way: the bytes are the one's before, and say only how large it is.
        var awaited = false
    }

    /// A row that leads somewhere, or that is chosen.
    public struct Row: Identifiable, Sendable {
        public let id: String
        public var title: String
        /// Below the title.
        public var lines: [String] = []
        /// Whether it is the one in use.
        var selected = false
        /// Whether it leads to another screen.
        var opens = true
        public var enabled = true
        public let press: Run
        /// Swiped, or in its menu.
        public var actions: [Button] = []

        /// As it is read aloud.
        public var label: String { ([title] + lines).joined(separator: ", ") }
    }

    /// The camera's picture. Where it may not be used, the field beside it is the way.
    public struct Camera: Identifiable, Sendable {
        public let id: String
        public var label: String
        /// What a code says.
        public let read: @MainActor (String) async -> Void
        /// The permission was not given.
        public let refused: @MainActor () -> Void
    }
}

/// Lists written as a block, with `if` and `for`.
@resultBuilder
enum Listed<Item> {
    static func buildExpression(_ item: Item) -> [Item] { [item] }
    static func buildExpression(_ item: Item?) -> [Item] { item.map { [$0] } ?? [] }
    static func buildExpression(_ items: [Item]) -> [Item] { items }
    static func buildBlock(_ items: [Item]...) -> [Item] { items.flatMap { $0 } }
    static func buildOptional(_ items: [Item]?) -> [Item] { items ?? [] }
    static func buildEither(first items: [Item]) -> [Item] { items }
    static func buildEither(second items: [Item]) -> [Item] { items }
    static func buildArray(_ items: [[Item]]) -> [Item] { items.flatMap { $0 } }
}
