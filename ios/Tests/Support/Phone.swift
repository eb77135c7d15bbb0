import Foundation
import Portico

/// A portal with one employee and a phone beside it, for the time of `story`.
package struct Phone: Sendable {
    package let portal: Portal
    package let folder: Folder
    package let vault: MemoryVault
    package let clock: MovableClock
    package let portico: Portico

    package static func with(_ story: @Sendable (Phone) async throws -> Void) async throws {
        try await Turns.scenarios.take {
            let folder = try Folder()
            let anna: Json = ["login": "anna", "password": "Sun-flower9", "name": "Anna Berg"]
            let portal = try await Portal.start(company: ["users": [anna]], in: folder)
            do {
                let (vault, clock) = (MemoryVault(), MovableClock())
                let portico = try await Portico.open(config(folder.path + "/data", portal), vault: vault, clock: clock)
                try await story(Phone(portal: portal, folder: folder, vault: vault, clock: clock, portico: portico))
                try await portico.close()
            } catch {
                await portal.end()
                throw error
            }
            await portal.end()
        }
    }

    package static func config(_ data: String, _ portal: Portal) throws -> Config {
        let pem = try String(contentsOfFile: portal.ca, encoding: .utf8)
        return Config(data: data, extraRoots: [ExtraRootConfig(pem: pem, origins: [portal.url])])
    }

    /// Anna, signed in.
    package func signedIn() async throws -> AccountId {
        let began = try await portico.signInStart(address: portal.url)
        let ended = try await portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
        guard case .done(let account) = ended.step else { throw Wrong("not signed in: \(ended)") }
        return account
    }

    /// What is asked for next, of this path if one is named, takes so long.
    package func slow(_ milliseconds: Int, path: String? = nil) async throws {
        var delay: [String: Json] = ["kind": "delay", "ms": .number(Double(milliseconds))]
        delay["path"] = path.map(Json.string)
        try await portal.desk("POST /faults", .object(delay))
    }

    /// Until a request has met that: from then on its answer is waited for.
    package func met() async throws {
        try await until { try await portal.desk("GET /faults")["faults"] == [] }
    }
}

/// Waits for something that comes soon or never.
package func until(_ holds: () async throws -> Bool) async throws {
    let late = ContinuousClock.now + .seconds(15)
    while try await !holds() {
        guard .now < late else { throw Wrong("it has not come in 15 seconds") }
        await Task.yield()
    }
}

/// The code of the error that the call throws; nothing if it throws none.
package func code(_ call: () async throws -> some Any) async -> String? {
    do {
        _ = try await call()
        return nil
    } catch {
        return (error as? PorticoError)?.code ?? "\(error)"
    }
}
