address_unreadable = This is not an address
    .cause-1 = What you typed cannot be read as the address of a portal.
    .cause-2 = { $kept ->
        [false] It may be a password or a code, so it was neither looked up nor kept.
       *[true] { nothing-lost }
    }
    .step-1 = { $one_word ->
       *[true] If this one word is the address, type https:// in front of it.
    }
    .step-2 = Type it like this: company.bitrix24.com. You can also paste a link to the portal.
    .step-3 = If you do not know the address, ask a colleague or your administrator.

address_not_secure = This address is not protected
    .cause-1 = The address begins with http://. Others on the network could read your password, so nothing was sent.
    .step-1 = Type the address again with https:// or with nothing in front.
    .step-2 = If the portal has no protected address, tell your administrator.

not_a_portal = There is no Bitrix24 portal at this address
    .cause-1 = { $host } answers, but not like a Bitrix24 portal.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = { check-address }
    .step-2 = Open it in a browser and see what is there.
    .step-3 = Ask your administrator for the right address.

mobile_app_missing = This portal does not let mobile apps sign in
    .cause-1 = { $host } is a Bitrix24 portal, but its part for mobile apps is missing or too old.
    .cause-2 = { not-sent }
    .step-1 = Use the portal in a browser for now.
    .step-2 = Ask your administrator to install or update the mobile part.

host_not_found = This address does not exist
    .cause-1 = The phone looked for { $host } and found nothing under that name.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = { check-address }
    .step-2 = If it is right, check the internet connection. Some company addresses work only in the office or with the company's VPN app.
    .step-3 = { try-again }
