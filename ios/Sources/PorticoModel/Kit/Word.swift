import Foundation

/// A label, a button or a title; each room has an enum of its own. Texts of problems, warnings, receipts, ways and tries are no
/// words: they come from the core, in the same language.
protocol Word: RawRepresentable, CaseIterable where RawValue == String {
    /// The first half of its key.
    static var room: String { get }
}

extension Word {
    /// The entry of the String Catalog; the Android app has the same.
    var key: String { Self.room + "_" + rawValue }
}

/// All words in one language.
@MainActor
final class Words {
    /// The languages there are, the first where nothing else is known.
    nonisolated static let languages = ["en", "de", "ru"]

    /// Two letters.
    let language: String
    private let catalogue: any Catalogue

    /// `language`: BCP 47; one that is not there is the first.
    init(_ language: String) {
        self.language = Self.spoken(of: [language])
        catalogue = platformCatalogue(self.language)
    }

    /// The first of some languages that there is; BCP 47.
    nonisolated static func spoken(of preferred: [String]) -> String {
        preferred.lazy.map { $0.prefix(2).lowercased() }.first(where: languages.contains) ?? languages[0]
    }

    /// A word, with what is put in for `%1$@`, `%2$@`.
    func callAsFunction(_ word: some Word, _ with: String...) -> String { filled(word, with) }

    func filled(_ word: some Word, _ with: [String]) -> String {
        let pieces = catalogue.text(word.key).components(separatedBy: "%")
        return pieces.dropFirst().reduce(pieces[0]) { text, piece in
            guard piece.dropFirst().hasPrefix("$@"), let number = piece.first?.wholeNumberValue,
                with.indices.contains(number - 1)
            else { return text + "%" + piece }
            return text + with[number - 1] + piece.dropFirst(3)
        }
    }

    /// For dates.
    var locale: Locale { Locale(identifier: language) }
}

/// The String Catalog in one language.
protocol Catalogue: Sendable {
    /// The key itself where there is no such entry.
    func text(_ key: String) -> String
}

#if canImport(Darwin)
    func platformCatalogue(_ language: String) -> any Catalogue { CompiledCatalogue(language) }

    /// What Xcode made of the catalogue.
    struct CompiledCatalogue: Catalogue {
        private let bundle: Bundle

        init(_ language: String) {
            let folder = Bundle.module.path(forResource: language, ofType: "lproj")
            bundle = folder.flatMap(Bundle.init(path:)) ?? .module
        }

        /// As it is: `String(localized:)` would take `%1$@` for a place that it fills in.
        func text(_ key: String) -> String { bundle.localizedString(forKey: key, value: nil, table: nil) }
    }
#else
    func platformCatalogue(_ language: String) -> any Catalogue { PlainCatalogue(language) }

    /// The catalogue as it lies in the sources: where there is no Xcode.
    struct PlainCatalogue: Catalogue {
        private struct File: Decodable {
            let strings: [String: Entry]
        }

        private struct Entry: Decodable {
            let localizations: [String: Localization]
        }

        private struct Localization: Decodable {
            let stringUnit: Unit
        }

        private struct Unit: Decodable {
            let value: String
        }

        private static let file = Bundle.module.url(forResource: "Localizable", withExtension: "xcstrings")
            .flatMap { try? Data(contentsOf: $0) }
            .flatMap { try? JSONDecoder().decode(File.self, from: $0) }

        let language: String

        init(_ language: String) { self.language = language }

        func text(_ key: String) -> String { Self.file?.strings[key]?.localizations[language]?.stringUnit.value ?? key }
    }
#endif
