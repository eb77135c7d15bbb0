### Was mit einem Konto geschehen ist und was es bedeutet.

## Was dieses Telefon getan hat

event-signed_in = Sie haben sich auf diesem Telefon angemeldet.
event-moved = Sie haben sich unter der neuen Adresse des Portals angemeldet, und das Konto ist mitgezogen.
event-renewed =
    { $count ->
        [one] Die Sitzung wurde mit dem gespeicherten Passwort erneuert.
       *[other] Die Sitzung wurde mit dem gespeicherten Passwort erneuert, { $count } Mal.
    }
event-picture_wanted = Das Portal verlangte zuerst die Zeichen aus einem Bild. Das ist keine Ablehnung.
event-refused = Das Portal hat die Eingabe abgelehnt.
event-code_refused = Das Portal hat einen Code abgelehnt.
event-saved_refused = Das Portal hat das gespeicherte Passwort abgelehnt. Dieses Telefon sendet es von selbst nicht noch einmal.
event-blocked =
    { $count ->
        [one] Das Portal hat dieses Telefon nicht hineingelassen. Die Anmeldung blieb erhalten.
       *[other] Das Portal hat dieses Telefon nicht hineingelassen, { $count } Mal. Die Anmeldung blieb erhalten.
    }
event-session_ended = Die Sitzung ist zu Ende, und dieses Portal gibt Telefonen kein Passwort zum Erneuern.
event-signed_out = Sie haben sich auf diesem Telefon abgemeldet.
event-reset = Die Anmeldung wurde auf diesem Telefon zurückgesetzt.
event-saved_dropped = Ein abgelehntes Passwort, das 30 Tage aufbewahrt wurde, ist gelöscht.
event-unknown = Das hat eine neuere Version der App vermerkt.

## Was das Ereignisprotokoll des Portals sagt

log-user_authorize = Jemand hat sich angemeldet.
log-user_loginbyhash = Jemand wurde mit gemerkten Daten oder einem Einmal-Link angemeldet.
log-user_login = Eine Anmeldung ist gescheitert.
log-user_logout = Jemand hat sich abgemeldet.
log-user_info = Eine E-Mail für ein neues Passwort wurde angefordert.
log-user_password_changed = Ein Passwort wurde geändert.
log-user_register = Jemand hat sich registriert.
log-user_register_fail = Eine Registrierung ist gescheitert.
log-user_blocked = Ein Zugang wurde nach zu vielen Versuchen gesperrt.
log-user_edit = Die Daten einer Person wurden geändert.
log-user_delete = Eine Person wurde gelöscht.
log-user_group_changed = Die Rechte einer Person wurden geändert.
log-unknown = Ein anderes Ereignis des Portals.
log-unreadable = Das Ereignisprotokoll des Portals war nicht zu lesen. Was dieses Telefon getan hat, steht trotzdem hier.

## Warum eine Anmeldung von einer nicht erlaubten Adresse kam

outside-rest_on_behalf = Die Adresse ist nicht erlaubt. Aber hier hat ein mit dem Portal verbundenes Programm für die Person gehandelt, was das Protokoll als Anmeldung zeigt.
outside-mobile_app = Die Adresse ist nicht erlaubt. Aber das war die mobile App, die schon vor der Regel angemeldet gewesen sein kann. Sie erfährt von der Regel beim nächsten Abgleich ihrer Daten.
outside-notice_yet_success = Die Adresse ist nicht erlaubt. Dieses Telefon erfuhr das damals und kam nicht weiter, und das Protokoll zeigt trotzdem einen Erfolg.
outside-outside = Die Adresse ist nicht erlaubt. Vielleicht erfuhr die Person das und kam nicht weiter, oder die Regel gilt nicht für sie. Sonst war es wirklich von außen: Fragen Sie sie.
