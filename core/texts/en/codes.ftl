code_wrong = The code was not accepted
    .cause-1 = { $host } refused the code. It may be mistyped, too old, or used before. The clock of the phone that makes the codes may be wrong.
    .cause-2 = Your password is not asked for again.
    .step-1 = Wait for the next code and type that one. The same code is never accepted twice.
    .step-2 = Check that the time of the phone that makes the codes is set to automatic.
    .step-3 = Or use another way, for example a backup code, where the portal takes them.
    .step-4 = If two codes in a row were refused, go back and begin with the password.
    .step-5 = If you have lost the phone with the codes, ask your administrator to switch them off for a time.

code_session_lost = Begin with the password again
    .cause-1 = { $host } did not take the code and has probably forgotten your password step. The code may also have been wrong.
    .cause-2 = Your login is kept.
    .step-1 = Go back, type the password, then a fresh code.

code_malformed = This cannot be a code
    .cause-1 = A one-time code has six digits. A backup code has eight letters and digits, like h4t9-x2qm.
    .cause-2 = Nothing was sent.
    .step-1 = Type the code again. Spaces and dashes do not matter.
