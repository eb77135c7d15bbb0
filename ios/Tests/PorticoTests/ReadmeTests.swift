import Foundation
import PorticoTestSupport
import Testing

@testable import Portico

/// What the repository's README and ios/README.md show is compiled here, word for word.
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
        let lines = try source("ios/Tests/PorticoTests/ReadmeTests.swift").components(separatedBy: "\n")
        let shown = lines.drop { $0 != "    // README begin" }.dropFirst().prefix { $0 != "    // README end" }
        let text = shown.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }.joined(separator: "\n")
        #expect(!text.isEmpty)
        for readme in ["README.md", "ios/README.md"] {
            #expect(try source(readme).contains("```swift\n\(text)\n```"))
        }
    }

    @Test func theDocumentationListsEveryCall() throws {
        let file = try source("ios/Sources/Portico/Calls.swift")
        let calls = file.matches(of: /public (?:static )?func (\w+)\(/).map { String($0.1) }
        let page = try source("ios/Sources/Portico/Portico.docc/Portico.md")
        #expect(calls.filter { !page.contains("``Portico/\($0)(") } == [])
    }

    /// There it stands in a list. That the repository's own README shows the same is a test of Rust's.
    @Test func theReadmeOpensTheFolderByTheSourceThatIsCompiledHere() throws {
        let opening = try source("ios/Tests/PorticoTests/Support/Opening.swift")
        let lines = "```swift\n\(opening)```\n".components(separatedBy: "\n")
        let indented = lines.map { $0.isEmpty ? "" : "   " + $0 }.joined(separator: "\n")
        #expect(try source("ios/README.md").contains("\n" + indented))
    }
}

/// A file of the repository.
func source(_ path: String) throws -> String {
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
}
