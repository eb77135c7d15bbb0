import Foundation
import PorticoGenerated
import PorticoTestSupport
import Testing

@testable import Portico

/// Calls that are given up, many at once, or come at the wrong time.
@Suite struct CallTests {
    @Test func cancellingAWaitingCallStopsTheWaitingAndTheSignInGoesOn() async throws {
        try await Phone.with { phone in
            let began = try await phone.portico.signInStart(address: phone.portal.url)
            let steps = try phone.portico.signIn(began.id)
            try await phone.slow(1500)
            let task = Task {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            for await signIn in steps where signIn.busy { break }
            task.cancel()
            #expect(await code { try await task.value } == "cancelled")
            for await signIn in try phone.portico.signIn(began.id) {
                if case .done = signIn.step { break }
            }
            #expect(try phone.portico.accountsList().accounts.map(\.login) == ["anna"])
            let sent = try await phone.portal.requests().count { $0["credential"] == "login_password" }
            #expect(sent == 1)
        }
    }

    @Test func cancellingASessionCallDropsItsRequest() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let told = Assertions()
            phone.portico.assertions.with { $0 = told }
            try await phone.slow(45_000, path: "/rest/")
            let task = Task { try await phone.portico.sessionCall(anna, method: "profile") }
            try await phone.met()
            task.cancel()
            #expect(await code { try await task.value } == "cancelled")
            // Whose waiting ended knows nothing of the request. The assertion ends with that, long before the portal answers.
            try await until { told.told.contains("ended") }
            let answer = try await phone.portico.sessionCall(anna, method: "profile")
            #expect(try Json(Data(answer.utf8))["NAME"] == "Anna")
        }
    }

    @Test func aCallThatIsGivenUpByItsTicketSaysSo() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let core = try phone.portico.reading { $0 }
            try await phone.slow(45_000, path: "/rest/")
            let task = Task { try await core.sessionCall(account: anna.value, method: "profile", params: "{}", ticket: 7) }
            try await phone.met()
            try core.sessionCancel(ticket: 7)
            #expect(await code { try await task.value } == "cancelled")
        }
    }

    @Test func whoIsCancelledBeforeTheCallSendsAndHoldsNothing() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            let told = Assertions()
            phone.portico.assertions.with { $0 = told }
            try await phone.portal.desk("DELETE /requests")
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await phone.portico.sessionCall(anna, method: "profile")
            }
            task.cancel()
            #expect(await code { try await task.value } == "cancelled")
            #expect(told.told.isEmpty)
            #expect(try await phone.portal.requests().isEmpty)
        }
    }

    @Test func aHundredCallsAtOnceMakeOneRenewal() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            phone.clock.advance(1500)
            try await phone.portal.desk("POST /clock", ["advance_s": 1500])
            try await phone.portal.desk("DELETE /requests")
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<100 { group.addTask { try await phone.portico.sessionCall(anna, method: "profile") } }
                for try await answer in group { #expect(answer.contains("Anna")) }
            }
            let sent = try await phone.portal.requests().count { $0["credential"] == "app_password" }
            #expect(sent == 1)
        }
    }

    @Test func closingDuringACallLetsItEndInOrder() async throws {
        try await Phone.with { phone in
            let began = try await phone.portico.signInStart(address: phone.portal.url)
            let steps = try phone.portico.signIn(began.id)
            try await phone.slow(1000)
            let task = Task {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            for await signIn in steps where signIn.busy { break }
            try await phone.portico.close()
            try await phone.portico.close()
            #expect(try await task.value.step.code == "done")

            let config = try Phone.config(phone.folder.path + "/data", phone.portal)
            let again = try await Portico.open(config, vault: phone.vault, clock: phone.clock)
            #expect(try again.accountsList().accounts.map(\.login) == ["anna"], "the try was not lost")
            try await again.close()
        }
    }

    /// Saying good-bye on a connection that the portal has reset is what met this on Linux.
    @Test func whoWritesWhereNobodyReadsGetsAnErrorAndTheProgramGoesOn() async throws {
        try await Phone.with { _ in
            let broken = Pipe()
            try broken.fileHandleForReading.close()
            #expect(throws: (any Error).self) { try broken.fileHandleForWriting.write(contentsOf: Data([1])) }
        }
    }

    @Test func aPanicArrivesAsAnErrorAndTheNextCallWorks() async throws {
        try await Phone.with { phone in
            let sync = await code { try phone.portico.reading { try $0.testPanic() } }
            #expect(sync?.contains("PORTICO-TEST-PANIC") == true)
            let asynchronous = await code { try await phone.portico.waiting { try await $0.testPanicAsync() } }
            #expect(asynchronous?.contains("PORTICO-TEST-PANIC") == true)
            let rows = try phone.portico.accountsList().accounts
            #expect(rows.isEmpty)
        }
    }

    @Test func withoutAKeyStoreOnlyApplesSystemsOpen() async throws {
        let folder = try Folder()
        #if canImport(Darwin)
            let expected: String? = nil
        #else
            let expected: String? = "invalid_argument"
        #endif
        #expect(await code { try await Portico.open(Config(data: folder.path)) } == expected)
    }
}
