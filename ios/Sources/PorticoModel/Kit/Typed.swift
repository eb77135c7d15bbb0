/// What was typed and is nobody's business. It is in no description, no dump and nothing that is saved.
struct Typed: Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var text = ""

    var isEmpty: Bool { text.isEmpty }
    /// Nothing but spaces.
    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
    var description: String { "…" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
