import Foundation
import PorticoTestSupport
import Testing

/// One file of tests/scenarios.
struct Scenario: CustomTestStringConvertible {
    let name: String
    let file: URL

    var testDescription: String { name }

    static let all: [Scenario] = {
        let here = URL(fileURLWithPath: #filePath)
        let folder = (0..<5).reduce(here) { url, _ in url.deletingLastPathComponent() }.appendingPathComponent("tests/scenarios")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        let stories = files.filter { $0.pathExtension == "json" && $0.lastPathComponent != "schema.json" }
        return stories.map { Scenario(name: $0.deletingPathExtension().lastPathComponent, file: $0) }.sorted { $0.name < $1.name }
    }()
}

@Suite struct ScenarioTests {
    @Test("A scenario is played to its end", arguments: Scenario.all)
    func scenario(_ scenario: Scenario) async throws {
        try await Turns.scenarios.take {
            try await Player.play(Json(Data(contentsOf: scenario.file)))
            // One line for each, for whoever counts them: tests/run swift.
            FileHandle.standardOutput.write(Data("scenario played: \(scenario.name)\n".utf8))
        }
    }

    @Test func theFolderIsFoundAndFull() { #expect(Scenario.all.count > 100) }
}
