import Portico
import PorticoTestSupport

/// Plays a scenario, step by step, to its end or to the first thing that is not as expected.
struct Player {
    private let stage: Stage
    private var names: Names

    static func play(_ scenario: Json) async throws {
        let (stage, names) = try await Stage.set(scenario)
        var player = Player(stage: stage, names: names)
        do {
            for (at, step) in (scenario["steps"]?.items ?? []).enumerated() {
                do {
                    try await player.play(step: step)
                } catch {
                    throw Wrong("step \(at + 1), \(step): \(error)")
                }
            }
        } catch {
            await stage.end()
            throw error
        }
        await stage.end()
    }

    private mutating func play(step: Json) async throws {
        let (phone, portal) = (step["phone"]?.text, step["portal"]?.text)
        if step["call"] != nil {
            try came(step, try await call(step))
        } else if let desk = step["desk"] {
            let body = try step["body"].map(names.fill)
            try judge(step, try await stage.portal(portal).desk(names.fill(desk).text ?? "", body))
        } else if let seconds = step["advance"]?.number {
            try await stage.advance(seconds)
        } else if let skew = step["skew"] {
            try await stage.portal(portal).desk("POST /clock", ["skew_s": skew])
        } else if step["restart"] != nil {
            // A program cannot kill itself and go on: both endings are a close.
            try await stage.restart(phone)
        } else if let calls = step["parallel"]?.items {
            try await parallel(calls)
        } else if let expected = step["expect_requests"] {
            try judge(step, try await stage.newRequests(portal), expected)
        } else if let params = step["read_picture"] {
            let method = params["recovery"] == nil ? "sign_in.captcha_picture" : "recovery.captcha_picture"
            let picture = try await stage.phone(phone).call(method, names.fill(params)).get()
            try judge(step, ["media_type": picture["media_type"] ?? .null, "word": try await stage.word(portal)])
        } else if let kind = step["perform"]?.text {
            try await perform(kind, step)
        } else {
            throw Wrong("nobody knows this step")
        }
    }

    private func call(_ step: Json) async throws -> Result<Json, Failed> {
        let params = try names.fill(step["params"] ?? [:])
        return try await stage.phone(step["phone"]?.text).call(step["call"]?.text ?? "", params)
    }

    private mutating func parallel(_ calls: [Json]) async throws {
        var begun: [(Json, Task<Result<Json, Failed>, any Error>)] = []
        for step in calls {
            let portico = try stage.phone(step["phone"]?.text)
            let (method, params) = (step["call"]?.text ?? "", try names.fill(step["params"] ?? [:]))
            for _ in 0..<Int(step["times"]?.number ?? 1) {
                begun.append((step, Task { try await portico.call(method, params) }))
            }
            // Tasks begin in any order, the calls of a story do not: a call that comes back at once went the same way after
            // them.
            for _ in 0..<3 { _ = try await portico.call("sign_in.back", ["sign_in": "nobody"]) }
        }
        for (step, task) in begun { try came(step, try await task.value) }
    }

    /// The result where one was wished for, the error's data where that error was.
    private mutating func came(_ step: Json, _ outcome: Result<Json, Failed>) throws {
        switch (step["error"]?.text, outcome) {
        case (nil, .success(let came)): try judge(step, came)
        case (nil, .failure(let failed)): throw Wrong("it failed: \(failed.data)")
        case (let code?, .success(let came)): throw Wrong("it was to fail with \(code), but gave \(came)")
        case (let code?, .failure(let failed)):
            guard failed.data["code"]?.text == code else { throw Wrong("it was to fail with \(code), but said \(failed.data)") }
            try judge(step, failed.data)
        }
    }

    private mutating func judge(_ step: Json, _ came: Json, _ expected: Json? = nil) throws {
        if let expected = try (expected ?? step["expect"]).map(names.fill), let wrong = Matching.wrong(expected, came) {
            throw Wrong("at \(wrong)\nin \(came)")
        }
        for (name, pointer) in step["save"]?.fields ?? [:] {
            guard let value = came.at(pointer.text ?? "") else { throw Wrong("no \(pointer) in \(came)") }
            names[name] = value
        }
    }

    /// Presses the button: a call is called, a page opened, a help card asked for. Settings and a camera are the view's own.
    private mutating func perform(_ kind: String, _ step: Json) async throws {
        let record = try names.fill(step["of"] ?? .null)
        let with = try step["with"].map(names.fill)
        let lists = ["/problem/steps", "/steps", "/step/other_ways"]
        let offered = lists.flatMap { record.at($0)?.items ?? [] }.compactMap { $0["action"] }
        let action = offered.first { action in
            action["kind"]?.text == kind && with.map { Matching.wrong($0, action["args"]) == nil } ?? true
        }
        guard let action else { throw Wrong("not offered; there is \(offered)") }
        let own = try names.fill(step["params"] ?? [:]).fields ?? [:]
        let args = try (action["args"]?.fields ?? [:]).merging(own) { _, _ in throw Wrong("the action brings its own") }
        let portico = try stage.phone(step["phone"]?.text)
        let outcome: Result<Json, Failed> =
            switch kind {
            case "open_url": .success(try await stage.browse(args["url"]?.text ?? ""))
            case "share_help_card": try await portico.call("help.card", .object(args))
            case "open_settings", "scan_qr": .success(.object(args))
            default: try await portico.call(kind, .object(args))
            }
        try came(step, outcome)
    }
}
