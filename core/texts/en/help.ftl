### The help card for the administrator, and the map of logins.

card-title = Help card, Portico { $version }
card-time = Time: { $time }
card-portal =
    Portal: { $portal } { $kind ->
        [cloud] (Bitrix24 cloud)
       *[box] (run by the company)
    }
card-portal-unknown = Portal: not known yet
card-login = Login: { $login }
card-state = State: { $state }
card-step = Step: { $step }
card-problem = Problem: { $code } ({ $title })
card-said = The portal's words: { $said }
card-tries = Tries counted from this phone: { $spent }; answers lost: { $lost }
card-address = Address the portal saw: { $address }
card-please = Please: { $wish }
card-no-secrets = This card holds no password and no code.

## What the administrator is asked for: one thing

wish-codes-off = switch the second factor off for this employee for a time, so that they can set it up on a new phone.
wish-allow-address = allow the network address { $address } for this employee, or say from which network they may sign in.
wish-allow-network = allow this employee's network, or say from which network they may sign in.
wish-account-open = check whether this employee is dismissed or blocked, and whether the login is right. If all is well, send them a link for a new password.
wish-browser-once = help this employee to sign in once in a browser, for example with a link for a new password. Then the portal stops asking for the characters in a picture.
wish-portal-address = tell this employee the portal's present address, and whether the portal was moved or set up again.
wish-certificate = check the portal's certificate (issuer, dates, name) and tell this employee whether the company has an issuer of its own.
wish-plan = free a place for this employee in the portal's plan, or change the plan.
wish-unlock = find out why the portal is locked. Its plan may have ended.
wish-portal-fault = check whether the portal works for mobile apps, and what its log says at this time.
wish-update = install or update the portal's part for mobile apps.
wish-rights = check whether this employee has the right for this.
wish-invite = check which address this employee was invited under, and invite them again.
wish-mail = send this employee the invitation, or a link for a new password, to the right address.
wish-support = ask Bitrix24 support whether its sign-in service works.
wish-look = look at the employee's phone with them. The problem is on the phone, not on the portal.
wish-sign-in = help this employee to sign in.
wish-ask = ask this employee what they need. This phone knows of nothing that is wrong.

## Which login to use where, and why

use-this-account = This phone knows { $portal } with this login.
use-only-one = It is the only login this phone knows on { $portal }.
use-signed-in = This phone knows several logins on { $portal }. This one is signed in.
use-first = This phone knows several logins on { $portal }, and none is signed in. This is the first of them.
use-network = This phone has no account on { $portal } yet. In the cloud one Network profile serves all portals, so try the login you use on { $other }. If the portal does not know you, try your other e-mail addresses, or ask for an invitation.
use-network-which = This phone has no account on { $portal } yet, and knows several Network logins. Use the one that was invited there.
use-invited = { $portal } is in the cloud. Use the e-mail address or phone number to which the invitation was sent.
use-own-logins = { $portal } is run by the company and has logins of its own. Ask your administrator for yours.
use-nothing = This phone knows no portal yet. Your invitation names the portal; sign in with the address it was sent to.
