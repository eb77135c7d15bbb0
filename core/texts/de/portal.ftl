not_allowed_here = Das Portal lässt Sie von hier aus nicht hinein
    .cause-1 = { $host } hat die Anfrage abgelehnt, ohne Ihr Passwort zu prüfen. Meist erlaubt die Firma nur bestimmte Netze.
    .cause-2 = Was auf diesem Telefon gespeichert ist, bleibt erhalten. Soweit bekannt, kostet das keinen Versuch.
    .cause-3 = Das Portal hat diese Adresse gesehen: { $address }.
    .step-1 = Wechseln Sie das Netz: ins WLAN im Büro oder über die VPN-App der Firma.
    .step-2 = Versuchen Sie es dann erneut.
    .step-3 = Oder bitten Sie Ihren Administrator, Ihr Netz zu erlauben.

portal_moved = Das Portal hat eine neue Adresse
    .cause-1 = { $host } verweist jetzt auf { $to }.
    .cause-2 = Dorthin wurde nichts gesendet. Was auf diesem Telefon gespeichert ist, bleibt erhalten; kein gespeichertes Passwort geht an eine andere Adresse.
    .step-1 = Fragen Sie in Ihrem Team oder Ihren Administrator, ob die neue Adresse stimmt.
    .step-2 = Wenn ja, stimmen Sie zu und melden Sie sich dort mit Ihrem Passwort an.
    .step-3 = { $check_there }
    .step-4 = Wenn niemand davon weiß, melden Sie sich nicht an und informieren Sie Ihren Administrator.

move_refused = Das Konto konnte nicht an die neue Adresse umziehen
    .cause-1 = Unter { $to } ist ein anderes Portal, oder dieses Telefon hat Ihr Konto dort schon.
    .cause-2 = Beide Einträge in der Liste bleiben, wie sie waren.
    .step-1 = Nutzen Sie das Konto, das Sie unter der neuen Adresse schon haben.
    .step-2 = Löschen Sie dann den alten Eintrag von diesem Telefon.
    .step-3 = Wenn Sie dort keines haben, fragen Sie Ihren Administrator nach der richtigen Adresse.

portal_changed = Unter dieser Adresse antwortet ein anderes Portal
    .cause-1 = { $host } ist nicht das Portal, für das dieses Konto angelegt wurde. Vielleicht wurde es neu aufgesetzt, oder die Adresse gehört jetzt jemand anderem.
    .cause-2 = Nichts wurde vermischt: Ihr Konto bleibt, wie es war.
    .step-1 = Fragen Sie Ihren Administrator, ob das Portal neu aufgesetzt wurde.
    .step-2 = Wenn ja, setzen Sie hier die Anmeldung zurück.
    .step-3 = Melden Sie sich dann mit Login und Passwort neu an.

portal_locked = Das Portal ist gesperrt
    .cause-1 = { $host } kennt Sie, aber das Portal selbst ist gesperrt, zum Beispiel weil sein Tarif abgelaufen ist.
    .cause-2 = Ihre Anmeldung ist richtig und bleibt erhalten.
    .step-1 = Informieren Sie Ihren Administrator. Nur die Firma kann es entsperren.
    .step-2 = Prüfen Sie danach erneut. Das kostet nichts.

licence_limit = Das Portal hat mehr Personen, als der Tarif erlaubt
    .cause-1 = { $host } kennt Sie, aber im Tarif der Firma ist zurzeit kein Platz für Sie.
    .cause-2 = Ihre Anmeldung ist richtig und bleibt erhalten.
    .step-1 = Informieren Sie Ihren Administrator. Nur die Firma kann den Tarif ändern oder einen Platz frei machen.
    .step-2 = Prüfen Sie danach erneut. Das kostet nichts.

call_refused = Das Portal hat diese Anfrage abgelehnt
    .cause-1 = Sie sind angemeldet, aber { $host } hat { $method } nicht ausgeführt.
    .cause-2 = An Ihrer Anmeldung hat sich nichts geändert.
    .cause-3 = Für Ihren Administrator: { $code }.
    .step-1 = Versuchen Sie es später erneut.
    .step-2 = Wenn Sie es brauchen und es abgelehnt bleibt, fragen Sie Ihren Administrator nach Ihren Rechten.

unknown_method = Dieses Portal kennt diese Funktion nicht
    .cause-1 = Sie sind angemeldet, aber { $host } hat { $method } nicht.
    .cause-2 = Das Portal ist vielleicht älter, als die App erwartet.
    .step-1 = Nutzen Sie dafür das Portal im Browser.
    .step-2 = Bitten Sie Ihren Administrator, das Portal zu aktualisieren.

portal_gone = Das Portal ist nicht mehr da
    .cause-1 = Unter { $host } antwortet etwas, aber nicht Ihr Portal. Vielleicht wurde es gelöscht, oder es hat jetzt eine andere Adresse.
    .cause-2 = Was auf diesem Telefon gespeichert ist, bleibt erhalten.
    .step-1 = Fragen Sie in Ihrem Team oder Ihren Administrator nach der aktuellen Adresse des Portals.
    .step-2 = Sehen Sie im Browser nach, was unter der alten ist.
    .step-3 = Ist es wieder da, prüfen Sie noch einmal. Das kostet nichts.
    .step-4 = Wurde das Portal endgültig gelöscht, löschen Sie das Konto von diesem Telefon.

event_log_not_allowed = Das Ereignisprotokoll ist für Administratoren
    .cause-1 = { $host } führt alle Anmeldungen in seinem Ereignisprotokoll und zeigt es nur Administratoren.
    .cause-2 = Was dieses Telefon getan hat, steht trotzdem hier.
    .step-1 = Ihre eigenen Anmeldungen von allen Geräten stehen in Ihrem Profil im Portal unter „Login-History“.
    .step-2 = Wenn Sie mehr wissen müssen, fragen Sie Ihren Administrator.

event_log_missing = Dieses Portal zeigt Apps kein Ereignisprotokoll
    .cause-1 = { $host } hat die Funktion dafür nicht. Vielleicht ist das Portal älter, als die App erwartet.
    .cause-2 = Was dieses Telefon getan hat, steht trotzdem hier.
    .step-1 = Ein Administrator kann das Ereignisprotokoll im Browser lesen.
