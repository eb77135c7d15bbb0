import Foundation
import PorticoTestSupport
import Testing

@testable import Portico
@testable import PorticoModel

@MainActor @Suite struct WordTests {
    private static let repository = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }

    private func file(_ path: String) throws -> String {
        try String(contentsOf: Self.repository.appendingPathComponent(path), encoding: .utf8)
    }

    private func keys<W: Word>(_: W.Type) -> [String] { W.allCases.map(\.key) }

    @Test func everyWordIsThereInEachLanguage() {
        let keys =
            keys(AppWord.self) + keys(KitWord.self) + keys(SpanWord.self) + keys(PictureWord.self) + keys(StateWord.self)
            + keys(Deed.self) + keys(AccountsWord.self) + keys(AccountWord.self) + keys(ClearWord.self) + keys(SignInWord.self)
            + keys(ScanWord.self) + keys(RecoveryWord.self) + keys(InvitationWord.self) + keys(WhichMeWord.self)
            + keys(ProblemWord.self) + keys(TopicWord.self) + keys(HelpCardWord.self) + keys(HistoryWord.self)
            + keys(SettingsWord.self)
        #expect(Set(keys).count == keys.count)
        for language in Words.languages {
            let catalogue = platformCatalogue(language)
            for key in keys { #expect(catalogue.text(key) != key, "\(key) in \(language)") }
        }
    }

    @Test func whatIsPutInStaysAsItIs() {
        let words = Words("en")
        #expect(words(KitWord.step, "1", "Type 100 % of %1$@.") == "1. Type 100 % of %1$@.")
        #expect(Words("de-AT").language == "de" && Words("fr").language == "en")
    }

    @Test func theFirstOfThePhonesLanguagesThatThereIsIsSpoken() {
        #expect(Words.spoken(of: ["fr-FR", "de-DE", "en-GB"]) == "de")
        #expect(Words.spoken(of: ["ru-RU", "de-DE"]) == "ru")
        #expect(Words.spoken(of: ["fr-FR"]) == "en" && Words.spoken(of: []) == "en")
    }

    @Test func spansAreNeverShorterThanTheyAreAndChangeSeldom() {
        let words = Words("en")
        let said = [1, 10, 11, 60, 61, 5400, 5401, .max].map { words.span($0) }
        let spans = ["10 s", "10 s", "20 s", "60 s", "2 min", "90 min", "2 h"].map { $0.replacing(" ", with: "\u{a0}") }
        #expect(Array(said.dropLast()) == spans)
    }

    @Test func howLongToWaitIsSaidAsPeopleCount() {
        let said = [nil, 5, 90, 3600].map { Words("en").price(Retry(cost: .free, waitS: $0)) }
        let free = "Trying again costs nothing."
        let waits = ["10\u{a0}s", "2\u{a0}min", "60\u{a0}min"].map { "\(free) Wait \($0) first." }
        #expect(said == [free] + waits)
    }

    @Test func everyKindOfActionOfTheCoreIsADeed() throws {
        let offers = try file("core/src/advice/actions.rs")
        let kinds = Set(offers.matches(of: #/(?:offer|outside)\("([a-z_.]+)"/#).map { String($0.1) })
        #expect(kinds.count > 15)
        let all = ["account", "sign_in", "challenge", "address", "login", "recovery", "topic", "url"]
        let args = Dictionary(uniqueKeysWithValues: all.map { ($0, "x") })
        for kind in kinds { #expect(Deed(Action(kind: kind, args: args)) != nil, "\(kind)") }
        #expect(Deed(Action(kind: "of.a.newer.core", args: args)) == nil)
        #expect(Deed(Action(kind: "open_url")) == nil, "an argument is missing")
    }

    @Test func everyWorkThatTheAppStandsOnIsNamedWithItsLicence() throws {
        var needed: Set<String> = []
        for manifest in try [file("core/Cargo.toml"), file("bindings/ffi/Cargo.toml")] {
            var wanted = false
            for line in manifest.split(separator: "\n") {
                if line.hasPrefix("[") { wanted = line.firstMatch(of: #/[\[.]dependencies\]/#) != nil }
                if wanted, let name = line.firstMatch(of: #/^([a-z0-9_\-]+) = /#) { needed.insert(String(name.1)) }
            }
        }
        // Only for Android; and our own.
        let elsewhere: Set = ["jni", "portico"]
        let named = works.map { $0.name.lowercased() }
        #expect(needed.subtracting(named).subtracting(elsewhere).isEmpty)
        #expect(Set(named).count == named.count && needed.count > 20)
    }
}
