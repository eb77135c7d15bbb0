import Foundation
import Observation
import PorticoTestSupport
import Testing

@testable import Portico

/// What is told of changes.
@Suite struct StateTests {
    @Test func streamsBeginWithWhatIsThereAndEndWithTheLastValue() async throws {
        try await Phone.with { phone in
            var rows = phone.portico.accounts.makeAsyncIterator()
            #expect(await rows.next()?.isEmpty == true)
            let anna = try await phone.signedIn()
            while let accounts = await rows.next(), accounts.first?.state != .signedIn {}
            try await phone.portico.accountsDelete(anna)
            while let accounts = await rows.next(), !accounts.isEmpty {}
            for await availability in phone.portico.availability {
                #expect(availability == .ready)
                break
            }
        }
    }

    @Test func theObservableStateFollows() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let state = phone.portico.state
            // The streams and the state hear of the same change; the state takes it on the main thread.
            while await state.selected?.id != anna { await Task.yield() }
            #expect(await state.accounts.map(\.id) == [anna])
            #expect(await state.availability == .ready)
            #expect(await state.signIns.isEmpty)
        }
    }

    @Test func whatDidNotChangeIsNotDrawnAnew() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let state = phone.portico.state
            while await state.selected?.id != anna { await Task.yield() }
            try await until { try await state.revision == phone.portico.accountsList().revision }
            let drawn = Locked<[String]>([])
            await MainActor.run {
                func watch(_ name: String, _ read: () -> Void) {
                    withObservationTracking(read) { drawn.with { $0.append(name) } }
                }
                watch("accounts") { _ = state.accounts }
                watch("availability") { _ = state.availability }
                watch("sign-ins") { _ = state.signIns }
            }
            let began = try await phone.portico.signInStart()
            while await state.signIn(began.id) == nil { await Task.yield() }
            #expect(drawn.with { $0 } == ["sign-ins"])
        }
    }

    @Test func theStateHoldsWhatIsThereFromItsFirstMoment() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let open = try await phone.portico.signInStart()
            let core = try phone.portico.reading { $0 }
            // Nothing can have told it of a change in between.
            let (accounts, signIns) = try await MainActor.run {
                let state = try PorticoState(core)
                return (state.accounts.map(\.id), state.signIns.map(\.id))
            }
            #expect(accounts == [anna])
            #expect(signIns == [open.id])
        }
    }

    @Test func aPreviewIsMadeOfWhatItNeeds() {
        let portal = PortalRef(origin: "https://alfa.example", host: "alfa.example", kind: .cloud)
        let account = Account(id: AccountId("a"), portal: portal, name: "Anna", state: .captchaNeeded)
        #expect(account.state == .captchaNeeded)
        #expect(account.tries.spent == 0)
        var captcha = Step.Captcha(challenge: ChallengeId("c"))
        captcha.secret = .stored
        let signIn = SignIn(id: SignInId("s"), account: account.id, portal: portal, step: .captcha(captcha))
        #expect(signIn.step.code == "captcha")
        #expect(!signIn.busy)
    }

    @Test func anObserverMayCallBackIn() async throws {
        try await Phone.with { phone in
            let portico = phone.portico
            // After its first value `follow` reads inside the core's own notices; this one writes there too.
            let heard = portico.feed.follow { core in
                _ = try core.localeSet(locale: "en")
                return try core.accountsList().accounts.count
            }
            var counts = heard.makeAsyncIterator()
            #expect(await counts.next() == 0)
            _ = try await phone.signedIn()
            while let count = await counts.next(), count != 1 {}
        }
    }

    @Test func aSignInThatNobodyKnowsIsAnErrorAndNotAStreamThatSaysNothing() async throws {
        try await Phone.with { phone in
            #expect(await code { try phone.portico.signIn(SignInId("nobody")) } == "unknown_sign_in")
        }
    }

    @Test func receiptsAndTriesAreSaidInWords() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let preview = try phone.portico.accountsPreview(anna, kind: .delete)
            let sentences = try phone.portico.sayReceipt(preview)
            #expect(!sentences.isEmpty)
            let said = try phone.portico.sayTries(phone.portico.accountsList().accounts[0].tries)
            #expect(said.contains("10"))
        }
    }

    @Test func whatWentWrongIsSaidInTheLanguageSetAndWhenClosedToo() async throws {
        try await Phone.with { phone in
            try phone.portico.localeSet("de")
            try await phone.portico.close()
            let closed = try phone.portico.sayError(PorticoError.Closed.code)
            #expect(closed.code == "app_fault" && closed.title == "In der App ist etwas schiefgegangen")
            #expect(try Portico.sayError("vault_locked", locale: "en").code == "vault_locked")
        }
    }

    @Test func whatIsNotKnownYetBecomesOther() {
        #expect(AccountState(code: "signed_in") == .signedIn)
        #expect(AccountState(code: "asleep") == .other("asleep"))
        #expect(AccountState(code: "asleep").code == "asleep")
        let fields = RawStepFields(kind: "dance")
        #expect(Step(fields) == .other(code: "dance"))
        #expect(Step(fields).code == "dance")
    }

    @Test func everyKnownCodeComesBackByItsName() {
        func check<Code: OpenCode>(_: Code.Type) {
            for (name, code) in Code.known {
                #expect(code.code == name)
                #expect(Code(code: name) == code)
                #expect(code.added == nil)
            }
        }
        check(AccountState.self)
        check(Availability.self)
        check(BrowserThen.self)
        check(CaptchaFor.self)
        check(CaptchaSecret.self)
        check(InvitationStage.self)
        check(LinkKind.self)
        check(LinkKnown.self)
        check(Reason.self)
        check(RecoveryStage.self)
        check(SecondFactorType.self)
    }
}
