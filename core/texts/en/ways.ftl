### Other ways on from a picture or a code.

way-elsewhere = Sign in once on another device or in a browser, in any way that works for you: with a company or social account, by QR code, or with someone's help. The portal then stops asking.
way-elsewhere-then-check = Then come back and check again: this phone sends its saved password once.
way-elsewhere-then-back = Then go back one step here and type your password again.
way-qr = On a computer where you are signed in to the portal, open the QR code for the mobile app and scan it.
way-browser-picture = Open the portal in a browser and sign in there. It may show a picture too, but larger.
way-browser-code = If you have never set up codes, your company may require them. Open the portal in a browser and set them up there.
way-backup-code = Type one of your backup codes instead. Each works once.
way-backup-codes-used =
    { $count ->
        [one] You have used { $count } backup code from this phone.
       *[other] You have used { $count } backup codes from this phone.
    }
way-backup-code-not-said = Type one of your backup codes instead, if you have any. Each works once. This portal does not say whether it takes them; if it refuses one, you begin with the password again.
way-backup-code-after = If the phone with your codes is lost, set them up on the new phone afterwards.
way-sms = Get the code in a text message.
way-sms-sent = A text message with the code was sent to { $to }.
way-sms-sent-somewhere = A text message with the code was sent a moment ago.
way-sms-again = If it has not come, ask for another.
way-sms-again-in = Another can be asked for in { $wait }.
way-verification-code = Take the code from the Bitrix24 app where you are signed in: Menu > Change account > … > Verification code. It works without a network. Confirming there with one tap does not sign in this app; type the six digits.
way-begin-again = If codes go on failing, the portal may have forgotten your password step. Go back and begin with the password; your login is kept.
way-administrator-picture = Ask your administrator for help. Send the help card: it says what is needed and holds no password.
way-administrator-code = If you have lost the phone that makes the codes, ask your administrator to switch the codes off for a time. Then go back here, sign in with your password, and set the codes up on the new phone: your profile > Security > My mobile device has changed.
way-support-code = If you are the only administrator and cannot get in yourself, Bitrix24 support can help.
why-browser-codes = Your company requires one-time codes, and you have not set them up. Do that in a browser, then come back and type your password again.
