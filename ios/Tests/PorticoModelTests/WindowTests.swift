import Foundation
import Observation
import Portico
import PorticoTestSupport
import Synchronization
import Testing

@testable import PorticoModel

@MainActor @Suite struct WindowTests {
    @Test func whatAsksOneThingLiesInASheetAndWhatOpensFromItStaysThere() async throws {
        try await Rig.with(portals: 0) { rig in
            let app = rig.app
            app.path = [.settings, .scan(nil), .topics]
            #expect(app.pushed == [.settings] && app.sheet == .scan(nil) && app.above == [.topics])
            app.above = []
            #expect(app.path == [.settings, .scan(nil)])
            await app.close.press()
            #expect(app.path == [.settings] && app.sheet == nil)
            app.sheet = .helpCard(.nothing)
            app.above = [.topics, .topic("S1")]
            #expect(app.path == [.settings, .helpCard(.nothing), .topics, .topic("S1")])
            app.pushed = []
            #expect(app.path.isEmpty)
        }
    }

    @Test func aSheetStaysWhileItWorksAndWhileTheAppIsLocked() async throws {
        try await Rig.with(portals: 0) { rig in
            let app = rig.app
            app.path = [.settings, .scan(nil), .topics]
            app.room(.settings).running = [""]
            #expect(!app.holdsSheet && app.close.enabled)
            for place: Place in [.scan(nil), .topics] {
                app.room(place).running = [""]
                #expect(app.holdsSheet && !app.close.enabled)
                app.room(place).running = []
                #expect(!app.holdsSheet && app.close.enabled)
            }
            rig.host.choices.lock = true
            app.background()
            #expect(app.holdsSheet)
        }
    }

    @Test func aStackThatTellsAgainWhereItIsLeavesTheSheetOpen() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.app.path = [.settings, .scan(nil)]
            rig.app.pushed = [.settings]
            #expect(rig.app.sheet == .scan(nil))
        }
    }

    @Test func whatIsDrawnOnceMoreWhileItGoesLeavesNoModelBehind() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.app.path = [.settings]
            #expect(rig.app.room(.settings) === rig.app.room(.settings))
            for gone: Place in [.topics, .scan(nil)] {
                rig.app.path = [gone]
                rig.app.path = []
                #expect(rig.app.place(of: rig.app.room(gone)) == nil)
            }
        }
    }

    @Test func aSchemeOfTheAppsOwnNamesAPortalAndNothingElse() async throws {
        try await Rig.with(portals: 0) { rig in
            let app = rig.app
            let own = try #require(URL(string: "portico://portal.example:8443/auth?bx_hit_hash=0123456789abcdef#secret"))
            #expect(AppModel.text(of: own) == "https://portal.example:8443")
            await app.receive(own)
            guard case .signIn = app.path.last else { throw Wrong("not at a sign-in: \(app.path)") }
            #expect(rig.shows("portal.example:8443"))
            let link = "https://portal.example/auth/index.php?change_password=yes&USER_CHECKWORD=0123456789abcdef&USER_LOGIN=anna"
            await app.receive(try #require(URL(string: link)))
            #expect(app.given?.text.text == link)
            let path = app.path
            await app.receive(try #require(URL(string: "portico:")))
            #expect(app.path == path)
        }
    }

    @Test func aSecretScreenIsCoveredWhileTheAppIsNotInFrontOrTheDisplayIsRecorded() async throws {
        try await Rig.with(portals: 0) { rig in
            let app = rig.app
            app.inactive()
            #expect(app.cover == nil)
            app.open(.scan(nil))
            #expect(app.cover?.title == app.words(AppWord.name))
            await app.foreground()
            #expect(app.cover == nil)
            app.captured = true
            #expect(app.cover?.title == app.words(AppWord.captured))
            app.captured = false
            #expect(app.cover == nil)
        }
    }

    @Test func aHalfCoveredAppIsNotLockedAndOneInTheBackIs() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.host.choices.lock = true
            rig.app.inactive()
            #expect(!rig.app.locked)
            rig.app.background()
            #expect(rig.app.locked)
            rig.host.ownerIsThere = false
            await rig.app.foreground()
            #expect(rig.app.locked && rig.host.asked == 1)
            rig.host.ownerIsThere = true
            await rig.app.unlock()
            #expect(rig.app.cover == nil)
        }
    }

    @Test func whoRefusesIsAskedAgainByTheButtonOnly() async throws {
        try await Rig.with(portals: 0) { rig in
            let (app, host) = (rig.app, rig.host)
            host.choices.lock = true
            host.ownerIsThere = false
            app.background()
            await app.foreground()
            // The system's own question takes the app from the front and brings it back there.
            app.inactive()
            await app.foreground()
            #expect(host.asked == 1 && app.locked && !app.away)
            await app.unlock()
            #expect(host.asked == 2)
            app.background()
            await app.foreground()
            #expect(host.asked == 3)
        }
    }

    @Test func theOwnerIsAskedForAtTheStart() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.host.choices.lock = true
            try await rig.dies()
            #expect(rig.app.locked && rig.host.asked == 0)
            await rig.app.foreground()
            #expect(rig.host.asked == 1 && !rig.app.locked)
        }
    }

    @Test func theAppIsCoveredAtOnceAndUncoveredInFrontAndLocksInTheBackOnly() async throws {
        enum Phase: Apple.ScenePhase { case background, inactive, active }
        try await Rig.with(portals: 0) { rig in
            let app = rig.app
            app.open(.scan(nil))
            rig.host.choices.lock = true
            app.follow(Phase.inactive)
            #expect(app.covered && !app.locked)
            app.follow(Phase.active)
            while app.covered { await Task.yield() }
            app.follow(Phase.background)
            #expect(app.covered && app.locked)
            app.follow(Phase.active)
            while app.covered { await Task.yield() }
            #expect(rig.host.asked == 1 && !app.locked)
        }
    }

    @Test func secondsAreCountedWhileSomethingCountsDown() async throws {
        try await Rig.with(portals: 0) { rig in
            var left = 3
            let second: @MainActor () async throws -> Void = {
                left -= 1
                if left < 0 { throw CancellationError() }
            }
            await rig.app.count(false, second: second)
            #expect(rig.app.seconds == 0 && left == 3)
            await rig.app.count(true, second: second)
            #expect(rig.app.seconds == 3)
        }
    }

    @Test func whateverCountsDownIsDrawnAnewEachSecond() async throws {
        try await Rig.with { rig in
            @MainActor func countsDown() -> Bool {
                let drawn = Flag()
                let counts = withObservationTracking {
                    rig.screen.counts
                } onChange: {
                    drawn.raise()
                }
                rig.app.tick()
                return counts && drawn.isUp
            }
            try await rig.signIn()
            #expect(countsDown(), "a session")
            rig.host.clipboard = try await rig.qr("anna")
            rig.app.show(.scan(nil))
            try await rig.tap(ScanWord.paste)
            #expect(countsDown(), "a code to scan")
            try await rig.tap(ScanWord.use)
            #expect(countsDown(), "a link")
            let begun = try await rig.portico.recoveryStart(address: rig.portal.url, login: "boris")
            rig.app.show(.recovery(begun.id, from: nil))
            #expect(countsDown(), "the wait for another mail")
        }
    }

    @Test func theListBesideAnAccountOpensInItsPlaceAndASheetOverIt() async throws {
        try await Rig.with(portals: 0) { rig in
            let app = rig.app
            app.path = [.topics, .topic("S1")]
            app.open(.settings, from: app.accounts)
            #expect(app.path == [.settings])
            app.open(.licences, from: app.top)
            app.open(.topics, from: app.room(.settings))
            #expect(app.path == [.settings, .topics])
            app.open(.scan(nil), from: app.accounts)
            #expect(app.pushed == [.settings, .topics] && app.sheet == .scan(nil))
        }
    }

    @Test func aLineForTheMomentIsDrawnInFrontAndNotBesideIt() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.app.open(.settings)
            rig.app.tell(AppWord.name)
            #expect(rig.app.notice(in: rig.app.accounts) == nil)
            #expect(rig.app.notice(in: rig.app.top)?.text == "Portico")
            rig.app.home()
            #expect(rig.app.notice(in: rig.app.top) == nil)
        }
    }

    @Test func aLineForTheMomentIsPutAwayOrEndsWithTheNextCall() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.host.hasCamera = true
            rig.app.tell(AppWord.name)
            await rig.app.hush.press()
            #expect(rig.app.notice(in: rig.app.top) == nil)
            try await rig.tap(AccountsWord.paste)
            #expect(rig.app.notice(in: rig.app.top)?.text == rig.app.words(AccountsWord.nothingPasted))
            await rig.screen.refresh?()
            #expect(rig.app.notice(in: rig.app.top) == nil)
        }
    }

    @Test func aDragCountsRowsAlone() async {
        var moves: [[Int]] = []
        func row(_ id: String) -> Screen.Element { .row(Screen.Row(id: id, title: id, press: {})) }
        let line = Screen.Element.text(Screen.Line(id: "line", text: "beside"))
        let part = Screen.Part("rows", move: { moves.append([$0, $1]) }) { [row("a"), line, row("b"), row("c")] }
        await part.drag(3, to: 0)
        await part.drag(0, to: 4)
        await part.drag(2, to: 2)
        await part.drag(1, to: 0)
        #expect(moves == [[2, 0], [0, 3], [1, 1]])
    }

    @Test func rowsAreDraggedWhereTheyCanBeMovedOnly() async {
        var moves: [[Int]] = []
        let rows = ["a", "b"].map { Screen.Element.row(Screen.Row(id: $0, title: $0, press: {})) }
        #expect(Screen.Part("rows", elements: { rows }).moved == nil)
        Screen.Part("rows", move: { moves.append([$0, $1]) }, elements: { rows }).moved?([1], 0)
        while moves.isEmpty { await Task.yield() }
        #expect(moves == [[1, 0]])
    }

    @Test func aFolderThatDoesNotOpenIsSaidAndTriedAgainAndTheLinkThatStartedTheAppIsKept() async throws {
        let (host, folder, full) = (TestHost(), try Folder(), Flag())
        full.raise()
        let opening = OpeningModel(host: host) {
            if full.isUp { throw PorticoError.StorageFailed }
            return try await Portico.open(Config(data: folder.path + "/data"), vault: MemoryVault())
        }
        await opening.receive(try #require(URL(string: "portico://portal.example")))
        await opening.open(saved: "settings ")
        #expect(opening.app == nil)
        let screen = try #require(opening.screen)
        #expect(Tree(screen: screen).lines.contains { $0.hasPrefix("error") })
        full.lower()
        let again = screen.elements.compactMap { if case .button(let button) = $0 { button } else { nil } }
        await again.first?.press()
        #expect(opening.screen == nil)
        let app = try #require(opening.app)
        #expect(Tree(screen: app.top.screen).lines.contains { $0.contains("portal.example") })
        #expect(opening.saved.hasPrefix("settings \nsign_in "))
    }
}

/// Up or down, from any thread.
private final class Flag: Sendable {
    private let up = Mutex(false)
    var isUp: Bool { up.withLock { $0 } }
    func raise() { up.withLock { $0 = true } }
    func lower() { up.withLock { $0 = false } }
}
