import Observation
import Portico

/// Words of the three clears.
enum ClearWord: String, Word {
    static let room = "clear"
    case reset
    case signOut = "sign_out"
    case delete
    case confirmReset = "confirm_reset"
    case confirmSignOut = "confirm_sign_out"
    case confirmDelete = "confirm_delete"
    case keep
    case forGood = "for_good"
    case receipt, gone, portal, done

    static func title(_ kind: ReceiptKind) -> ClearWord {
        switch kind {
        case .reset: .reset
        case .signOut: .signOut
        case .delete: .delete
        }
    }

    static func confirm(_ kind: ReceiptKind) -> ClearWord {
        switch kind {
        case .reset: .confirmReset
        case .signOut: .confirmSignOut
        case .delete: .confirmDelete
        }
    }
}

/// Reset sign-in, sign out and delete: shown before, done on a tap, and the receipt after.
@MainActor @Observable
public final class ClearModel: Room {
    let account: AccountId
    let kind: ReceiptKind
    private var receipt: Receipt?
    private typealias W = ClearWord

    init(_ app: AppModel, _ account: AccountId, _ kind: ReceiptKind) {
        (self.account, self.kind) = (account, kind)
        super.init(app)
    }

    override public var screen: Screen {
        Screen(say(W.title(kind)), secure: forbids(account)) {
            Screen.Part("problem") { wrong(brief: true) }
            receipt.map(after) ?? before
        }
    }

    override var over: Bool { receipt != nil }

    private var before: Screen.Part {
        let preview = try? portico.accountsPreview(account, kind: kind)
        return Screen.Part("preview") {
            preview.map(lines) ?? [text(W.gone)]
            if preview != nil {
                kind == .delete ? text(W.forGood) : nil
                progress(AppWord.working, when: working)
                button(W.confirm(kind), kind == .delete ? .destructive : .main) { [self] in receipt = try await clear() }
            }
            button(W.keep, .cancel) { [app] in app.back() }
        }
    }

    private func after(_ receipt: Receipt) -> Screen.Part {
        Screen.Part("receipt") {
            heading(W.receipt, live: true)
            lines(receipt)
            for (at, url) in portals(receipt).enumerated() { portal(at, url) }
            button(W.done, .main) { [app] in app.home() }
        }
    }

    /// The way to what only a person can remove. What that is, and where it is found, is one of the lines.
    private func portal(_ at: Int, _ url: String) -> Screen.Element {
        Screen.Element.link(
            Screen.Button(id: "clear_browse_\(at)", label: say(W.portal), press: { [app] in await app.browse(url) }))
    }

    private func portals(_ receipt: Receipt) -> [String] {
        Array(Set(receipt.leftOnPortal.compactMap(\.url))).sorted()
    }

    private func lines(_ receipt: Receipt) -> [Screen.Element] {
        ((try? portico.sayReceipt(receipt)) ?? []).enumerated().map { text("clear_line_\($0)", $1) }
    }

    private func clear() async throws -> Receipt {
        switch kind {
        case .reset: try await portico.accountsReset(account)
        case .signOut: try await portico.accountsSignOut(account)
        case .delete: try await portico.accountsDelete(account)
        }
    }
}
