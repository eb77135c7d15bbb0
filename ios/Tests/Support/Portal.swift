import Foundation

/// The program `portico-portal`, running until `end`. It ends with this process, too.
package final class Portal: Sendable {
    package let url: String
    package let desk: String
    package let ca: String
    private let process: Process
    private let leash: Pipe
    private let ended: AsyncStream<Void>

    /// Who writes on a connection that a portal has reset gets an error; so do the core's good-byes of TLS. Linux would end this
    /// whole program by SIGPIPE instead, unless told not to; on Apple's systems Rust forbids that for each of its sockets.
    private static let endsNobodyElse: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// `company` as `portico-portal --company` takes it.
    package static func start(company: Json, in folder: Folder) async throws -> Portal {
        _ = endsNobodyElse
        let file = folder.path + "/company-" + UUID().uuidString + ".json"
        try company.written.write(toFile: file, atomically: true, encoding: .utf8)
        let (process, leash, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The shell lets go of the output, so that a portal that ends before it is ready is heard to. Reading ends when the leash is
        // let go, be it by this program's end: then the portal ends. By force and without
        // waiting: a child of Dispatch's threads has every other signal blocked.
        process.arguments = ["-c", "\"$@\" & exec >&-; read -r leash; kill -9 $!", "sh", program, "--company", file]
        process.standardInput = leash
        process.standardOutput = output
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        let line = try await firstLine(output.fileHandleForReading)
        guard let ready = try? Json(line), let url = ready["portal"]?.text, let desk = ready["desk"]?.text,
            let ca = ready["ca"]?.text
        else {
            try? leash.fileHandleForWriting.close()
            throw Wrong("\(program) is not ready; it said: \(String(decoding: line, as: UTF8.self))")
        }
        return Portal(url: url, desk: desk, ca: ca, process: process, leash: leash, ended: ended)
    }

    private init(url: String, desk: String, ca: String, process: Process, leash: Pipe, ended: AsyncStream<Void>) {
        (self.url, self.desk, self.ca) = (url, desk, ca)
        (self.process, self.leash, self.ended) = (process, leash, ended)
    }

    deinit { try? leash.fileHandleForWriting.close() }

    package func end() async {
        try? leash.fileHandleForWriting.close()
        for await _ in ended {}
    }

    package var port: Int { URL(string: url)?.port ?? 0 }

    /// One call of the desk: `METHOD /path`. Any answer but 2xx is an error.
    @discardableResult
    package func desk(_ call: String, _ body: Json? = nil) async throws -> Json {
        let parts = call.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let url = URL(string: desk + parts[1]) else { throw Wrong("\(call) is no call of a desk") }
        let (status, data) = try await Http.ask(parts[0], url, body.map { Data($0.written.utf8) })
        guard (200..<300).contains(status) else {
            throw Wrong("the desk answers \(status): \(String(decoding: data, as: UTF8.self))")
        }
        return try Json(data)
    }

    /// Everything the portal was asked since request number `after`.
    package func requests(after: Int = 0) async throws -> [Json] {
        try await desk("GET /requests?after=\(after)")["requests"]?.items ?? []
    }

    private static var program: String {
        let environment = ProcessInfo.processInfo.environment
        return environment["PORTICO_PORTAL"] ?? (environment["CARGO_TARGET_DIR"] ?? "../target") + "/debug/portico-portal"
    }
}

private func firstLine(_ handle: FileHandle) async throws -> Data {
    try await Http.aside {
        var line = Data()
        while let byte = try? handle.read(upToCount: 1), byte.first != UInt8(ascii: "\n") { line += byte }
        return line
    }
}
