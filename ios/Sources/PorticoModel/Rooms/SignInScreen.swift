import Portico

/// How a sign-in is drawn, step by step.
@MainActor
struct SignInScreen {
    let model: SignInModel
    private typealias W = SignInWord

    private var say: Words { model.say }

    var screen: Screen {
        guard let at = model.at else { return ended }
        return switch at.step {
        case .address: address(at)
        case .confirmLink(let link): confirm(at, link)
        case .credentials: credentials(at)
        case .captcha(let captcha): picture(at, captcha)
        case .secondFactor(let factor): code(at, factor)
        case .moved(let from, let to): moved(at, from, to)
        case .browser(let browser): self.browser(at, browser)
        case .done(let account): done(account)
        case .cancelled: ended
        case .other: other(at)
        }
    }

    /// What every step has: where it is, what went wrong there and what is waited for; at the end the ways back, to help, and out.
    private func step(
        _ at: SignIn, _ title: W, back: W? = .back, secure: Bool = false, counts: Bool = false, brief: Bool = true,
        tries: String? = nil, @Listed<Screen.Part> _ parts: () -> [Screen.Part]
    ) -> Screen {
        Screen(say(title), secure: secure, counts: counts || model.problem?.retry.waitS != nil) {
            Screen.Part("head") {
                title == .titleLink ? nil : at.portal.map { model.text(W.at, $0.place) }
                // A picture that is wanted says itself what it is for.
                let picture = title == .titlePicture && model.trouble?.code.hasPrefix("captcha_for") == true
                model.wrong(model.trouble, brief: brief, told: tries, why: !picture)
                model.late ? model.text(W.late, live: true) : nil
                if let portal = at.portal {
                    model.progress(W.asking, portal.place, when: model.busy)
                } else {
                    model.progress(W.askingPortal, when: model.busy)
                }
            }
            parts()
            Screen.Part("ways out") {
                back.map { word in model.button(word) { _ = try await model.portico.signInBack(model.id) } }
                model.go(W.whichMe, .whichMe(.signIn(model.id)))
                model.go(W.helpCard, .helpCard(.signIn(model.id)))
                Screen.Element.button(
                    Screen.Button(id: W.cancel.key, label: say(W.cancel), role: .cancel) { await model.cancel() })
            }
        }
    }

    /// What a step asks for goes out: at once, or past the warnings that hold it back.
    @Listed<Screen.Element>
    private func send(_ at: SignIn, _ word: W, _ with: String..., focus: W? = nil) -> [Screen.Element] {
        if model.warnings.isEmpty {
            let ready = model.filled(at.step) && !model.busy
            pressed(word.key, say.filled(word, with), .main, enabled: ready) { await model.submit() }
        } else {
            model.shown(model.warnings)
            Screen.Element.button(
                Screen.Button(id: W.changeIt.key, label: say(W.changeIt), role: .main, focus: focus?.key) { model.warnings = [] })
            pressed(W.sendAnyway, enabled: !model.busy) { await model.submitAnyway() }
        }
    }

    /// A button that does its own bookkeeping of what is under way.
    private func pressed(
        _ word: W, _ role: Screen.Button.Role = .plain, enabled: Bool = true, _ press: @escaping Run
    ) -> Screen.Element {
        pressed(word.key, say(word), role, enabled: enabled, press)
    }

    private func pressed(
        _ id: String, _ label: String, _ role: Screen.Button.Role, enabled: Bool, _ press: @escaping Run
    ) -> Screen.Element {
        .button(Screen.Button(id: id, label: label, role: role, enabled: enabled, press: press))
    }

    private var toList: Screen.Element { model.button(W.toList) { model.app.home() } }

    // MARK: first steps

    private func address(_ at: SignIn) -> Screen {
        // A link may be pasted here, with a secret in it.
        step(at, .titleAddress, back: nil, secure: true) {
            Screen.Part("address") {
                model.text(W.addressHint)
                model.field(W.address, .address, of: model, \.address) { await model.submit() }
                send(at, .next)
                model.go(W.scan, .scan(model.id))
            }
        }
    }

    private func confirm(_ at: SignIn, _ link: Step.ConfirmLink) -> Screen {
        step(at, .titleLink, secure: true, counts: link.expires != nil) {
            Screen.Part("link") {
                model.text(W.linkLeads, link.portal.place)
                link.person.map { model.text(W.linkFor, $0) }
                W(known: link.known).map { model.text($0) }
                model.expires(link.expires, W.linkExpires, W.linkExpired)
                model.shown(link.warnings)
                model.text(W.linkNotSent)
                send(at, .linkGoOn, link.portal.place)
            }
        }
    }

    private func credentials(_ at: SignIn) -> Screen {
        let tries = model.said(at.tries)
        return step(at, .titleCredentials, secure: true, tries: tries) {
            Screen.Part("credentials") {
                tries.map { model.text("tries", $0) }
                model.field(W.login, .login, of: model, \.login)
                model.password(W.password, of: model, \.password, shown: \.passwordShown) { await model.submit() }
                send(at, .signIn, focus: model.warnings.allSatisfy { $0.where == .login } ? .login : .password)
            }
            Screen.Part("instead") {
                // The form for the new password reads the login from the core.
                pressed(W.forgot, enabled: !model.busy) {
                    await model.app.open(from: model) {
                        model.keep()
                        await model.kept()
                        return .recovery(nil, from: model.id)
                    }
                }
                model.go(W.scanInstead, .scan(model.id))
            }
        }
    }

    // MARK: challenges

    private func picture(_ at: SignIn, _ captcha: Step.Captcha) -> Screen {
        // Who does not see the picture hears first what needs none.
        let waysFirst = model.app.host.screenReader
        return step(at, .titlePicture, back: .otherLogin, secure: true, counts: true) {
            waysFirst ? ways(captcha.otherWays) : nil
            Screen.Part("picture") {
                model.text(W(explaining: captcha))
                model.picture(of: captcha.challenge.value, age: captcha.pictureAgeS) {
                    await model.send("picture") {
                        _ = try await model.portico.signInRefreshCaptcha(model.id, challenge: captcha.challenge)
                    }
                }
                // The key on the last field sends.
                let key: Run = { await model.submit() }
                model.field(W.word, .picture, of: model, \.word, submit: captcha.passwordNeeded ? nil : key)
                captcha.passwordNeeded
                    ? model.password(W.passwordAgain, of: model, \.password, shown: \.passwordShown, submit: key) : []
                send(at, .sendWord, focus: .passwordAgain)
            }
            waysFirst ? nil : ways(captcha.otherWays)
        }
    }

    private func ways(_ ways: [OtherWay]) -> Screen.Part {
        Screen.Part("ways") { ways.isEmpty ? [] : model.shown(ways) }
    }

    private func code(_ at: SignIn, _ factor: Step.SecondFactor) -> Screen {
        let backup = model.beside == .backupCode
        let lost = model.beside == .lostPhone
        let ways = lost ? factor.otherWays.withoutThePhone : factor.otherWays
        return step(at, .titleCode, back: .otherLogin, secure: true, counts: true) {
            Screen.Part("code") {
                model.text(W.codeWhy)
                backup ? nil : model.text(W(maker: factor.type))
                model.shown(model.standing(at), "standing")
                model.field(
                    backup ? W.backupCode : .code, backup || factor.input?.keyboard == "text" ? .letters : .code, of: model,
                    \.code
                ) { await model.submit() }
                model.text(backup ? W.backupHint : .codeHint, look: .quiet)
                send(at, .sendCode, focus: backup ? .backupCode : .code)
            }
            Screen.Part("without", title: lost ? say(W.lostPhoneTitle) : nil) {
                ways.first { $0.kind == "backup_code" }.map { backupCode($0, backup) } ?? []
                ways.first { $0.kind == "sms" }.map { sms($0, factor) } ?? []
                beside(lost ? .notLost : .lostPhone, lost ? .nothing : .lostPhone)
            }
            self.ways(ways.filter { $0.kind != "backup_code" && $0.kind != "sms" })
        }
    }

    @Listed<Screen.Element>
    private func backupCode(_ way: OtherWay, _ typed: Bool) -> [Screen.Element] {
        model.text("way_backup_code", way.text)
        beside(typed ? .useAppCode : .useBackupCode, typed ? .nothing : .backupCode, focus: typed ? .code : .backupCode)
    }

    @Listed<Screen.Element>
    private func sms(_ way: OtherWay, _ factor: Step.SecondFactor) -> [Screen.Element] {
        let wait = factor.smsWaitS ?? 0
        // Where a message went is wanted most while it is waited for; the core's sentence says the wait too.
        wait > 0 && factor.smsTo == nil
            ? model.text(W.smsWait, say.span(wait), look: .quiet) : model.text("way_sms", way.text)
        let again = Screen.Button(id: W.sendSms.key, label: say(W.sendSms), enabled: wait == 0 && !model.busy) {
            await model.send("message") { _ = try await model.portico.signInSendSms(model.id, challenge: factor.challenge) }
        }
        Screen.Element.button(again.waiting(wait > 0))
    }

    /// What is typed stays: where there are backup codes, one field takes both.
    private func beside(_ word: W, _ what: SignInModel.Beside, focus: W? = nil) -> Screen.Element {
        .button(Screen.Button(id: word.key, label: say(word), focus: focus?.key) { model.beside = what })
    }

    // MARK: last steps

    private func moved(_ at: SignIn, _ from: String, _ to: String) -> Screen {
        step(at, .titleMoved, secure: model.forbids(at.account)) {
            Screen.Part("moved") {
                model.text(W.moved, from, to)
                model.text(W.movedAsk)
                send(at, .movedGoOn)
            }
        }
    }

    private func browser(_ at: SignIn, _ browser: Step.Browser) -> Screen {
        let then = W(after: browser.then)
        return step(at, .titleBrowser, secure: model.forbids(at.account)) {
            Screen.Part("browser") {
                model.text("browser_why", browser.why)
                model.text(W.browserLeads, browser.host)
                Screen.Element.link(model.press(W.browserOpen, .main) { await model.app.browse(browser.url) })
                pressed(then.key, then == .browserQr ? model.scanning(then) : say(then), .plain, enabled: !model.busy) {
                    await model.browsed(browser)
                }
            }
        }
    }

    private func done(_ account: AccountId) -> Screen {
        let name = model.account(account)?.called ?? ""
        return Screen(say(W.titleDone), secure: model.forbids(account)) {
            Screen.Part("done") {
                model.wrong(brief: true)
                name.isEmpty ? model.text(W.done, live: true) : model.text(W.doneNamed, name, live: true)
                model.button(W.toAccount, .main) { model.app.show(.account(account)) }
            }
        }
    }

    private var ended: Screen {
        Screen(say(W.titleEnded)) {
            Screen.Part("ended") {
                model.wrong(model.trouble, brief: true)
                model.text(W.ended, live: true)
                pressed(W.again, .main, enabled: !model.working) { await model.again() }
                toList
            }
        }
    }

    /// A step that this version does not know: what is known of it, and a way to leave it.
    private func other(_ at: SignIn) -> Screen {
        step(at, .titleOther, secure: true, brief: false) {
            Screen.Part("other") {
                model.text(W.other)
                model.said(at.tries, beside: model.problem).map { model.text("tries", $0) }
                toList
            }
        }
    }
}

extension [OtherWay] {
    /// What helps without the phone that makes the codes, first what needs nobody else.
    fileprivate var withoutThePhone: [OtherWay] {
        ["backup_code", "sms", "administrator", "support"].flatMap { kind in filter { $0.kind == kind } }
    }
}
