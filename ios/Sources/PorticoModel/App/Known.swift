import Portico

extension Portico {
    /// Whether everything that a place names is there. What was over when the app was ended is not, and of that there is nothing
    /// to be said.
    func knows(_ place: Place) -> Bool {
        let account = place.account.map { id in found { try sessionStatus(id) } } ?? true
        let signIn = place.signIn.map { id in found { try signInGet(id) } } ?? true
        return account && signIn && knowsRest(of: place)
    }

    private func knowsRest(of place: Place) -> Bool {
        switch place {
        case .recovery(let id?, _): found { try recoveryGet(id) }
        case .topic(let topic): found { try helpTopic(topic) }
        default: true
        }
    }

    private func found(_ read: () throws -> some Any) -> Bool { (try? read()) != nil }
}
