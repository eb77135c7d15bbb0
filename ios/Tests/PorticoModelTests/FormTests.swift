import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// Forms beside the sign-in's: what the keyboard's key does in them, and what is left in their fields.
@MainActor @Suite struct FormTests {
    /// A portal that wants a picture before it sends a mail.
    private static let pictures: Json = ["switches": ["I1": "on"]]

    /// The keyboard's key, which does nothing as long as something is missing.
    private func submit(_ word: some Word, in rig: Rig) async throws {
        let submit = try #require(rig.field(word)?.submit, "the key of \(word.key) does nothing")
        await submit()
        await rig.app.top.appear()
    }

    @Test func theKeyOnTheLastFieldOfANewPasswordSendsLikeTheButton() async throws {
        try await Rig.with(company: Self.pictures) { rig in
            rig.app.show(.recovery(nil, from: nil))
            try rig.type(RecoveryWord.login, "anna")
            try await submit(RecoveryWord.login, in: rig)
            #expect(try await rig.portal.requests().isEmpty, "the address is missing")
            try rig.type(RecoveryWord.address, rig.portal.url)
            try await submit(RecoveryWord.login, in: rig)
            try await submit(RecoveryWord.word, in: rig)
            #expect(try await rig.mails().isEmpty, "the word is missing")
            try rig.type(RecoveryWord.word, try await rig.word())
            try await submit(RecoveryWord.word, in: rig)
            let mail = try #require(try await rig.mails().first)
            try await rig.portal.desk("PATCH /switches", ["I1": "off"])
            try rig.type(RecoveryWord.password, "Moon-flower77")
            try await submit(RecoveryWord.password, in: rig)
            #expect(rig.field(RecoveryWord.password) != nil, "the link is missing")
            try rig.type(RecoveryWord.checkword, mail)
            try await submit(RecoveryWord.password, in: rig)
            #expect(rig.field(RecoveryWord.password) == nil, "\(rig.texts)")
        }
    }

    @Test func theKeyOnTheLastFieldOfAnInvitationAcceptsLikeTheButton() async throws {
        try await Rig.with { rig in
            await rig.app.receive(try await rig.invite())
            try await rig.tap(InvitationWord.open)
            try rig.type(InvitationWord.password, "Moon-flower77")
            try await submit(InvitationWord.password, in: rig)
            #expect(rig.field(InvitationWord.name) != nil, "the name is missing")
            try rig.type(InvitationWord.name, "Carla")
            try rig.type(InvitationWord.lastName, "Dunn")
            try await submit(InvitationWord.password, in: rig)
            #expect(rig.pressable(InvitationWord.toAccount.key) != nil, "\(rig.texts)")
        }
    }

    @Test func aRefusalMarksItsFieldUntilSomethingElseIsTypedThere() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            #expect(rig.field(SignInWord.password)?.hint == rig.screen.wrong?.text)
            #expect(rig.field(SignInWord.password)?.sign != nil && rig.field(SignInWord.login)?.sign == nil)
            try rig.type(SignInWord.login, "ann")
            try rig.type(SignInWord.password, "wrong")
            #expect(rig.field(SignInWord.password)?.wrong != nil, "a field that says the same again has not changed")
            try rig.type(SignInWord.password, "wron")
            #expect(rig.field(SignInWord.password)?.wrong == nil && rig.field(SignInWord.password)?.hint == "")
            try await rig.submit(password: "wrong too")
            #expect(rig.field(SignInWord.password)?.wrong != nil, "and the next one marks it again")
        }
    }

    @Test func whatIsShortOrMissingMarksItsFieldToo() async throws {
        try await Rig.with { rig in
            rig.app.show(.recovery(try await rig.portico.recoveryStart(address: rig.portal.url, login: "anna").id, from: nil))
            try rig.type(RecoveryWord.checkword, try await rig.mails()[0])
            try rig.type(RecoveryWord.password, "short")
            try await rig.tap(RecoveryWord.set)
            #expect(rig.field(RecoveryWord.password)?.wrong != nil && rig.field(RecoveryWord.checkword)?.wrong == nil)
            await rig.app.receive(try await rig.invite())
            try await rig.tap(InvitationWord.open)
            for (word, text) in [(InvitationWord.name, "Carla"), (.password, "Moon-flower77")] { try rig.type(word, text) }
            try await rig.tap(InvitationWord.accept)
            #expect(rig.field(InvitationWord.lastName)?.wrong != nil, "\(rig.texts)")
            #expect(rig.field(InvitationWord.password)?.wrong == nil)
        }
    }

    @Test func anotherPictureTakesTheWordTypedForTheOldOneAlong() async throws {
        try await Rig.with(company: Self.pictures) { rig in
            rig.app.show(.recovery(try await rig.portico.recoveryStart(address: rig.portal.url, login: "anna").id, from: nil))
            await rig.app.top.appear()
            try rig.type(RecoveryWord.word, try await rig.word())
            try await rig.tap(PictureWord.other)
            #expect(rig.field(RecoveryWord.word)?.text() == "")
            #expect(rig.shows(rig.app.words(PictureWord.shows)))
            try await rig.tap(RecoveryWord.browserOpen)
            #expect(rig.host.browsed.last?.query() == "forgot_password=yes", "the way of who cannot see it")
        }
    }
}
