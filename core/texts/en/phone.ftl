device_changed = Sign in on this phone
    .cause-1 = Your accounts came from another phone or a backup. Saved passwords do not travel with them, for your safety.
    .step-1 = Sign in with your login and password. Everything else is kept.

key_invalidated = The phone locked the saved password for good
    .cause-1 = This happens when fingerprint, face or screen lock is changed. Only the saved password is lost. The account is kept.
    .step-1 = { sign-in-again }

document_damaged = The stored data of this account is damaged
    .cause-1 = The phone cannot read what it stored for this account. Your other accounts are not affected. Nothing on the portal is lost.
    .step-1 = Reset the sign-in. The account stays in the list.
    .step-2 = Then sign in with your login and password.
    .step-3 = If that does not help, delete the account from this phone. Its data on the portal stays.

document_newer = A newer version of the app is needed
    .cause-1 = What this phone holds here was stored by a newer version of the app. This version does not touch it, so nothing is lost.
    .step-1 = Update the app.

vault_locked = The phone's key store is locked
    .cause-1 = Saved passwords can be read only when the phone is unlocked. Nothing is lost and no try was spent.
    .step-1 = Unlock the phone. After a restart, unlock it once with its code.
    .step-2 = { then-try-again }

vault_unavailable = The phone's key store does not work
    .cause-1 = The place where the phone keeps keys for saved passwords does not answer. Without it no password is stored. No try was spent.
    .step-1 = Restart the phone.
    .step-2 = Check that a screen lock is set. Some phones need one.
    .step-3 = Until it works, use the portal in a browser.
    .step-4 = { tell-administrator }

storage_failed = The phone could not save
    .cause-1 = Writing to the phone's storage failed. It may be full. Nothing was changed.
    .step-1 = Free some space on the phone.
    .step-2 = { then-try-again }

stored_data_damaged = Something stored on this phone is damaged
    .cause-1 = The phone cannot read a part of what the app stored on it. Nothing on the portal is lost, and no try was spent.
    .step-1 = Close the app completely and open it again.
    .step-2 = If one account does not work, reset its sign-in and sign in with your login and password. If it is missing from the list, sign in to its portal anew.
    .step-3 = If that does not help, send the help card to your administrator.
