import Foundation
import PorticoGenerated
import PorticoTestSupport

/// What a call over the boundary costs: the generated `accountsList` of 20 accounts against a generated call of the same shape that
/// has nothing behind it and gives the same record. Writes the medians to the file that is named; `tests/tools/boundary` runs it.
@main enum Boundary {
    static let accounts = 20
    static let rounds = 300
    static let calls = 100
    static let password = "Sun-flower9"

    static func main() async throws {
        let folder = try Folder()
        let users = (1...accounts).map { number in
            ["login": Json("user\(number)"), "password": Json(password), "name": Json("Employee \(number)")] as Json
        }
        let portal = try await Portal.start(company: ["users": .array(users)], in: folder)
        let (call, bare) = try await measured(portal, folder)
        await portal.end()
        let said: Json = [
            "language": "Swift", "accounts": .number(Double(accounts)), "call_us": .number(call), "bare_us": .number(bare),
        ]
        try said.written.write(toFile: CommandLine.arguments[1], atomically: true, encoding: .utf8)
    }

    static func measured(_ portal: Portal, _ folder: Folder) async throws -> (Double, Double) {
        let config = try Phone.config(folder.path + "/phone", portal)
        let core = try await Portico.open(config: config, proxy: nil, vault: MemoryVault(), clock: MovableClock())
        for user in 1...accounts {
            let signIn = try await core.signInStart(address: portal.url, link: nil, account: nil).id
            _ = try await core.signInSubmitCredentials(signIn: signIn, login: "user\(user)", password: password)
        }
        let bare = try core.testList()
        guard try core.accountsList() == bare.list() else { throw Wrong("these are different lists") }
        let times = try medians(core.accountsList, bare.list)
        try await core.shut()
        return times
    }

    /// Of batches in turn, so that whatever else the machine does meets both; the first half only warms up.
    static func medians(_ call: () throws -> AccountList, _ bare: () throws -> AccountList) throws -> (Double, Double) {
        let measured = try (0..<2 * rounds).map { _ in (try batch(call), try batch(bare)) }.dropFirst(rounds)
        return (measured.map(\.0).sorted()[rounds / 2], measured.map(\.1).sorted()[rounds / 2])
    }

    /// Microseconds a call.
    static func batch(_ call: () throws -> AccountList) throws -> Double {
        let began = ContinuousClock.now
        var rows = 0
        for _ in 0..<calls { rows += try call().accounts.count }
        guard rows == accounts * calls else { throw Wrong("\(rows) rows") }
        return (ContinuousClock.now - began) / .microseconds(1) / Double(calls)
    }
}
