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
            let steps = phone.portico.signIn(began.id)
            try await phone.slow(1500)
            let task = Task {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            for await signIn in steps where signIn.busy { break }
            task.cancel()
            #expect(await code { try await task.value } == "cancelled")
            for await signIn in phone.portico.signIn(began.id) {
                if case .done = signIn.step { break }
            }
            #expect(try phone.portico.accountsList().accounts.map(\.login) == ["anna"])
        }
    }

    @Test func cancellingASessionCallDropsItsRequest() async throws {
        try await Phone.with { phone in
            let anna = try await phone.signedIn()
            try await phone.slow(20_000)
            let task = Task { try await phone.portico.sessionCall(anna, method: "profile") }
            task.cancel()
            #expect(await code { try await task.value } == "cancelled")
            // The portal still delays what was dropped; the next one goes through.
            try await phone.portal.desk("DELETE /faults")
            let answer = try await phone.portico.sessionCall(anna, method: "profile")
            #expect(try Json(Data(answer.utf8))["NAME"] == "Anna")
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

    @Test func closingDuringACallLetsItEndInOrderAndEveryLaterCallSaysClosed() async throws {
        try await Phone.with { phone in
            let began = try await phone.portico.signInStart(address: phone.portal.url)
            let steps = phone.portico.signIn(began.id)
            try await phone.slow(1000)
            let task = Task {
                try await phone.portico.signInSubmitCredentials(began.id, login: "anna", password: "Sun-flower9")
            }
            for await signIn in steps where signIn.busy { break }
            try await phone.portico.close()
            try await phone.portico.close()
            let ended = await code { try await task.value }
            #expect(ended == nil || ended == "closed")
            #expect(await code { try phone.portico.accountsList() } == "closed")
            #expect(await code { try await phone.portico.signInStart() } == "closed")
            for await _ in phone.portico.accounts { Issue.record("a stream of a closed object says nothing") }

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
