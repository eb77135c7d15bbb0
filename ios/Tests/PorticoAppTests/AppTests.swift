import Foundation
import PorticoModel
import Testing

@testable import PorticoApp

@MainActor @Suite struct AppTests {
    private static let app = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../App")

    private func list(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: Self.app.appendingPathComponent(name))
        return try #require(try PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any])
    }

    @Test func whatWasChosenIsFoundAgain() throws {
        let suite = "portico.tests." + UUID().uuidString
        let defaults = try #require(UserDefaults(suiteName: suite))
        defer { defaults.removePersistentDomain(forName: suite) }
        let first = SavedChoices(defaults)
        #expect(first.language == nil && first.theme == .system && !first.lock)
        (first.language, first.theme, first.lock) = ("ru", .dark, true)
        let second = SavedChoices(defaults)
        #expect(second.language == "ru" && second.theme == .dark && second.lock)
        second.language = nil
        #expect(SavedChoices(defaults).language == nil)
    }

    @Test func aReasonForAPermissionIsSaidInThreeLanguages() throws {
        struct Catalog: Decodable {
            let strings: [String: Entry]
            struct Entry: Decodable { let localizations: [String: Localization] }
            struct Localization: Decodable { let stringUnit: Unit }
            struct Unit: Decodable { let value: String }
        }
        let data = try Data(contentsOf: Self.app.appendingPathComponent("InfoPlist.xcstrings"))
        let catalog = try JSONDecoder().decode(Catalog.self, from: data)
        let reasons = try list("Info.plist").filter { $0.key.hasSuffix("UsageDescription") }
        #expect(Set(reasons.keys) == ["NSCameraUsageDescription", "NSFaceIDUsageDescription", "NSLocalNetworkUsageDescription"])
        for (key, english) in reasons {
            let said = try #require(catalog.strings[key]?.localizations)
            #expect(Set(said.keys) == ["en", "de", "ru"])
            #expect(said["en"]?.stringUnit.value == english as? String)
            #expect(Set(said.values.map(\.stringUnit.value)).count == 3)
        }
    }

    @Test func theAppTracksNobodyAndSaysWhyItReadsItsDefaults() throws {
        let privacy = try list("PrivacyInfo.xcprivacy")
        #expect(privacy["NSPrivacyTracking"] as? Bool == false)
        let reasons = try #require(privacy["NSPrivacyAccessedAPITypes"] as? [[String: Any]])
        #expect(reasons.map { $0["NSPrivacyAccessedAPIType"] as? String } == ["NSPrivacyAccessedAPICategoryUserDefaults"])
    }

    @Test func oneSchemeOpensTheAppAndItHasOneWindow() throws {
        let info = try list("Info.plist")
        let types = try #require(info["CFBundleURLTypes"] as? [[String: Any]])
        #expect(types.flatMap { $0["CFBundleURLSchemes"] as? [String] ?? [] } == ["portico"])
        let scenes = try #require(info["UIApplicationSceneManifest"] as? [String: Any])
        #expect(scenes["UIApplicationSupportsMultipleScenes"] as? Bool == false)
    }
}
