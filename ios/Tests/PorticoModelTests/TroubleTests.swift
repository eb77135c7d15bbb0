import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// What goes wrong, where it is said and when it is gone; and what works while something else is waited for.
@MainActor @Suite struct TroubleTests {
    @Test func aCallOfOneAccountLeavesTheOthersAndTheListUsable() async throws {
        try await Rig.with(portals: 2) { rig in
            let first = try await rig.signIn()
            let second = try await rig.signIn(at: rig.portals[1])
            try await rig.portal.desk("PUT /ip-rules", ["allowed": ["10.0.0.1"]])
            try await rig.pass(1500)
            rig.app.show(.account(first))
            try await rig.tap(AccountWord.check)
            rig.app.home()
            @MainActor func usable(_ id: AccountId) -> Bool { rig.row(id.value)?.actions.allSatisfy(\.enabled) == true }
            let remedy = "remedy_" + first.value
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 4000])
            let press = try #require(rig.pressable(remedy), "\(rig.texts)")
            let call = Task { await press() }
            while !rig.app.accounts.working { await Task.yield() }
            #expect(!usable(first) && rig.pressable(remedy) == nil)
            #expect(usable(second) && rig.pressable(AccountsWord.signIn.key) != nil)
            #expect(rig.texts.contains { $0.hasPrefix("progress") })
            try await rig.act(second.value, AccountsWord.moveUp)
            #expect(rig.order == [second.value, first.value])
            #expect(rig.app.accounts.working, "the other one is still waited for")
            await call.value
            #expect(usable(first) && !rig.texts.contains { $0.hasPrefix("progress") })
        }
    }

    @Test(arguments: [Place.problem(.nothing), .topic("S1")])
    func aPageWithOffersSaysWhatIsWaitedFor(_ place: Place) async throws {
        try await Rig.with(portals: 0) { rig in
            rig.app.show(place)
            #expect(!rig.shows("progress"))
            await rig.app.top.run { #expect(rig.shows("progress")) }
        }
    }

    @Test func noHelpIsOfferedForWhatIsOver() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            rig.app.show(.problem(.account(id)))
            #expect(rig.pressable(ProblemWord.helpCard.key) == nil && rig.pressable(ProblemWord.toList.key) != nil)
            try await rig.lockOut()
            _ = try await rig.portico.sessionCheck(id)
            #expect(rig.pressable(ProblemWord.helpCard.key) != nil)
        }
    }

    @Test func theOtherWaysWorkWhileAPictureIsLoaded() async throws {
        try await Rig.with { rig in
            try await rig.lockOut()
            try await rig.toCredentials()
            try rig.type(SignInWord.login, "anna")
            try rig.type(SignInWord.password, "Sun-flower9")
            for path in ["/bitrix/tools/captcha.php", "/mobile/ajax.php"] {
                try await rig.portal.desk("POST /faults", ["kind": "delay", "ms": 3000, "path": .string(path)])
            }
            let press = try #require(rig.pressable(SignInWord.signIn.key))
            await press()
            #expect(rig.shows(rig.app.words(PictureWord.loading)), "\(rig.texts)")
            #expect(rig.field(SignInWord.word)?.enabled == true)
            #expect(rig.pressable(SignInWord.otherLogin.key) != nil)
            await rig.app.top.appear()
            #expect(rig.shows(rig.app.words(PictureWord.shows)), "it comes all the same")
        }
    }

    @Test(arguments: [true, false])
    func whatACallOfTheListCouldNotDoIsPutAwayOrGoneWithThePlace(_ closed: Bool) async throws {
        try await Rig.with { rig in
            @MainActor func said() -> Bool { rig.texts.contains { $0.hasPrefix("heading") && $0.hasSuffix(" live") } }
            await rig.app.accounts.run { throw PorticoError.StorageFailed }
            #expect(said() && rig.screen.wrong?.id == "failure_title", "it is scrolled to")
            if closed {
                try await rig.tap("failure_close")
                #expect(rig.pressable("failure_close") == nil)
            } else {
                rig.app.open(.settings)
                rig.app.home()
            }
            #expect(!said())
        }
    }

    @Test func whatACallCouldNotDoIsGoneAtTheNextStep() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            await rig.app.top.run { throw PorticoError.StorageFailed }
            #expect(rig.app.top.failure != nil)
            guard let id = rig.app.path.last?.signIn else { throw Wrong("\(rig.app.path)") }
            _ = try await rig.portico.signInBack(id)
            #expect(rig.app.top.failure == nil, "the core went on by itself")
        }
    }

    @Test func whatACallCouldNotDoHidesNothingNewer() async throws {
        try await Rig.with { rig in
            let id = try await rig.signIn()
            await rig.app.top.run { throw PorticoError.StorageFailed }
            let failure = try #require(rig.app.top.failure).title
            #expect(rig.shows(failure))
            try await rig.lockOut()
            let row = try await rig.portico.sessionCheck(id)
            #expect(rig.shows(try #require(row.problem).title) && !rig.shows(failure))
        }
    }

    @Test func aFaultOfOurOwnIsSaidAndWhoStopsWaitingIsTold() async throws {
        try await Rig.with(portals: 0) { rig in
            await rig.app.accounts.run { throw Wrong("a fault") }
            #expect(rig.app.accounts.failure?.code == "app_fault")
            for stopped: any Error in [CancellationError(), PorticoError.Cancelled] {
                await rig.app.accounts.run { throw stopped }
                #expect(rig.app.accounts.failure == nil)
            }
        }
    }

    /// `Rig.screen` compares the ids of whatever is drawn; these have two things of one kind.
    @Test func twoThingsOfOneKindHaveIdsOfTheirOwn() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            // A phone whose clock is wrong makes no right codes, which is said beside what is odd about a code.
            rig.clock.advance(600)
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try rig.type(SignInWord.code, "12345")
            try await rig.tap(SignInWord.sendCode)
            #expect(Set(rig.screen.elements.map(\.id)).isSuperset(of: ["standing_0", "warning_0"]))
        }
        try await Rig.with { rig in
            try await rig.toPicture()
            guard let id = rig.app.path.last?.account else { throw Wrong("\(rig.app.path)") }
            for place: Place in [.problem(.account(id)), .topic("S1")] {
                rig.app.show(place)
                await rig.app.top.run { throw PorticoError.StorageFailed }
                #expect(rig.shows("live"))
            }
            rig.vault.before.with { $0 = { throw VaultError.Locked } }
            try await rig.dies()
            rig.app.home()
            while try rig.portico.accountsList().availability == .ready { await Task.yield() }
            await rig.app.top.run { throw PorticoError.StorageFailed }
            #expect(rig.texts.count { $0.hasPrefix("heading") && $0.hasSuffix(" live") } == 2, "what is wrong, and what failed")
        }
    }
}
