import Foundation
import PorticoModel

/// A screen as text: one line for each element, in the order in which it is read aloud. Android writes the same of its own.
@MainActor
struct Tree {
    let screen: Screen
    /// What is another on each run: where portals listen, by the name that stands for it.
    var names: [String: String] = [:]

    var lines: [String] {
        let bar = screen.bar.map { line("button", $0.label, $0.enabled ? [] : ["disabled"]) }
        return [line("heading", screen.title)] + bar + screen.parts.flatMap { lines($0) }
    }

    private func lines(_ part: Screen.Part) -> [String] {
        (part.title.map { [line("heading", $0)] } ?? []) + part.elements.map { line($0) }
    }

    private func line(_ element: Screen.Element) -> String {
        switch element {
        case .heading(let line): self.line("heading", line.text, line.live ? ["live"] : [])
        case .text(let line): self.line("text", line.text, line.live ? ["live"] : [])
        case .error(let line): self.line("error", line.text, line.live ? ["live"] : [])
        case .progress(let line): self.line("progress", line.text, line.live ? ["live"] : [])
        case .button(let button): self.line("button", button.label, button.enabled ? [] : ["disabled"])
        case .link(let button): self.line("link", button.label)
        case .toggle(let toggle): self.line("switch", toggle.label, [toggle.on ? "on" : "off"])
        case .image(let image): self.line("image", image.label)
        case .camera(let camera): self.line("image", camera.label)
        case .row(let row): self.line("row", row.label, row.selected ? ["selected"] : [])
        case .field(let field): self.field(field)
        }
    }

    /// A secret is as many dots as letters, as it is drawn.
    private func field(_ field: Screen.Field) -> String {
        let text = field.text()
        let shown = field.hidden ? String(repeating: "•", count: text.count) : text
        let traits = ["[\(field.kind.rawValue)]"] + (field.enabled ? [] : ["disabled"])
        return line("field", field.label, ["value \"\(plain(shown))\""] + traits)
    }

    private func line(_ kind: String, _ text: String, _ traits: [String] = []) -> String {
        (["\(kind) \"\(plain(text))\""] + traits).joined(separator: " ")
    }

    private func plain(_ text: String) -> String {
        let named = names.reduce(text) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
        return named.replacingOccurrences(of: "\n", with: " ⏎ ")
    }
}
