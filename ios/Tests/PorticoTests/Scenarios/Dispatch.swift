import Foundation
import Portico
import PorticoTestSupport

/// The surface's calls by name, with their arguments from JSON, through the public API.
extension Portico {
    /// What the call gives, or the error's code and problem.
    func call(_ method: String, _ params: Json) async throws -> Result<Json, Failed> {
        do {
            return .success(try await dispatch(method, Arguments(params)))
        } catch let error as PorticoError {
            var data: [String: Json] = ["code": .string(error.code)]
            if case .CallFailed(let problem) = error { data["problem"] = Json(record: problem) }
            return .failure(Failed(data: .object(data)))
        }
    }

    private func dispatch(_ method: String, _ of: Arguments) async throws -> Json {
        switch method.split(separator: ".").first {
        case "accounts": try await accounts(method, of)
        case "sign_in": try await signIns(method, of)
        case "session": try await session(method, of)
        case "recovery": try await recovery(method, of)
        default: try await others(method, of)
        }
    }

    private func accounts(_ method: String, _ of: Arguments) async throws -> Json {
        switch method {
        case "accounts.list": Json(record: try accountsList())
        case "accounts.select": revision(try await accountsSelect(of.account))
        case "accounts.move": revision(try await accountsMove(of.account, to: UInt32(of.json("to").number ?? 0)))
        case "accounts.preview": Json(record: try accountsPreview(of.account, kind: of.kind))
        case "accounts.reset": Json(record: try await accountsReset(of.account))
        case "accounts.sign_out": Json(record: try await accountsSignOut(of.account))
        case "accounts.delete": Json(record: try await accountsDelete(of.account))
        default: throw Wrong("there is no call \(method)")
        }
    }

    private func signIns(_ method: String, _ of: Arguments) async throws -> Json {
        let signIn: SignIn
        switch method {
        case "sign_in.list": return ["sign_ins": Json(record: try signInList())]
        case "sign_in.check":
            let keyboard = try? of.json("keyboard")
            let warnings = try signInCheck(
                of.signIn, login: of.optional("login"), password: of.optional("password"), code: of.optional("code"),
                keyboard: Keyboard(layout: keyboard?["layout"]?.text, caps: keyboard?["caps"]?.flag))
            return ["warnings": Json(record: warnings)]
        case "sign_in.captcha_picture":
            return Json(record: try await signInCaptchaPicture(of.signIn, challenge: of.challenge))
        case "sign_in.start":
            signIn = try await signInStart(
                address: of.optional("address"), link: of.optional("link"), account: of.optional("account").map { AccountId($0) })
        case "sign_in.get": signIn = try signInGet(of.signIn)
        case "sign_in.submit_address": signIn = try await signInSubmitAddress(of.signIn, address: of.text("address"))
        case "sign_in.keep":
            signIn = try await signInKeep(of.signIn, login: of.optional("login"), address: of.optional("address"))
        case "sign_in.submit_credentials":
            signIn = try await signInSubmitCredentials(of.signIn, login: of.text("login"), password: of.text("password"))
        case "sign_in.refresh_captcha": signIn = try await signInRefreshCaptcha(of.signIn, challenge: of.challenge)
        case "sign_in.submit_captcha":
            signIn = try await signInSubmitCaptcha(
                of.signIn, challenge: of.challenge, text: of.text("text"), password: of.optional("password"))
        case "sign_in.submit_code":
            signIn = try await signInSubmitCode(of.signIn, challenge: of.challenge, code: of.text("code"))
        case "sign_in.send_sms": signIn = try await signInSendSms(of.signIn, challenge: of.challenge)
        case "sign_in.confirm_link": signIn = try await signInConfirmLink(of.signIn)
        case "sign_in.confirm_move": signIn = try await signInConfirmMove(of.signIn)
        case "sign_in.back": signIn = try await signInBack(of.signIn)
        case "sign_in.cancel": signIn = try await signInCancel(of.signIn)
        default: throw Wrong("there is no call \(method)")
        }
        return Json(record: signIn)
    }

    private func session(_ method: String, _ of: Arguments) async throws -> Json {
        switch method {
        case "session.status": return Json(record: try sessionStatus(of.account))
        case "session.call":
            let params = of.optionalJson("params") ?? [:]
            let text = try await sessionCall(of.account, method: of.text("method"), paramsJson: params.written)
            return try Json(Data(text.utf8))
        case "session.check":
            let spendTry = of.optionalJson("spend_try")
            // An action's arguments are texts.
            let spend = spendTry?.flag ?? (spendTry?.text == "true")
            return Json(record: try await sessionCheck(of.account, spendTry: spend))
        case "session.network_changed": return revision(try await sessionNetworkChanged())
        case "session.foreground": return revision(try await sessionForeground())
        case "session.background": return revision(try sessionBackground())
        default: throw Wrong("there is no call \(method)")
        }
    }

    private func recovery(_ method: String, _ of: Arguments) async throws -> Json {
        switch method {
        case "recovery.start":
            Json(record: try await recoveryStart(address: of.text("address"), login: of.text("login")))
        case "recovery.resend": Json(record: try await recoveryResend(of.recovery))
        case "recovery.captcha_picture": Json(record: try await recoveryCaptchaPicture(of.recovery))
        case "recovery.refresh_captcha": Json(record: try await recoveryRefreshCaptcha(of.recovery))
        case "recovery.submit_captcha": Json(record: try await recoverySubmitCaptcha(of.recovery, text: of.text("text")))
        case "recovery.submit":
            Json(
                record: try await recoverySubmit(
                    of.recovery, checkword: of.text("checkword"), newPassword: of.text("new_password")))
        case "recovery.get": Json(record: try recoveryGet(of.recovery))
        default: throw Wrong("there is no call \(method)")
        }
    }

    private func others(_ method: String, _ of: Arguments) async throws -> Json {
        let (signIn, account) = (of.optional("sign_in").map { SignInId($0) }, of.optional("account").map { AccountId($0) })
        switch method {
        case "links.read": return Json(record: try linksRead(of.text("text")))
        case "invitation.open": return Json(record: try await invitationOpen(link: of.text("link")))
        case "invitation.accept":
            let accepted = try await invitationAccept(
                InvitationId(of.text("invitation")), name: of.text("name"), lastName: of.text("last_name"),
                password: of.text("password"))
            return Json(record: accepted)
        case "drafts.get": return ["text": .string(try draftsGet(of.account))]
        case "drafts.set": return ["text": .string(try await draftsSet(of.account, text: of.text("text")))]
        case "history.list":
            let allowed = of.optionalJson("allowed")?.items?.compactMap(\.text)
            return ["entries": Json(record: try await historyList(of.account, allowed: allowed))]
        case "help.card": return ["text": .string(try helpCard(signIn: signIn, account: account))]
        case "help.which_me": return Json(record: try helpWhichMe(signIn: signIn, account: account))
        case "help.topic": return Json(record: try helpTopic(of.text("topic")))
        case "locale.set": return revision(try localeSet(of.text("locale")))
        // Here the streams observe; what the call tells first is the revision.
        case "observe": return revision(try accountsList().revision)
        default: throw Wrong("there is no call \(method)")
        }
    }

    private func revision(_ revision: UInt64) -> Json { ["revision": .number(Double(revision))] }
}

/// An error's data, as in JSON.
struct Failed: Error {
    let data: Json
}

private struct Arguments {
    private let params: Json

    init(_ params: Json) { self.params = params }

    func json(_ name: String) throws -> Json {
        guard let value = params[name] else { throw Wrong("\(name) is missing in \(params)") }
        return value
    }

    func text(_ name: String) throws -> String {
        guard let text = try json(name).text else { throw Wrong("\(name) is no text in \(params)") }
        return text
    }

    func optional(_ name: String) -> String? { params[name]?.text }
    func optionalJson(_ name: String) -> Json? { params[name] }

    var account: AccountId { get throws { AccountId(try text("account")) } }
    var signIn: SignInId { get throws { SignInId(try text("sign_in")) } }
    var challenge: ChallengeId { get throws { ChallengeId(try text("challenge")) } }
    var recovery: RecoveryId { get throws { RecoveryId(try text("recovery")) } }
    var kind: ReceiptKind {
        get throws {
            switch try text("kind") {
            case "reset": .reset
            case "sign_out": .signOut
            case "delete": .delete
            case let other: throw Wrong("there is no clear \(other)")
            }
        }
    }
}
