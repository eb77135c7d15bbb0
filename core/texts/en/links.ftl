open_link_again = Open the link again
    .cause-1 = The app was closed before the link was used. For safety the phone does not keep such links.
    .cause-2 = The link was not used up.
    .step-1 = Open the link once more, or scan the code again.
    .step-2 = Or sign in with your password.

link_used_or_lost = This link may be used up
    .cause-1 = The link was sent to the portal, but the answer did not arrive. Such a link works only once.
    .step-1 = Get a new link or a new QR code on the computer and open it.
    .step-2 = Or sign in with your password.
