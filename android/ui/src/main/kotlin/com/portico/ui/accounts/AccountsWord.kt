package com.portico.ui.accounts

import com.portico.Step
import com.portico.ui.Word

/** Words of the list. */
public enum class AccountsWord : Word {
    TITLE,
    EMPTY,
    EMPTY_HINT,
    IN_USE,
    MENU,
    ROW_ACTION,
    MOVE_UP,
    MOVE_DOWN,
    USE,
    UNFINISHED,
    UNFINISHED_AT,
    UNFINISHED_AS,
    AT_ADDRESS,
    AT_LINK,
    AT_CREDENTIALS,
    AT_CAPTCHA,
    AT_CODE,
    AT_MOVED,
    AT_BROWSER,
    AT_OTHER,
    GO_ON,
    CANCEL,
    ADD,
    SIGN_IN,
    SCAN,
    PASTE,
    NOTHING_PASTED,
    TRY_AGAIN,
    TOPICS,
    SETTINGS,
    ;

    override val key: String = "accounts_" + name.lowercase()

    internal companion object {
        /** What an unfinished sign-in waits for. */
        fun of(step: Step): AccountsWord =
            when (step) {
                is Step.Address -> AT_ADDRESS
                is Step.ConfirmLink -> AT_LINK
                Step.Credentials -> AT_CREDENTIALS
                is Step.Captcha -> AT_CAPTCHA
                is Step.SecondFactor -> AT_CODE
                is Step.Moved -> AT_MOVED
                is Step.Browser -> AT_BROWSER
                is Step.Done, Step.Cancelled, is Step.Other -> AT_OTHER
            }
    }
}
