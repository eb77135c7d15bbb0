import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

/// What is typed and told at pictures and codes.
@MainActor @Suite struct ChallengeTests {
    private static let push: Json = [
        "users": [["login": "anna", "password": "Sun-flower9", "name": "anna", "otp": ["type": "push"]]]
    ]

    @Test func anotherPictureLeavesThePasswordThatWasTypedAndNotSent() async throws {
        try await Rig.with(company: ["policy": ["LOGIN_ATTEMPTS": 1]]) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            try await rig.dies()
            try rig.type(SignInWord.word, "abc")
            try rig.type(SignInWord.passwordAgain, "Sun-flower9")
            try await rig.tap(PictureWord.other)
            #expect(rig.field(SignInWord.passwordAgain)?.text() == "Sun-flower9")
            #expect(rig.field(SignInWord.word)?.text() == "", "the letters were the other picture's")
            try rig.type(SignInWord.word, try await rig.word())
            try await rig.tap(SignInWord.sendWord)
            #expect(rig.pressable(SignInWord.toAccount.key) != nil, "\(rig.texts)")
        }
    }

    @Test func whileAnotherPictureIsFetchedItHasItsRoomAndItsButtonWaits() async throws {
        try await Rig.with { rig in
            try await rig.toPicture()
            try await rig.tap(AccountWord.answerPicture)
            let before = rig.screen.elements.map(\.id)
            for path in ["/bitrix/tools/captcha.php", "/mobile/ajax.php"] {
                try await rig.portal.desk("POST /faults", ["kind": "delay", "ms": 1500, "path": .string(path)])
            }
            let press = try #require(rig.pressable(PictureWord.other.key))
            await press()
            #expect(rig.shows("progress") && !rig.texts.contains { $0.hasPrefix("image") })
            #expect(rig.screen.elements.map(\.id) == before && rig.pressable(PictureWord.other.key) == nil, "nothing jumps")
            await rig.app.top.appear()
            #expect(rig.shows(rig.app.words(PictureWord.shows)) && rig.pressable(PictureWord.other.key) != nil)
        }
    }

    @Test func theKeyOnTheLettersGoesToThePasswordWhereOneIsWanted() async throws {
        try await Rig.with(company: ["policy": ["LOGIN_ATTEMPTS": 1]]) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            #expect(rig.field(SignInWord.word)?.submit != nil)
            try await rig.dies()
            #expect(rig.field(SignInWord.word)?.submit == nil)
            #expect(rig.field(SignInWord.word)?.next == SignInWord.passwordAgain.key)
        }
    }

    @Test func aPasswordThatWasSentStaysAtNoOtherStep() async throws {
        try await Rig.with(company: ["policy": ["LOGIN_ATTEMPTS": 1]]) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "wrong")
            try await rig.tap(SignInWord.otherLogin)
            #expect(rig.field(SignInWord.password)?.text() == "")
            try await rig.submit(password: "wrong")
            try await rig.dies()
            try rig.type(SignInWord.word, try await rig.word())
            try rig.type(SignInWord.passwordAgain, "wrong again")
            try await rig.tap(SignInWord.sendWord)
            try await rig.dies()
            #expect(rig.field(SignInWord.passwordAgain)?.text() == "")
            try rig.type(SignInWord.word, "abc")
            try rig.type(SignInWord.passwordAgain, "wrong again")
            try await rig.tap(SignInWord.sendWord)
            try await rig.tap(SignInWord.otherLogin)
            #expect(rig.field(SignInWord.password)?.text() == "")
        }
    }

    @Test func whereTheMessageWentIsSaidWhileItIsWaitedFor() async throws {
        try await Rig.with(company: Self.push) { rig in
            try await rig.portal.desk("PATCH /users/anna", ["phone": "+4930123456"])
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            try await rig.tap(SignInWord.sendSms)
            #expect(rig.pressable(SignInWord.sendSms.key) == nil)
            #expect(rig.shows("was sent to") && rig.texts.count { $0.contains("60\u{A0}s") } == 1, "\(rig.texts)")
            try await rig.pass(60)
            #expect(rig.shows("was sent to") && rig.pressable(SignInWord.sendSms.key) != nil)
        }
    }

    @Test func whoTypesABackupCodeTypesInItsField() async throws {
        try await Rig.with(company: Rig.codes) { rig in
            try await rig.toCredentials()
            try await rig.submit(password: "Sun-flower9")
            #expect(rig.button(SignInWord.useBackupCode)?.focus == SignInWord.backupCode.key)
            try await rig.tap(SignInWord.useBackupCode)
            #expect(rig.field(SignInWord.backupCode) != nil)
            #expect(rig.button(SignInWord.useAppCode)?.focus == SignInWord.code.key)
        }
    }

    @Test func whatTheLettersOfAPictureAndOfAMailAreTypedInAsksForLatinOnes() async throws {
        try await Rig.with { rig in
            try await rig.toPicture()
            try await rig.tap(AccountWord.answerPicture)
            #expect(rig.field(SignInWord.word)?.kind == .picture)
        }
        try await Rig.with(company: ["switches": ["I1": "on"]]) { rig in
            let recovery = try await rig.portico.recoveryStart(address: rig.portal.url, login: "anna").id
            rig.app.show(.recovery(recovery, from: nil))
            await rig.app.top.appear()
            #expect(rig.field(RecoveryWord.word)?.kind == .picture)
            try rig.type(RecoveryWord.word, try await rig.word())
            try await rig.tap(RecoveryWord.sendWord)
            #expect(rig.field(RecoveryWord.checkword)?.kind == .checkword)
        }
    }
}
