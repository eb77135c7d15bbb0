### What the app could not do, whatever the portal says.

no_longer_there = This is no longer open
    .cause-1 = It was finished, cancelled or removed in the meantime, or the app was closed in between. What you entered last was not sent.
    .step-1 = Go back. You see what is open now and can go on there.
    .step-2 = If you came by a link or a code, open it once more.

stopped = This was stopped
    .cause-1 = It was stopped before the answer came. { nothing-lost }
    .step-1 = { try-again }

draft_too_long = This text is too long to be kept
    .cause-1 = The phone keeps about 8,000 characters of unsent text for each account, and about 4,000 in Cyrillic. What it kept before is still there.
    .step-1 = Shorten the text.
    .step-2 = Or copy it to another app before you leave this page.

app_fault = Something in the app went wrong
    .cause-1 = The app could not do what you asked for. You did nothing wrong.
    .cause-2 = For your administrator: { $code }.
    .step-1 = Close the app completely and open it again.
    .step-2 = If that does not help, restart the phone and update the app.
    .step-3 = If it stays like this, send the help card to your administrator.
