import Foundation
import PorticoModel

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
        (part.title.map { [line("heading", $0)] } ?? []) + part.elements.map { line($0) }
    }

    private func line(_ element: Screen.Element) -> String {
        switch element {
        case .heading(let line): self.line("heading", line.text, live: line.live)
        case .text(let line) where line.look == .exact: self.line("text", line.text, live: line.live)
        // What is read as one is several lines on the screen.
        case .text(let line): self.line("text", line.text.replacingOccurrences(of: "\n", with: ", "), live: line.live)
        case .error(let line): self.line("error", line.text)
        case .progress(let line): self.line("progress", line.text, live: line.live)
        case .button(let button): self.line("button", button.label, disabled: !button.enabled)
        case .link(let button): self.line("link", button.label)
        case .toggle(let toggle): self.line("switch", toggle.label) + (toggle.on ? " on" : " off")
        case .image(let image): self.line("image", image.label)
        case .camera(let camera): self.line("image", camera.label)
        // A row with a menu of its own; one without is a button that looks like a row.
        case .row(let row): self.line(row.actions.isEmpty ? "button" : "row", row.label, chosen: row.selected)
        case .field(let field): self.field(field)
        }
    }

    private func field(_ field: Screen.Field) -> String {
        let (text, kind) = (field.text(), kinds[field.kind].map { " " + $0 } ?? "")
        // A password's length is nobody's business.
        let shown = field.kind == .password || field.kind == .newPassword ? (text.isEmpty ? "" : "…") : text
        return line("field", field.label) + " value \"\(plain(shown))\"" + kind + (field.enabled ? "" : " disabled")
    }

    /// Those for which the system may fill something in.
    private var kinds: [Screen.Field.Kind: String] {
        [.login: "login", .password: "password", .newPassword: "new-password", .code: "code"]
    }

    private func line(
        _ kind: String, _ text: String, disabled: Bool = false, chosen: Bool = false, live: Bool = false
    ) -> String {
        "\(kind) \"\(plain(text))\"" + (disabled ? " disabled" : "") + (chosen ? " chosen" : "") + (live ? " live" : "")
    }

    private func plain(_ text: String) -> String {
        names.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
            .replacing(#/\d{4}-\d{2}-\d{2}T[\d:]+Z/#, with: "TIME")
            .replacing(#/[A-Z][a-z]{2} \d{1,2}, \d{4}(,| at) \d{1,2}:\d{2}\s[AP]M/#, with: "TIME")
            .replacingOccurrences(of: "\n", with: "\\n")
    }
}
