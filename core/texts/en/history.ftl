### What happened with an account, and what it means.

## What this phone did

event-signed_in = You signed in on this phone.
event-moved = You signed in at the portal's new address, and the account went along.
event-renewed =
    { $count ->
        [one] The session was renewed with the saved password.
       *[other] The session was renewed with the saved password, { $count } times.
    }
event-picture_wanted = The portal first asked for the characters in a picture. That is no refusal.
event-refused = The portal refused what was typed.
event-code_refused = The portal refused a code.
event-saved_refused = The portal refused the saved password. This phone does not send it again by itself.
event-blocked =
    { $count ->
        [one] The portal did not let this phone in. The sign-in was kept.
       *[other] The portal did not let this phone in, { $count } times. The sign-in was kept.
    }
event-session_ended = The session ended, and this portal gives phones no password to renew it with.
event-signed_out = You signed out on this phone.
event-reset = The sign-in was reset on this phone.
event-saved_dropped = A refused password that had been kept for 30 days was dropped.
event-unknown = A newer version of the app wrote this down.

## What the portal's event log says

log-user_authorize = Somebody signed in.
log-user_loginbyhash = Somebody was signed in by remembered data or a one-time link.
log-user_login = A sign-in failed.
log-user_logout = Somebody signed out.
log-user_info = A mail for a new password was asked for.
log-user_password_changed = A password was changed.
log-user_register = Somebody registered.
log-user_register_fail = A registration failed.
log-user_blocked = An account was blocked after too many tries.
log-user_edit = An employee's data was changed.
log-user_delete = An employee was deleted.
log-user_group_changed = An employee's rights were changed.
log-unknown = Another event of the portal.
log-unreadable = The portal's event log could not be read. What this phone did is listed all the same.

## Why a sign-in came from an address that is not allowed

outside-rest_on_behalf = The address is not allowed. But this was a program connected to the portal that acted for the employee, which the log shows as a sign-in.
outside-mobile_app = The address is not allowed. But this was the mobile app, which may have been signed in before the rule. It learns of the rule with its next update of data.
outside-notice_yet_success = The address is not allowed. This phone was told so at that time and got no further, and the log shows a success all the same.
outside-outside = The address is not allowed. The employee may have been told so and got no further, or the rule does not count for them. Otherwise it really was from outside: ask them.
