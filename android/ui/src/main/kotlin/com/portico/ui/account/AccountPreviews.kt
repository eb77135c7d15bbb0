package com.portico.ui.account

import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.StateWord

private val anna =
    OneAccountState(
        name = "Anna Berg",
        login = "anna@example.com",
        portal = "sunflower.example",
        position = "Head of sales",
        state = StateWord.SIGNED_IN,
        selected = true,
        session = SessionBar(24, known = true),
        draft = "Dear colleagues,",
        signIn = AccountWord.SIGN_IN_AGAIN,
    )

/** An account as people meet it. */
public val accountPreviews: List<Preview> =
    listOf(
        "account-signed-in" to anna,
        "account-captcha" to
            anna.copy(
                state = StateWord.CAPTCHA_NEEDED,
                problem = Samples.captcha,
                tries =
                    "This phone has spent 9 tries for this login since the last success. Many portals ask for the characters " +
                        "in a picture after 10 tries. Other devices may have spent some too.",
                session = null,
                signIn = AccountWord.ANSWER_PICTURE,
            ),
        "blocked" to
            anna.copy(state = StateWord.BLOCKED, problem = Samples.blocked, session = null, signIn = AccountWord.SIGN_IN),
        "account-draft-too-long" to
            anna.copy(draft = "Dear colleagues, ".repeat(20), draftProblem = "This text is too long to be kept"),
    ).map { (name, state) -> Preview(name) { AccountView(state) {} } }
