import Foundation
import Observation
import PorticoModel

/// What the employee has chosen, in the app's defaults: no secret, and nothing of an account.
@MainActor @Observable
final class SavedChoices: Choices {
    private static let (languageKey, themeKey, lockKey) = ("language", "theme", "lock")
    @ObservationIgnored private let defaults: UserDefaults

    var language: String? { didSet { defaults.set(language, forKey: Self.languageKey) } }
    var theme: Theme { didSet { defaults.set(theme.rawValue, forKey: Self.themeKey) } }
    var lock: Bool { didSet { defaults.set(lock, forKey: Self.lockKey) } }

    init(_ defaults: UserDefaults = .standard) {
        self.defaults = defaults
        language = defaults.string(forKey: Self.languageKey)
        theme = defaults.string(forKey: Self.themeKey).flatMap(Theme.init(rawValue:)) ?? .system
        lock = defaults.bool(forKey: Self.lockKey)
    }
}
