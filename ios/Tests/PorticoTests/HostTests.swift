import Foundation
import PorticoTestSupport
import Testing

@testable import Portico

/// Key stores that are slow or throw, texts as people and programs make them, and the background.
@Suite struct HostTests {
    @Test(arguments: [
        (VaultError.Locked, "vault_locked"), (.NeedsUser, "vault_locked"), (.Unavailable, "vault_unavailable"),
        (.Damaged, "vault_damaged"), (.Invalidated, "vault_damaged"), (.OtherDevice, "vault_damaged"),
    ])
    func aKeyStoreThatThrowsIsTheCallsErrorAndNothingIsSent(error: VaultError, expected: String) async throws {
        try await Phone.with { phone in
            let began = try await phone.portico.signInStart(address: phone.portal.url)
            try await phone.portal.desk("DELETE /requests")
            phone.vault.before.with { $0 = { throw error } }
            let said = await code {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            #expect(said == expected)
            #expect(try await phone.portal.requests().count { $0["credential"] == "login_password" } == 0)
            phone.vault.before.with { $0 = {} }
            let ended = try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            #expect(ended.step.code == "done")
        }
    }

    @Test func whatAKeyStoreWasNotToThrowIsUnavailable() async throws {
        try await Phone.with { phone in
            let began = try await phone.portico.signInStart(address: phone.portal.url)
            phone.vault.before.with { $0 = { throw Wrong("a secret of the host") } }
            let said = await code {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            #expect(said == "vault_unavailable")
            phone.vault.before.with { $0 = {} }
        }
    }

    @Test func aSlowKeyStoreHoldsUpNobodyElse() async throws {
        try await Phone.with { phone in
            let began = try await phone.portico.signInStart(address: phone.portal.url)
            let gate = DispatchSemaphore(value: 0)
            let asked = AsyncStream.makeStream(of: Void.self)
            phone.vault.before.with {
                $0 = {
                    asked.continuation.yield()
                    gate.wait()
                    gate.signal()
                }
            }
            let task = Task {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            for await _ in asked.stream { break }
            #expect(try phone.portico.signInGet(began.id).id == began.id)
            let other = try await phone.portico.signInStart(address: phone.portal.url)
            #expect(other.step == .credentials)
            gate.signal()
            #expect(try await task.value.step.code == "done")
        }
    }

    @Test func textsOfEveryKindAreKeptToTheLetter() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            for text in ["👩🏽‍💻 Grüße\u{0}Привет", "\u{202E}abc\u{FFFD}", String(repeating: "ü", count: 4096), ""] {
                #expect(try await phone.portico.draftsSet(anna, text: text) == text)
                #expect(try phone.portico.draftsGet(anna) == text)
            }
            // A Swift text cannot hold half a surrogate pair: decoding has replaced it before.
            #expect(try phone.portico.linksRead(String(decoding: [0xD83D], as: UTF16.self)).kind == .unknown)
        }
    }

    @Test func aMegabyteIsRefusedWhereItIsTooMuchAndBreaksNothing() async throws {
        try await Phone.with { phone in
            let portico = phone.portico
            let anna = try await phone.signedIn()
            let huge = String(repeating: "🦊", count: 1 << 18)
            #expect(await code { try await portico.draftsSet(anna, text: huge) } == "draft_too_long")
            #expect(try portico.linksRead(huge).kind == .unknown)
            let began = try await portico.signInStart(address: phone.portal.url)
            _ = try portico.signInCheck(began.id, login: huge, password: huge, code: huge)
            for (login, password) in [(huge, "Sun-flower9"), ("anna", huge)] {
                let refused = await code { try await portico.signInSubmitCredentials(began.id, login: login, password: password) }
                #expect(refused == "invalid_argument")
            }
            let ended = try await portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            #expect(ended.step.code == "done")
        }
    }

    @Test func filesGoneAndKeychainKeptIsNoHalfSignIn() async throws {
        try await Phone.with { phone in
            _ = try await phone.signedIn()
            try await phone.portico.close()
            let kept = try Set(phone.vault.list())
            #expect(kept.count > 1, "the account's, and which phone this is")
            let fresh = try Phone.config(phone.folder.path + "/reinstalled", phone.portal)
            let portico = try await Portico.open(fresh, vault: phone.vault, clock: phone.clock)
            #expect(try portico.accountsList().accounts == [])
            #expect(try portico.signInList() == [])
            let began = try await portico.signInStart(address: phone.portal.url)
            let ended = try await portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            #expect(ended.step.code == "done")
            #expect(try portico.accountsList().accounts.map(\.state) == [.signedIn])
            try await portico.close()
            // What nothing here names goes at the next start.
            let again = try await Portico.open(fresh, vault: phone.vault, clock: phone.clock)
            try await until { try kept.isDisjoint(with: phone.vault.list().filter { $0 != "installation" }) }
            #expect(try again.accountsList().accounts.map(\.state) == [.signedIn])
            try await again.close()
        }
    }

    @Test func aCallThatSendsASecretHoldsAnAssertionToItsEnd() async throws {
        try await Phone.with { phone in
            let told = Assertions()
            phone.portico.assertions.with { $0 = told }
            let began = try await phone.portico.signInStart()
            _ = try await phone.portico.signInSubmitAddress(began.id, address: phone.portal.url)
            #expect(told.told == ["begun", "ended"], "an address is no secret")

            #expect(
                await code { try await phone.portico.signInSubmitCredentials(SignInId("nobody"), login: "a", password: "b") }
                    == "unknown_sign_in")
            #expect(told.told == ["begun", "ended", "begun", "ended"], "an error ends it too")

            try await phone.slow(1500)
            let steps = try phone.portico.signIn(began.id)
            let task = Task {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            for await signIn in steps where signIn.busy { break }
            task.cancel()
            #expect(await code { try await task.value } == "cancelled")
            #expect(told.told.count == 5, "the secret is still under way")
            for await signIn in try phone.portico.signIn(began.id) where signIn.step.code == "done" { break }
            while told.told.count < 6 { await Task.yield() }
            #expect(told.told.last == "ended")
        }
    }

    /// Each call that waits, and whether a secret may go out with it; where that is not certain, one may. Ids that nobody has.
    private static let calls: [(name: String, secret: Bool, call: @Sendable (Portico) async throws -> Void)] = [
        ("accountsSelect", false, { _ = try await $0.accountsSelect(AccountId("a")) }),
        ("accountsMove", false, { _ = try await $0.accountsMove(AccountId("a"), to: 0) }),
        ("accountsReset", false, { _ = try await $0.accountsReset(AccountId("a")) }),
        // The portal is told in the open session.
        ("accountsSignOut", true, { _ = try await $0.accountsSignOut(AccountId("a")) }),
        ("accountsDelete", true, { _ = try await $0.accountsDelete(AccountId("a")) }),
        ("signInStart", true, { _ = try await $0.signInStart(account: AccountId("a")) }),
        ("signInSubmitAddress", false, { _ = try await $0.signInSubmitAddress(SignInId("s"), address: "a") }),
        ("signInKeep", false, { _ = try await $0.signInKeep(SignInId("s"), login: "l") }),
        ("signInSubmitCredentials", true, { _ = try await $0.signInSubmitCredentials(SignInId("s"), login: "l", password: "p") }),
        // Pictures are asked for without a session.
        ("signInCaptchaPicture", false, { _ = try await $0.signInCaptchaPicture(SignInId("s"), challenge: ChallengeId("c")) }),
        ("signInRefreshCaptcha", false, { _ = try await $0.signInRefreshCaptcha(SignInId("s"), challenge: ChallengeId("c")) }),
        (
            "signInSubmitCaptcha", true,
            { _ = try await $0.signInSubmitCaptcha(SignInId("s"), challenge: ChallengeId("c"), text: "t") }
        ),
        ("signInSubmitCode", true, { _ = try await $0.signInSubmitCode(SignInId("s"), challenge: ChallengeId("c"), code: "1") }),
        // In the session that waits for the code.
        ("signInSendSms", true, { _ = try await $0.signInSendSms(SignInId("s"), challenge: ChallengeId("c")) }),
        ("signInConfirmLink", true, { _ = try await $0.signInConfirmLink(SignInId("s")) }),
        ("signInConfirmMove", true, { _ = try await $0.signInConfirmMove(SignInId("s")) }),
        ("signInBack", false, { _ = try await $0.signInBack(SignInId("s")) }),
        ("signInCancel", false, { _ = try await $0.signInCancel(SignInId("s")) }),
        ("sessionCall", true, { _ = try await $0.sessionCall(AccountId("a"), method: "profile") }),
        ("sessionCheck", true, { _ = try await $0.sessionCheck(AccountId("a")) }),
        ("sessionNetworkChanged", true, { try await $0.sessionNetworkChanged() }),
        ("sessionForeground", true, { try await $0.sessionForeground() }),
        ("recoveryStart", false, { _ = try await $0.recoveryStart(address: "no address", login: "l") }),
        ("recoveryResend", false, { _ = try await $0.recoveryResend(RecoveryId("r")) }),
        ("recoveryCaptchaPicture", false, { _ = try await $0.recoveryCaptchaPicture(RecoveryId("r")) }),
        ("recoveryRefreshCaptcha", false, { _ = try await $0.recoveryRefreshCaptcha(RecoveryId("r")) }),
        // The new password waits behind a picture of its form.
        ("recoverySubmitCaptcha", true, { _ = try await $0.recoverySubmitCaptcha(RecoveryId("r"), text: "t") }),
        ("recoverySubmit", true, { _ = try await $0.recoverySubmit(RecoveryId("r"), checkword: "c", newPassword: "p") }),
        // The page of an invitation is asked for with its checkword.
        ("invitationOpen", true, { _ = try await $0.invitationOpen(link: "no link") }),
        (
            "invitationAccept", true,
            { _ = try await $0.invitationAccept(InvitationId("i"), name: "n", lastName: "l", password: "p") }
        ),
        ("draftsSet", false, { _ = try await $0.draftsSet(AccountId("a"), text: "t") }),
        ("historyList", true, { _ = try await $0.historyList(AccountId("a")) }),
    ]

    @Test func whereASecretMayGoOutTheCallHoldsAnAssertionAndNowhereElse() async throws {
        // A call that is added belongs into the list.
        let calls = try source("ios/Sources/Portico/Calls.swift").components(separatedBy: "public func ").dropFirst()
        let waiting = calls.filter { $0.components(separatedBy: "{\n").first?.contains(" async ") ?? false }
            .map { String($0.prefix { $0 != "(" }) }
        #expect(waiting == Self.calls.map(\.name))
        try await Phone.with { phone in
            for (name, secret, call) in Self.calls {
                let told = Assertions()
                phone.portico.assertions.with { $0 = told }
                try? await call(phone.portico)
                #expect(told.told == (secret ? ["begun", "ended"] : []), "\(name)")
            }
        }
    }

    @Test func aCheckoutGoesOnUnderAnAssertionWhenItsCallIsCancelled() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            for longest in [Duration.seconds(20), .zero] {
                let told = Assertions()
                phone.portico.assertions.with { $0 = told }
                phone.portico.checkoutLasts.with { $0 = longest }
                try await phone.slow(1500, path: "/rest/")
                let task = Task { try await phone.portico.sessionCall(anna, method: "profile") }
                try await phone.met()
                task.cancel()
                #expect(await code { try await task.value } == "cancelled")
                #expect(told.told.count { $0 == "begun" } == 2, "the call's, and the checkout's")
                // The call's ends; the checkout's does for as long as it may still bring something.
                while told.told.count < (longest == .zero ? 4 : 3) { await Task.yield() }
                #expect(told.told.count == (longest == .zero ? 4 : 3))
            }
        }
    }

    @Test func anyNumberOfCallsShareOneAssertionOfTheSystem() {
        let system = Assertions()
        let shared = SharedAssertions(system)
        let held = (1...100).map { _ in shared.begin() }
        #expect(system.told == ["begun"])
        for one in held.dropLast() { one.end() }
        #expect(system.told == ["begun"])
        held.last?.end()
        #expect(system.told == ["begun", "ended"])
        // One that the system took back protects nobody any more.
        let early = shared.begin()
        system.takenBack.with { $0 = true }
        let late = shared.begin()
        #expect(system.told.suffix(3) == ["begun", "ended", "begun"])
        early.end()
        late.end()
        #expect(system.told.suffix(2) == ["begun", "ended"])
    }
}
