### Warnings before something is sent. `$field` is where it was typed: `login`, `password` or `code`.

warning-other_layout =
    { $field ->
        [login] The login
        [password] The password
       *[code] The code
    } looks as if it was typed with the wrong keyboard language. Check the language of the keyboard.

warning-mixed_alphabets =
    { $field ->
        [login] The login
        [password] The password
       *[code] The code
    } mixes letters of two alphabets. Some look the same, for example the Latin and the Russian “a”. Type it again with one keyboard language.

warning-edge_space =
    { $field ->
        [login] The login
        [password] The password
       *[code] The code
    } begins or ends with a space. Remove it unless it belongs there.

warning-caps_lock =
    { $field ->
        [login] The login
        [password] The password
       *[code] The code
    } looks as if Caps Lock is on. Capital and small letters are different here.

warning-smart_quote =
    { $field ->
        [login] The login
        [password] The password
       *[code] The code
    } has a curly quotation mark or a long dash. Phones put them in by themselves. Check that you meant it.

warning-same_as_refused =
    { $field ->
        [code] The portal refused this same code already. It is not sent again: use the next code.
       *[password] The portal refused this same password a few minutes ago. Sending it again may cost one more try.
    }

# $side: slow or fast. $refused: may or probably.
warning-clock_drift =
    This phone's clock is { $apart } { $side ->
        [slow] slow
       *[fast] fast
    } compared with the portal's. The code { $refused ->
        [probably] will probably be refused
       *[may] may be refused
    } if this phone makes the codes. Set the phone's time to automatic.

warning-looks_like_backup_code =
    { $field ->
        [login] This looks like a backup code. Type the login here; a code is asked for afterwards.
        [password] This looks like a backup code. Type the password here; a code is asked for afterwards.
       *[code] This looks like a backup code. The portal does not take backup codes at this step. Use the six digits.
    }

warning-looks_like_code =
    { $field ->
        [login] These look like the six digits of a one-time code. Type the login here; the code is asked for afterwards.
       *[password] These look like the six digits of a one-time code. Type the password here; the code is asked for afterwards.
    }

warning-code_malformed = A one-time code has six digits. A backup code has eight letters and digits. Nothing else is sent.
