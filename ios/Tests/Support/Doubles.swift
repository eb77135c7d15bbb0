import Foundation
import Portico

/// A key store in memory, kept over a restart. `before` is asked first and may throw or wait.
package final class MemoryVault: Vault, Sendable {
    private let entries = Locked<[String: Data]>([:])
    package let before = Locked<@Sendable () throws -> Void>({})

    package init() {}

    package func get(entry: String) throws -> Data? {
        try before.with { $0 }()
        return entries.with { $0[entry] }
    }

    package func put(entry: String, value: Data) throws {
        try before.with { $0 }()
        entries.with { $0[entry] = value }
    }

    package func delete(entry: String) throws {
        try before.with { $0 }()
        entries.with { _ = $0.removeValue(forKey: entry) }
    }

    package func list() throws -> [String] {
        try before.with { $0 }()
        return entries.with { Array($0.keys) }
    }
}

/// The phone's clock, which tests move on.
package final class MovableClock: Clock, Sendable {
    private let ahead = Locked<Int64>(0)

    package init() {}

    package func advance(_ seconds: Int64) { ahead.with { $0 += seconds * 1000 } }
    package func wallMs() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) + ahead.with { $0 } }
    package func bootMs() -> UInt64 { UInt64(ProcessInfo.processInfo.systemUptime * 1000) + UInt64(ahead.with { $0 }) }
}

/// Folders that go when the test has gone.
package final class Folder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "portico-swift-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// At most so many at once: portals are processes.
package actor Turns {
    package static let scenarios = Turns(4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init(_ free: Int) { self.free = free }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }

    package nonisolated func take<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        await enter()
        do {
            let value = try await work()
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }
}

/// What went wrong in a test's own machinery, or in a story.
package struct Wrong: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
