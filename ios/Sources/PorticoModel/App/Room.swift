import Foundation
import Observation
import Portico

/// One screen's model. It maps what the core says to what is drawn and decides nothing about signing in: the screen is made anew
/// from the core's records, so that a model that was lost with its process is the same again.
@MainActor @Observable
public class Room: Identifiable {
    @ObservationIgnored unowned let app: AppModel
    /// What the calls of this screen that are under way are about: a row of a list, or "" for the screen as a whole.
    var running: Set<String> = []
    /// What a call could not do, and what the screen was at then.
    private var failing: (problem: Problem, at: String)?
    /// What was typed is on its way to the core.
    @ObservationIgnored var keeping: Task<Void, Never>?
    /// The picture that is asked for.
    var sight: Sight?
    /// The one that came last: the next one has its room until it comes, so that what is below stays where it is.
    private var lastSight: Data?
    /// The problem of which everything is shown, where only the beginning was, by its code.
    var opened: String?
    /// The fields in which something else was typed since the last answer.
    private var retyped: Set<String> = []

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

    /// A call of this screen is under way.
    var working: Bool { !running.isEmpty }

    /// What the core says is wrong with what the screen is about.
    var trouble: Problem? { nil }

    /// What a call could not do: gone with the next call, the step, the place, and when it is put away; and it hides no newer trouble.
    var failure: Problem? { failing.flatMap { $0.at == point ? $0.problem : nil } }

    private var point: String { moment + " " + (trouble?.code ?? "") }

    /// What a call could not do is no news any more.
    func forget() { failing = nil }

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

    /// One call at a time about each thing: what comes while another is under way is dropped, so that two taps send once.
    func run(_ about: String = "", _ call: () async throws -> Void) async {
        guard running.insert(about).inserted else { return }
        forget()
        app.hushed()
        defer {
            running.remove(about)
            if about.isEmpty { retyped = [] }
        }
        do { try await call() } catch { failed(error) }
        await came()
    }

    func failed(_ error: any Error) { failing = problem(error).map { ($0, point) } }

    /// Who stops waiting needs no word about it; what was begun shows in the core's records.
    func problem(_ error: any Error) -> Problem? {
        switch error {
        case PorticoError.Cancelled, PorticoError.Closed, is CancellationError: nil
        case PorticoError.CallFailed(let problem): problem
        // What is no error of the core's is a fault in it, or in here.
        default: try? portico.sayError((error as? PorticoError)?.code ?? "internal")
        }
    }

    /// Fetches a picture, unless it is there or on its way. Beside everything else: a portal may be slow, and Back need not wait.
    func look(at challenge: String, _ picture: @escaping @MainActor () async throws -> Picture) {
        guard sight?.challenge != challenge else { return }
        let sight = Sight(challenge)
        self.sight = sight
        sight.loading = Task { [weak self] in
            do {
                sight.bytes = try await picture().bytes
                self?.lastSight = sight.bytes
            } catch PorticoError.StaleChallenge, PorticoError.Cancelled {
                // Another step is on its way to the screen already.
                if self?.sight === sight { self?.sight = nil }
            } catch {
                sight.problem = self?.problem(error)
            }
        }
    }

    /// When the picture is there, or cannot be had.
    func looked() async { await sight?.loading?.value }

    /// What the core offers, as a button. Nothing where this version does not know how.
    func offered(_ id: String, _ action: Action?, about: String = "") -> Screen.Element? {
        guard let action, let deed = Deed(action) else { return nil }
        let label = deed == .scan ? scanning(deed) : say(deed)
        return .button(
            Screen.Button(id: id, label: label, enabled: !running.contains(about)) { [self] in
                await run(about) { try await app.actions.run(action, from: self) }
            })
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
    func picture(of challenge: String, age: UInt64 = 0, other: @escaping Run) -> [Screen.Element] {
        let sight = sight.flatMap { $0.challenge == challenge ? $0 : nil }
        let old = lastSight.flatMap { app.host.draws($0) ? $0 : nil }
        switch (sight?.bytes, sight?.problem) {
        case (let bytes?, _):
            app.host.draws(bytes)
                ? .image(Screen.Image(id: PictureWord.shows.key, label: say(PictureWord.shows), bytes: bytes))
                : text(PictureWord.unreadable, live: true)
            age >= 60 ? text(PictureWord.age, say.span(age), look: .quiet) : nil
            another(enabled: !working, other)
        case (nil, let problem?):
            Screen.Element.error(.wrong("picture_title", problem.title))
            text("picture_cause", problem.cause)
            button(PictureWord.again) { [self] in self.sight = nil }
        case (nil, nil):
            if let old {
                Screen.Element.image(
                    Screen.Image(id: PictureWord.shows.key, label: say(PictureWord.loading), bytes: old, awaited: true))
                another(enabled: false, other)
            } else {
                progress(PictureWord.loading, when: true)
            }
        }
    }

    private func another(enabled: Bool, _ press: @escaping Run) -> Screen.Element {
        .button(Screen.Button(id: PictureWord.other.key, label: say(PictureWord.other), enabled: enabled, press: press))
    }

    /// What to look at before a try is spent.
    func shown(_ warnings: [Warning], _ name: String = "warning") -> [Screen.Element] {
        warnings.enumerated().map { text("\(name)_\($0)", $1.text, live: true) }
    }

    /// What was spent, in the core's words.
    func said(_ tries: Tries) -> String? { try? portico.sayTries(tries) }

    /// The same, unless a problem that is drawn whole says it already.
    func said(_ tries: Tries, beside problem: Problem?) -> String? {
        said(tries).flatMap { problem?.cause.contains($0) == true ? nil : $0 }
    }

    /// A password, and a button that shows it. `hint`: below it, as a line.
    @Listed<Screen.Element>
    func password<Model: Room>(
        _ word: some Word, fresh: Bool = false, hint: Screen.Element? = nil, of model: Model,
        _ path: ReferenceWritableKeyPath<Model, Typed>, shown: ReferenceWritableKeyPath<Model, Bool>, submit: Run? = nil
    ) -> [Screen.Element] {
        let visible = model[keyPath: shown]
        field(word, fresh ? .newPassword : .password, of: model, path, hidden: !visible, submit: submit)
        hint
        button(visible ? KitWord.hidePassword : KitWord.showPassword) { model[keyPath: shown].toggle() }
    }

    /// What the screen is about is not there any more, or was never: that is said, and what can be done.
    func missing(_ code: String) -> Screen {
        let problem = try? portico.sayError(code)
        return Screen(say(AppWord.name)) {
            Screen.Part("missing") {
                wrong(problem)
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
        _ word: some Word, _ role: Screen.Button.Role = .plain, enabled: Bool = true, about: String = "", with: String...,
        call: @escaping @MainActor () async throws -> Void
    ) -> Screen.Button {
        let ready = enabled && !running.contains(about)
        return Screen.Button(id: word.key, label: say.filled(word, with), role: role, enabled: ready) { [self] in
            await run(about, call)
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
        let label = place.reads ? scanning(word) : say(word)
        return .button(Screen.Button(id: word.key, label: label, role: role) { [self] in app.open(place, from: self) })
    }

    /// What leads to where codes are read: without a camera nothing is said of scanning.
    func scanning(_ word: some Word) -> String { app.host.hasCamera ? say(word) : say(KitWord.pasteCode) }

    /// A field that is bound to a property of the model.
    func field<Model: Room>(
        _ word: some Word, _ kind: Screen.Field.Kind, of model: Model, _ path: ReferenceWritableKeyPath<Model, Typed>,
        hidden: Bool = false, submit: Run? = nil
    ) -> Screen.Element {
        let id = word.key
        let type: @MainActor (String) -> Void = { [self] text in
            if text != model[keyPath: path].text { retyped.insert(id) }
            model[keyPath: path].text = text
        }
        return .field(
            Screen.Field(
                id: id, label: say(word), kind: kind, enabled: !working, hidden: hidden,
                wrong: retyped.contains(id) ? nil : mistyped(id), text: { model[keyPath: path].text }, type: type,
                submit: submit))
    }

    /// That something is under way.
    func progress(_ word: some Word, _ with: String..., when shown: Bool) -> Screen.Element? {
        shown ? .progress(Screen.Line(id: word.key, text: say.filled(word, with), live: true)) : nil
    }

    /// When something ends to work, where that is known.
    func expires(_ date: Date?, _ left: some Word, _ over: some Word) -> Screen.Element? {
        date.map { say.until($0).map { text(left, $0, look: .quiet) } ?? text(over, look: .quiet, live: true) }
    }
}

/// A picture on its way, then the picture, or why it cannot be had.
@MainActor @Observable
final class Sight {
    let challenge: String
    var bytes: Data?
    var problem: Problem?
    @ObservationIgnored var loading: Task<Void, Never>?

    init(_ challenge: String) { self.challenge = challenge }
}
