import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

@MainActor @Suite struct SignInTests {
    @Test func fromAnEmptyListToASignedInAccount() async throws {
        try await Rig.with { rig in
            #expect(rig.shows(rig.app.words(AccountsWord.empty)))
            let id = try await rig.signIn()
            #expect(rig.shows("anna"))
            rig.app.home()
            #expect(rig.row(id.value)?.lines.contains(rig.app.words(StateWord.signedIn)) == true)
            #expect(try await rig.sent() == 1)
        }
    }

    @Test func twoTapsSendOnce() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try rig.type(SignInWord.password, "wrong")
            guard let press = rig.pressable(SignInWord.signIn.key) else { throw Wrong("no button") }
            async let first: Void = press()
            async let second: Void = press()
            _ = await (first, second)
            #expect(try await rig.sent() == 1)
        }
    }

    @Test func theKeyboardsKeyWaitsUntilEverythingIsFilledInLikeTheButton() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.password, "Sun-flower9")
            #expect(rig.pressable(SignInWord.signIn.key) == nil)
            await rig.field(SignInWord.password)?.submit?()
            #expect(rig.app.top.failure == nil)
            #expect(rig.field(SignInWord.password)?.text() == "Sun-flower9")
            #expect(try await rig.sent() == 0)
            try rig.type(SignInWord.login, "anna")
            await rig.field(SignInWord.password)?.submit?()
            #expect(rig.pressable(SignInWord.toAccount.key) != nil, "\(rig.texts)")
        }
    }

    @Test func whileSomethingIsUnderWayItIsSaidAndTheButtonsWait() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try rig.type(SignInWord.password, "Sun-flower9")
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 400])
            let call = try await rig.begin(SignInWord.signIn)
            #expect(rig.shows("progress"))
            #expect(rig.pressable(SignInWord.signIn.key) == nil)
            #expect(rig.pressable(SignInWord.cancel.key) != nil)
            await call.value
            #expect(rig.pressable(SignInWord.toAccount.key) != nil)
        }
    }

    @Test func whoStopsWaitingLosesNothing() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try rig.type(SignInWord.password, "Sun-flower9")
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 300])
            let call = try await rig.begin(SignInWord.signIn)
            call.cancel()
            await call.value
            #expect(!rig.app.top.working)
            while rig.pressable(SignInWord.toAccount.key) == nil { await Task.yield() }
            #expect(try await rig.sent() == 1)
        }
    }

    @Test func endingASignInWhileItsAnswerIsAwaitedEndsIt() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try rig.type(SignInWord.password, "Sun-flower9")
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 300])
            let call = try await rig.begin(SignInWord.signIn)
            try await rig.tap(SignInWord.cancel)
            await call.value
            #expect(rig.shows(rig.app.words(SignInWord.ended)))
            try await rig.tap(SignInWord.again)
            #expect(rig.field(SignInWord.login)?.text() == "anna")
        }
    }

    @Test func whatLooksWrongIsSaidBeforeItCostsATry() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            rig.host.keyboard = Keyboard(caps: true)
            let drawn = rig.screen
            try await rig.submit(password: "sUN-FLOWER9")
            // Return on a real keyboard may be the field's and the main button's, as both were drawn.
            await rig.field(SignInWord.password)?.submit?()
            await rig.button(SignInWord.signIn, on: drawn)?.press()
            #expect(try await rig.sent() == 0)
            #expect(rig.shows("Caps Lock"))
            try await rig.tap(SignInWord.sendAnyway)
            #expect(try await rig.sent() == 1)
        }
    }

    @Test func aPasswordIsShownOnlyWhileItIsWanted() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            #expect(rig.field(SignInWord.password)?.hidden == true)
            try await rig.tap(KitWord.showPassword)
            #expect(rig.field(SignInWord.password)?.hidden == false)
            try await rig.tap(KitWord.hidePassword)
            #expect(rig.field(SignInWord.password)?.hidden == true)
        }
    }

    @Test func tooManyTriesBringAPictureAndTheTypedPasswordWaitsBehindIt() async throws {
        try await Rig.with(company: ["policy": ["LOGIN_ATTEMPTS": 1]]) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            #expect(rig.shows(rig.app.words(SignInWord.pictureTyped)))
            #expect(rig.shows(rig.app.words(PictureWord.shows)))
            let first = try await rig.word()
            try await rig.tap(PictureWord.other)
            let second = try await rig.word()
            #expect(first != second)
            try await rig.dies()
            #expect(rig.field(SignInWord.passwordAgain) != nil, "a password is kept over no death")
            try rig.type(SignInWord.word, second)
            try rig.type(SignInWord.passwordAgain, "Sun-flower9")
            try await rig.tap(SignInWord.sendWord)
            #expect(rig.pressable(SignInWord.toAccount.key) != nil)
        }
    }

    @Test func whoDoesNotSeeThePictureHearsFirstWhatNeedsNone() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            try await rig.lockOut()
            try await rig.tap(AccountWord.check)
            rig.host.screenReader = true
            try await rig.tap(AccountWord.answerPicture)
            let ways = rig.texts.firstIndex { $0.contains(rig.app.words(KitWord.otherWays)) }
            let picture = rig.texts.firstIndex { $0.hasPrefix("image") }
            #expect(try #require(ways) < #require(picture))
        }
    }

    @Test func aSignInElsewhereFreesThisPhoneWithoutAPicture() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            try await rig.lockOut()
            try await rig.tap(AccountWord.check)
            try await rig.tap(AccountWord.answerPicture)
            try await rig.portal.desk("PATCH /users/anna", ["attempts": 0])
            try await rig.perform(.spendTry)
            #expect(rig.pressable(SignInWord.toAccount.key) != nil)
        }
    }

    @Test func aPictureThatCannotBeHadSaysWhyAndIsAskedForAgain() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            try await rig.lockOut()
            try await rig.tap(AccountWord.check)
            try await rig.portal.desk(
                "POST /faults", ["kind": "drop", "count": 8])
            try await rig.tap(AccountWord.answerPicture)
            #expect(rig.shows(rig.app.words(PictureWord.again)))
            try await rig.portal.desk("DELETE /faults")
            try await rig.tap(PictureWord.again)
            #expect(rig.shows(rig.app.words(PictureWord.shows)))
        }
    }

    @Test func theCodeStepOutlivesTheProcessAndTakesTheCodeByMessage() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try rig.type(SignInWord.code, "000000")
            try await rig.tap(SignInWord.sendCode)
            #expect(rig.field(SignInWord.code) != nil, "a wrong code leads nowhere else")
            try await rig.dies()
            #expect(rig.field(SignInWord.code)?.text() == "")
            try await rig.tap(SignInWord.otherLogin)
            #expect(rig.field(SignInWord.login)?.text() == "anna")
        }
    }

    @Test func aPortalThatMovedIsFollowedOnlyWhenTheEmployeeAgrees() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            let elsewhere = "https://127.0.0.1:\(rig.portal.port)"
            try await rig.portal.desk("POST /rename", ["to": .string(elsewhere)])
            try await rig.pass(1500)
            try await rig.tap(AccountWord.check)
            #expect(rig.shows(rig.app.words(StateWord.blocked)))
            try await rig.tap(AccountWord.signIn)
            #expect(rig.shows(rig.app.words(SignInWord.movedAsk)))
            try await rig.portal.desk("POST /rename", ["to": nil])
            try await rig.tap(SignInWord.movedGoOn)
            try await rig.submit(password: "Sun-flower9")
            try await rig.tap(SignInWord.toAccount)
            #expect(rig.app.path == [.account(id)])
            #expect(rig.shows(rig.app.words(StateWord.signedIn)))
        }
    }

    @Test func changedTextIsLookedAtBeforeItGoesOut() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            rig.host.keyboard = Keyboard(caps: true)
            try await rig.submit(password: "sUN-FLOWER9")
            let warned = rig.screen
            try rig.type(SignInWord.password, "sUN-FLOWER9")
            #expect(rig.shows("Caps Lock"), "a field that says the same again has not changed")
            try rig.type(SignInWord.password, "sUN-FLOWER")
            #expect(!rig.shows("Caps Lock") && rig.pressable(SignInWord.sendAnyway.key) == nil)
            try await rig.tap(SignInWord.sendAnyway, on: warned)
            #expect(try await rig.sent() == 0)
            try await rig.tap(SignInWord.signIn)
            #expect(rig.shows("Caps Lock"))
            try rig.type(SignInWord.login, "anna.berg")
            #expect(!rig.shows("Caps Lock") && rig.pressable(SignInWord.signIn.key) != nil)
            #expect(try await rig.sent() == 0)
        }
    }

    @Test func whoChangesWhatIsOddTypesWhereItIsOdd() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit("аnna", password: "Sun-flower9")
            @MainActor func focus() -> String? { rig.button(SignInWord.changeIt)?.focus }
            #expect(focus() == SignInWord.login.key, "\(rig.texts)")
            rig.host.keyboard = Keyboard(caps: true)
            try rig.type(SignInWord.password, "sUN-FLOWER9")
            try await rig.tap(SignInWord.signIn)
            #expect(focus() == SignInWord.password.key)
            #expect(rig.button(SignInWord.sendAnyway)?.focus == nil)
        }
    }

    @Test func whoChangesACodeTypesInItsField() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try rig.type(SignInWord.code, "12345")
            try await rig.tap(SignInWord.sendCode)
            #expect(rig.button(SignInWord.changeIt)?.focus == SignInWord.code.key, "\(rig.texts)")
        }
    }

    @Test func aPictureThatCannotBeDrawnIsSaidAndAnotherCanBeHad() async throws {
        try await Rig.with { rig in
            try await rig.toPicture()
            rig.host.drawsPictures = false
            try await rig.tap(AccountWord.answerPicture)
            #expect(rig.shows(rig.app.words(PictureWord.unreadable)))
            #expect(!rig.texts.contains { $0.hasPrefix("image") })
            #expect(rig.pressable(PictureWord.other.key) != nil)
        }
    }

    @Test func aWarningEndsWithTheStepThatItIsAbout() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            rig.host.keyboard = Keyboard(caps: true)
            try await rig.submit(password: "sUN-FLOWER9")
            try await rig.tap(SignInWord.back)
            #expect(!rig.shows("Caps Lock") && rig.pressable(SignInWord.next.key) != nil)
        }
    }

    @Test func anotherPictureForOneThatIsNotAskedForAnyMoreComesLate() async throws {
        try await Rig.with { rig in
            try await rig.toPicture()
            try await rig.tap(AccountWord.answerPicture)
            let (drawn, late) = (rig.screen, rig.app.words(SignInWord.late))
            guard let id = rig.app.path.last?.signIn, case .captcha(let captcha) = try rig.portico.signInGet(id).step else {
                throw Wrong("no picture on \(rig.texts)")
            }
            _ = try await rig.portico.signInRefreshCaptcha(id, challenge: captcha.challenge)
            try await rig.tap(PictureWord.other, on: drawn)
            #expect(rig.shows(late) && !rig.texts.contains { $0.contains("no longer open") })
            try rig.type(SignInWord.word, "a")
            #expect(!rig.shows(late))
        }
    }

    @Test func aMessageForACodeThatIsNotAskedForAnyMoreComesLate() async throws {
        let push: Json = ["users": [["login": "anna", "password": "Sun-flower9", "name": "anna", "otp": ["type": "push"]]]]
        try await Rig.with(company: push) { rig in
            try await rig.portal.desk("PATCH /users/anna", ["phone": "+4930123456"])
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            let (drawn, late) = (rig.screen, rig.app.words(SignInWord.late))
            try await rig.tap(SignInWord.otherLogin)
            try await rig.tap(SignInWord.sendSms, on: drawn)
            #expect(rig.shows(late) && !rig.texts.contains { $0.contains("no longer open") })
        }
    }

    @Test func aTypedCodeStaysWhateverIsShownBesideIt() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try rig.type(SignInWord.code, "123456")
            for word: SignInWord in [.lostPhone, .notLost] {
                try await rig.tap(word)
                #expect(rig.field(SignInWord.code)?.text() == "123456")
            }
            try await rig.tap(SignInWord.useBackupCode)
            #expect(rig.field(SignInWord.backupCode)?.text() == "123456")
        }
    }

    @Test func startingAgainGoesOnAtThePortalWithTheLoginAlsoAfterTheProcessDied() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.dies()
            try rig.type(SignInWord.login, "anna")
            try await rig.tap(SignInWord.cancel)
            try await rig.tap(SignInWord.again)
            #expect(rig.field(SignInWord.login)?.text() == "anna", "\(rig.texts)")
            try await rig.dies()
            #expect(rig.field(SignInWord.login)?.text() == "anna", "\(rig.texts)")
        }
    }

    @Test func startingAgainWithoutALoginAsksForTheAddressThatWasTyped() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.tap(SignInWord.cancel)
            try await rig.tap(SignInWord.again)
            #expect(rig.field(SignInWord.address)?.text() == rig.portal.url)
        }
    }

    @Test func aLoginTypedForANewPasswordIsTheSignInsToo() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "ann")
            try await rig.tap(SignInWord.forgot)
            try rig.type(RecoveryWord.login, "anna")
            let form = rig.app.top
            rig.app.back()
            await form.kept()
            #expect(rig.field(SignInWord.login)?.text() == "anna")
            #expect(try rig.portico.signInList()[0].login == "anna")
            try await rig.tap(SignInWord.forgot)
            try rig.type(RecoveryWord.login, "anna.berg")
            rig.app.background()
            await rig.kept()
            try await rig.dies()
            #expect(rig.field(RecoveryWord.login)?.text() == "anna.berg")
        }
    }

    @Test func aSignInThatIsLeftBeforeAnythingIsTypedLeavesNoRow() async throws {
        try await Rig.with { rig in
            @MainActor func leave() async {
                let left = rig.app.top
                rig.app.back()
                await left.kept()
            }
            try await rig.tap(AccountsWord.signIn)
            await leave()
            #expect(try rig.portico.signInList().isEmpty)
            try await rig.tap(AccountsWord.signIn)
            rig.app.background()
            await rig.kept()
            #expect(try rig.portico.signInList().count == 1, "the app comes back to it")
            try rig.type(SignInWord.address, "company.bitrix24.c")
            await leave()
            #expect(try rig.portico.signInList().count == 1)
        }
    }

    @Test func aSignInThatWentWrongIsKeptWhenItIsLeft() async throws {
        try await Rig.with { rig in
            try await rig.tap(AccountsWord.signIn)
            try rig.type(SignInWord.address, "https://localhost:1")
            try await rig.tap(SignInWord.next)
            #expect(rig.field(SignInWord.address) != nil)
            try rig.type(SignInWord.address, "")
            let left = rig.app.top
            rig.app.back()
            await left.kept()
            #expect(try rig.portico.signInList().count == 1)
        }
    }
}
