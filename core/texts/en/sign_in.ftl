wrong_credentials = The portal refused this login and password
    .cause-1 = { $host } does not say why. It may be the login. It may be the password: mistyped, changed or expired. Your account may be blocked for a time, or closed.
    .cause-2 = A block for a time looks the same: until it ends, a right password is refused too.
    .cause-3 = { $cloud } is in the Bitrix24 cloud. A safety block there looks the same too, and only Bitrix24 support lifts it.
    .cause-4 = Your login is kept.
    .cause-5 = { $tries }
    .step-1 = Check the login for typing mistakes.
    .step-2 = Check the keyboard language, and that Caps Lock is off. Then type the password again.
    .step-3 = If you are not sure about the password, make a new one before you spend more tries.
    .step-4 = Or make the new password in a browser, on the portal's own page.
    .step-5 = At { $cloud } the login is that of your Network profile. See which login belongs where.
    .step-6 = If you usually sign in with a company or social account, you may have no password here. Sign in with a browser.
    .step-7 = Or scan the QR code for the mobile app on a computer where you are signed in.
    .step-8 = If login and password are right, ask your administrator whether your account is open.

login_with_colon = This login cannot be sent
    .cause-1 = On the way to the portal login and password are parted by a colon, so a login cannot hold one. Nothing was sent.
    .step-1 = Type the login without the colon.
    .step-2 = If you pasted login and password together, put each into its own field.

portal_says = The portal did not let you in and says why
    .cause-1 = The reason below is in the portal's own words.
    .cause-2 = Your login is kept.
    .cause-3 = { $tries }
    .step-1 = Read the reason and follow it.
    .step-2 = At { $cloud } the login is that of your Network profile. See which login belongs where.
    .step-3 = If it does not help you, send the help card to your administrator.

captcha_for_typed = The portal wants the characters in a picture first
    .cause-1 = After several failed tries, on this or another device, { $host } asks for the letters and digits in a picture (CAPTCHA).
    .cause-2 = It has not judged your password. It may be right.
    .cause-3 = { nothing-lost }
    .cause-4 = { $tries }
    .step-1 = Type the letters and digits you see in the picture. Capital or small does not matter.
    .step-2 = If you cannot read it, get another picture. That costs nothing.
    .step-3 = If you cannot use a picture at all, look under the other ways.

captcha_for_stored = Type the characters in a picture, then you are in again
    .cause-1 = After several failed tries, on this or another device, { $host } asks for the letters and digits in a picture (CAPTCHA).
    .cause-2 = It has not judged the password saved on this phone. It is kept, so you need not delete the account or type the password.
    .cause-3 = { $tries }
    .step-1 = Open the picture and type its letters and digits.
    .step-2 = If you cannot read it, get another picture. That costs nothing.
    .step-3 = Or sign in once in a browser. Then check again here.
    .step-4 = If neither works, ask your administrator.

captcha_again = The characters or the password were not right
    .cause-1 = { $host } showed a new picture. It does not tell which of the two was wrong: the characters from the picture, or the password.
    .cause-2 = Your login is kept, and so is a saved password. A typed one is kept for a few minutes at most.
    .cause-3 = { $tries }
    .step-1 = Type the characters of the new picture. If they are hard to read, take another one first.
    .step-2 = Get another picture. That costs nothing.
    .step-3 = If you were sure of the characters, type the password again too.
    .step-4 = Or sign in once in a browser, where you see what you type. The portal then stops asking here.
    .step-5 = If it goes on, ask your administrator.

password_needed = Type your password again
    .cause-1 = The phone keeps a typed password only for a few minutes, for one minute while another app is in front, and not once the app is closed.
    .cause-2 = Your login is kept.
    .cause-3 = { $tries }
    .step-1 = Type the password. Where a picture is shown, type its characters too.

stored_refused = The portal refused the password saved here
    .cause-1 = { $host } does not say why. The saved password may have been removed on the portal. Your account may be blocked for a time, or closed.
    .cause-2 = Signing in from this network may also not be allowed.
    .cause-3 = { $cloud } is in the Bitrix24 cloud. A safety block there looks the same too, and only Bitrix24 support lifts it.
    .cause-4 = This phone will not send the saved password by itself any more, so no further tries are lost.
    .cause-5 = { $kept_for_now }
    .cause-6 = { $tries }
    .step-1 = Sign in again with your login and password.
    .step-2 = { $send_once_more }
    .step-3 = If your password is refused too, ask your administrator whether your account is open.

answers_lost = Three answers in a row did not arrive
    .cause-1 = The phone sent the saved password three times to { $host } and read no answer. The portal may have counted them.
    .cause-2 = So the phone has stopped by itself. The saved password is kept.
    .cause-3 = { $tries }
    .step-1 = Go where the connection is better, or change between Wi-Fi and mobile data.
    .step-2 = Then try once more.
    .step-3 = { tell-administrator }

signed_out = You signed out
    .cause-1 = You signed out of this account on this phone. The account stays in the list.
    .step-1 = Sign in when you want to use it again.

was_reset = Sign-in was reset
    .cause-1 = What this phone used for signing in was cleared. The account, its place in the list and its settings are kept.
    .step-1 = { sign-in-again }

session_ended = This portal asks you to sign in again
    .cause-1 = { $host } is an older portal and gives phones no password to keep. So it asks again after a while without use.
    .cause-2 = The account is kept.
    .step-1 = { sign-in-again }

no_application_password = This portal will ask for your password again
    .cause-1 = { $host } is an older portal and gives phones no password to keep.
    .cause-2 = When you have not used it for a while you must sign in again.
    .step-1 = You can work now.
    .step-2 = Ask your administrator to update the portal.

sign_in_expired = This sign-in was left for too long
    .cause-1 = It was begun some time ago and can no longer be finished.
    .cause-2 = Your account and login are kept.
    .step-1 = Begin again.

session_not_accepted = The portal signs you in and then forgets it
    .cause-1 = { $host } accepted your sign-in, but treated the next request as from a stranger.
    .cause-2 = Your password is right and is kept.
    .step-1 = { try-again }
    .step-2 = If it stays like this, reset the sign-in and sign in again.
    .step-3 = If that does not help, send the help card to your administrator.
