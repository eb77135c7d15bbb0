// swift-tools-version: 6.0
import Foundation
import PackageDescription

/// Where a release has its library, an XCFramework as a zip, and the zip's SHA-256. `ios/xcframework` writes it into the release's copy
/// of this file, because a package that others depend on is read before anything lies beside it. `nil` in the repository.
let release: (url: String, checksum: String)? = nil

// Three forms of one package. In a release: the above, and no unsafe flags, which SwiftPM refuses in a package that others depend
// on. In the repository the Rust library is what cargo built for this machine (PORTICO_LOCAL_BUILD=1, set by tests/run swift). For
// the app's project the XCFramework lies beside this file (`ios/xcframework --here`).
let environment = ProcessInfo.processInfo.environment
let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let local = release == nil && environment["PORTICO_LOCAL_BUILD"] != nil

let library: Target
// What the library asks of the system: certificates and the Keychain.
var linking: [LinkerSetting] = [.linkedFramework("Security", .when(platforms: [.iOS, .macOS]))]

if let release {
    library = .binaryTarget(name: "PorticoFFI", url: release.url, checksum: release.checksum)
} else if local {
    let target = environment["CARGO_TARGET_DIR"] ?? folder.deletingLastPathComponent().appendingPathComponent("target").path
    let built = environment["PORTICO_LIBRARY"] ?? target + "/debug/libportico_ffi.a"
    library = .systemLibrary(name: "PorticoFFI")
    linking += [
        .unsafeFlags(["-Xlinker", built]),
        .unsafeFlags(["-Xlinker", "--allow-shlib-undefined"], .when(platforms: [.linux])),
        .linkedLibrary("m", .when(platforms: [.linux])),
    ]
} else if FileManager.default.fileExists(atPath: folder.appendingPathComponent("PorticoFFI.xcframework").path) {
    library = .binaryTarget(name: "PorticoFFI", path: "PorticoFFI.xcframework")
} else {
    fatalError("No library beside Package.swift. Depend on a release of Portico; or, to build it here, see ios/README.md.")
}

// A release has no tests: they need cargo's library.
var tests: [Target] = []
if release == nil {
    tests = [
        .target(name: "PorticoTestSupport", dependencies: ["Portico"], path: "Tests/Support"),
        .testTarget(name: "PorticoTests", dependencies: ["Portico", "PorticoGenerated", "PorticoTestSupport"]),
        .testTarget(name: "PorticoModelTests", dependencies: ["PorticoModel", "PorticoTestSupport"]),
    ]
}

// The drawing. Xcode builds it, for phones; `swift test` on a Mac leaves it out, because it is not for Macs. On Linux the shapes of
// SwiftUI take its place, and the app is a program that shows that everything fits and does nothing.
var drawing: [Target] = []
var products: [Product] = []
#if os(Linux)
    if local {
        drawing = [
            .target(name: "SwiftUI", path: "Tests/Stubs/SwiftUI"),
            .target(name: "AVFoundation", path: "Tests/Stubs/AVFoundation"),
            .target(name: "VisionKit", dependencies: ["SwiftUI"], path: "Tests/Stubs/VisionKit"),
            .target(name: "PorticoUI", dependencies: ["PorticoModel", "SwiftUI"]),
            .executableTarget(
                name: "PorticoApp", dependencies: ["PorticoUI", "SwiftUI", "AVFoundation", "VisionKit"], path: "App",
                exclude: ["Info.plist", "InfoPlist.xcstrings", "PrivacyInfo.xcprivacy"]),
            .testTarget(name: "PorticoAppTests", dependencies: ["PorticoApp"]),
            .executableTarget(
                name: "PorticoBoundary", dependencies: ["PorticoGenerated", "PorticoTestSupport"], path: "Tests/Boundary"),
        ]
    }
#else
    if !local {
        drawing = [.target(name: "PorticoUI", dependencies: ["PorticoModel"])]
        products = [.library(name: "PorticoUI", targets: ["PorticoUI"])]
    }
#endif

let package = Package(
    name: "Portico",
    defaultLocalization: "en",
    // A Mac has only the library that cargo builds on it: an XCFramework has none for Macs.
    platforms: [.iOS(.v17)] + (local ? [.macOS(.v14)] : []),
    products: [
        .library(name: "Portico", targets: ["Portico"]), .library(name: "PorticoModel", targets: ["PorticoModel"]),
    ] + products,
    targets: [
        library,
        .target(
            name: "PorticoGenerated", dependencies: ["PorticoFFI"], swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linking),
        .target(name: "PorticoCodes", dependencies: ["PorticoGenerated"]),
        .target(
            name: "Portico", dependencies: ["PorticoCodes", "PorticoGenerated"], resources: [.copy("PrivacyInfo.xcprivacy")]),
        .target(name: "PorticoModel", dependencies: ["Portico"], resources: [.process("Resources")]),
    ] + drawing + tests,
    swiftLanguageModes: [.v6]
)
