import Portico

/// The one place that knows what an `Action` of the core does here: a call, another place, or something the phone does. What
/// destroys something opens its preview; everything else that is sent was asked for by the tap that brought it here.
@MainActor
struct Actions {
    unowned let app: AppModel

    /// Runs what ``Deed`` knows; nothing else is drawn. `room`: where it was touched.
    func run(_ action: Action, from room: Room) async throws {
        guard let deed = Deed(action) else { return }
        let (portico, args, signIn) = (app.portico, Arguments(values: action.args), app.place(of: room)?.signIn)
        switch deed {
        case .signIn:
            try await at(room) { try await portico.signInStart(address: args["address"], account: args.known("account")) }
        // Where these lead on at the sign-in, that is what the employee wants to see now.
        case .goBack: try await at(room) { try await portico.signInBack(args.id("sign_in")) }
        case .confirmMove: try await at(room) { try await portico.signInConfirmMove(args.id("sign_in")) }
        case .newPicture:
            try await at(room) { try await portico.signInRefreshCaptcha(args.id("sign_in"), challenge: args.id("challenge")) }
        case .sendSms: try await at(room) { try await portico.signInSendSms(args.id("sign_in"), challenge: args.id("challenge")) }
        case .check: _ = try await portico.sessionCheck(args.id("account"))
        case .spendTry: _ = try await portico.sessionCheck(args.id("account"), spendTry: true)
        case .select:
            try await app.open(from: room) {
                try await portico.accountsSelect(args.id("account"))
                return .account(args.id("account"))
            }
        case .reset: app.open(.clear(args.id("account"), .reset))
        case .signOut: app.open(.clear(args.id("account"), .signOut))
        case .delete: app.open(.clear(args.id("account"), .delete))
        case .newPassword:
            try await app.open(from: room) {
                let begun = try await portico.recoveryStart(address: args["address"] ?? "", login: args["login"] ?? "")
                return .recovery(begun.id, from: signIn)
            }
        case .resend: _ = try await portico.recoveryResend(args.id("recovery"))
        // Its link is still to be had: one that is open is another.
        case .openInvitation: app.anew(.invitation)
        case .history: app.open(.history(args.id("account")))
        case .whichMe: app.open(.whichMe(args.about))
        case .topic: app.open(.topic(args["topic"] ?? ""))
        case .helpCard: app.open(.helpCard(args.about))
        case .scan: app.open(.scan(signIn))
        case .browse: await app.browse(args["url"] ?? "")
        case .settings: app.host.openSettings()
        }
    }

    /// On at a sign-in.
    private func at(_ room: Room, _ call: () async throws -> SignIn) async throws {
        try await app.open(from: room) { .signIn(try await call().id) }
    }
}

/// The arguments of an action, by the surface's names.
private struct Arguments {
    let values: [String: String]

    subscript(_ name: String) -> String? { values[name] }

    func known<Id: Identifier>(_ name: String) -> Id? { values[name].map(Id.init) }

    /// A deed without its ids is not drawn; the core would say that it knows none by an empty name.
    func id<Id: Identifier>(_ name: String) -> Id { known(name) ?? Id("") }

    var about: Place.About {
        known("sign_in").map(Place.About.signIn) ?? known("account").map(Place.About.account) ?? .nothing
    }
}

extension Place {
    /// The account that a place is about.
    var account: AccountId? {
        switch self {
        case .account(let id), .clear(let id, _), .history(let id): id
        case .problem(let about), .helpCard(let about), .whichMe(let about): about.account
        case .signIn, .scan, .recovery, .invitation, .topics, .topic, .settings, .licences: nil
        }
    }

    /// The sign-in that a place is about.
    var signIn: SignInId? {
        switch self {
        case .signIn(let id): id
        case .scan(let id), .recovery(_, let id): id
        case .problem(let about), .helpCard(let about), .whichMe(let about): about.signIn
        case .account, .clear, .invitation, .history, .topics, .topic, .settings, .licences: nil
        }
    }
}
