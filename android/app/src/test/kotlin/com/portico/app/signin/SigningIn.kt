package com.portico.app.signin

import com.portico.PASSWORD
import com.portico.app.Story
import com.portico.scenario.field
import com.portico.ui.accounts.AccountsWord
import com.portico.ui.kit.PictureWord
import com.portico.ui.signin.SignInWord

/** From the list to login and password at the office's portal. */
fun Story.toCredentials() {
    tap(AccountsWord.SIGN_IN)
    at(SignInWord.TITLE_ADDRESS)
    type(SignInWord.ADDRESS, office.portal.url)
    tap(SignInWord.NEXT)
    at(SignInWord.TITLE_CREDENTIALS)
}

/** One try, if nothing is odd about it. */
fun Story.send(login: String, password: String) {
    type(SignInWord.LOGIN, login)
    type(SignInWord.PASSWORD, password)
    tap(SignInWord.SIGN_IN)
}

/** Reads the picture that is shown, and sends its letters. */
fun Story.sendLetters() {
    see(PictureWord.SHOWS)
    type(SignInWord.WORD, office.portal.word() as String)
    tap(SignInWord.SEND_WORD)
}

/** Anna's next sign-in is asked for a picture. */
fun Story.lockedOut() {
    office.portal.desk("PATCH /users/anna", mapOf("attempts" to 10L))
}

/** Anna has one-time codes of this kind. */
fun Story.codes(type: String) {
    office.portal.desk("PATCH /users/anna", mapOf("otp" to mapOf("type" to type), "phone" to "+4930123456"))
}

private fun Story.otp() = field((field(office.portal.desk("GET /state"), "users") as List<*>).first(), "otp")

/** What her device shows now. */
fun Story.code(): String = field(otp(), "current_code") as String

/** One of the codes she has on paper, as people write them. */
fun Story.backupCode(): String = (field(otp(), "recovery_codes") as List<*>).first() as String

/** What the core says is wrong with the open sign-in. */
fun Story.problem() = checkNotNull(portico.signInList().single().problem)

/** Signed in, and at the account. */
fun Story.signedIn() {
    at(SignInWord.TITLE_DONE)
    tap(SignInWord.TO_ACCOUNT)
}

/** A first sign-in to its end. */
fun Story.signIn() {
    toCredentials()
    send("anna", PASSWORD)
    signedIn()
}
