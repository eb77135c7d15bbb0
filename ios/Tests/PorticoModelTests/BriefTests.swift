import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// A problem leaves in sight what is to be done now.
@MainActor @Suite struct BriefTests {
    /// How many things stand above one that is looked for, the title of the bar left out.
    private func above(_ word: some Word, in rig: Rig) throws -> Int {
        try #require(rig.screen.elements.firstIndex { $0.id == word.key }, "\(word.key) is not on \(rig.texts)")
    }

    private var why: String { "problem_why" }

    @Test func afterARefusalFieldsAndButtonAreInSightAndTheRestIsATapAway() async throws {
        try await Rig.with { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            #expect(try above(SignInWord.login, in: rig) <= 6, "\(rig.texts)")
            #expect(rig.shows("localhost does not say why.\"") && !rig.shows("1. "))
            #expect(rig.texts.count { $0.contains("This phone has spent 1 try") } == 1)
            try await rig.tap(why)
            #expect(rig.shows("It may be the login.") && rig.shows("1. ") && rig.shows("7. "))
            #expect(rig.texts.count { $0.contains("This phone has spent 1 try") } == 1, "a cause says it no second time")
            try await rig.submit(password: "wrong too")
            #expect(rig.shows("7. "), "it stays open for the same problem")
            try await rig.tap(why)
            #expect(!rig.shows("7. "))
        }
    }

    @Test func atAPictureItIsInSightAndWhatIsOpenForOneProblemIsNotForAnother() async throws {
        try await Rig.with(company: ["policy": ["LOGIN_ATTEMPTS": 2]]) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            try await rig.tap(why)
            try await rig.submit(password: "wrong too")
            #expect(try above(PictureWord.shows, in: rig) <= 6, "\(rig.texts)")
            #expect(try above(SignInWord.sendWord, in: rig) <= 9)
            #expect(rig.button(SignInWord.sendWord)?.role == .main && !rig.shows("1. "))
        }
    }

    @Test func afterAWrongCodeTheFieldIsInSight() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try rig.type(SignInWord.code, "000000")
            try await rig.tap(SignInWord.sendCode)
            #expect(try above(SignInWord.code, in: rig) <= 7, "\(rig.texts)")
            #expect(rig.pressable(why) != nil)
        }
    }

    @Test func aFirstStepWithAButtonStaysInSight() async throws {
        try await Rig.with(company: ["switches": ["D10": "without_type"]]) { rig in
            try await rig.portal.desk("PATCH /users/anna", ["otp_required": true])
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            #expect(rig.shows("1. ") && rig.pressable("problem_action_0") != nil && !rig.shows("2. "))
            try await rig.tap(why)
            #expect(rig.shows("2. ") && rig.texts.count { $0.contains("1. ") } == 1)
        }
    }

    @Test func whatALockedOutEmployeeNeedsStandsAboveWhatIsSaidOfIt() async throws {
        try await Rig.with { rig in
            try await rig.toPicture()
            #expect(try above(AccountWord.answerPicture, in: rig) == 1, "\(rig.texts)")
            #expect(rig.texts.count { $0.contains("This phone has spent 1 try") } == 1)
        }
    }

    @Test func anotherSignInIsNotTheMainThingOnABlockedAccount() async throws {
        try await Rig.with { rig in
            try await rig.signIn()
            try await rig.portal.desk("PUT /ip-rules", ["allowed": ["10.0.0.1"]])
            try await rig.pass(1500)
            try await rig.tap(AccountWord.check)
            #expect(rig.shows(rig.app.words(StateWord.blocked)))
            #expect(rig.button(AccountWord.signIn)?.role == .plain)
        }
    }
}
