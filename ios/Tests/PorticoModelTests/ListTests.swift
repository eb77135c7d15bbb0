import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// What the list of accounts offers, and how it is called.
@MainActor @Suite struct ListTests {
    /// The button of a row that something is wrong with.
    private func remedy(_ account: AccountId, in rig: Rig) -> Screen.Button? {
        rig.screen.elements.lazy.compactMap {
            if case .button(let button) = $0, button.id == "remedy_" + account.value { button } else { nil }
        }.first
    }

    @Test func aNewSignInIsTheMainThingOnAnEmptyListOnly() async throws {
        try await Rig.with { rig in
            #expect(rig.button(AccountsWord.signIn)?.role == .main)
            try await rig.signIn()
            rig.app.home()
            #expect(rig.button(AccountsWord.signIn)?.role == .plain)
        }
    }

    @Test func theRowOfALockedOutAccountOffersItsPictureAndIsHeardWithIt() async throws {
        try await Rig.with(portals: 2) { rig in
            try await rig.signIn(at: rig.portals[1])
            try await rig.toPicture()
            guard let id = rig.app.path.last?.account else { throw Wrong("\(rig.app.path)") }
            rig.app.home()
            let button = try #require(remedy(id, in: rig), "\(rig.texts)")
            #expect(button.label == rig.app.words(AccountWord.answerPicture))
            #expect(button.spoken == "Answer the picture: anna, localhost:\(rig.portal.port)")
            try await rig.tap(button.id)
            #expect(rig.shows(rig.app.words(SignInWord.pictureStored)))
        }
    }

    @Test func aLockedKeyStoreIsAskedAgainByAButtonBesideWhatIsSaidOfIt() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            rig.vault.before.with { $0 = { throw VaultError.Locked } }
            try await rig.dies()
            rig.app.home()
            while try rig.portico.accountsList().availability == .ready { await Task.yield() }
            try await rig.tap(AccountsWord.tryAgain)
            #expect(rig.pressable(AccountsWord.tryAgain.key) != nil, "it is locked still")
            rig.vault.before.with { $0 = {} }
            try await rig.tap(AccountsWord.tryAgain)
            #expect(rig.pressable(AccountsWord.tryAgain.key) == nil && rig.screen.wrong == nil, "\(rig.texts)")
        }
    }

    @Test(arguments: ["en", "de", "ru"])
    func withoutACameraNothingIsSaidOfScanning(_ language: String) async throws {
        try await Rig.with { rig in
            try rig.app.speak(language)
            @MainActor func scans() -> Bool {
                rig.texts.contains { $0.contains(#/^(button|heading).*([Ss]can|[Сс]кан)/#) }
            }
            try await rig.toCredentials()
            let signIn = try #require(rig.app.path.last)
            for place: [Place] in [[], [signIn], [.invitation], [.scan(nil)]] {
                rig.app.path = place
                rig.host.hasCamera = false
                #expect(!scans(), "\(rig.texts)")
                rig.host.hasCamera = true
                #expect(scans(), "\(rig.texts)")
            }
            rig.app.home()
            #expect(rig.pressable(AccountsWord.paste.key) != nil)
            rig.host.hasCamera = false
            #expect(rig.pressable(AccountsWord.paste.key) == nil, "one way to paste is enough")
        }
    }
}
