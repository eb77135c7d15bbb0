package com.portico.ui

import com.portico.Action

/** What the core may offer beside a step ([Action.kind]), and the words on its button. A kind that is not here is not drawn. */
public enum class Deed(internal val kind: String) : Word {
    SIGN_IN("sign_in.start"),
    GO_BACK("sign_in.back"),
    CONFIRM_MOVE("sign_in.confirm_move"),
    NEW_PICTURE("sign_in.refresh_captcha"),
    SEND_SMS("sign_in.send_sms"),
    CHECK("session.check"),

    /** The same with a price, which stands beside the button. */
    SPEND_TRY("session.check"),
    SELECT("accounts.select"),
    RESET("accounts.reset"),
    SIGN_OUT("accounts.sign_out"),
    DELETE("accounts.delete"),
    NEW_PASSWORD("recovery.start"),
    RESEND("recovery.resend"),
    OPEN_INVITATION("invitation.open"),
    HISTORY("history.list"),
    WHICH_ME("help.which_me"),
    TOPIC("help.topic"),
    HELP_CARD("share_help_card"),
    SCAN("scan_qr"),
    BROWSE("open_url"),
    SETTINGS("open_settings"),
    ;

    override val key: String = "deed_" + name.lowercase()

    public companion object {
        /** What an action is; null where this app does not know it, or an argument is missing. */
        public fun of(action: Action): Deed? =
            when {
                action.kind == CHECK.kind && action.args["spend_try"] == "true" -> SPEND_TRY
                else -> entries.find { it.kind == action.kind }
            }?.takeIf { deed -> needs(deed).all(action.args::containsKey) }

        private fun needs(deed: Deed): List<String> =
            when (deed) {
                GO_BACK, CONFIRM_MOVE -> listOf("sign_in")
                NEW_PICTURE, SEND_SMS -> listOf("sign_in", "challenge")
                CHECK, SPEND_TRY, SELECT, RESET, SIGN_OUT, DELETE, HISTORY -> listOf("account")
                NEW_PASSWORD -> listOf("address", "login")
                RESEND -> listOf("recovery")
                TOPIC -> listOf("topic")
                BROWSE -> listOf("url")
                SIGN_IN, OPEN_INVITATION, WHICH_ME, HELP_CARD, SCAN, SETTINGS -> emptyList()
            }
    }
}
