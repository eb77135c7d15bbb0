### Other ways on from a picture or a code.

way-elsewhere = Sign in once on another device or in a browser, in any way that works for you: with a company or social account, by QR code, or with someone's help. The portal then stops asking.
way-elsewhere-then-check = Then come back and check again: this phone sends its saved password once.
way-elsewhere-then-back = Then go back one step here and type your password again.
way-qr = On a computer where you are signed in to the portal, open the QR code for the mobile app and scan it.
way-browser-picture = Open the portal in a browser and sign in there. It may show a picture too, but larger.
way-browser-code = If you have never set up codes, your company may have made them a duty. Open the portal in a browser and set them up there.
way-backup-code = Type one of your backup codes instead. Each works once.
way-backup-codes-used =
    { $count ->
        [one] You have used { $count } from this phone.
       *[other] You have used { $count } from this phone.
    }
way-sms = Get the code in a text message.
way-administrator-picture = Ask your administrator for help. Send the help card: it says what is needed and holds no password.
way-administrator-code = If you have lost the phone that makes the codes, ask your administrator to switch the codes off for a time. Then sign in with your password and set them up on the new phone.
