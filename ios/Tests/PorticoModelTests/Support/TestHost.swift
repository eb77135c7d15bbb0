import Foundation
import Portico
import PorticoModel

/// What the phone would do, written down.
@MainActor
final class TestHost: PorticoModel.Host {
    var browsed: [URL] = []
    var shared: [String] = []
    var copied: [String] = []
    var clipboard: String?
    var readClipboard = 0
    var settingsOpened = 0
    var ownerIsThere = true
    var asked = 0
    var opensPages = true
    var hasCamera = false
    var drawsPictures = true
    var keyboard = Keyboard()
    var screenReader = false
    var privacyPolicy = URL(string: "https://company.example/privacy")
    var version: String? = "0.1.0"
    let choices: any Choices = TestChoices()

    func browse(_ url: URL) async -> Bool {
        browsed.append(url)
        return opensPages
    }

    func share(_ text: String) { shared.append(text) }
    func copy(_ text: String) { copied.append(text) }

    func pasted() -> String? {
        readClipboard += 1
        return clipboard
    }

    func openSettings() { settingsOpened += 1 }
    func draws(_: Data) -> Bool { drawsPictures }

    func owner() async -> Bool {
        asked += 1
        return ownerIsThere
    }
}

@MainActor
final class TestChoices: Choices {
    var language: String? = "en"
    var theme = Theme.system
    var lock = false
}
