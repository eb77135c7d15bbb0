import Foundation
import Portico
import PorticoTestSupport
import Testing

@testable import PorticoModel

@MainActor @Suite struct SignInTests {
    @Test func fromAnEmptyListToASignedInAccount() async throws {
        try await Rig.with { rig in
            #expect(rig.shows(rig.app.words(AccountsWord.empty)))
            let id = try await rig.signIn()
            #expect(rig.shows("Anna Berg"))
            rig.app.home()
            #expect(rig.row(id.value)?.lines.contains(rig.app.words(StateWord.signedIn)) == true)
            #expect(try await rig.sent() == 1)
        }
    }
}
