import Foundation
import PorticoTestSupport
import Testing

@testable import Portico

/// What ios/README.md shows is compiled here, word for word.
@Suite struct ReadmeTests {
    // README begin
    /// Signs in with a password; the view asks for whatever else the portal wants.
    func firstSignIn(_ portico: Portico, address: String, login: String, password: String) async throws -> Account? {
        let began = try await portico.signInStart(address: address)
        let signIn = try await portico.signInSubmitCredentials(began.id, login: login, password: password)
        switch signIn.step {
        case .done(let account):
            return try portico.accountsList().accounts.first { $0.id == account }
        default:
            // A picture, a code, a browser: draw the step, and `signIn.problem` with what to do.
            return nil
        }
    }
    // README end

    @Test func theReadmesFirstSignInSignsIn() async throws {
        try await Phone.with { phone in
            let url = phone.portal.url
            let anna = try await firstSignIn(phone.portico, address: url, login: "anna", password: "Sun-flower9")
            #expect(anna?.name == "Anna Berg")
            let other = try await firstSignIn(phone.portico, address: url, login: "anna", password: "wrong")
            #expect(other == nil)
        }
    }

    @Test func theReadmeShowsThatSourceWordForWord() throws {
        let here = URL(fileURLWithPath: #filePath)
        let readme = (0..<3).reduce(here) { url, _ in url.deletingLastPathComponent() }.appendingPathComponent("README.md")
        let source = try String(contentsOf: here, encoding: .utf8).components(separatedBy: "\n")
        let shown = source.drop { $0 != "    // README begin" }.dropFirst().prefix { $0 != "    // README end" }
        let text = shown.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }.joined(separator: "\n")
        #expect(!text.isEmpty)
        #expect(try String(contentsOf: readme, encoding: .utf8).contains("```swift\n\(text)\n```"))
    }
}
