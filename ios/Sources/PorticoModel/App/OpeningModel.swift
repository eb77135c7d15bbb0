import Foundation
import Observation
import Portico

/// The app before there is one: its folder is being opened, or could not be.
@MainActor @Observable
public final class OpeningModel {
    /// Once the folder is open.
    public private(set) var app: AppModel?
    private var failed: Problem?
    @ObservationIgnored private let folder: @Sendable () async throws -> Portico
    @ObservationIgnored private let host: any Host
    @ObservationIgnored private var opening = false
    /// The way to where the employee was.
    @ObservationIgnored private var places = ""
    /// What the app was started with; it may hold a secret, so it is nowhere but here.
    @ObservationIgnored private var link: URL?

    /// `folder` opens it; it is asked again as often as the employee wants.
    public init(host: any Host, folder: @escaping @Sendable () async throws -> Portico) {
        (self.host, self.folder) = (host, folder)
    }

    /// The way to where the employee is, as the window keeps it: ids and nothing else.
    public var saved: String { app?.saved.joined(separator: "\n") ?? "" }

    /// `saved`: what ``saved`` was in the process before.
    public func open(saved: String) async {
        guard app == nil, !opening else { return }
        (opening, failed, places) = (true, nil, saved)
        defer { opening = false }
        do {
            let places = saved.split(separator: "\n").map(String.init)
            let app = AppModel(portico: try await folder(), host: host, saved: places)
            self.app = app
            if let link { await app.receive(link) }
            link = nil
        } catch {
            // Nothing is open that could be asked for the words of it.
            let code = (error as? PorticoError ?? .StorageFailed).code
            failed = try? Portico.sayError(code, locale: AppModel.language(host.choices))
        }
    }

    /// A link that the system opened with this app, be it before the folder is open.
    public func receive(_ link: URL) async {
        if let app { await app.receive(link) } else { self.link = link }
    }

    /// What is drawn until then.
    public var screen: Screen? {
        guard app == nil else { return nil }
        let words = Words(AppModel.language(host.choices))
        return Screen(words(AppWord.name)) {
            Screen.Part("opening") {
                if let failed {
                    Screen.Element.error(.wrong("problem_title", failed.title))
                    Screen.Element.text(Screen.Line(id: "problem_cause", text: failed.cause))
                    for (at, step) in failed.steps.enumerated() {
                        Screen.Element.text(Screen.Line(id: "problem_step_\(at)", text: step.text))
                    }
                    Screen.Element.button(
                        Screen.Button(id: AppWord.openAgain.key, label: words(AppWord.openAgain), role: .main) { [self] in
                            await open(saved: places)
                        })
                } else {
                    Screen.Element.progress(Screen.Line(id: AppWord.opening.key, text: words(AppWord.opening)))
                }
            }
        }
    }
}
