import Foundation
import Portico

// How a screen says what went wrong.

extension Room {
    /// What went wrong: what a call could not do, until it is put away; else what the core says. `brief`: there is something below to
    /// fill in or to press, which is to stay in sight. `told`: a sentence of its cause that the screen says by itself. `why`: brief, it has
    /// its first cause too; not where the screen says as much.
    @Listed<Screen.Element>
    func wrong(_ trouble: Problem? = nil, brief: Bool = false, told: String? = nil, why: Bool = true) -> [Screen.Element] {
        if let failure {
            shown(failure, "failure", brief: brief)
            Screen.Element.button(Screen.Button(id: "failure_close", label: say(KitWord.close)) { [self] in forget() })
        } else {
            shown(trouble, brief: brief, told: told, why: why)
        }
    }

    @Listed<Screen.Element>
    func shown(
        _ problem: Problem?, _ name: String = "problem", brief: Bool = false, told: String? = nil, why: Bool = true
    ) -> [Screen.Element] {
        if let problem {
            heading(problem, name)
            brief ? begun(problem, name, told, why) : explained(problem, name, told: told)
        }
    }

    /// No news while an answer is awaited: where that is the same again, it is said again, and scrolled to.
    private func heading(_ problem: Problem, _ name: String) -> Screen.Element {
        var line = Screen.Line.wrong(name + "_title", problem.title)
        line.live = !running.contains("")
        return .heading(line)
    }

    /// What went wrong, if it is what was typed in a field.
    func mistyped(_ field: String) -> String? {
        (failure ?? trouble).flatMap { mistypings[$0.code]?.contains(field) == true ? $0.title : nil }
    }

    /// A problem under its title, whole: why, what to do and who can do it, and what the next try costs.
    @Listed<Screen.Element>
    func explained(_ problem: Problem, _ name: String = "problem", told: String? = nil) -> [Screen.Element] {
        text(name + "_cause", problem.cause.without(told))
        detail(problem, name)
        for at in problem.steps.indices { step(at, of: problem, name) }
        price(problem, name)
    }

    /// Its beginning, and the rest where it is asked for. A first step with a button is the remedy and no part of the rest; where the
    /// first has none, what is below is it.
    @Listed<Screen.Element>
    private func begun(_ problem: Problem, _ name: String, _ told: String?, _ why: Bool) -> [Screen.Element] {
        let cause = problem.cause.without(told)
        let (first, others) = why ? cause.firstSentence : ("", cause)
        let remedy = problem.steps.first?.action.flatMap(Deed.init) == nil ? 0 : 1
        let left = problem.steps.indices.dropFirst(remedy)
        let open = opened == problem.code
        first.isEmpty ? nil : text(name + "_cause", first)
        detail(problem, name)
        for at in problem.steps.indices.prefix(remedy) { step(at, of: problem, name) }
        price(problem, name)
        if !others.isEmpty || !left.isEmpty {
            Screen.Element.button(
                Screen.Button(id: name + "_why", label: say(AccountWord.why), open: open) { [self] in
                    opened = open ? nil : problem.code
                })
        }
        if open {
            others.isEmpty ? nil : text(name + "_causes", others)
            for at in left { step(at, of: problem, name) }
        }
    }

    private func detail(_ problem: Problem, _ name: String) -> Screen.Element? {
        problem.detail.map { text(name + "_detail", say(KitWord.portalSays, $0)) }
    }

    @Listed<Screen.Element>
    private func step(_ at: Int, of problem: Problem, _ name: String) -> [Screen.Element] {
        text("\(name)_step_\(at)", say(KitWord.step, String(at + 1), problem.steps[at].text))
        offered("\(name)_action_\(at)", problem.steps[at].action)
    }

    private func price(_ problem: Problem, _ name: String) -> Screen.Element {
        text(name + "_who", say(problem.who.word) + " " + say.price(problem.retry), .quiet)
    }
}

/// Problems that are about what was typed, and the fields.
private let mistypings: [String: [String]] = [
    "wrong_credentials": [SignInWord.password.key],
    "new_password_short": [RecoveryWord.password.key, InvitationWord.password.key],
    "names_needed": [InvitationWord.name.key, InvitationWord.lastName.key],
]

extension String {
    /// Up to its first end of a sentence, and what follows.
    fileprivate var firstSentence: (String, String) {
        guard let end = firstRange(of: #/[.!?] /#) else { return (self, "") }
        return (String(self[...end.lowerBound]), String(self[end.upperBound...]))
    }

    /// Without a sentence that is said elsewhere.
    fileprivate func without(_ sentence: String?) -> String {
        guard let sentence else { return self }
        let around = components(separatedBy: sentence).map { $0.trimmingCharacters(in: .whitespaces) }
        return around.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
