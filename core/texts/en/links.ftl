open_link_again = Open the link again
    .cause-1 = The link waited for too long, or the app was closed before it was used. For safety the phone does not keep such links.
    .cause-2 = The link was not used up.
    .step-1 = Open the link once more, or scan the code again.
    .step-2 = Or sign in with your password.

link_used_or_lost = This link may be used up
    .cause-1 = This phone has sent this link to the portal already. If no answer came that could be read, nobody here knows whether it worked. Such a link works only once, so it is not sent again.
    .step-1 = Get a new link or a new QR code on the computer and open it.
    .step-2 = Or sign in with your password.

link_unreadable = This link cannot be read
    .cause-1 = This is not a link to a portal, or a part of it is missing.
    .cause-2 = Short links, and links that a mail filter has replaced, do not say where they lead. The phone does not open them.
    .cause-3 = Nothing was sent.
    .step-1 = Copy the link once more, from its first letter to its last.
    .step-2 = If it is a short link, ask for the full one.
    .step-3 = Or type the portal's address and sign in with your password.

link_refused = The portal did not take this link
    .cause-1 = { $host } does not say why. Such a link works once and only for some minutes: it is used up or too old. An older portal takes no such links.
    .cause-2 = No try was counted.
    .step-1 = Get a new link or a new QR code on the computer and open it.
    .step-2 = Or sign in here with your login and password.
    .step-3 = If new links are refused too, ask your administrator whether your account is open.

link_elsewhere = The portal of this link has a new address
    .cause-1 = The link is only for the address it shows. That address points to another one, so the link was not sent.
    .cause-2 = { $from } now points to { $to }.
    .step-1 = Ask a colleague or your administrator whether the new address is right.
    .step-2 = If it is, get a new link or a new QR code there and open it.

link_without_portal = This code does not say its portal
    .cause-1 = The code was read, but it does not name the portal it is for.
    .cause-2 = Nothing was sent.
    .step-1 = { $beside ->
        [true] Another link is shown and comes first: agree to it, or go back. Then scan the code again.
       *[false] Type the portal's address. You then see it once more before the code is used.
    }
    .step-2 = Or scan the code again.

other_portals_link = This link is for another portal
    .cause-1 = The link does not belong to the portal you are signing in to. It was not sent anywhere and is not used up.
    .cause-2 = It belongs to { $to }.
    .step-1 = Use a link of this portal here.
    .step-2 = For the other portal, begin a new sign-in there.

link_for_recovery = This link is for a new password
    .cause-1 = With this link you choose a new password. It does not sign you in by itself.
    .cause-2 = It was not used up.
    .step-1 = Choose “Forgot the password”, and type your login where it is asked for. If you ask for a new mail there, only the link of the last mail works.
    .step-2 = If you know your password, sign in with it.

link_for_invitation = This link is an invitation
    .cause-1 = With it you accept an invitation to a portal, with your name and a password of your own. It was not used up.
    .step-1 = Open it as an invitation.
    .step-2 = If you have accepted it already, sign in with your password.

link_for_push_setup = This code sets up sign-in codes
    .cause-1 = It connects the Bitrix24 app with your account, so that the app confirms your sign-ins. It signs nobody in.
    .cause-2 = It works for ten minutes and only in the Bitrix24 app. It was not used up.
    .step-1 = Open the Bitrix24 app and scan the code there.
    .step-2 = To sign in here, use your password.

### Warnings about a link. `$host` is where it leads.

link-new-portal = This phone has no account on { $host } yet. Go on only if you know this portal and expected the link.
link-other-portal = You are using { $other }. This link is for another portal, { $host }.
link-looks-like-known = { $host } looks almost like { $other }, but it is another address. Such links often come from fraudsters.
link-looks-like-another = { $host } is made to look like another address. Such links often come from fraudsters. Ask whoever sent it before you go on.
link-hidden-host = The link shows another name first, but it leads to { $host }. Fraudsters do that to hide where a link leads.
link-foreign-host = The link came by way of { $other }, which is not the portal. It leads to { $host }.
link-not-secure = The link asks for a connection that others can read. A protected one is used instead.
link-incomplete = A part of the link is missing. Copy it once more, from its first letter to its last.
link-hidden-target = This is a short or guarded link. Where it leads cannot be seen without opening it, and the phone does not open it.
link-several = There are several links in this text. Only the first one is used.
