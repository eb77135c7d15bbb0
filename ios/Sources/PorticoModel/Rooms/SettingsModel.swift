import Observation
import Portico

/// Words of the settings.
enum SettingsWord: String, Word {
    static let room = "settings"
    case title, language
    case asSystem = "as_system"
    case english, german, russian, theme, light, dark, lock
    case lockHint = "lock_hint"
    case textSize = "text_size"
    case licences
    case licencesHint = "licences_hint"
    case privacy, version
}

/// Language, look and lock. The size of texts follows the system.
@MainActor @Observable
public final class SettingsModel: Room {
    /// Counts what was chosen: the host's choices tell nobody of a change.
    private var chosen = 0
    private typealias W = SettingsWord

    override public var screen: Screen {
        _ = chosen
        let choices = app.host.choices
        let languages: [(W, String?)] = [(.asSystem, nil), (.english, "en"), (.german, "de"), (.russian, "ru")]
        let themes: [(W, Theme)] = [(.asSystem, .system), (.light, .light), (.dark, .dark)]
        return Screen(say(W.title)) {
            Screen.Part("failure") { wrong() }
            Screen.Part("language", title: say(W.language)) {
                for (word, code) in languages {
                    choice("language_", word, choices.language == code) { [app] in try app.speak(code) }
                }
            }
            Screen.Part("theme", title: say(W.theme)) {
                for (word, theme) in themes {
                    choice("theme_", word, choices.theme == theme) { [app] in app.look(theme) }
                }
                text(W.textSize, look: .quiet)
            }
            Screen.Part("lock") {
                Screen.Element.toggle(
                    Screen.Toggle(id: W.lock.key, label: say(W.lock), on: choices.lock) { [self] in await lock($0) })
                text(W.lockHint, look: .quiet)
            }
            Screen.Part("about") {
                privacy
                go(W.licences, .licences)
                app.host.version.map { text(W.version, $0, look: .quiet) }
            }
        }
    }

    /// The App Store wants it reached from here.
    private var privacy: Screen.Element? {
        guard let policy = app.host.privacyPolicy, policy.scheme == "https" else { return nil }
        return .link(
            Screen.Button(id: W.privacy.key, label: say(W.privacy), press: { [app] in await app.browse(policy.absoluteString) }))
    }

    private func choice(
        _ group: String, _ word: W, _ selected: Bool, _ choose: @escaping @MainActor () throws -> Void
    ) -> Screen.Element {
        .row(
            Screen.Row(
                id: group + word.key, title: say(word), selected: selected, opens: false,
                press: { [self] in
                    await run { try choose() }
                    chosen += 1
                }))
    }

    /// Only the owner puts it on or off.
    private func lock(_ on: Bool) async {
        await run {
            if await app.host.owner() { app.host.choices.lock = on }
        }
        chosen += 1
    }
}

/// Whose work this app stands on.
@MainActor @Observable
public final class LicencesModel: Room {
    override public var screen: Screen {
        Screen(say(SettingsWord.licences)) {
            Screen.Part("licences") {
                wrong()
                text(SettingsWord.licencesHint)
                for work in works { text("licence_" + work.name, work.name + "\n" + work.licence) }
            }
        }
    }
}
