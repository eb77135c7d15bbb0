no_connection = No connection to the portal
    .cause-1 = The phone could not reach { $host }.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = Check Wi-Fi or mobile data. Flight mode must be off.
    .step-2 = Some portals work only in the office or with the company's VPN app.
    .step-3 = { try-again }

no_answer = The portal did not answer in time
    .cause-1 = { $host } was reached but did not answer.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .step-1 = Wait a moment.
    .step-2 = { try-again }
    .step-3 = { tell-administrator }

answer_lost = The connection broke
    .cause-1 = The answer of { $host } did not arrive whole.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .step-1 = Go where the connection is better.
    .step-2 = { try-again }

tls_unknown_ca = The portal cannot prove who it is
    .cause-1 = { $host } shows a proof of identity (certificate) from an issuer that this phone does not know.
    .cause-2 = It may be your company's own issuer. It may also be someone between you and the portal.
    .cause-3 = { not-sent }
    .step-1 = On public Wi-Fi, switch to mobile data and try again.
    .step-2 = Ask your administrator whether the company has its own issuer, and how to install it on this phone.

tls_expired = The portal's proof of identity is out of date
    .cause-1 = The proof of identity (certificate) of { $host } has expired, or this phone's date is wrong.
    .cause-2 = { not-sent }
    .step-1 = Check the date and time on this phone. Set them to automatic.
    .step-2 = If they are right, tell your administrator: the certificate must be renewed.

tls_not_yet_valid = The phone's date seems to be wrong
    .cause-1 = The proof of identity (certificate) of { $host } begins in the future. Most often the phone's date is wrong.
    .cause-2 = { not-sent }
    .step-1 = Check the date and time on this phone. Set them to automatic.
    .step-2 = If they are right, tell your administrator.

tls_wrong_name = The proof of identity is for another address
    .cause-1 = Something answers at { $host }, but its proof of identity (certificate) belongs to another address.
    .cause-2 = The address may be mistyped, the portal set up wrongly, or someone is in between.
    .cause-3 = { not-sent }
    .step-1 = { check-address }
    .step-2 = On public Wi-Fi, switch to mobile data and try again.
    .step-3 = Tell your administrator.

tls_revoked = The portal's proof of identity was withdrawn
    .cause-1 = The issuer of the proof of identity (certificate) of { $host } says that it must no longer be trusted.
    .cause-2 = { not-sent }
    .step-1 = Do not sign in there for now.
    .step-2 = Tell your administrator at once.

tls_failed = No protected connection to the portal
    .cause-1 = The phone and { $host } could not agree on a protected connection.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = Switch between Wi-Fi and mobile data and try again.
    .step-2 = { tell-administrator }

captive_portal = Something else answered instead of the portal
    .cause-1 = A page came back that is not from { $host }. Often it is the sign-in page of a Wi-Fi, or a company filter.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .step-1 = Open the portal in a browser. If the Wi-Fi asks for its own sign-in, do that first.
    .step-2 = Or switch to mobile data.
    .step-3 = { try-again }

unexpected = The portal gave an answer nobody foresaw
    .cause-1 = The answer of { $host } could not be understood.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .cause-5 = For your administrator: { $code }.
    .cause-6 = Step: { $stage }.
    .step-1 = Try again in a few minutes.
    .step-2 = If it stays like this, send the help card to your administrator.

answer_too_large = The portal's answer was too large
    .cause-1 = { $host } sent far more than an answer needs. The phone stopped reading.
    .cause-2 = { $maybe_counted }
    .cause-3 = { nothing-lost }
    .step-1 = { try-again }
    .step-2 = { tell-administrator }

portal_busy = The portal is busy
    .cause-1 = { $host } asks you to wait.
    .cause-2 = { no-verdict }
    .cause-3 = { nothing-lost }
    .step-1 = Wait { $wait }. More tries before that make it longer.
    .step-2 = { $waited ->
        [true] { try-again }
       *[false] { then-try-again }
    }

portal_failing = The portal has a fault
    .cause-1 = { $host } answered that something is broken there.
    .cause-2 = { no-verdict }
    .cause-3 = { nothing-lost }
    .step-1 = Try again in a few minutes.
    .step-2 = { tell-administrator }

network_service_down = Bitrix24's sign-in service is down
    .cause-1 = { $host } works, but the central Bitrix24 service that checks passwords cannot be reached.
    .cause-2 = Your password was not checked and no try was counted.
    .step-1 = Try again in a few minutes.
    .step-2 = If it lasts longer, ask Bitrix24 support.
