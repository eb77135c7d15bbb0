import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// The article's topics, each played by touching the app, and read on its page.
@MainActor @Suite struct TopicTests {
    /// The topic's page, from the list of topics.
    private func read(_ topic: String, in rig: Rig) async throws {
        rig.app.home()
        try await rig.tap(AccountsWord.topics)
        try await rig.tap(topic)
    }

    @Test func s1WhoInvitesIsToldThatTheAddressIsTaken() async throws {
        try await Rig.with { rig in
            try await read("S1", in: rig)
            try await rig.perform(.browse)
            #expect(rig.host.browsed.last?.host?.contains("bitrix24.net") == true)
        }
    }

    @Test func s2TheMailThatDoesNotComeIsAskedForAgainAfterAMinute() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "forgotten")
            try await rig.tap("problem_why")
            try await rig.perform(.newPassword)
            #expect(rig.pressable(RecoveryWord.resend.key) == nil, "the wait is not over")
            #expect(rig.shows("Another mail can be asked for in 60\u{a0}s."))
            try await rig.pass(20)
            #expect(rig.shows("Another mail can be asked for in 40\u{a0}s."))
            try await rig.dies()
            #expect(rig.shows("Another mail can be asked for in 40\u{a0}s."))
            try await rig.pass(40)
            try await rig.tap(RecoveryWord.resend)
            #expect(try await rig.mails().count == 2)
            try await read("S2", in: rig)
            #expect(rig.screen.elements.count > 3)
        }
    }

    @Test func s3TheSessionEndsAndIsRenewedByACheck() async throws {
        try await Rig.with(company: ["policy": ["SESSION_TIMEOUT": 10]]) { rig in
            try await rig.signIn()
            #expect(rig.shows("min without activity"))
            try await rig.pass(1500)
            #expect(rig.shows(rig.app.words(AccountWord.sessionNone)))
            try await rig.tap(AccountWord.check)
            #expect(rig.app.notice?.text == rig.app.words(AccountWord.checked))
            #expect(rig.shows("min without activity"))
            #expect(try await rig.sent() == 1)
            try await read("S3", in: rig)
        }
    }

    @Test func s4TheLostPhoneIsAnsweredWithABackupCode() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try await rig.tap(SignInWord.lostPhone)
            #expect(rig.shows(rig.app.words(SignInWord.lostPhoneTitle)))
            try await rig.perform(.helpCard)
            #expect(rig.shows("second factor"))
            rig.app.back()
            try await rig.tap(SignInWord.useBackupCode)
            #expect(rig.field(SignInWord.backupCode)?.kind == .letters)
            try rig.type(SignInWord.backupCode, try await rig.backupCode())
            try await rig.tap(SignInWord.sendCode)
            try await rig.tap(SignInWord.toAccount)
            #expect(rig.shows(rig.app.words(StateWord.signedIn)))
            try await read("S4", in: rig)
        }
    }

    @Test func s5ANetworkThatIsNotAllowedBlocksOnlyWhileItIsUsed() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            try await rig.portal.desk("PUT /ip-rules", ["allowed": ["10.0.0.1"]])
            try await rig.pass(1500)
            try await rig.tap(AccountWord.check)
            #expect(rig.shows(rig.app.words(StateWord.blocked)))
            try await rig.dies()
            #expect(rig.shows(rig.app.words(StateWord.blocked)))
            try await rig.portal.desk("PUT /ip-rules", ["allowed": []])
            try await rig.perform(.check)
            #expect(rig.shows(rig.app.words(StateWord.signedIn)))
            try await read("S5", in: rig)
            try await rig.perform(.history)
        }
    }

    @Test func s6ALockoutMadeElsewhereIsCuredByOnePictureWithoutRetyping() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            try await rig.lockOut()
            try await rig.tap(AccountWord.check)
            #expect(rig.shows(rig.app.words(StateWord.captchaNeeded)))
            try await rig.tap(AccountWord.answerPicture)
            #expect(rig.shows(rig.app.words(SignInWord.pictureStored)))
            #expect(rig.field(SignInWord.passwordAgain) == nil)
            try rig.type(SignInWord.word, try await rig.word())
            try await rig.tap(SignInWord.sendWord)
            try await rig.tap(SignInWord.toAccount)
            #expect(rig.app.path == [.account(id)])
            #expect(rig.shows(rig.app.words(StateWord.signedIn)))
            #expect(try await rig.sent() == 1, "nothing was retyped")
            try await read("S6", in: rig)
        }
    }

    @Test func s7AWrongPasswordKeepsTheLoginAndSaysWhatTheNextTryCosts() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            #expect(rig.field(SignInWord.login)?.text() == "anna")
            #expect(rig.field(SignInWord.password)?.text() == "wrong", "to be looked at, and mended")
            #expect(rig.shows("This phone has spent 1 try"))
            try await rig.tap(SignInWord.signIn)
            #expect(rig.pressable(SignInWord.sendAnyway.key) != nil, "the same was refused before")
            #expect(try await rig.sent() == 1)
            try await rig.tap(SignInWord.changeIt)
            try rig.type(SignInWord.password, "Sun-flower9")
            try await rig.tap(SignInWord.signIn)
            try await rig.tap(SignInWord.toAccount)
            try await read("S7", in: rig)
        }
    }

    @Test func s8TheMapSaysWhichLoginBelongsWhere() async throws {
        try await Rig.with(portals: 2, company: ["switches": ["P9": "cloud"]]) { rig in
            try await rig.signIn()
            try await rig.toCredentials(at: rig.portals[1])
            try await rig.submit("a.berg", password: "Sun-flower9")
            try await rig.perform(.whichMe)
            #expect(rig.shows("Use anna"))
            try await read("S8", in: rig)
            try await rig.perform(.whichMe)
            #expect(rig.shows("Use anna"))
        }
    }

    @Test func s9TheLinkOfAnOlderMailIsRefusedAndTheLastOneSignsIn() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "forgotten")
            try await rig.tap("problem_why")
            try await rig.perform(.newPassword)
            try await rig.pass(60)
            try await rig.tap(RecoveryWord.resend)
            let mails = try await rig.mails()
            try rig.type(RecoveryWord.checkword, mails[0])
            try rig.type(RecoveryWord.password, "Moon-flower77")
            try await rig.tap(RecoveryWord.set)
            #expect(rig.field(RecoveryWord.checkword)?.text() == mails[0], "nothing typed is lost")
            rig.host.clipboard = mails[1]
            try await rig.tap(RecoveryWord.paste)
            try await rig.tap(RecoveryWord.set)
            try await rig.tap(SignInWord.toAccount)
            #expect(rig.shows(rig.app.words(StateWord.signedIn)))
            try await read("S9", in: rig)
        }
    }

    @Test func s10AWrongInvitationSaysWhatToDoAndTheRightOneMakesAnAccount() async throws {
        try await Rig.with { rig in
            let link = try await rig.invite()
            await rig.app.receive(link + "x")
            try await rig.tap(InvitationWord.open)
            try await rig.perform(.topic)
            #expect(rig.app.path.last == .topic("S10"))
            await rig.app.receive(link)
            #expect(rig.shows(rig.app.words(InvitationWord.notSent)))
            try await rig.tap(InvitationWord.open)
            try rig.type(InvitationWord.name, "Carla")
            try rig.type(InvitationWord.lastName, "Dunn")
            try rig.type(InvitationWord.password, "Moon-flower77")
            try await rig.tap(InvitationWord.accept)
            try await rig.tap(InvitationWord.toAccount)
            #expect(rig.shows(rig.app.words(StateWord.signedIn)))
        }
    }

    @Test func s11NetworkProfileAndEmployeeProfileAreTwoThings() async throws {
        try await Rig.with(portals: 2, company: ["switches": ["P9": "cloud"]]) { rig in
            try await rig.signIn()
            try await rig.signIn("boris", password: "Moon-flower7", at: rig.portals[1])
            try await read("S11", in: rig)
            try await rig.perform(.browse)
            #expect(rig.host.browsed.last?.host?.contains("bitrix24.net") == true)
            try await rig.perform(.whichMe)
            #expect(rig.shows(rig.app.words(WhichMeWord.networkUnknown)))
        }
    }
}
