import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The least of HTTP that tests need: one request on a connection of its own. Foundation's client on Linux ends the whole program,
/// without a word, where its own bookkeeping of sockets goes wrong (swift-corelibs-foundation 4791, 5469).
enum Http {
    /// A request whose answer ends with the connection.
    static func request(_ method: String, _ url: URL, _ body: Data? = nil) -> Data {
        // Not `url.path`: it drops a slash at the end.
        let parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        let way = parts?.percentEncodedPath ?? ""
        let path = (way.isEmpty ? "/" : way) + (parts?.percentEncodedQuery.map { "?" + $0 } ?? "")
        let host = [url.host, url.port.map(String.init)].compactMap { $0 }.joined(separator: ":")
        let kind = body.map { "Content-Type: application/json\r\nContent-Length: \($0.count)\r\n" } ?? ""
        return Data("\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n\(kind)Connection: close\r\n\r\n".utf8) + (body ?? Data())
    }

    /// Status and body of a whole answer.
    static func read(_ answer: Data, from url: URL) throws -> (status: Int, body: Data) {
        guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else { throw Wrong("no answer from \(url)") }
        let words = String(decoding: answer[..<end.lowerBound], as: UTF8.self).split(separator: " ")
        guard let status = words.dropFirst().first.flatMap({ Int($0) }) else { throw Wrong("no status from \(url)") }
        return (status, Data(answer[end.upperBound...]))
    }

    /// Asks a server of this machine.
    static func ask(_ method: String, _ url: URL, _ body: Data? = nil) async throws -> (status: Int, body: Data) {
        try await aside { try read(exchange(url, request(method, url, body)), from: url) }
    }

    /// Work that waits, on a thread that may wait.
    static func aside<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
        }
    }

    private static func exchange(_ url: URL, _ request: Data) throws -> Data {
        let line = try connected(url)
        defer { close(line) }
        var rest = request
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(line, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Wrong("\(url) takes no request") }
            rest = rest.dropFirst(count)
        }
        var (answer, part) = (Data(), [UInt8](repeating: 0, count: 8192))
        while case let count = recv(line, &part, part.count, 0), count > 0 { answer += part.prefix(count) }
        return answer
    }

    private static func connected(_ url: URL) throws -> Int32 {
        var places: UnsafeMutablePointer<addrinfo>?
        guard let host = url.host, let port = url.port, getaddrinfo(host, "\(port)", nil, &places) == 0 else {
            throw Wrong("no address: \(url)")
        }
        defer { freeaddrinfo(places) }
        let all = sequence(first: places) { $0?.pointee.ai_next }
        for case let place? in all where place.pointee.ai_protocol == Int32(IPPROTO_TCP) {
            let line = socket(place.pointee.ai_family, place.pointee.ai_socktype, place.pointee.ai_protocol)
            if line >= 0, connect(line, place.pointee.ai_addr, place.pointee.ai_addrlen) == 0 { return line }
            close(line)
        }
        throw Wrong("nobody listens at \(url)")
    }
}
