import Foundation
import Portico
import PorticoTestSupport

extension Json {
    /// A public record as the surface's JSON: its own fields by their names, absent ones left out.
    init(record: Any) {
        switch record {
        case let text as String: self = .string(text)
        case let flag as Bool: self = .bool(flag)
        case let number as any BinaryInteger: self = .number(Double(number))
        case let time as Date: self = .string(time.formatted(.iso8601))
        case let bytes as Data: self = .string(bytes.base64EncodedString())
        case let id as any Identifier: self = .string(id.value)
        case let code as any OpenCode: self = .string(code.code)
        // The one flag among an action's arguments is a flag in JSON.
        case let arguments as [String: String]:
            self = .object(arguments.mapValues { ["true": true, "false": false][$0] ?? .string($0) })
        case let items as [Any]: self = .array(items.map(Json.init(record:)))
        case let step as Step: self = .object(Json.payload(step).merging(["kind": .string(step.code)]) { own, _ in own })
        default:
            let mirror = Mirror(reflecting: record)
            if mirror.displayStyle == .enum {
                self = .string(Json.snake("\(record)"))
            } else {
                self = .object(Json.fields(mirror))
            }
        }
    }

    private static func fields(_ mirror: Mirror) -> [String: Json] {
        var fields: [String: Json] = [:]
        for (label, value) in mirror.children {
            let inner = Mirror(reflecting: value)
            if inner.displayStyle == .optional {
                if let there = inner.children.first { fields[snake(label ?? "")] = Json(record: there.value) }
            } else {
                fields[snake(label ?? "")] = Json(record: value)
            }
        }
        return fields
    }

    /// What the case of a step carries: a struct of ours, or values by their labels.
    private static func payload(_ step: Step) -> [String: Json] {
        guard let carried = Mirror(reflecting: step).children.first?.value else { return [:] }
        return fields(Mirror(reflecting: carried))
    }

    static func snake(_ camel: String) -> String {
        camel.reduce(into: "") { name, letter in
            name += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
        }
    }
}
