import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

@MainActor @Suite struct LinkTests {
    @Test func aLinkIsShownBeforeAnythingIsSentForIt() async throws {
        try await Rig.with(portals: 2) { rig in
            try await rig.signIn()
            let link = try await rig.qr("boris", at: rig.portals[1])
            await rig.app.receive(link)
            #expect(rig.shows(rig.app.words(SignInWord.linkNotSent)))
            #expect(rig.shows(rig.app.words(SignInWord.linkNewPortal)))
            #expect(try await rig.portals[1].requests().isEmpty)
            try await rig.tap(SignInWord.linkGoOn)
            try await rig.tap(SignInWord.toAccount)
            #expect(rig.shows("boris"))
            #expect(rig.pressable(AccountWord.use.key) != nil, "its account is not put into use by itself")
        }
    }

    @Test func theSameLinkTwiceIsOneSignIn() async throws {
        try await Rig.with { rig in
            let link = try await rig.qr("anna")
            await rig.app.receive(link)
            let path = rig.app.path
            await rig.app.receive(link)
            #expect(rig.app.path == path)
        }
    }

    @Test func aLinkThatComesWhileTheAppIsLockedWaitsForTheOwner() async throws {
        try await Rig.with { rig in
            rig.host.choices.lock = true
            rig.app.background()
            rig.host.ownerIsThere = false
            await rig.app.foreground()
            await rig.app.receive(try await rig.qr("anna"))
            #expect(rig.app.path.isEmpty && rig.app.cover != nil)
            rig.host.ownerIsThere = true
            await rig.app.unlock()
            #expect(rig.app.cover == nil)
            #expect(rig.shows(rig.app.words(SignInWord.linkNotSent)))
        }
    }

    @Test func aScannedCodeGoesIntoTheOpenSignIn() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            let signIn = rig.app.path.last
            rig.host.hasCamera = true
            try await rig.tap(SignInWord.scanInstead)
            let cameras = rig.screen.elements.compactMap { if case .camera(let camera) = $0 { camera } else { nil } }
            await cameras.first?.read(try await rig.qr("anna"))
            await cameras.first?.read("something else, seen a moment later")
            #expect(rig.shows(rig.app.words(ScanWord.kindQrSignIn)))
            try await rig.tap(ScanWord.useInSignIn)
            #expect(rig.app.path.last == signIn)
            try await rig.tap(SignInWord.linkGoOn)
            #expect(rig.pressable(SignInWord.toAccount.key) != nil)
        }
    }

    @Test func withoutACameraThereIsPasteAndTheClipboardIsReadByATapOnly() async throws {
        try await Rig.with { rig in
            rig.host.hasCamera = true
            try await rig.tap(AccountsWord.scan)
            rig.screen.elements.forEach { if case .camera(let camera) = $0 { camera.refused() } }
            try await rig.tap(ScanWord.settings)
            #expect(rig.host.settingsOpened == 1)
            #expect(rig.host.readClipboard == 0)
            try await rig.tap(ScanWord.paste)
            #expect(rig.shows(rig.app.words(ScanWord.nothingPasted)))
            rig.host.clipboard = "a shopping list"
            try await rig.tap(ScanWord.paste)
            #expect(rig.shows(rig.app.words(ScanWord.kindUnknown)))
            try await rig.tap(ScanWord.another)
            try rig.type(ScanWord.text, rig.portal.url)
            try await rig.tap(ScanWord.look)
            try await rig.tap(ScanWord.use)
            guard case .signIn = rig.app.path.last else { throw Wrong("\(rig.app.path)") }
        }
    }

    @Test func anInvitationLookedAtAsASignInIsShownAsWhatItIs() async throws {
        try await Rig.with { rig in
            (rig.host.hasCamera, rig.host.clipboard) = (true, try await rig.invite())
            try await rig.tap(AccountsWord.paste)
            rig.host.hasCamera = false
            #expect(rig.app.path == [.invitation])
            #expect(try await rig.portal.requests().isEmpty)
            try await rig.dies()
            #expect(rig.shows(rig.app.words(InvitationWord.gonePaste)), "its link is kept nowhere")
            try await rig.tap(InvitationWord.scan)
            try await rig.tap(ScanWord.paste)
            try await rig.tap(ScanWord.useInvitation)
            try await rig.tap(InvitationWord.open)
            #expect(rig.field(InvitationWord.name) != nil)
        }
    }

    @Test func theMailsLinkFillsInWhatIsTypedFromIt() async throws {
        try await Rig.with { rig in
            try await rig.tap(AccountsWord.signIn)
            try rig.type(SignInWord.address, rig.portal.url)
            try await rig.tap(SignInWord.next)
            try rig.type(SignInWord.login, "anna")
            try await rig.tap(SignInWord.forgot)
            #expect(rig.field(RecoveryWord.address)?.text() == rig.portal.url)
            try rig.type(RecoveryWord.login, "anna")
            try await rig.tap(RecoveryWord.send)
            let mails = try await rig.mails()
            await rig.app.receive(mails[0])
            #expect(try await rig.mails().count == 1)
            try await rig.tap(RecoveryWord.goOn)
            #expect(rig.field(RecoveryWord.checkword)?.text() == mails[0])
            try rig.type(RecoveryWord.password, "Moon-flower77")
            try await rig.tap(RecoveryWord.set)
            #expect(rig.pressable(SignInWord.toAccount.key) != nil)
            #expect(try await rig.mails().count == 1, "the open recovery is gone on with")
        }
    }

    @Test func anInvitationTypedAsAnAddressIsShownAsWhatItIsAndIsNotLost() async throws {
        try await Rig.with { rig in
            let link = try await rig.invite()
            try await rig.tap(AccountsWord.signIn)
            try rig.type(SignInWord.address, link)
            try await rig.tap(SignInWord.next)
            #expect(rig.app.path.last == .invitation && rig.shows(rig.app.words(InvitationWord.notSent)))
            #expect(try await rig.portal.requests().isEmpty)
            rig.app.back()
            #expect(rig.field(SignInWord.address)?.text() == "", "a secret is no address")
            let left = rig.app.top
            rig.app.back()
            await left.kept()
            #expect(try rig.portico.signInList().isEmpty, "nothing else was typed")
        }
    }

    @Test func aMailsLinkTypedAsAnAddressLeadsToTheNewPassword() async throws {
        try await Rig.with { rig in
            _ = try await rig.portico.recoveryStart(address: rig.portal.url, login: "anna")
            try await rig.tap(AccountsWord.signIn)
            try rig.type(SignInWord.address, try await rig.mails()[0])
            try await rig.tap(SignInWord.next)
            #expect(rig.app.path.last == .recovery(nil, from: nil))
            #expect(rig.field(RecoveryWord.login)?.text() == "anna")
        }
    }

    @Test func anInvitationForTheBrowserIsOpenedThereAndItsLinkIsNeverShown() async throws {
        try await Rig.with(company: ["switches": ["P9": "cloud"]]) { rig in
            let link = try await rig.invite()
            await rig.app.receive(" " + link + "\n")
            try await rig.tap(InvitationWord.open)
            #expect(rig.shows(rig.app.words(InvitationWord.browser)), "\(rig.texts)")
            try await rig.tap(Deed.browse)
            #expect(rig.host.browsed.map(\.absoluteString) == [link])
            rig.host.opensPages = false
            try await rig.tap(Deed.browse)
            let notice = try #require(rig.app.notice?.text)
            #expect(notice.contains("localhost") && !notice.contains("/") && !rig.shows(link))
        }
    }

    @Test func anInvitationThatNothingHelpsAsksForNothing() async throws {
        try await Rig.with { rig in
            let link = try await rig.invite()
            await rig.app.receive(link + "x")
            try await rig.tap(InvitationWord.open)
            #expect(rig.field(InvitationWord.name) == nil && rig.pressable(InvitationWord.accept.key) == nil)
            let at = try await rig.portico.invitationOpen(link: link)
            _ = try await rig.portico.invitationAccept(at.id, name: "Carla", lastName: "Dunn", password: "Moon-flower77")
            await rig.app.receive(link)
            try await rig.tap(InvitationWord.open)
            #expect(rig.field(InvitationWord.name) == nil && rig.pressable(InvitationWord.accept.key) == nil)
        }
    }
}
