import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

@MainActor @Suite struct AppTests {
    @Test func everyPlaceIsSavedAsIdsAndFoundAgain() {
        let (account, signIn) = (AccountId("a1"), SignInId("s1"))
        let about: [Place.About] = [.account(account), .signIn(signIn), .nothing]
        let places: [Place] =
            [
                .account(account), .signIn(signIn), .scan(nil), .scan(signIn), .recovery(nil, from: nil),
                .recovery(RecoveryId("r1"), from: signIn), .recovery(nil, from: signIn), .invitation, .history(account), .topics,
                .topic("S4"), .settings, .licences,
            ] + about.flatMap { [.whichMe($0), .problem($0), .helpCard($0)] }
        for place in places { #expect(place.saved.flatMap(Place.init(saved:)) == place) }
        #expect(Place.clear(account, .delete).saved == nil)
        for text in ["", "nonsense", "account", "of_a_newer_version x"] { #expect(Place(saved: text) == nil) }
    }

    @Test func nothingTypedIsInWhatIsSavedDescribedOrDumped() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try rig.type(SignInWord.password, "Sun-flower9")
            var dumped = ""
            dump(rig.app.top, to: &dumped)
            dump(rig.screen, to: &dumped)
            let written = dumped + "\(rig.screen)" + String(reflecting: rig.app.top) + rig.app.saved.joined()
            #expect(!written.contains("Sun-flower9"))
            #expect(dumped.contains("SignInModel"), "the dump is one")
        }
    }

    @Test func theLoginThatWasTypedOutlivesTheProcessAndThePasswordDoesNot() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna.berg")
            try rig.type(SignInWord.password, "Sun-flower9")
            rig.app.background()
            await rig.kept()
            try await rig.dies()
            #expect(rig.field(SignInWord.login)?.text() == "anna.berg")
            #expect(rig.field(SignInWord.password)?.text() == "")
            #expect(try !rig.onDisk("Sun-flower9"))
        }
    }

    @Test func theAddressThatWasTypedOutlivesTheProcess() async throws {
        try await Rig.with { rig in
            try await rig.tap(AccountsWord.signIn)
            try rig.type(SignInWord.address, "company.bitrix24.c")
            rig.app.background()
            await rig.kept()
            try await rig.dies()
            #expect(rig.field(SignInWord.address)?.text() == "company.bitrix24.c")
        }
    }

    @Test func everyScreenIsTheSameAfterTheProcessDied() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            let places: [Place] = [
                .account(id), .history(id), .whichMe(.account(id)), .problem(.account(id)), .helpCard(.account(id)), .topics,
                .topic("S6"), .settings, .licences, .recovery(nil, from: nil), .scan(nil),
            ]
            for place in places {
                rig.app.show(place)
                await rig.app.top.appear()
                let before = rig.texts
                try await rig.dies()
                // A session is not a screen's: it ends with the process.
                let changes = ["without activity", "No session", "session"]
                func same(_ lines: [String]) -> [String] { lines.filter { line in !changes.contains { line.contains($0) } } }
                #expect(rig.app.path == [place])
                #expect(same(rig.texts) == same(before))
            }
        }
    }

    @Test func unsentTextIsKeptAsItIsTyped() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            try rig.type(AccountWord.draftLabel, "Dear colleagu")
            try rig.type(AccountWord.draftLabel, "Dear colleagues")
            await (rig.app.top as? AccountModel)?.kept()
            try await rig.dies()
            #expect(rig.field(AccountWord.draftLabel)?.text() == "Dear colleagues")
            try rig.type(AccountWord.draftLabel, String(repeating: "ж", count: 5000))
            await (rig.app.top as? AccountModel)?.kept()
            #expect(rig.shows("error"))
        }
    }

    @Test func whatIsNotThereAnyMoreIsSaidAndLeadsToTheList() async throws {
        try await Rig.with { rig in
            let gone: [Place] = [
                .account(AccountId("x")), .recovery(RecoveryId("x"), from: nil), .history(AccountId("x")),
                .whichMe(.account(AccountId("x"))), .helpCard(.signIn(SignInId("x"))), .topic("S12"),
            ]
            for place in gone {
                rig.app.show(place)
                try await rig.tap(ProblemWord.toList)
                #expect(rig.app.path.isEmpty)
            }
            rig.app.show(.signIn(SignInId("x")))
            #expect(rig.shows(rig.app.words(SignInWord.ended)))
            try await rig.tap(SignInWord.toList)
        }
    }

    @Test func whatTheCoreDoesNotKnowAnyMoreIsNotGoneBackTo() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            #expect(rig.shows(rig.app.words(SignInWord.titleDone)))
            try await rig.dies()
            #expect(rig.app.path.isEmpty && rig.order.count == 1)
            let gone: [Place] = [
                .account(AccountId("x")), .signIn(SignInId("x")), .scan(SignInId("x")), .recovery(RecoveryId("x"), from: nil),
                .recovery(nil, from: SignInId("x")), .whichMe(.account(AccountId("x"))), .history(AccountId("x")),
                .problem(.signIn(SignInId("x"))), .topic("S12"), .helpCard(.account(AccountId("x"))),
            ]
            rig.app.path = gone + [.settings]
            try await rig.dies()
            #expect(rig.app.path == [.settings])
        }
    }

    @Test func aNoticeOpensItsAccountOrTheList() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            rig.app.show(account: "another")
            #expect(rig.app.path.isEmpty)
            rig.app.show(account: id.value)
            #expect(rig.app.path == [.account(id)])
        }
    }

    @Test func theOwnerIsAskedForWhenTheAppComesToTheFront() async throws {
        try await Rig.with { rig in
            rig.app.open(.settings)
            let toggle = rig.screen.elements.lazy.compactMap { if case .toggle(let toggle) = $0 { toggle } else { nil } }.first
            await toggle?.set(true)
            #expect(rig.host.choices.lock && rig.host.asked == 1)
            rig.app.background()
            #expect(rig.app.secure && rig.app.cover != nil)
            await rig.app.foreground()
            #expect(rig.host.asked == 2 && rig.app.cover == nil)
        }
    }

    @Test func whatIsSecretIsCoveredWhileTheAppIsAway() async throws {
        try await Rig.with { rig in
            #expect(!rig.app.secure)
            try await rig.toCredentials()
            #expect(rig.app.secure && rig.app.cover == nil)
            rig.app.background()
            #expect(rig.app.cover != nil)
            await rig.app.foreground()
            #expect(rig.app.cover == nil)
        }
    }

    @Test func whatLiesBelowASheetIsCoveredWithIt() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.tap(SignInWord.helpCard)
            #expect(rig.app.sheet != nil && rig.app.secure)
            rig.app.path = [.settings, .helpCard(.nothing)]
            #expect(!rig.app.secure)
        }
    }

    @Test func wherePeopleMayPasteALinkIsCovered() async throws {
        try await Rig.with(portals: 0) { rig in
            try await rig.tap(AccountsWord.signIn)
            #expect(rig.app.secure)
            rig.app.show(.recovery(nil, from: nil))
            #expect(rig.app.secure)
        }
    }

    @Test func aPortalThatForbidsScreenshotsIsObeyedWhereverItsAccountIsShown() async throws {
        try await Rig.with(company: ["policy": ["canTakeScreenshot": false]]) { rig in
            let id = try await rig.signIn()
            let places: [Place] = [
                .account(id), .clear(id, .reset), .history(id), .whichMe(.account(id)), .problem(.account(id)),
                .helpCard(.account(id)),
            ]
            for place in places {
                rig.app.show(place)
                #expect(rig.app.secure, "\(place)")
            }
            rig.app.home()
            #expect(!rig.app.secure)
        }
    }

    @Test func aPortalThatForbidsScreenshotsIsObeyedAtEachStepOfASignIn() async throws {
        let company: Json = ["policy": ["canTakeScreenshot": false], "switches": ["D10": "without_type"]]
        try await Rig.with(company: company) { rig in
            try await rig.signIn()
            try await rig.tap(AccountWord.signInAgain)
            try await rig.submit(password: "Sun-flower9")
            #expect(rig.shows(rig.app.words(SignInWord.titleDone)) && rig.app.secure)
            try await rig.tap(SignInWord.toAccount)
            try await rig.tap(AccountWord.signInAgain)
            try await rig.portal.desk("PATCH /users/anna", ["otp_required": true])
            try await rig.submit(password: "Sun-flower9")
            #expect(rig.shows(rig.app.words(SignInWord.titleBrowser)) && rig.app.secure)
        }
    }

    @Test func aPortalThatForbidsScreenshotsIsObeyedWhenItHasMoved() async throws {
        try await Rig.with(company: ["policy": ["canTakeScreenshot": false]]) { rig in
            try await rig.signIn()
            try await rig.portal.desk("POST /rename", ["to": .string("https://127.0.0.1:\(rig.portal.port)")])
            try await rig.pass(1500)
            try await rig.tap(AccountWord.check)
            try await rig.tap(AccountWord.signIn)
            #expect(rig.shows(rig.app.words(SignInWord.movedAsk)) && rig.app.secure)
        }
    }

    @Test func anotherLanguageIsSpokenAtOnceByTheAppAndTheCore() async throws {
        try await Rig.with { rig in
            rig.app.open(.settings)
            try await rig.tap("language_settings_german")
            #expect(rig.screen.title == "Einstellungen")
            #expect(rig.row("language_settings_german")?.selected == true)
            try await rig.tap("theme_settings_dark")
            #expect(rig.app.theme == .dark)
            rig.app.show(.topics)
            #expect(rig.texts.contains { $0.contains("Telefon") })
        }
    }

    @Test func aLockedStoreIsSaidAboveTheList() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            rig.vault.before.with { $0 = { throw VaultError.Locked } }
            try await rig.dies()
            rig.app.home()
            _ = try? await rig.portico.sessionForeground()
            #expect(rig.order.count == 1, "the row is there")
        }
    }

    @Test func aPageThatNothingOpensIsNamedSoThatItCanBeTyped() async throws {
        try await Rig.with { rig in
            rig.host.opensPages = false
            rig.app.show(.topic("S1"))
            try await rig.perform(.browse)
            #expect(rig.app.notice?.text.contains("bitrix24.net") == true)
        }
    }

    @Test func thePrivacyPolicyIsOpenedWhereThereIsOneOnASafePage() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.app.open(.settings)
            try await rig.tap(SettingsWord.privacy)
            #expect(rig.host.browsed.map(\.absoluteString) == ["https://company.example/privacy"])
            for none in [nil, URL(string: "http://company.example/privacy")] {
                (rig.host.privacyPolicy, rig.host.version) = (none, nil)
                #expect(rig.pressable(SettingsWord.privacy.key) == nil)
                #expect(rig.pressable(SettingsWord.licences.key) != nil && !rig.shows("Version"))
            }
        }
    }

    @Test func theHelpCardIsSharedAsItIsRead() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            rig.app.show(.helpCard(.account(id)))
            // One drawing of the card: another one is of another second.
            let drawn = rig.screen
            let card = drawn.elements.lazy.compactMap {
                if case .text(let line) = $0, line.look == .exact { line.text } else { nil }
            }.first
            try await rig.tap(HelpCardWord.share, on: drawn)
            try await rig.tap(HelpCardWord.copy, on: drawn)
            #expect(card != nil && rig.host.shared == [card] && rig.host.copied == [card])
            #expect(rig.app.notice?.text == rig.app.words(HelpCardWord.copied))
        }
    }

    @Test func theHistoryComparesWithWhatIsAllowed() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            rig.app.show(.history(id))
            await rig.app.top.appear()
            #expect(rig.texts.count > 3)
            try rig.type(HistoryWord.allowed, "the office")
            try await rig.tap(HistoryWord.compare)
            #expect(rig.shows(rig.app.words(HistoryWord.allowedWrong)))
            try rig.type(HistoryWord.allowed, "127.0.0.0/8, 192.0.2.7")
            try await rig.tap(HistoryWord.compare)
            #expect(!rig.shows(rig.app.words(HistoryWord.allowedWrong)))
        }
    }
}
