import Foundation
import Portico
import PorticoTestSupport

/// What a scenario is played on: portals with their desks, phones with their folders.
final class Stage {
    private final class Phone {
        let config: Config
        let vault = MemoryVault()
        var portico: Portico

        init(_ config: Config, _ clock: MovableClock) async throws {
            self.config = config
            portico = try await Portico.open(config, vault: vault, clock: clock)
        }
    }

    private let folder: Folder
    private let clock = MovableClock()
    private var portals: [String: Portal] = [:]
    private var seen: [String: Int] = [:]
    private var phones: [String: Phone] = [:]

    private init() throws { folder = try Folder() }

    /// Starts the portals and every phone. What was started is ended even where the rest cannot be.
    static func set(_ scenario: Json) async throws -> (Stage, Names) {
        let stage = try Stage()
        var names = Names()
        do {
            try await stage.build(scenario, &names)
        } catch {
            await stage.end()
            throw error
        }
        return (stage, names)
    }

    private func build(_ scenario: Json, _ names: inout Names) async throws {
        for (name, company) in scenario["portals"]?.fields ?? [:] {
            let portal = try await Portal.start(company: company, in: folder)
            portals[name] = portal
            names["\(name).url"] = .string(portal.url)
            names["\(name).port"] = .number(Double(portal.port))
        }
        let roots = try portals.values.map { portal in
            ExtraRootConfig(pem: try String(contentsOfFile: portal.ca, encoding: .utf8), origins: origins)
        }
        let named = scenario["phones"]?.fields ?? [:]
        for (name, options) in named.isEmpty ? ["phone": [:]] : named {
            let data = folder.path + "/" + name
            let config = Config(data: data, locale: options["locale"]?.text ?? "en", extraRoots: roots)
            phones[name] = try await Phone(config, clock)
        }
    }

    /// Every authority counts for every portal, by each of the names a portal has.
    private var origins: [String] {
        portals.values.flatMap { portal in
            ["localhost", "127.0.0.1", "[::1]"].map { "https://\($0):\(portal.port)" } + [portal.url]
        }
    }

    func end() async {
        for phone in phones.values { try? await phone.portico.close() }
        for portal in portals.values { await portal.end() }
    }

    func phone(_ name: String?) throws -> Portico { try chosen(phones, name, "phone").portico }

    func restart(_ name: String?) async throws {
        let phone = try chosen(phones, name, "phone")
        try await phone.portico.close()
        phone.portico = try await Portico.open(phone.config, vault: phone.vault, clock: clock)
    }

    func advance(_ seconds: Double) async throws {
        clock.advance(Int64(seconds))
        for portal in portals.values { try await portal.desk("POST /clock", ["advance_s": .number(seconds)]) }
    }

    func portal(_ name: String?) throws -> Portal { try chosen(portals, name, "portal") }

    /// The requests that no step has seen yet; now seen.
    func newRequests(_ name: String?) async throws -> Json {
        let portal = try portal(name)
        let requests = try await portal.requests(after: seen[portal.url] ?? 0)
        if let last = requests.last?["n"]?.number { seen[portal.url] = Int(last) }
        return .array(requests)
    }

    /// The word of the newest picture that was fetched from this portal.
    func word(_ name: String?) async throws -> Json {
        let portal = try portal(name)
        let sid = try await portal.requests().reversed().lazy.compactMap { request in
            request["path"]?.text?.components(separatedBy: "captcha_sid=").dropFirst().first
        }.first
        guard let sid = sid?.split(separator: "&").first else { throw Wrong("no picture was fetched") }
        return try await portal.desk("GET /captcha/\(sid)")["word"] ?? .null
    }

    /// A page in a browser. A host that is no portal of this scenario is not asked: no test leaves the machine.
    func browse(_ url: String) async throws -> Json {
        guard let address = URL(string: url), let portal = portals.values.first(where: { $0.port == address.port }) else {
            return ["url": .string(url)]
        }
        let (status, bytes) = try await Browser.get(address, trusting: portal.ca)
        return ["url": .string(url), "status": .number(Double(status)), "bytes": .number(Double(bytes))]
    }

    private func chosen<Value>(_ all: [String: Value], _ name: String?, _ what: String) throws -> Value {
        if name == nil, all.count > 1 { throw Wrong("say which \(what)") }
        guard let one = name.map({ all[$0] }) ?? all.values.first else { throw Wrong("there is no \(what) \(name ?? "")") }
        return one
    }
}
