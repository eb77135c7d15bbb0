import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// What VoiceOver would say by itself.
@MainActor
private final class Voice: Saying {
    var said: [String] = []
    private var told: Screen.Told?

    func inTurn(_ text: String) { said.append("in turn: " + text) }
    func atOnce(_ text: String) { said.append("at once: " + text) }

    /// What is said of a screen after those before it.
    func of(_ screen: Screen) -> [String] {
        said = []
        told = screen.told.said(after: told, by: self)
        return said
    }
}

@MainActor @Suite struct ToldTests {
    private func screen(_ title: String, _ lines: [Screen.Line]) -> Screen {
        Screen(title) { Screen.Part("all") { lines.map { Screen.Element.text($0) } } }
    }

    private func line(_ id: String, _ text: String) -> Screen.Line { Screen.Line(id: id, text: text, live: true) }

    @Test func whatWentWrongIsSaidAtOnceAndFirstAndTheRestInTurn() {
        let (voice, hint) = (Voice(), Screen.Line(id: "hint", text: "Not said"))
        #expect(voice.of(screen("Sign in", [hint])).isEmpty, "a screen that is come to is read by its title anyway")
        let news = [line("wait", "Signing in"), hint, .wrong("wrong", "The code is wrong")]
        #expect(
            voice.of(screen("Code", news)) == ["at once: The code is wrong", "in turn: Code", "in turn: Signing in"])
    }

    @Test func aLineIsSaidOnceWhateverElseChangesAndACountdownOnce() {
        let voice = Voice()
        #expect(voice.of(screen("", [line("left", "10 s left")])) == ["in turn: 10 s left"])
        #expect(voice.of(screen("", [line("left", "9 s left"), line("copied", "Copied")])) == ["in turn: Copied"])
        #expect(voice.of(screen("", [line("left", "It is over")])) == ["in turn: It is over"])
    }

    @Test func aProblemsTitleIsSaidAtOnceAndNothingElseOfIt() async throws {
        try await Rig.with(portals: 0) { rig in
            rig.app.show(.topic("S12"))
            let said = Voice().of(rig.screen)
            #expect(said.count == 1 && said[0].hasPrefix("at once: "))
        }
    }

    @Test func theSameRefusalTwiceIsToldTwice() async throws {
        try await Rig.with { rig in
            let voice = Voice()
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            let refused = ["at once: " + (try #require(rig.screen.wrong).text)]
            #expect(voice.of(rig.screen) == refused)
            try rig.type(SignInWord.password, "wrong too")
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 300])
            let call = try await rig.begin(SignInWord.signIn)
            #expect(voice.of(rig.screen).allSatisfy { $0.hasPrefix("in turn: ") } && rig.screen.wrong == nil)
            await call.value
            #expect(voice.of(rig.screen) == refused && rig.screen.wrong != nil)
            #expect(voice.of(rig.screen).isEmpty)
        }
    }

    @Test func aProblemThatStaysWhileItsAnswerIsAwaitedIsToldAgainIfThatIsTheSame() async throws {
        try await Rig.with { rig in
            let voice = Voice()
            await rig.app.receive(try await rig.invite())
            try await rig.tap(InvitationWord.open)
            for (word, text) in [(InvitationWord.name, "Carla"), (.lastName, "Dunn"), (.password, "short")] {
                try rig.type(word, text)
            }
            try await rig.tap(InvitationWord.accept)
            let refused = voice.of(rig.screen)
            #expect(refused.count == 1 && refused[0].hasPrefix("at once: "), "\(rig.texts)")
            let press = try #require(rig.pressable(InvitationWord.accept.key))
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 300])
            let call = Task { await press() }
            while !rig.app.top.working { await Task.yield() }
            #expect(!voice.of(rig.screen).contains { $0.hasPrefix("at once: ") })
            await call.value
            #expect(voice.of(rig.screen) == refused)
        }
    }

    @Test func anotherPictureIsNoNewsOfWhatWentWrongBefore() async throws {
        try await Rig.with { rig in
            let voice = Voice()
            try await rig.toPicture()
            try await rig.tap(AccountWord.answerPicture)
            #expect(voice.of(rig.screen).count { $0.hasPrefix("at once: ") } == 1)
            let news = rig.screen.wrong?.news
            let press = try #require(rig.pressable(PictureWord.other.key))
            try await rig.portal.desk("POST /faults", ["kind": "delay", "count": 1, "ms": 300])
            let call = Task { await press() }
            while !rig.app.top.working { await Task.yield() }
            #expect(rig.screen.wrong?.news == news, "and is not scrolled to")
            _ = voice.of(rig.screen)
            await call.value
            await rig.app.top.appear()
            #expect(!voice.of(rig.screen).contains { $0.hasPrefix("at once: ") })
        }
    }

    @Test func ofAWaitOnlyTheEndIsSaidByWhatCanBePressedNow() async throws {
        try await Rig.with { rig in
            let (voice, again) = (Voice(), rig.app.words(RecoveryWord.resend))
            let recovery = try await rig.portico.recoveryStart(address: rig.portal.url, login: "anna").id
            rig.app.show(.recovery(recovery, from: nil))
            #expect(voice.of(rig.screen).isEmpty, "\(rig.texts)")
            try await rig.pass(30)
            #expect(voice.of(rig.screen).isEmpty, "\(rig.texts)")
            try await rig.pass(30)
            #expect(voice.of(rig.screen) == ["in turn: " + again])
            #expect(voice.of(rig.screen).isEmpty)
        }
    }

    @Test func ofASessionOnlyTheEndIsSaid() async throws {
        try await Rig.with { rig in
            let voice = Voice()
            try await rig.signIn()
            #expect(voice.of(rig.screen).isEmpty && rig.shows("min without activity"))
            try await rig.pass(1500)
            #expect(voice.of(rig.screen) == ["in turn: " + rig.app.words(AccountWord.sessionNone)])
        }
    }
}
