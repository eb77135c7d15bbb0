import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// Where links and calls lead, and where they lead nobody.
@MainActor @Suite struct WayTests {
    /// Presses something whose answer takes its time, and does something else meanwhile.
    private func press(_ id: String, in rig: Rig, meanwhile: () throws -> Void) async throws {
        let room = rig.app.top
        let press = try #require(rig.pressable(id), "\(id) is not on \(rig.texts)")
        try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 300])
        let call = Task { await press() }
        while !room.working { await Task.yield() }
        try meanwhile()
        await call.value
        try await rig.portal.desk("DELETE /faults")
    }

    /// A recovery, whose mail was sent.
    private func recovery(of login: String = "anna", in rig: Rig) async throws -> Place {
        .recovery(try await rig.portico.recoveryStart(address: rig.portal.url, login: login).id, from: nil)
    }

    // MARK: links of mails

    @Test func aMailsLinkIsGoneOnWithAndNoOtherMailIsAskedFor() async throws {
        try await Rig.with { rig in
            _ = try await recovery(in: rig)
            let link = try await rig.mails()[0]
            try await rig.pass(120)
            await rig.app.receive(link)
            try await rig.tap(RecoveryWord.goOn)
            #expect(try await rig.mails().count == 1, "another mail would end the link in hand")
            #expect(rig.field(RecoveryWord.checkword)?.text() == link)
            #expect(!rig.shows("has sent a mail"), "it is in hand")
            try rig.type(RecoveryWord.password, "Moon-flower77")
            try await rig.tap(RecoveryWord.set)
            #expect(rig.pressable(SignInWord.toAccount.key) != nil, "\(rig.texts)")
        }
    }

    @Test func aLinkWithoutALoginIsGoneOnWithForTheOneThatIsTyped() async throws {
        try await Rig.with { rig in
            _ = try await recovery(in: rig)
            let link = try await rig.mails()[0].replacingOccurrences(of: "USER_LOGIN=anna", with: "USER_LOGIN=")
            try await rig.pass(120)
            await rig.app.receive(link)
            #expect(rig.pressable(RecoveryWord.goOn.key) == nil)
            try rig.type(RecoveryWord.login, "anna@company.example")
            try await rig.tap(RecoveryWord.goOn)
            #expect(try await rig.mails().count == 1)
            #expect(rig.field(RecoveryWord.checkword)?.text() == link)
        }
    }

    @Test func whoTypesAnotherLoginThanTheLinksAsksForAMailOfTheirs() async throws {
        try await Rig.with { rig in
            _ = try await recovery(in: rig)
            await rig.app.receive(try await rig.mails()[0])
            try rig.type(RecoveryWord.login, "ANNA")
            #expect(rig.pressable(RecoveryWord.goOn.key) != nil, "it is the same")
            try rig.type(RecoveryWord.login, "boris")
            try await rig.tap(RecoveryWord.send)
            #expect(try await rig.mails().count == 2)
            #expect(rig.field(RecoveryWord.checkword)?.text() == "", "the link is another's")
        }
    }

    @Test func whoTypesAnotherAddressThanTheLinksAsksForAMailThere() async throws {
        try await Rig.with(portals: 2) { rig in
            _ = try await recovery(in: rig)
            await rig.app.receive(try await rig.mails()[0])
            try rig.type(RecoveryWord.address, rig.portals[1].url)
            #expect(rig.pressable(RecoveryWord.goOn.key) == nil)
            try await rig.tap(RecoveryWord.send)
            #expect(try await rig.portals[1].desk("GET /mails")["mails"]?.items?.count == 1)
            #expect(rig.field(RecoveryWord.checkword)?.text() == "", "the link is not for there")
        }
    }

    @Test func theLinkOfASecondMailTakesThePlaceOfTheFirstOnes() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.tap(SignInWord.forgot)
            try rig.type(RecoveryWord.login, "anna")
            try await rig.tap(RecoveryWord.send)
            await rig.app.receive(try await rig.mails()[0])
            try await rig.tap(RecoveryWord.goOn)
            try await rig.pass(60)
            try await rig.tap(RecoveryWord.resend)
            try rig.type(RecoveryWord.password, "Moon-flower77")
            let second = try await rig.mails()[1]
            await rig.app.receive(second)
            try await rig.tap(RecoveryWord.goOn)
            #expect(rig.field(RecoveryWord.checkword)?.text() == second)
            #expect(rig.field(RecoveryWord.password)?.text() == "Moon-flower77")
            #expect(rig.app.path.count { if case .recovery = $0 { true } else { false } } == 1, "\(rig.app.path)")
        }
    }

    @Test func aLinkThatWasPutAwayIsTakenByNothingElse() async throws {
        try await Rig.with { rig in
            let annas = try await recovery(in: rig)
            let link = try await rig.mails()[0]
            await rig.app.receive(link)
            rig.app.home()
            rig.app.show(annas)
            #expect(rig.field(RecoveryWord.checkword)?.text() == "")
            await rig.app.receive(try await rig.invite())
            rig.app.show(.invitation)
            #expect(!rig.shows(rig.app.words(InvitationWord.gonePaste)), "it is open still")
            rig.app.home()
            rig.app.show(.invitation)
            #expect(rig.shows(rig.app.words(InvitationWord.gonePaste)))
        }
    }

    @Test func aLinkIsFilledInForItsOwnLoginOnly() async throws {
        try await Rig.with { rig in
            let annas = try await recovery(in: rig)
            let link = try await rig.mails()[0].replacingOccurrences(of: "USER_LOGIN=anna", with: "USER_LOGIN=Anna")
            let boriss = try await recovery(of: "boris", in: rig)
            await rig.app.receive(link)
            rig.app.open(boriss)
            #expect(rig.field(RecoveryWord.checkword)?.text() == "")
            rig.app.open(annas)
            #expect(rig.field(RecoveryWord.checkword)?.text() == link)
        }
    }

    @Test func whoIsToOpenAnInvitationIsNotShownTheLastOne() async throws {
        try await Rig.with { rig in
            let link = try await rig.invite()
            await rig.app.receive(link)
            rig.app.open(.recovery(nil, from: nil))
            try rig.type(RecoveryWord.address, rig.portal.url)
            try rig.type(RecoveryWord.login, link)
            try await rig.tap(RecoveryWord.send)
            try await rig.perform(.openInvitation)
            #expect(rig.shows(rig.app.words(InvitationWord.gonePaste)), "\(rig.texts)")
            #expect(rig.app.path == [.recovery(nil, from: nil), .invitation])
        }
    }

    // MARK: links while something else is open

    @Test func aLinkFromOutsideLiesAboveAnOpenSignIn() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            let open = rig.app.path
            try rig.type(SignInWord.password, "Sun-flower9")
            let link = try await rig.qr("boris")
            await rig.app.receive(link)
            #expect(rig.shows(rig.app.words(SignInWord.linkNotSent)))
            #expect(rig.app.path.dropLast() == open[...])
            rig.app.open(.topics)
            await rig.app.receive(link)
            #expect(rig.app.path.count == 3 && Set(rig.app.path).count == 3, "the same link has one page")
            rig.app.path = open
            #expect(rig.field(SignInWord.password)?.text() == "Sun-flower9")
        }
    }

    @Test func aLinkIsShownWhateverTheListIsAt() async throws {
        try await Rig.with { rig in
            let link = try await rig.qr("anna")
            await rig.app.accounts.run {
                await rig.app.receive(link)
                #expect(rig.shows(rig.app.words(SignInWord.linkNotSent)))
            }
        }
    }

    @Test(arguments: [Place.topics, .topic("S1"), .settings, .licences, .whichMe(.nothing), .helpCard(.nothing), .scan(nil)])
    func aLinkThatCannotBeTakenUpIsSaidWhereTheEmployeeIs(_ place: Place) async throws {
        try await Rig.with { rig in
            rig.app.show(place)
            let data = rig.folder.path + "/data"
            try? FileManager.default.removeItem(atPath: data)
            try Data().write(to: URL(fileURLWithPath: data))
            await rig.app.receive(rig.portal.url)
            #expect(rig.app.path == [place])
            #expect(rig.app.top.failure != nil)
            #expect(rig.texts.contains { $0.hasPrefix("heading") && $0.hasSuffix(" live") }, "\(rig.texts)")
        }
    }

    // MARK: calls that end later

    @Test func aCallThatEndsAfterItsPageWasLeftLeadsNowhere() async throws {
        try await Rig.with { rig in
            @MainActor func leave() { rig.app.path = [.settings] }
            rig.app.show(.recovery(nil, from: nil))
            try rig.type(RecoveryWord.address, rig.portal.url)
            try rig.type(RecoveryWord.login, "anna")
            try await press(RecoveryWord.send.key, in: rig, meanwhile: leave)
            #expect(rig.app.path == [.settings], "a mail was asked for")

            rig.app.show(try await recovery(in: rig))
            try rig.type(RecoveryWord.checkword, try await rig.mails()[0])
            try rig.type(RecoveryWord.password, "Moon-flower77")
            try await press(RecoveryWord.set.key, in: rig, meanwhile: leave)
            #expect(rig.app.path == [.settings], "a password was set")

            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            try await rig.tap("problem_why")
            let offer = rig.screen.elements.lazy.compactMap { element -> Screen.Button? in
                if case .button(let button) = element, button.label == rig.app.words(Deed.newPassword) { button } else { nil }
            }.first
            try await press(try #require(offer).id, in: rig, meanwhile: leave)
            #expect(rig.app.path == [.settings], "the core's offer was done")

            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try await rig.tap(SignInWord.cancel)
            try await press(SignInWord.again.key, in: rig, meanwhile: leave)
            #expect(rig.app.path == [.settings], "it was started again")

            let id = try await rig.signIn(password: "Moon-flower77")
            try await press(AccountWord.signInAgain.key, in: rig, meanwhile: leave)
            #expect(rig.app.path == [.settings], "a sign-in was begun")
            rig.app.show(.account(id))
            try await press(AccountWord.signInAgain.key, in: rig) { rig.app.open(.topics) }
            #expect(rig.app.path == [.account(id), .topics], "something else is read")
        }
    }

    @Test func whatCallsLeadToTakesThePlaceOfTheirOwnPageAndOfNoOther() async throws {
        try await Rig.with { rig in
            rig.app.show(.recovery(nil, from: nil))
            try rig.type(RecoveryWord.address, rig.portal.url)
            try rig.type(RecoveryWord.login, "anna")
            try await press(RecoveryWord.send.key, in: rig) { rig.app.open(.topics) }
            guard case .recovery(.some, _) = rig.app.path.first else { throw Wrong("\(rig.app.path)") }
            #expect(rig.app.path.dropFirst() == [.topics])
            rig.app.back()
            try rig.type(RecoveryWord.checkword, try await rig.mails()[0])
            try rig.type(RecoveryWord.password, "Moon-flower77")
            try await press(RecoveryWord.set.key, in: rig) { rig.app.open(.topics) }
            guard case .signIn = rig.app.path.first else { throw Wrong("\(rig.app.path)") }
            #expect(rig.app.path.dropFirst() == [.topics])
        }
    }
}
