### Sentences that many texts share, and spans of time.

nothing-lost = What you typed is kept.
login-kept = Your login is kept.
not-sent = No password was sent.
no-verdict = That says nothing about your password.
maybe-counted = Your password was on its way; the portal may have counted it as a try.
code-maybe-counted = Your code was on its way; the portal may have counted it.
picture-first = The portal now asks for the characters in a picture first, and may not have looked at this code at all. While the code is still shown, it may be right after the picture.
kept-for-now = The saved password is kept for 30 days.
send-once-more = If you think it was only blocked for a time, send the saved password once more. That may cost one try.
check-there = If the portal is back at its old address, check again.
check-address = Check the address for typing mistakes.
sign-in-again = Sign in with your login and password.
try-again = Try again.
then-try-again = Then try again.
tell-administrator = If it stays like this, tell your administrator.

## A span as it stands in "Wait …" and "The clock is … fast": in the accusative, where a language has one.

span-seconds =
    { $count ->
        [one] a second
       *[other] { $count } seconds
    }
span-minutes =
    { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
span-hours =
    { $count ->
        [one] an hour
       *[other] about { $count } hours
    }
span-days =
    { $count ->
        [one] a day
       *[other] about { $count } days
    }
