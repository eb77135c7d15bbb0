import Foundation
import Portico

/// What the app cannot do by itself: the phone does it.
@MainActor
public protocol Host: AnyObject {
    /// Opens an `https` address in the browser. False where nothing can open it.
    func browse(_ url: URL) async -> Bool
    /// Offers a text to other apps.
    func share(_ text: String)
    /// Puts a text on the clipboard. Never a secret.
    func copy(_ text: String)
    /// The clipboard's text. Asked for by a tap only.
    func pasted() -> String?
    /// The system's settings for this app.
    func openSettings()
    /// Whether a picture can be drawn: what a portal sends may be none.
    func draws(_ picture: Data) -> Bool
    /// Whether there is a camera that may be asked for.
    var hasCamera: Bool { get }
    /// Whether the device's owner is there: Face ID, Touch ID or the passcode. True where there is neither.
    func owner() async -> Bool
    /// What is known of the keyboard: its layout, Caps Lock. Asked for before a password goes out.
    var keyboard: Keyboard { get }
    /// Whether VoiceOver is on: then what needs no eyes comes first.
    var screenReader: Bool { get }
    /// What the app does with what it is told, on a page of whoever ships it; nothing where they name none.
    var privacyPolicy: URL? { get }
    /// The app's version, as people read it.
    var version: String? { get }
    /// What the employee has chosen.
    var choices: any Choices { get }
}

/// Settings that are no secret and belong to no account; kept by the host.
@MainActor
public protocol Choices: AnyObject {
    /// BCP 47; nil follows the system.
    var language: String? { get set }
    /// Light, dark, or as the system.
    var theme: Theme { get set }
    /// Whether the owner is asked for when the app comes to the front.
    var lock: Bool { get set }
}

/// How the app is coloured.
public enum Theme: String, CaseIterable, Sendable {
    case system, light, dark
}
