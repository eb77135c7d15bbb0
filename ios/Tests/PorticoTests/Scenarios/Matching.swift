import PorticoTestSupport

/// Expected values: subsets of what came, with a few operators. See tests/scenarios/README.md.
enum Matching {
    /// Where `actual` is not as expected, and what is there; nothing if it fits.
    static func wrong(_ expected: Json, _ actual: Json?) -> String? {
        if let operators = expected.fields, operators.keys.contains(where: { $0.hasPrefix("$") }) {
            return operators.lazy.compactMap { hold($0.key, $0.value, actual) }.first
        }
        guard let actual else { return ": \(expected) is not there" }
        switch (expected, actual) {
        case (.object(let fields), .object(let there)):
            return fields.lazy.compactMap { name, value in wrong(value, there[name]).map { "/\(name)\($0)" } }.first
        case (.array(let items), .array(let there)):
            let pairs = zip(items, there).enumerated()
            let inside = pairs.lazy.compactMap { at, pair in wrong(pair.0, pair.1).map { "/\(at)\($0)" } }.first
            return inside ?? (items.count == there.count ? nil : ": \(items.count) expected, \(there.count) there: \(actual)")
        default:
            return expected == actual ? nil : ": \(expected) expected, \(actual) there"
        }
    }

    private static func hold(_ name: String, _ argument: Json, _ actual: Json?) -> String? {
        let holds: Bool
        switch name {
        case "$absent": holds = actual == nil || actual == .null
        case "$any": holds = actual != nil
        case "$not": holds = wrong(argument, actual) != nil
        case "$one_of": holds = argument.items?.contains { wrong($0, actual) == nil } ?? false
        case "$starts": holds = actual?.text?.hasPrefix(argument.text ?? "") ?? false
        case "$contains": holds = actual?.text?.contains(argument.text ?? "") ?? false
        case "$min": holds = actual?.number.map { $0 >= argument.number ?? .nan } ?? false
        case "$max": holds = actual?.number.map { $0 <= argument.number ?? .nan } ?? false
        case "$length":
            let length = actual?.items?.count ?? actual?.text?.unicodeScalars.count
            holds = length.map { wrong(argument, .number(Double($0))) == nil } ?? false
        case "$has": holds = has(argument.items ?? [], actual?.items ?? [])
        case "$each": holds = actual?.items?.allSatisfy { wrong(argument, $0) == nil } ?? false
        case "$count":
            let count = actual?.items?.count { wrong(argument["of"] ?? .null, $0) == nil }
            holds = count.map { wrong(argument["is"] ?? .null, .number(Double($0))) == nil } ?? false
        default: return ": there is no operator \(name)"
        }
        return holds ? nil : ": \(name) \(argument) does not hold for \(actual?.written ?? "nothing")"
    }

    /// Every one of `wanted` has an item of its own.
    private static func has(_ wanted: [Json], _ there: [Json]) -> Bool {
        var left = there
        return wanted.allSatisfy { one in
            guard let at = left.firstIndex(where: { wrong(one, $0) == nil }) else { return false }
            left.remove(at: at)
            return true
        }
    }
}
