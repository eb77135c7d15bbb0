import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// A moment of a story whose screen both apps write down: tests/screens/NAME.ios.txt here, NAME.android.txt there.
struct Moment: Sendable, CustomTestStringConvertible {
    let name: String
    var portals = 1
    var company: Json = [:]
    /// Goes to the screen.
    let story: @MainActor @Sendable (Rig) async throws -> Void

    var testDescription: String { name }
}

extension Moment {
    static let all: [Moment] = lists + signIns + others

    private static let lists = [
        Moment(name: "accounts-empty") { _ in },
        Moment(name: "accounts-two", portals: 2) { rig in
            try await rig.signIn()
            try await rig.signIn(at: rig.portals[1])
            rig.app.home()
        },
        Moment(name: "accounts-locked") { rig in
            try await rig.signIn()
            rig.vault.before.with { $0 = { throw VaultError.Locked } }
            try await rig.dies()
            rig.app.home()
            while try rig.portico.accountsList().availability == .ready { await Task.yield() }
        },
        Moment(name: "account-signed-in") { rig in try await rig.signIn() },
        Moment(name: "account-captcha") { rig in try await rig.toPicture() },
        Moment(name: "blocked") { rig in
            try await rig.signIn()
            try rig.type(AccountWord.draftLabel, "Dear colleagues")
            try await rig.portal.desk("PUT /ip-rules", ["allowed": ["10.0.0.1"]])
            try await rig.pass(1500)
            try await rig.tap(AccountWord.check)
        },
        Moment(name: "clear-reset-preview") { rig in
            try await rig.signIn()
            try await rig.tap(Deed.reset)
        },
        Moment(name: "clear-receipt-delete") { rig in
            try await rig.signIn()
            try await rig.tap(Deed.delete)
            try await rig.tap(ClearWord.confirmDelete)
        },
    ]

    private static let signIns = [
        Moment(name: "signin-address") { rig in try await rig.tap(AccountsWord.signIn) },
        Moment(name: "signin-confirm-link") { rig in await rig.app.receive(try await rig.qr("anna")) },
        Moment(name: "signin-credentials") { rig in try await rig.toCredentials() },
        Moment(name: "signin-refused") { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
        },
        Moment(name: "signin-captcha-typed") { rig in
            try await rig.lockOut()
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
        },
        Moment(name: "signin-captcha-stored") { rig in
            try await rig.toPicture()
            try await rig.tap(AccountWord.answerPicture)
        },
        Moment(name: "signin-code", company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
        },
        Moment(name: "signin-code-lost-phone", company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try await rig.tap(SignInWord.lostPhone)
        },
        Moment(name: "signin-moved") { rig in
            try await rig.portal.desk("POST /rename", ["to": .string("https://127.0.0.1:\(rig.portal.port)")])
            try await rig.toCredentials()
        },
        Moment(name: "signin-browser", company: ["switches": ["D10": "without_type"]]) { rig in
            try await rig.portal.desk("PATCH /users/anna", ["otp_required": true])
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
        },
    ]

    private static let others = [
        Moment(name: "scan-paste") { rig in try await rig.tap(AccountsWord.scan) },
        Moment(name: "recovery-form") { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try await rig.tap(SignInWord.forgot)
        },
        Moment(name: "recovery-sent") { rig in
            try await rig.toCredentials()
            try await rig.tap(SignInWord.forgot)
            try rig.type(RecoveryWord.login, "anna")
            try await rig.tap(RecoveryWord.send)
        },
        Moment(name: "invitation-open") { rig in
            await rig.app.receive(try await rig.invite())
            try await rig.tap(InvitationWord.open)
        },
        Moment(name: "which-me") { rig in
            let anna = try await rig.signIn()
            try await rig.signIn("boris", password: "Moon-flower7")
            rig.app.show(account: anna.value)
            try await rig.tap(AccountWord.whichMe)
        },
        Moment(name: "history") { rig in
            try await rig.signIn()
            try await rig.tap(AccountWord.history)
        },
        Moment(name: "problem") { rig in
            try await rig.toPicture()
            try await rig.tap(AccountWord.why)
        },
        Moment(name: "topics") { rig in try await rig.tap(AccountsWord.topics) },
        Moment(name: "topic") { rig in
            try await rig.tap(AccountsWord.topics)
            try await rig.tap("S8")
        },
        Moment(name: "helpcard") { rig in
            try await rig.signIn()
            try await rig.tap(AccountWord.helpCard)
        },
        Moment(name: "settings") { rig in try await rig.tap(AccountsWord.settings) },
    ]
}

@MainActor @Suite struct ScreenTests {
    nonisolated private static let folder = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
        url.deletingLastPathComponent()
    }.appendingPathComponent("tests/screens")

    /// UPDATE_GOLDEN=1 writes it.
    @Test("A screen is what was written down of it", arguments: Moment.all)
    func screen(_ moment: Moment) async throws {
        try await Rig.with(portals: moment.portals, company: moment.company) { rig in
            try await moment.story(rig)
            let file = Self.folder.appendingPathComponent(moment.name + ".ios.txt")
            let tree = rig.tree.joined(separator: "\n") + "\n"
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
                try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
                try tree.write(to: file, atomically: true, encoding: .utf8)
            }
            let written = try String(contentsOf: file, encoding: .utf8)
            #expect(tree.split(separator: "\n") == written.split(separator: "\n"))
        }
    }
}
