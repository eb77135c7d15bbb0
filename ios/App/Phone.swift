import Foundation
import Portico
import PorticoModel

/// What the app asks of the phone.
@MainActor
final class Phone: PorticoModel.Host {
    let choices: any Choices = SavedChoices()

    func owner() async -> Bool { await Owner.isThere() }

    var privacyPolicy: URL? { named("PorticoPrivacyPolicy").flatMap(URL.init(string:)) }
    var version: String? { named("CFBundleShortVersionString") }

    private func named(_ key: String) -> String? { Bundle.main.object(forInfoDictionaryKey: key) as? String }
}

#if os(iOS)
    import UIKit
    import VisionKit

    extension Phone {
        func browse(_ url: URL) async -> Bool { await UIApplication.shared.open(url) }

        func share(_ text: String) {
            let sheet = UIActivityViewController(activityItems: [text], applicationActivities: nil)
            // On an iPad the sheet is a popover, which must come out of something.
            sheet.popoverPresentationController?.sourceView = front?.view
            sheet.popoverPresentationController?.sourceRect = CGRect(origin: front?.view.center ?? .zero, size: .zero)
            front?.present(sheet, animated: true)
        }

        func copy(_ text: String) { UIPasteboard.general.string = text }

        func pasted() -> String? { UIPasteboard.general.string }

        func openSettings() {
            guard let url = URL(string: UIApplication.openSettingsURLString) else { return }
            UIApplication.shared.open(url)
        }

        func draws(_ picture: Data) -> Bool { UIImage(data: picture) != nil }

        var hasCamera: Bool { DataScannerViewController.isSupported }

        /// The layout. Whether Caps Lock is on is told by hardware keyboards only, and not by UIKit.
        var keyboard: Keyboard {
            func typing(in view: UIView) -> UIView? {
                view.isFirstResponder ? view : view.subviews.lazy.compactMap(typing).first
            }
            return Keyboard(layout: front.flatMap { typing(in: $0.view) }?.textInputMode?.primaryLanguage, caps: nil)
        }

        var screenReader: Bool { UIAccessibility.isVoiceOverRunning }

        /// What is in front of everything else.
        private var front: UIViewController? {
            let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
            var front = scenes.flatMap(\.windows).first(where: \.isKeyWindow)?.rootViewController
            while let next = front?.presentedViewController { front = next }
            return front
        }
    }
#else
    extension Phone {
        func browse(_: URL) async -> Bool { false }
        func share(_: String) {}
        func copy(_: String) {}
        func pasted() -> String? { nil }
        func openSettings() {}
        func draws(_: Data) -> Bool { false }
        var hasCamera: Bool { false }
        var keyboard: Keyboard { Keyboard(layout: nil, caps: nil) }
        var screenReader: Bool { false }
    }
#endif
