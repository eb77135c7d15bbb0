import PorticoModel
import SwiftUI

/// Says what is news on a screen. Not each line by itself: a list makes its rows when they are scrolled to and again when they come back,
/// so that one would be said too late, and then again and again.
private struct Telling: ViewModifier {
    let news: Screen.Told
    @State private var told: Screen.Told?

    func body(content: Content) -> some View {
        content.onChange(of: news, initial: true) { told = news.said(after: told, by: VoiceOver()) }
    }
}

extension View {
    func telling(_ screen: Screen) -> some View { modifier(Telling(news: screen.told)) }
}

/// By priorities: what comes with the usual one cuts off whatever was said just before.
struct VoiceOver: Saying {
    func inTurn(_ text: String) {
        var text = AttributedString(text)
        text.accessibilitySpeechAnnouncementPriority = .low
        AccessibilityNotification.Announcement(text).post()
    }

    func atOnce(_ text: String) {
        var text = AttributedString(text)
        text.accessibilitySpeechAnnouncementPriority = .high
        AccessibilityNotification.Announcement(text).post()
    }
}
