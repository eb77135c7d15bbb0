import Foundation

@testable import PorticoModel

/// A screen as text: one line for each element, in the order in which it is read aloud. Android writes the same of its own.
@MainActor
struct Tree {
    let screen: Screen
    /// What is another on each run, and the name that stands for it: where portals listen.
    var names: [(String, String)] = []

    var lines: [String] {
        let bar = screen.bar.map { line("button", $0.label, disabled: !$0.enabled) }
        return [line("heading", screen.title)] + bar + screen.parts.flatMap { lines($0) }
    }

    private func lines(_ part: Screen.Part) -> [String] {
        (part.title.map { [line("heading", $0)] } ?? []) + part.elements.map { $0.drawn(by: self) }
    }

    private func line(_ kind: String, _ text: String, disabled: Bool = false, live: Bool = false) -> String {
        "\(kind) \"\(plain(text))\"" + (disabled ? " disabled" : "") + (live ? " live" : "")
    }

    private func plain(_ text: String) -> String {
        names.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
            .replacing(#/\d{4}-\d{2}-\d{2}T[\d:]+Z/#, with: "TIME")
            .replacing(#/[A-Z][a-z]{2} \d{1,2}, \d{4}(,| at) \d{1,2}:\d{2}\s[AP]M/#, with: "TIME")
            .replacingOccurrences(of: "\n", with: "\\n")
    }
}

extension Tree: Drawing {
    func heading(_ line: Screen.Line) -> String { self.line("heading", line.text, live: line.live) }

    /// What is read as one is several lines on the screen.
    func text(_ line: Screen.Line) -> String {
        self.line("text", line.text.replacingOccurrences(of: "\n", with: ", "), live: line.live)
    }

    func quiet(_ line: Screen.Line) -> String { text(line) }

    func exact(_ line: Screen.Line) -> String { self.line("text", line.text, live: line.live) }

    func error(_ line: Screen.Line) -> String { self.line("error", line.text) }

    func progress(_ line: Screen.Line) -> String { self.line("progress", line.text, live: line.live) }

    func field(_ field: Screen.Field) -> String {
        let (text, kind) = (field.text(), kinds[field.kind].map { " " + $0 } ?? "")
        // A password's length is nobody's business.
        let shown = field.kind == .password || field.kind == .newPassword ? (text.isEmpty ? "" : "…") : text
        let error = field.wrong.map { "\n" + line("error", $0) } ?? ""
        return line("field", field.label) + " value \"\(plain(shown))\"" + kind + (field.enabled ? "" : " disabled") + error
    }

    func growing(_ field: Screen.Field) -> String { self.field(field) }

    func hidden(_ field: Screen.Field) -> String { self.field(field) }

    func button(_ button: Screen.Button) -> String { line("button", button.spoken, disabled: !button.enabled) }

    func disclosure(_ button: Screen.Button, open: Bool) -> String { self.button(button) }

    func link(_ button: Screen.Button) -> String { line("link", button.label) }

    func toggle(_ toggle: Screen.Toggle) -> String { line("switch", toggle.label) + (toggle.on ? " on" : " off") }

    func awaited(_ image: Screen.Image) -> String { line("progress", image.label) }

    func image(_ image: Screen.Image) -> String { line("image", image.label) }

    /// One without a menu of its own is a button that looks like a row.
    func row(_ row: Screen.Row) -> String { line(row.actions.isEmpty ? "button" : "row", row.label) }

    func chosen(_ row: Screen.Row) -> String { self.row(row) + " chosen" }

    func camera(_ camera: Screen.Camera) -> String { line("image", camera.label) }

    /// Those for which the system may fill something in.
    private var kinds: [Screen.Field.Kind: String] {
        [.login: "login", .password: "password", .newPassword: "new-password", .code: "code"]
    }
}
