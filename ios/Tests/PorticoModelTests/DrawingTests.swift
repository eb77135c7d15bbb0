import Foundation
import Testing

@testable import PorticoModel

/// Names what each thing is drawn as.
private struct Names: Drawing {
    func heading(_ line: Screen.Line) -> String { "heading " + line.id }
    func text(_ line: Screen.Line) -> String { "text " + line.id }
    func quiet(_ line: Screen.Line) -> String { "quiet " + line.id }
    func exact(_ line: Screen.Line) -> String { "exact " + line.id }
    func error(_ line: Screen.Line) -> String { "error " + line.id }
    func progress(_ line: Screen.Line) -> String { "progress " + line.id }
    func field(_ field: Screen.Field) -> String { "field " + field.id }
    func growing(_ field: Screen.Field) -> String { "growing " + field.id }
    func hidden(_ field: Screen.Field) -> String { "hidden " + field.id }
    func button(_ button: Screen.Button) -> String { "button " + button.id }
    func disclosure(_ button: Screen.Button, open: Bool) -> String { "disclosure \(open) " + button.id }
    func link(_ button: Screen.Button) -> String { "link " + button.id }
    func toggle(_ toggle: Screen.Toggle) -> String { "toggle " + toggle.id }
    func awaited(_ image: Screen.Image) -> String { "awaited " + image.id }
    func image(_ image: Screen.Image) -> String { "image " + image.id }
    func row(_ row: Screen.Row) -> String { "row " + row.id }
    func chosen(_ row: Screen.Row) -> String { "chosen " + row.id }
    func camera(_ camera: Screen.Camera) -> String { "camera " + camera.id }
}

extension Screen.Field {
    static func of(_ kind: Kind, hidden: Bool = false, submit: Run? = nil) -> Screen.Field {
        Screen.Field(
            id: kind.rawValue, label: "", kind: kind, hidden: hidden, text: { "" }, type: { _ in }, submit: submit)
    }
}

@MainActor @Suite struct DrawingTests {
    private func drawn(_ element: Screen.Element) -> String { element.drawn(by: Names()) }

    @Test func eachElementIsDrawnAsWhatItIs() {
        let (line, button) = (Screen.Line(id: "one", text: ""), Screen.Button(id: "one", label: "", press: {}))
        #expect(drawn(.heading(line)) == "heading one")
        #expect(drawn(.error(line)) == "error one")
        #expect(drawn(.progress(line)) == "progress one")
        #expect(drawn(.button(button)) == "button one")
        #expect(drawn(.link(button)) == "link one")
        for open in [true, false] {
            #expect(drawn(.button(Screen.Button(id: "one", label: "", open: open, press: {}))) == "disclosure \(open) one")
        }
        #expect(drawn(.toggle(Screen.Toggle(id: "one", label: "", on: true, set: { _ in }))) == "toggle one")
        #expect(drawn(.image(Screen.Image(id: "one", label: "", bytes: Data()))) == "image one")
        #expect(drawn(.image(Screen.Image(id: "one", label: "", bytes: Data(), awaited: true))) == "awaited one")
        #expect(drawn(.camera(Screen.Camera(id: "one", label: "", read: { _ in }, refused: {}))) == "camera one")
    }

    @Test func wordsAreDrawnByTheirLook() {
        #expect(drawn(.text(Screen.Line(id: "one", text: ""))) == "text one")
        #expect(drawn(.text(Screen.Line(id: "one", text: "", look: .quiet))) == "quiet one")
        #expect(drawn(.text(Screen.Line(id: "one", text: "", look: .exact))) == "exact one")
    }

    @Test(arguments: Screen.Field.Kind.allCases)
    func aFieldIsDrawnOnOneLineOrGrowsAndAHiddenOneHasDots(_ kind: Screen.Field.Kind) {
        let grows: Set<Screen.Field.Kind> = [.link, .checkword, .ranges, .text]
        #expect(drawn(.field(.of(kind))) == (grows.contains(kind) ? "growing " : "field ") + kind.rawValue)
        #expect(drawn(.field(.of(kind, hidden: true))) == "hidden " + kind.rawValue)
    }

    @Test func theRowInUseIsDrawnAsChosen() {
        #expect(drawn(.row(Screen.Row(id: "one", title: "", press: {}))) == "row one")
        #expect(drawn(.row(Screen.Row(id: "one", title: "", selected: true, press: {}))) == "chosen one")
    }

    @Test func aListIsPulledDownOnlyWhereThereIsSomethingForIt() async {
        struct Lists: Refreshing {
            var still: Run? { nil }
            func refreshed(by refresh: @escaping Run) -> Run? { refresh }
        }
        var pulled = 0
        #expect(Lists().drawn(refresh: nil) == nil)
        await Lists().drawn(refresh: { pulled += 1 })?()
        #expect(pulled == 1)
    }

    @Test func theListLiesBesideWhatWasOpenedInAWideWindowOnly() {
        enum Width: Apple.UserInterfaceSizeClass { case compact, regular }
        struct Shells: Arranging {
            var stacked: String { "stacked" }
            var beside: String { "beside" }
        }
        #expect(Shells().drawn(width: Width.regular) == "beside")
        #expect(Shells().drawn(width: Width.compact) == "stacked")
        #expect(Shells().drawn(width: Width?.none) == "stacked")
    }
}
