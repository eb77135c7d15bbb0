recovery_in_browser = Make a new password in a browser
    .cause-1 = { $host } is in the Bitrix24 cloud. There your password belongs to your Bitrix24 Network profile, so it is changed at { $to }.
    .cause-2 = Nothing was sent to the portal.
    .step-1 = Open the page of { $to } and follow it. You can ask for another mail there after 60 seconds.
    .step-2 = Then sign in here with the new password.

recovery_wait = A mail was asked for a moment ago
    .cause-1 = { $waited ->
        [true] Nothing was sent then. You can ask for another one now.
       *[false] Another one can be asked for after { $wait }. Nothing was sent now.
    }
    .cause-2 = Each new mail makes the links of the earlier ones useless.
    .step-1 = Look into your mail, also under Spam and Promotions.
    .step-2 = { $waited ->
        [true] If nothing has come, ask for another mail.
       *[false] If nothing has come when the time is over, ask for another mail.
    }

recovery_refused = The portal sent no mail
    .cause-1 = { $host } did not take the request. Where it showed a picture, the characters may be wrong. If it gave a reason, that is below in the portal's own words.
    .cause-2 = { nothing-lost }
    .step-1 = Check the login. On some portals it is your e-mail address, on others a short name.
    .step-2 = Then ask for the mail again.
    .step-3 = Or do it in a browser, on the portal's own page.
    .step-4 = Your administrator can send you the link too. In your profile they choose Security > Recover password.

recovery_mail_lost = It is not known whether the mail was sent
    .cause-1 = The answer of { $host } did not arrive.
    .cause-2 = The mail may be on its way all the same.
    .step-1 = Look into your mail, also under Spam and Promotions. If it is there, go on with it.
    .step-2 = { $waited ->
        [true] If nothing has come, ask for another mail.
       *[false] If nothing has come after { $wait }, ask for another mail.
    }

recovery_unreadable = The portal's page cannot be read by this app
    .cause-1 = { $host } answered with a page that says neither yes nor no in a way this app understands. Nothing is counted as done.
    .cause-2 = { nothing-lost }
    .step-1 = Look into your mail. If a mail has come, its link can be used here.
    .step-2 = Or go on in a browser, on the portal's own page.
    .step-3 = If you have just set a new password, try to sign in with it.

checkword_unreadable = This is not a link for a new password
    .cause-1 = Neither a link for a new password nor a check word can be read in what you pasted. Nothing was sent.
    .step-1 = Copy the whole link from the last mail and paste it here. How the mail program wraps it does not matter.
    .step-2 = If you cannot find the mail, ask for another one.

link_of_other_portal = This link is for another portal
    .cause-1 = The link leads to { $to }, but this is about { $host }.
    .cause-2 = So nothing was sent.
    .step-1 = Open the mail that came from { $host } and paste its link.
    .step-2 = If you cannot find it, ask for another mail.

checkword_wrong = The portal did not take it
    .cause-1 = { $host } refused the link, the new password or, where it showed a picture, its characters. If it gave a reason, that is below in the portal's own words.
    .cause-2 = Each mail makes the links of the earlier ones useless. Only the link of the last mail works.
    .cause-3 = The password is not changed.
    .step-1 = If the reason mentions the password, choose another one. The same link still works.
    .step-2 = If not, open the link of the last mail you got, not of an older one.
    .step-3 = If you are not sure which one that is, ask for another mail and use only that.
    .step-4 = If that does not help, ask your administrator to send you a link. In your profile they choose Security > Recover password.

checkword_expired = This link is too old
    .cause-1 = { $host } did not take it. If it gave a reason, that is below in the portal's own words. Links live from one hour to two days, depending on the portal.
    .cause-2 = Each mail makes the links of the earlier ones useless. The password is not changed.
    .step-1 = Ask for another mail.
    .step-2 = Then open the link of that last mail soon.
    .step-3 = If the reason mentions the password, choose another one.

recovery_captcha_again = The characters, the link or the password were not right
    .cause-1 = { $host } showed a new picture. It does not tell which of the three it did not take. If it gave a reason, that is below in the portal's own words.
    .cause-2 = The link and the new password that you entered are still here. The password is not changed.
    .step-1 = Type the characters of the new picture. If they are hard to read, take another one first. That costs nothing.
    .step-2 = If the reason mentions the link or the password, type the characters once more all the same. Then you can enter both anew.
    .step-3 = Or ask for another mail and use only that.

new_password_short = This password is too short
    .cause-1 = No portal takes fewer than 6 characters. Nothing was sent, and the link is not used up.
    .step-1 = Type a longer password. Your portal may want more: long ones with capital and small letters, digits and signs (no colon) are taken almost everywhere.

password_change_lost = It is not known whether the new password is set
    .cause-1 = The link was used, but the answer of { $host } did not arrive.
    .cause-2 = Such a link works only once, so it is not sent again.
    .step-1 = Try to sign in with the new password.
    .step-2 = If it is refused, ask for another mail and use only that.
