import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

@MainActor @Suite struct ClearTests {
    @Test func aResetIsShownBeforeAndKeepsTheRow() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            try await rig.tap(Deed.reset)
            #expect(rig.shows("Would be cleared"))
            #expect(try rig.portico.accountsList().accounts[0].state == .signedIn)
            try await rig.tap(ClearWord.keep)
            #expect(rig.app.path == [.account(id)])
            try await rig.tap(Deed.reset)
            try await rig.tap(ClearWord.confirmReset)
            #expect(rig.shows(rig.app.words(ClearWord.receipt)) && rig.shows("Cleared on this phone"))
            try await rig.tap(ClearWord.done)
            #expect(rig.row(id.value)?.lines.contains { $0.contains("reset") } == true)
        }
    }

    @Test func aSignOutTellsThePortalAndADeleteLeavesNoRow() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            try await rig.tap(Deed.signOut)
            try await rig.tap(ClearWord.confirmSignOut)
            #expect(rig.shows("The portal was told"))
            try await rig.tap(ClearWord.done)
            try await rig.tap(id.value)
            try await rig.tap(Deed.delete)
            #expect(rig.shows(rig.app.words(ClearWord.forGood)))
            try await rig.tap(ClearWord.confirmDelete)
            #expect(rig.shows("Stays on the portal"))
            try await rig.tap(ClearWord.done)
            #expect(rig.row(id.value) == nil && rig.app.path.isEmpty)
        }
    }

    @Test func twoTapsOnAClearAreOne() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            try await rig.tap(Deed.reset)
            guard let press = rig.pressable(ClearWord.confirmReset.key) else { throw Wrong("no button") }
            async let first: Void = press()
            async let second: Void = press()
            _ = await (first, second)
            #expect(rig.shows(rig.app.words(ClearWord.receipt)))
            // A second delete would find nothing to do; of a reset each one is noted.
            let resets = try await rig.portico.historyList(id).filter { $0.event == "reset" }
            #expect(resets.map(\.times) == [1])
        }
    }

    @Test func twoPortalsAreTwoRowsAndOnlyOneGoes() async throws {
        try await Rig.with(portals: 2) { rig in
            let first = try await rig.signIn()
            let second = try await rig.signIn("boris", password: "Moon-flower7", at: rig.portals[1])
            rig.app.home()
            #expect(rig.order == [first.value, second.value])
            try await rig.act(second.value, AccountsWord.moveUp)
            #expect(rig.order == [second.value, first.value])
            let part = rig.screen.parts.first { $0.id == "accounts" }
            await part?.move?(0, 2)
            #expect(rig.order == [first.value, second.value])
            try await rig.act(first.value, AccountsWord.use)
            #expect(rig.row(first.value)?.selected == true && rig.row(second.value)?.selected == false)
            try await rig.act(first.value, Deed.delete)
            try await rig.tap(ClearWord.confirmDelete)
            try await rig.tap(ClearWord.done)
            #expect(rig.order == [second.value])
            #expect(rig.row(second.value)?.lines.contains(rig.app.words(StateWord.signedIn)) == true)
        }
    }

    @Test func anUnfinishedSignInIsInTheListAndCanBeEndedThere() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            guard case .signIn(let id) = rig.app.path.last else { throw Wrong("no sign-in") }
            rig.app.home()
            #expect(rig.row(id.value)?.lines == [rig.app.words(AccountsWord.atCredentials)])
            try await rig.act(id.value, AccountsWord.cancel)
            #expect(rig.row(id.value) == nil)
        }
    }

    @Test(arguments: [true, false])
    func whoClosesTheReceiptIsAtTheList(_ swiped: Bool) async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            try await rig.tap(Deed.reset)
            if swiped { rig.app.sheet = nil } else { await rig.app.close.press() }
            #expect(rig.app.path == [.account(id)], "nothing was done")
            try await rig.tap(Deed.delete)
            try await rig.tap(ClearWord.confirmDelete)
            if swiped { rig.app.sheet = nil } else { await rig.app.close.press() }
            #expect(rig.app.path.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func anAccountThatIsGoneTakesItsPlacesAlongButForItsReceipt() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            try await rig.tap(Deed.delete)
            try await rig.tap(ClearWord.confirmDelete)
            while rig.app.path != [.clear(id, .delete)] {
                try Task.checkCancellation()
                await Task.yield()
            }
            #expect(rig.shows(rig.app.words(ClearWord.receipt)))
        }
    }
}
