import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A browser that trusts a portal's authority and follows nothing. Foundation's on Linux can be told of no authority, so this
/// speaks through the OpenSSL that Foundation itself stands on.
package enum Browser {
    /// Status and size of the page there.
    package static func get(_ url: URL, trusting ca: String) async throws -> (status: Int, bytes: Int) {
        try await Http.aside { try fetch(url, ca) }
    }

    private typealias Pointer = UnsafeMutableRawPointer

    private static func fetch(_ url: URL, _ ca: String) throws -> (status: Int, bytes: Int) {
        guard let library = dlopen("libssl.so.3", RTLD_NOW), let host = url.host, let port = url.port else {
            throw Wrong("no libssl.so.3, or no address: \(url)")
        }
        func function<Function>(_ name: String, _: Function.Type) throws -> Function {
            guard let symbol = dlsym(library, name) else { throw Wrong("libssl has no \(name)") }
            return unsafeBitCast(symbol, to: Function.self)
        }
        let method = try function("TLS_client_method", (@convention(c) () -> Pointer?).self)
        let new = try function("SSL_CTX_new", (@convention(c) (Pointer?) -> Pointer?).self)
        let free = try function("SSL_CTX_free", (@convention(c) (Pointer?) -> Void).self)
        let trust = try function(
            "SSL_CTX_load_verify_locations",
            (@convention(c) (Pointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Int32).self)
        let verify = try function("SSL_CTX_set_verify", (@convention(c) (Pointer?, Int32, Pointer?) -> Void).self)
        let connect = try function("BIO_new_ssl_connect", (@convention(c) (Pointer?) -> Pointer?).self)
        let control = try function("BIO_ctrl", (@convention(c) (Pointer?, Int32, Int, UnsafePointer<CChar>?) -> Int).self)
        let write = try function("BIO_write", (@convention(c) (Pointer?, UnsafePointer<UInt8>?, Int32) -> Int32).self)
        let read = try function("BIO_read", (@convention(c) (Pointer?, Pointer?, Int32) -> Int32).self)
        let close = try function("BIO_free_all", (@convention(c) (Pointer?) -> Void).self)

        let context = new(method())
        defer { free(context) }
        let (peer, toHost) = (Int32(1), Int32(100))
        guard trust(context, ca, nil) == 1 else { throw Wrong("no authority in \(ca)") }
        verify(context, peer, nil)
        let line = connect(context)
        defer { close(line) }
        _ = "\(host):\(port)".withCString { control(line, toHost, 0, $0) }
        let request = [UInt8](Http.request("GET", url))
        guard write(line, request, Int32(request.count)) == request.count else { throw Wrong("no TLS with \(url)") }
        var (answer, part) = (Data(), [UInt8](repeating: 0, count: 8192))
        while case let count = read(line, &part, 8192), count > 0 { answer += part.prefix(Int(count)) }
        let (status, body) = try Http.read(answer, from: url)
        return (status, body.count)
    }
}
