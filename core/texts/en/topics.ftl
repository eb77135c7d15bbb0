### The eleven topics of the article, S1 to S11, in its order.

email_already_used = This e-mail address is already taken
    .cause-1 = Nobody can be invited under an address that another employee already uses.
    .cause-2 = There are two places for that: it may be the login of another employee, or the contact e-mail in another employee's profile.
    .step-1 = If it is a login: whoever owns the address opens their Bitrix24 Network profile with it.
    .step-2 = There they choose Edit beside the e-mail address, enter another one, save it, and confirm it.
    .step-3 = If it is a contact e-mail, the administrator opens that employee's profile, chooses Edit, changes Contact e-mail, and saves.
    .step-4 = Then the administrator sends the invitation again.
    .step-5 = If you are the one who was invited, ask whoever invited you to look at this.

mail_not_arrived = The mail does not come
    .cause-1 = Invitations and mails for a new password often end up in Spam or Promotions.
    .step-1 = Look into the folders Spam and Promotions.
    .step-2 = Add your Bitrix24 address and the sender no-reply@bitrix24.com (or bitrix24.ru, bitrix24.net) to the trusted senders of your mail service.
    .step-3 = For a new password, ask for another mail after 60 seconds. Only the link in the last mail works.
    .step-4 = For an invitation, ask whoever invited you to send it again.
    .step-5 = As an administrator, check the address and send the invitation again. You can also send a link for a new password: employee's profile > Security > Recover password.

session_length = How long you stay signed in
    .cause-1 = In a browser a session lasts for 24 minutes after your last action, on some portals for longer or shorter. Every action makes it longer.
    .cause-2 = When it ends, what you had not saved in the browser may be lost. You stay signed in all the same.
    .cause-3 = On most portals this phone renews the session by itself. It keeps text you have not sent.
    .step-1 = Just go on working. You need not sign in again.
    .step-2 = You are signed out of a browser only if you sign out there yourself or clear its stored data.

code_phone_lost = You have lost the phone with your codes
    .cause-1 = Signing in takes your password and a code, and the codes came from that phone.
    .step-1 = Sign in with your password. When a code is asked for, type one of your backup codes. Each works once.
    .step-2 = If you have none, ask your administrator to switch the codes off for you for a time. Then sign in with login and password.
    .step-3 = Install an app for codes on the new phone and connect it: your profile > Security > My mobile device has changed.
    .step-4 = If you are the only administrator, ask Bitrix24 support.

logins_from_elsewhere = Sign-ins from addresses that are not allowed
    .cause-1 = Such entries in the event log do not always mean that the rule fails.
    .cause-2 = A program connected to the portal may have acted for an employee. The log shows that as a sign-in.
    .cause-3 = An app that was signed in before the rule was made learns of it with its next update of data. From then on it needs an allowed address.
    .cause-4 = An employee may have been told about the rule, and the log shows a success all the same.
    .step-1 = Look at the history with the allowed addresses filled in. It says for each entry which of these it may be.
    .step-2 = Ask the employee where they were at that time.
    .step-3 = If it was nobody you know, sign that employee out on all devices and let them make a new password.
    .step-4 = If you are an employee and are kept out, sign in from an allowed network.

captcha_again_and_again = The app asks for the characters in a picture every time
    .cause-1 = After several wrong passwords, 10 on many portals, the characters in a picture are asked for before any password is looked at, a right one included.
    .cause-2 = An app that sends an old password by itself keeps this going. This phone sends none by itself that was refused.
    .step-1 = Type the characters in the picture once. The saved password goes out together with them, and you need not delete anything.
    .step-2 = If the saved password is an old one, reset the sign-in. The account stays in the list.
    .step-3 = Or delete the account from this phone and sign in again.
    .step-4 = If you have never signed in with an app, check login and password in a browser first.

login_or_password_invalid = Login or password is not accepted
    .cause-1 = The portal does not say which of the two it is. An account that is closed, or blocked for a time, gets the same answer.
    .step-1 = Type the password again. If it is not accepted, make a new one.
    .step-2 = Check the login for typing mistakes. If you do not remember it, ask your administrator.
    .step-3 = Check the keyboard language, and that Caps Lock is off.
    .step-4 = As an administrator, tell the employee their login and check whether the account is open.

employee_not_in_portal = This employee is not in Bitrix24
    .cause-1 = You may be signed in with a Bitrix24 Network profile that this portal does not know. Another e-mail address, phone number or social account is another profile.
    .cause-2 = It may also be that you were dismissed, or not invited yet.
    .step-1 = See which login belongs to which portal.
    .step-2 = Sign out in the browser. Then sign in with another e-mail address, phone number or social account of yours.
    .step-3 = If none of them works, ask for an invitation.
    .step-4 = As an administrator, check whether the employee was dismissed or invited under another address, and invite them again.

checkword_invalid = The link in the mail is not accepted
    .cause-1 = An older link was opened. Each request makes a new link, and the older ones stop working at once.
    .cause-2 = A link also has an end: on many portals after two days, on strict ones after an hour.
    .step-1 = Open the link in the last mail.
    .step-2 = If that one is not accepted either, ask for another mail. You can do that after 60 seconds.
    .step-3 = If it came with an invitation, ask whoever invited you to send it again.
    .step-4 = As an administrator, send a new link: employee's profile > Security > Recover password.

wrong_email_invited = The invitation went to a wrong address
    .cause-1 = An invitation belongs to the address it was sent to. What can be done depends on whether it was accepted.
    .step-1 = Not accepted yet: the administrator, or whoever invited, deletes the invited employee and sends an invitation to the right address.
    .step-2 = Accepted already: the administrator dismisses that employee. Who has signed in once cannot be deleted any more.
    .step-3 = If the right address is taken as a login, its owner changes the e-mail address in that Network profile and confirms the new one.
    .step-4 = If it is taken as a contact e-mail, it is changed in that employee's profile. Then invite again.
    .step-5 = If you are the one who was invited, tell whoever invited you the right address.

two_profiles = Network profile and employee profile
    .cause-1 = The Network profile is you as a person. It has one login and password for all your portals in the Bitrix24 cloud, with your e-mail address, phone number and social accounts.
    .cause-2 = The employee profile is you in one portal, with name, position and contact e-mail. The contact e-mail is not the login.
    .cause-3 = An e-mail address and a social account make two Network profiles, even for one and the same address. They cannot be merged.
    .step-1 = See which of your accounts this phone knows, and which to use.
    .step-2 = Change e-mail address, password or phone number of the login in the Network profile.
    .step-3 = Change name, photo or contact e-mail in your employee profile on the portal.
    .step-4 = A portal that the company runs itself has logins and passwords of its own. Ask your administrator there.
