import PorticoTestSupport

/// Saved values and their `{{name}}`.
struct Names {
    private var values: [String: Json] = [:]

    subscript(_ name: String) -> Json? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The same value with every `{{name}}` replaced. A text that is nothing but one name becomes the saved value itself.
    func fill(_ json: Json) throws -> Json {
        switch json {
        case .string(let text): try fill(text)
        case .array(let items): .array(try items.map(fill))
        case .object(let fields): .object(try fields.mapValues(fill))
        case .null, .bool, .number: json
        }
    }

    private func fill(_ text: String) throws -> Json {
        var (filled, rest) = ("", Substring(text))
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            let name = String(rest[open.upperBound..<close.lowerBound])
            guard let value = values[name] else { throw Wrong("nothing was saved as \(name)") }
            if rest.count == text.count, open.lowerBound == text.startIndex, close.upperBound == text.endIndex { return value }
            guard value.text != nil || value.number != nil else { throw Wrong("\(name) is no text but \(value)") }
            filled += rest[..<open.lowerBound] + (value.text ?? value.written)
            rest = rest[close.upperBound...]
        }
        return .string(filled + rest)
    }
}
