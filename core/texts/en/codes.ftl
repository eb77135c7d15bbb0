code_wrong = The code was not accepted
    .cause-1 = { $host } did not take the code. It may be mistyped, too old, or used before. The clock of the phone that makes the codes may be wrong.
    .cause-2 = Your password is not asked for again.
    .cause-3 = { $picture_first }
    .step-1 = Wait for the next code and type that one. The same code is never accepted twice.
    .step-2 = Check that the time of the phone that makes the codes is set to automatic.
    .step-3 = Or use another way, for example a backup code, where the portal takes them.
    .step-4 = If you have never set up codes, open the portal in a browser and set them up there.
    .step-5 = If two codes in a row were refused, go back and begin with the password.
    .step-6 = If you have lost the phone with the codes, ask your administrator to switch them off for a time.

code_session_lost = Begin with the password again
    .cause-1 = { $by_time ->
        [true] { $host } keeps a password step for about 24 minutes, and that time is over.
       *[false] { $host } did not take the code and has probably forgotten your password step. The code may also have been wrong.
    }
    .cause-2 = Your login is kept.
    .step-1 = Type the password, then a fresh code.
    .step-2 = If you have never set up codes, open the portal in a browser and set them up there.

code_malformed = This cannot be a code
    .cause-1 = A one-time code has six digits. A backup code has eight letters and digits, like h4t9-x2qm.
    .cause-2 = Nothing was sent.
    .step-1 = Type the code again. Spaces and dashes do not matter.

code_repeated = This code was already refused
    .cause-1 = { $host } refused this same code a moment ago and counts each one.
    .cause-2 = So it was not sent again.
    .step-1 = Wait for the next code and type that one.
    .step-2 = Or use another way, for example a backup code that you have not used yet.

backup_codes_not_taken = The portal takes no backup codes here
    .cause-1 = { $host } says that it takes no backup code from you. Perhaps all are used up, or none were ever made.
    .cause-2 = Nothing was sent.
    .step-1 = Type the six digits of a one-time code.
    .step-2 = If you cannot get one, ask your administrator to switch the codes off for a time.

codes_not_set_up = Set up one-time codes in a browser first
    .cause-1 = Your company requires one-time codes. You have not set them up, and the time for it is over.
    .cause-2 = So no code can work yet. Your password was right, and nothing was counted.
    .step-1 = Open the portal in a browser, sign in, and follow the steps for the codes.
    .step-2 = Then go back here and type your password again.
    .step-3 = If the browser does not let you in either, ask your administrator to switch the codes off for a time.

sms_timeout = A message was asked for a moment ago
    .cause-1 = { $host } sends only one message at a time.
    .cause-2 = You can ask for the next one in { $wait }.
    .step-1 = Check whether the last message has come, and type its code.
    .step-2 = If it has not come when the time is over, ask for another.

phone_not_found = The portal knows no phone number of yours
    .cause-1 = { $host } cannot send you a message.
    .cause-2 = There is no phone number in your profile.
    .step-1 = Use another way, for example a backup code.
    .step-2 = Ask your administrator to add your number, or to switch the codes off for a time.

push_otp_disabled = The portal sends no codes by message
    .cause-1 = { $host } does not send you codes.
    .cause-2 = Messages with codes are switched off there, for everybody or for you.
    .step-1 = Type the code from your app, or use another way.
    .step-2 = If you have no other way, ask your administrator to switch the codes off for a time.

sms_not_sent = The portal did not send the message
    .cause-1 = { $host } refused to send the code.
    .cause-2 = It may have forgotten your password step.
    .step-1 = Type a code from your app, or use another way.
    .step-2 = Or go back, type the password again, and ask for the message then.
    .step-3 = If it goes on, send the help card to your administrator.
