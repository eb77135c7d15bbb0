import Observation
import Portico

/// Words of the map of logins.
enum WhichMeWord: String, Word {
    static let room = "whichme"
    case title, network
    case networkUnknown = "network_unknown"
    case portalsOfNetwork = "portals_of_network"
    case portalsOfCompany = "portals_of_company"
    case use, explain
}

/// The person's Network profile with the cloud portals it opens, and the portals with logins of their own.
@MainActor @Observable
public final class WhichMeModel: Room {
    private let about: Place.About
    private typealias W = WhichMeWord

    init(_ app: AppModel, _ about: Place.About) {
        self.about = about
        super.init(app)
    }

    override public var screen: Screen {
        _ = portico.state.revision
        guard let map = try? portico.helpWhichMe(signIn: about.signIn, account: about.account) else { return missing(about) }
        let cloud = map.portalProfiles.filter { $0.portal.kind == .cloud }
        let company = map.portalProfiles.filter { $0.portal.kind != .cloud }
        return Screen(say(W.title), secure: forbids(about.account)) {
            Screen.Part("use") {
                wrong()
                text("whichme_why", [map.use.map { say(W.use, $0) }, map.why].compactMap(\.self).joined(separator: "\n"))
            }
            Screen.Part("network") {
                let lines = [
                    say(W.network), map.network.login ?? say(W.networkUnknown), cloud.isEmpty ? nil : say(W.portalsOfNetwork),
                ]
                text("whichme_network", lines.compactMap(\.self).joined(separator: "\n"))
                for profile in cloud { self.profile(profile, map.use) }
            }
            Screen.Part("company", title: say(W.portalsOfCompany)) {
                for profile in company { self.profile(profile, map.use) }
            }
            Screen.Part("explain") { text(W.explain, look: .quiet) }
        }
    }

    private func profile(_ profile: PortalProfile, _ use: String?) -> Screen.Element {
        let named = !profile.name.isEmpty && profile.name != profile.login
        let lines = [
            profile.portal.place, named ? profile.login + " · " + profile.name : profile.login,
            say(AccountState(code: profile.state).word), profile.login == use ? say(W.use, profile.login) : nil,
        ]
        return text("whichme_" + profile.account, lines.compactMap(\.self).joined(separator: "\n"))
    }
}

/// Words of a problem's page.
enum ProblemWord: String, Word {
    static let room = "problem"
    case nothing
    case nothingText = "nothing_text"
    case helpCard = "help_card"
    case toList = "to_list"
}

/// A problem on a page of its own; whatever it is, two ways on always work.
@MainActor @Observable
public final class ProblemModel: Room {
    private let about: Place.About
    private typealias W = ProblemWord

    init(_ app: AppModel, _ about: Place.About) {
        self.about = about
        super.init(app)
    }

    override var trouble: Problem? {
        _ = (portico.state.revision, app.seconds)
        return switch about {
        case .account(let id): account(id)?.problem
        case .signIn(let id): (try? portico.signInGet(id))?.problem
        case .nothing: nil
        }
    }

    override public var screen: Screen {
        let problem = trouble
        return Screen(problem?.title ?? say(W.nothing), secure: forbids(about.account), counts: problem?.retry.waitS != nil) {
            Screen.Part("problem") {
                wrong()
                progress(AppWord.working, when: working)
                problem.map { explained($0) } ?? [text(W.nothingText)]
                problem == nil ? nil : go(W.helpCard, .helpCard(about))
                button(W.toList) { [app] in app.home() }
            }
        }
    }
}

/// Words of the topics.
enum TopicWord: String, Word {
    static let room = "topic"
    case title
}

/// The names of all topics.
@MainActor @Observable
public final class TopicsModel: Room {
    override public var screen: Screen {
        Screen(say(TopicWord.title)) {
            Screen.Part("topics") {
                wrong()
                for topic in (1...11).map({ "S\($0)" }) {
                    Screen.Element.row(
                        Screen.Row(
                            id: topic, title: (try? portico.helpTopic(topic).title) ?? topic,
                            press: { [app] in app.open(.topic(topic)) }))
                }
            }
        }
    }
}

/// One topic, explained.
@MainActor @Observable
public final class TopicModel: Room {
    private let topic: String

    init(_ app: AppModel, _ topic: String) {
        self.topic = topic
        super.init(app)
    }

    override public var screen: Screen {
        guard let told = try? portico.helpTopic(topic) else { return missing("unknown_topic") }
        return Screen(told.title) {
            Screen.Part("topic") {
                wrong()
                progress(AppWord.working, when: working)
                explained(told)
            }
        }
    }
}

/// Words of the help card.
enum HelpCardWord: String, Word {
    static let room = "helpcard"
    case title
    case forWhom = "for_whom"
    case share, copy, copied
}

/// The text for the administrator, as it will be read, before it leaves the phone.
@MainActor @Observable
public final class HelpCardModel: Room {
    private let about: Place.About
    private typealias W = HelpCardWord

    init(_ app: AppModel, _ about: Place.About) {
        self.about = about
        super.init(app)
    }

    override public var screen: Screen {
        _ = portico.state.revision
        guard let card = try? portico.helpCard(signIn: about.signIn, account: about.account) else { return missing(about) }
        return Screen(say(W.title), secure: forbids(about.account)) {
            Screen.Part("card") {
                wrong(brief: true)
                text(W.forWhom)
                text("helpcard_text", card, .exact)
                button(W.share, .main) { [app] in app.host.share(card) }
                button(W.copy) { [app] in
                    app.host.copy(card)
                    app.tell(W.copied)
                }
            }
        }
    }
}

extension Room {
    /// What a screen is about is not there any more.
    fileprivate func missing(_ about: Place.About) -> Screen {
        missing(about.signIn == nil ? "unknown_account" : "unknown_sign_in")
    }
}
