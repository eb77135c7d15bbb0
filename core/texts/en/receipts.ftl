### What a clear takes and leaves: as a preview before, as a receipt after.

receipt-preview =
    { $kind ->
        [reset] Reset sign-in
        [sign_out] Sign out
       *[delete] Delete account from this phone
    }: { $login } at { $portal }.
receipt-done =
    { $kind ->
        [reset] Sign-in was reset
        [sign_out] Signed out
       *[delete] Account deleted from this phone
    }: { $login } at { $portal }.

receipt-preview-cleared = Would be cleared on this phone: { $items }.
receipt-done-cleared = Cleared on this phone: { $items }.
receipt-preview-kept = Would be kept on this phone: { $items }.
receipt-done-kept = Kept on this phone: { $items }.
receipt-pending = Not possible yet; it will be done by itself as soon as the phone allows: { $items }. Until then nobody can use it.
receipt-told = The portal was told and answered. That does not remove the application password there.
receipt-not-told = The portal could not be told. This phone can no longer sign in there by itself.
receipt-left = Stays on the portal: { $what }. Remove it in { $where }.
receipt-ledger = The count of tries stays for 30 days without your login, so that it remains true.

## An application password that stays on the portal, as the portal names it and its pages

left-application-password = application password of the mobile app
left-application-password-named = application password of the mobile app whose comment ends in “({ $name })”
left-where = your profile > Security > Application passwords

## Items in a list, in the case of the lists above

items-several = { $item } ({ $count })
item-application_password = saved application password
item-device_id = the mark by which the portal knows this phone
item-document = stored data of this account
item-draft = unsent text
item-history = what this phone wrote down
item-ledger = count of tries
item-login = login
item-name = name
item-order = its place in the list
item-picture = the picture that was waiting
item-row = the entry in the list
item-session = open session
item-settings = settings of this account
item-unfinished_sign_in = unfinished sign-in
item-vault_entry = key in the phone's key store
item-vault_key = key in the phone's key store
