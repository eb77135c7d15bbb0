import Foundation

/// JSON as it is, whatever it is.
package enum Json: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([Json])
    case object([String: Json])

    package init(_ data: Data) throws { self = try JSONDecoder().decode(Json.self, from: data) }

    /// `nil` is null.
    package init(_ text: String?) { self = text.map(Json.string) ?? .null }

    package var text: String? { if case .string(let text) = self { text } else { nil } }
    package var number: Double? { if case .number(let number) = self { number } else { nil } }
    package var items: [Json]? { if case .array(let items) = self { items } else { nil } }
    package var fields: [String: Json]? { if case .object(let fields) = self { fields } else { nil } }
    package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }

    /// A field of an object; nothing elsewhere.
    package subscript(_ name: String) -> Json? { fields?[name] }

    /// RFC 6901; `""` is the whole.
    package func at(_ pointer: String) -> Json? {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().reduce(self) { json, step in
            let step = step.replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~")
            if let items = json?.items { return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil } }
            return json?[step]
        }
    }
}

extension Json: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let items = try? value.decode([Json].self) {
            self = .array(items)
        } else {
            self = .object(try value.decode([String: Json].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let flag): try value.encode(flag)
        case .number(let number):
            if let whole = Int(exactly: number) { try value.encode(whole) } else { try value.encode(number) }
        case .string(let text): try value.encode(text)
        case .array(let items): try value.encode(items)
        case .object(let fields): try value.encode(fields)
        }
    }

    package var written: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }
}

extension Json: CustomStringConvertible {
    package var description: String { written }
}

extension Json: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(arrayLiteral elements: Json...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, Json)...) { self = .object(Dictionary(uniqueKeysWithValues: elements)) }
    package init(nilLiteral: ()) { self = .null }
}
