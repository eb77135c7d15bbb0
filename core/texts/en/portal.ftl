not_allowed_here = The portal does not let you in from here
    .cause-1 = { $host } refused this request without judging your password. Most often your company allows only certain networks.
    .cause-2 = What is saved on this phone is kept. As far as is known, this costs no try.
    .cause-3 = The portal saw this address: { $address }.
    .step-1 = Change the network: the office Wi-Fi or the company's VPN app.
    .step-2 = Then try again.
    .step-3 = Or ask your administrator to allow the network you use.

portal_moved = The portal has a new address
    .cause-1 = { $host } now points to { $to }.
    .cause-2 = Nothing was sent there. What is saved on this phone is kept, and no saved password goes to another address.
    .step-1 = Ask a colleague or your administrator whether the new address is right.
    .step-2 = If it is, agree and sign in there with your password.
    .step-3 = { $check_there }
    .step-4 = If nobody knows of it, do not sign in, and tell your administrator.

move_refused = The account could not move to the new address
    .cause-1 = At { $to } there is another portal, or this phone already has your account there.
    .cause-2 = Both entries in the list are kept as they were.
    .step-1 = Use the account you already have at the new address.
    .step-2 = Then delete the old entry from this phone.
    .step-3 = If you have none there, ask your administrator for the right address.

portal_changed = Another portal answers at this address
    .cause-1 = { $host } is not the portal this account was made on. It may have been set up again, or the address belongs to someone else now.
    .cause-2 = Nothing was mixed: your account is kept as it was.
    .step-1 = Ask your administrator whether the portal was set up again.
    .step-2 = If it was, reset the sign-in here.
    .step-3 = Then sign in again with your login and password.

portal_locked = The portal is locked
    .cause-1 = { $host } knows you, but the portal itself is locked, for example because its plan has ended.
    .cause-2 = Your sign-in is right and is kept.
    .step-1 = Tell your administrator. Only the company can unlock it.
    .step-2 = Afterwards check again. That costs nothing.

licence_limit = The portal has more people than its plan allows
    .cause-1 = { $host } knows you, but the company's plan has no place for you at the moment.
    .cause-2 = Your sign-in is right and is kept.
    .step-1 = Tell your administrator. Only the company can change the plan or free a place.
    .step-2 = Afterwards check again. That costs nothing.

call_refused = The portal refused this request
    .cause-1 = You are signed in, but { $host } did not carry out { $method }.
    .cause-2 = Nothing about your sign-in has changed.
    .cause-3 = For your administrator: { $code }.
    .step-1 = Try again later.
    .step-2 = If you need it and it stays refused, ask your administrator about your rights.

unknown_method = This portal does not know this function
    .cause-1 = You are signed in, but { $host } does not have { $method }.
    .cause-2 = The portal may be older than the app expects.
    .step-1 = Use the portal in a browser for this.
    .step-2 = Ask your administrator to update the portal.

portal_gone = The portal is not there any more
    .cause-1 = Something answers at { $host }, but not your portal. It may have been deleted, or it has another address now.
    .cause-2 = What is saved on this phone is kept.
    .step-1 = Ask a colleague or your administrator for the portal's present address.
    .step-2 = Look in a browser what is at the old one.
    .step-3 = If it is back, check again. That costs nothing.
    .step-4 = If the portal was deleted for good, delete the account from this phone.

event_log_not_allowed = Only administrators may read the event log
    .cause-1 = { $host } lists all sign-ins in its event log and shows that to administrators only.
    .cause-2 = What this phone did is listed all the same.
    .step-1 = Your own sign-ins from all devices are in your profile on the portal, under “Login history”.
    .step-2 = If you need to know more, ask your administrator.

event_log_missing = This portal shows apps no event log
    .cause-1 = { $host } does not have the function for it. The portal may be older than the app expects.
    .cause-2 = What this phone did is listed all the same.
    .step-1 = An administrator can read the event log in a browser.
