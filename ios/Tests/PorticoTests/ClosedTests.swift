import PorticoTestSupport
import Testing

@testable import Portico

/// What is called after the end.
@Suite struct ClosedTests {
    @Test func everyCallOnWhatIsClosedSaysClosed() async throws {
        try await Phone.with { phone in
            let portico = phone.portico
            let anna = try await phone.signedIn()
            let preview = try portico.accountsPreview(anna, kind: .reset)
            try await portico.close()
            for (method, params) in Self.calls {
                guard case .failure(let failed) = try await portico.call(method, params) else {
                    Issue.record("\(method) was taken")
                    continue
                }
                #expect(failed.data == ["code": "closed"], "\(method)")
            }
            #expect(await code { try portico.sayReceipt(preview) } == "closed")
            #expect(await code { try portico.sayTries(Tries()) } == "closed")
            #expect(await code { try portico.signIn(SignInId("nobody")) } == "closed")
        }
    }

    @Test func streamsOfWhatIsClosedEndAtOnce() async throws {
        try await Phone.with { phone in
            let portico = phone.portico
            try await portico.close()
            for await _ in portico.accounts { Issue.record("accounts of a closed object") }
            for await _ in portico.availability { Issue.record("availability of a closed object") }
            for await _ in portico.signIns { Issue.record("sign-ins of a closed object") }
        }
    }

    private static func of(_ name: String, _ more: [String: Json] = [:]) -> Json {
        .object(more.merging([name: "nobody"]) { own, _ in own })
    }

    private static let challenge = ["challenge": "none"] as [String: Json]

    private static let calls: KeyValuePairs<String, Json> = [
        "accounts.list": [:],
        "accounts.select": of("account"),
        "accounts.move": of("account", ["to": 0]),
        "accounts.preview": of("account", ["kind": "reset"]),
        "accounts.reset": of("account"),
        "accounts.sign_out": of("account"),
        "accounts.delete": of("account"),
        "sign_in.start": [:],
        "sign_in.list": [:],
        "sign_in.get": of("sign_in"),
        "sign_in.submit_address": of("sign_in", ["address": "a"]),
        "sign_in.keep": of("sign_in"),
        "sign_in.check": of("sign_in"),
        "sign_in.submit_credentials": of("sign_in", ["login": "anna", "password": "Sun-flower9"]),
        "sign_in.captcha_picture": of("sign_in", challenge),
        "sign_in.refresh_captcha": of("sign_in", challenge),
        "sign_in.submit_captcha": of("sign_in", challenge.merging(["text": "a"]) { own, _ in own }),
        "sign_in.submit_code": of("sign_in", challenge.merging(["code": "123456"]) { own, _ in own }),
        "sign_in.send_sms": of("sign_in", challenge),
        "sign_in.confirm_link": of("sign_in"),
        "sign_in.confirm_move": of("sign_in"),
        "sign_in.back": of("sign_in"),
        "sign_in.cancel": of("sign_in"),
        "session.status": of("account"),
        "session.call": of("account", ["method": "profile"]),
        "session.check": of("account"),
        "session.network_changed": [:],
        "session.foreground": [:],
        "session.background": [:],
        "recovery.start": ["address": "a", "login": "anna"],
        "recovery.resend": of("recovery"),
        "recovery.captcha_picture": of("recovery"),
        "recovery.refresh_captcha": of("recovery"),
        "recovery.submit_captcha": of("recovery", ["text": "a"]),
        "recovery.submit": of("recovery", ["checkword": "a", "new_password": "b"]),
        "recovery.get": of("recovery"),
        "invitation.open": ["link": "a"],
        "invitation.accept": of("invitation", ["name": "a", "last_name": "b", "password": "c"]),
        "links.read": ["text": "a"],
        "history.list": of("account"),
        "drafts.get": of("account"),
        "drafts.set": of("account", ["text": "a"]),
        "help.card": [:],
        "help.which_me": [:],
        "help.topic": ["topic": "S1"],
        "locale.set": ["locale": "de"],
    ]
}
