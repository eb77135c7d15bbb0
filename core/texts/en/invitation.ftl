not_an_invitation = This is not an invitation
    .cause-1 = No invitation to a portal can be read in this text. Nothing was sent.
    .step-1 = Copy the whole link from the mail or message that invites you.
    .step-2 = If you have none, see how an invitation is sent again.

invitation_in_browser = Accept this invitation in a browser
    .cause-1 = It leads to { $host }. That page works in a browser only.
    .cause-2 = Nothing was sent, and the link is not used up.
    .step-1 = Open the link of the invitation itself in a browser and follow it.
    .step-2 = If it then says that you are not in Bitrix24, see what that means.
    .step-3 = Then sign in here, at your portal's address.

invitation_signed_in = The portal takes you for signed in already
    .cause-1 = An invitation is only for people who are not signed in. If the portal gave a reason, that is below in its own words.
    .step-1 = Sign in here with your login and password instead.

invitation_inactive = This invitation is for a closed account
    .cause-1 = The account on { $host } is not active.
    .cause-2 = If the portal gave a reason, that is below in its own words.
    .step-1 = Ask your administrator to open the account, or to invite you again.

invitation_wrong_link = This link is not the right one
    .cause-1 = { $host } does not know the link. It may be cut, or the invitation was sent again or taken back.
    .cause-2 = If the portal gave a reason, that is below in its own words.
    .step-1 = Open the link of the last invitation you got, whole.
    .step-2 = If there is no other, ask who invited you to send it again, to the right address.

invitation_password_refused = The portal wants another password
    .cause-1 = { $host } did not take the password. What it wants is below in its own words.
    .cause-2 = The link is not used up. { nothing-lost }
    .step-1 = Choose another password and accept again.

names_needed = Your first and last name are needed
    .cause-1 = Portals take an invitation only with both names.
    .cause-2 = The link is not used up. { nothing-lost }
    .step-1 = Type both names and accept again.

invitation_used = This invitation is accepted already
    .cause-1 = It works only once. Perhaps you, or a mail program that opens links, have used it.
    .cause-2 = If the portal gave a reason, that is below in its own words.
    .step-1 = Sign in with your e-mail and the password you chose then.
    .step-2 = If that cannot be, your address may be taken by another account: see what to do.

invitation_not_taken = The portal did not take it
    .cause-1 = { $host } shows its form again. If it gave a reason, that is below in the portal's own words.
    .cause-2 = The link is not used up. { nothing-lost }
    .step-1 = Change what the reason names and accept again.
    .step-2 = If it gives none, open the link in a browser.

invitation_refused = The portal does not take this invitation
    .cause-1 = { $host } gives its reason below, in its own words.
    .cause-2 = Nothing has changed there.
    .step-1 = If you have accepted before, sign in.
    .step-2 = If not, ask who invited you to send the invitation again.

invitation_unreadable = The portal's page cannot be read by this app
    .cause-1 = { $host } answered with a page that says neither yes nor no in a way this app understands.
    .cause-2 = Nothing is counted as done.
    .step-1 = Open the link of the invitation itself in a browser.
    .step-2 = If you have accepted it there, sign in here.

invitation_lost = It is not known whether it was accepted
    .cause-1 = The answer of { $host } did not arrive.
    .cause-2 = An invitation is accepted only once, so it is not sent again.
    .step-1 = Try to sign in with your e-mail and the password you have just chosen.
    .step-2 = If that is refused, open the link once more: the page says whether it was used.

invitation_accepted = You have accepted the invitation
    .cause-1 = { $host } knows you now, but signing in could not go on by itself.
    .cause-2 = Your new password is set.
    .step-1 = Sign in with your e-mail and the password you have just chosen.
