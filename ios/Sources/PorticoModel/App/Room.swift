import Foundation
import Observation
import Portico

/// One screen's model. It maps what the core says to what is drawn and decides nothing about signing in: the screen is made anew
/// from the core's records, so that a model that was lost with its process is the same again.
@MainActor @Observable
public class Room: Identifiable {
    @ObservationIgnored unowned let app: AppModel
    /// A call of this screen is under way.
    public internal(set) var working = false
    /// What a call could not do; gone with the next one.
    private(set) var failure: Problem?
    /// What was typed is on its way to the core.
    @ObservationIgnored var keeping: Task<Void, Never>?
    /// Why the picture could not be had.
    private var pictureFailure: Problem?

    init(_ app: AppModel) { self.app = app }

    /// What is drawn now. Reading it waits for nothing.
    public var screen: Screen { Screen("") {} }

    /// When the screen is drawn, and again when ``moment`` is another: what has to be fetched for it.
    public func appear() async {}

    /// Changes when the screen asks for something else, be it by a call of another screen.
    public var moment: String { "" }

    /// What was typed and is no secret is given to the core: the screen goes, or the app to the back.
    func keep() {}

    /// The screen goes.
    func leave() { keep() }

    /// What it was opened for is done: whoever leaves it wants to see no more of it.
    var over: Bool { false }

    /// When what was typed is kept.
    func kept() async { await keeping?.value }

    /// A call has ended, one way or the other.
    func came() async {}

    var portico: Portico { app.portico }

    // The core is asked for its records each time a screen is made: it answers at once, and `state` only says that there is news.
    // So a screen is never older than the call that led to it.

    var accounts: [Account] {
        _ = portico.state.revision
        return (try? portico.accountsList().accounts) ?? []
    }

    func account(_ id: AccountId) -> Account? { accounts.first { $0.id == id } }

    /// Whether the portal of an account wants no pictures of what is shown of it.
    func forbids(_ id: AccountId?) -> Bool { accounts.contains { $0.id == id && !$0.policy.screenshots } }

    /// The unfinished ones.
    var signIns: [SignIn] {
        _ = portico.state.revision
        return (try? portico.signInList()) ?? []
    }

    var say: Words { app.words }

    /// One call at a time: what comes while another is under way is dropped, so that two taps send once.
    func run(_ call: () async throws -> Void) async {
        guard !working else { return }
        working = true
        failure = nil
        app.hushed()
        defer { working = false }
        do { try await call() } catch { failed(error) }
        await came()
    }

    func failed(_ error: any Error) { failure = problem(error) }

    /// Who stops waiting needs no word about it; what was begun shows in the core's records.
    func problem(_ error: any Error) -> Problem? {
        switch error as? PorticoError {
        case .Cancelled, .Closed, nil: nil
        case .CallFailed(let problem): problem
        case let error?: try? portico.sayError(error.code)
        }
    }

    /// A picture, or why there is none.
    func fetched(_ picture: () async throws -> Picture) async -> Data? {
        pictureFailure = nil
        do {
            return try await picture().bytes
        } catch PorticoError.StaleChallenge {
            // Another step is on its way to the screen already.
            return nil
        } catch {
            pictureFailure = problem(error)
            return nil
        }
    }

    /// What the core offers, as a button. Nothing where this version does not know how.
    func offered(_ id: String, _ action: Action?) -> Screen.Element? {
        guard let action, let deed = Deed(action) else { return nil }
        return .button(
            Screen.Button(id: id, label: say(deed), enabled: !working) { [self] in
                await run { try await app.actions.run(action, from: self) }
            })
    }

    /// A problem, whole: what, why, what to do and who can do it, and what the next try costs.
    @Listed<Screen.Element>
    func shown(_ problem: Problem?) -> [Screen.Element] {
        if let problem {
            Screen.Element.heading(.wrong("problem_title", problem.title))
            explained(problem)
        }
    }

    /// A problem under a title that is drawn elsewhere.
    @Listed<Screen.Element>
    func explained(_ problem: Problem) -> [Screen.Element] {
        text("problem_cause", problem.cause)
        problem.detail.map { text(KitWord.portalSays, $0) }
        for (at, step) in problem.steps.enumerated() {
            text("problem_step_\(at)", say(KitWord.step, String(at + 1), step.text))
            offered("problem_action_\(at)", step.action)
        }
        text("problem_who", say(problem.who.word) + " " + say.price(problem.retry), .quiet)
    }

    /// The ways on beside the one that is asked for; those without a picture first, and marked where others need one.
    @Listed<Screen.Element>
    func shown(_ ways: [OtherWay]) -> [Screen.Element] {
        let pictures = ways.contains(where: \.needsPicture)
        heading(KitWord.otherWays)
        for way in ways.filter({ !$0.needsPicture }) + ways.filter(\.needsPicture) {
            text("way_" + way.kind, pictures && !way.needsPicture ? way.text + " " + say(KitWord.noPicture) : way.text)
            offered("way_action_" + way.kind, way.action)
        }
    }

    /// A picture to read, and another for it, which spends nothing.
    @Listed<Screen.Element>
    func picture(_ bytes: Data?, age: UInt64 = 0, other: @escaping Run) -> [Screen.Element] {
        switch (bytes, pictureFailure) {
        case (let bytes?, _):
            app.host.draws(bytes)
                ? .image(Screen.Image(id: PictureWord.shows.key, label: say(PictureWord.shows), bytes: bytes))
                : text(PictureWord.unreadable, live: true)
            age >= 60 ? text(PictureWord.age, say.span(age), look: .quiet) : nil
            Screen.Element.button(
                Screen.Button(id: PictureWord.other.key, label: say(PictureWord.other), enabled: !working, press: other))
        case (nil, let problem?):
            Screen.Element.error(.wrong("picture_title", problem.title))
            text("picture_cause", problem.cause)
            button(PictureWord.again) {}
        case (nil, nil): progress(PictureWord.loading, when: true)
        }
    }

    /// What to look at before a try is spent.
    func shown(_ warnings: [Warning]) -> [Screen.Element] {
        warnings.enumerated().map { text("warning_\($0)", $1.text, live: true) }
    }

    /// What was spent, in the core's words.
    func shown(_ tries: Tries) -> Screen.Element? {
        (try? portico.sayTries(tries)).map { text("tries", $0) }
    }

    /// A password, and a button that shows it.
    @Listed<Screen.Element>
    func password<Model: Room>(
        _ word: some Word, fresh: Bool = false, of model: Model, _ path: ReferenceWritableKeyPath<Model, Typed>,
        shown: ReferenceWritableKeyPath<Model, Bool>, submit: Run? = nil
    ) -> [Screen.Element] {
        let visible = model[keyPath: shown]
        field(word, fresh ? .newPassword : .password, of: model, path, hidden: !visible, submit: submit)
        button(visible ? KitWord.hidePassword : KitWord.showPassword) { model[keyPath: shown].toggle() }
    }

    /// What the screen is about is not there any more, or was never: that is said, and what can be done.
    func missing(_ code: String) -> Screen {
        let problem = try? portico.sayError(code)
        return Screen(say(AppWord.name)) {
            Screen.Part("missing") {
                shown(problem)
                button(ProblemWord.toList, .main) { [app] in app.home() }
            }
        }
    }

    // MARK: elements

    func heading(_ word: some Word, live: Bool = false) -> Screen.Element {
        .heading(Screen.Line(id: word.key, text: say(word), live: live))
    }

    func text(_ id: String, _ text: String, _ look: Screen.Line.Look = .plain, live: Bool = false) -> Screen.Element {
        .text(Screen.Line(id: id, text: text, look: look, live: live))
    }

    func text(_ word: some Word, _ with: String..., look: Screen.Line.Look = .plain, live: Bool = false) -> Screen.Element {
        text(word.key, say.filled(word, with), look, live: live)
    }

    func press(
        _ word: some Word, _ role: Screen.Button.Role = .plain, enabled: Bool = true, with: String...,
        call: @escaping @MainActor () async throws -> Void
    ) -> Screen.Button {
        Screen.Button(id: word.key, label: say.filled(word, with), role: role, enabled: enabled && !working) { [self] in
            await run(call)
        }
    }

    func button(
        _ word: some Word, _ role: Screen.Button.Role = .plain, enabled: Bool = true,
        _ call: @escaping @MainActor () async throws -> Void
    ) -> Screen.Element {
        .button(press(word, role, enabled: enabled, call: call))
    }

    /// A button that leads to another place.
    func go(_ word: some Word, _ place: Place, _ role: Screen.Button.Role = .plain) -> Screen.Element {
        .button(Screen.Button(id: word.key, label: say(word), role: role) { [self] in app.open(place, from: self) })
    }

    /// A field that is bound to a property of the model.
    func field<Model: Room>(
        _ word: some Word, _ kind: Screen.Field.Kind, of model: Model, _ path: ReferenceWritableKeyPath<Model, Typed>,
        hidden: Bool = false, submit: Run? = nil
    ) -> Screen.Element {
        .field(
            Screen.Field(
                id: word.key, label: say(word), kind: kind, enabled: !working, hidden: hidden,
                text: { model[keyPath: path].text }, type: { model[keyPath: path].text = $0 }, submit: submit))
    }

    /// That something is under way.
    func progress(_ word: some Word, _ with: String..., when shown: Bool) -> Screen.Element? {
        shown ? .progress(Screen.Line(id: word.key, text: say.filled(word, with), live: true)) : nil
    }

    /// When something ends to work, where that is known.
    func expires(_ date: Date?, _ left: some Word, _ over: some Word) -> Screen.Element? {
        date.map { say.until($0).map { text(left, $0, look: .quiet, live: true) } ?? text(over, look: .quiet, live: true) }
    }
}
