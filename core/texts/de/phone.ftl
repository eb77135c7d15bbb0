device_changed = Melden Sie sich auf diesem Telefon an
    .cause-1 = Ihre Konten stammen von einem anderen Telefon oder aus einer Sicherung. Gespeicherte Passwörter ziehen zu Ihrer Sicherheit nicht mit um.
    .step-1 = Melden Sie sich mit Login und Passwort an. Alles andere bleibt erhalten.

key_invalidated = Das gespeicherte Passwort ist endgültig gesperrt
    .cause-1 = Das geschieht, wenn Fingerabdruck, Gesicht oder Bildschirmsperre geändert werden. Nur das gespeicherte Passwort ist verloren. Das Konto bleibt erhalten.
    .step-1 = { sign-in-again }

document_damaged = Die gespeicherten Daten dieses Kontos sind beschädigt
    .cause-1 = Das Telefon kann nicht lesen, was es für dieses Konto gespeichert hat. Ihre anderen Konten sind nicht betroffen. Im Portal ist nichts verloren.
    .step-1 = Setzen Sie die Anmeldung zurück. Das Konto bleibt in der Liste.
    .step-2 = Melden Sie sich dann mit Login und Passwort an.
    .step-3 = Wenn das nicht hilft, löschen Sie das Konto von diesem Telefon. Seine Daten im Portal bleiben.

document_newer = Eine neuere Version der App ist nötig
    .cause-1 = Was hier gespeichert ist, stammt von einer neueren Version der App. Diese Version fasst es nicht an, so geht nichts verloren.
    .step-1 = Aktualisieren Sie die App.

vault_locked = Der Schlüsselspeicher des Telefons ist gesperrt
    .cause-1 = Gespeicherte Passwörter lassen sich nur lesen, wenn das Telefon entsperrt ist. Nichts ist verloren und kein Versuch verbraucht.
    .step-1 = Entsperren Sie das Telefon, nach einem Neustart einmal mit seinem Code.
    .step-2 = { then-try-again }

vault_unavailable = Der Schlüsselspeicher des Telefons funktioniert nicht
    .cause-1 = Der Ort, an dem das Telefon die Schlüssel für gespeicherte Passwörter verwahrt, antwortet nicht. Ohne ihn wird kein Passwort gespeichert. Es wurde kein Versuch verbraucht.
    .step-1 = Starten Sie das Telefon neu.
    .step-2 = Prüfen Sie, ob eine Bildschirmsperre eingerichtet ist. Manche Telefone brauchen eine.
    .step-3 = Nutzen Sie bis dahin das Portal im Browser.
    .step-4 = { tell-administrator }

storage_failed = Das Telefon konnte nicht speichern
    .cause-1 = Das Schreiben in den Speicher des Telefons ist fehlgeschlagen. Vielleicht ist er voll. Nichts wurde geändert.
    .step-1 = Schaffen Sie Platz auf dem Telefon.
    .step-2 = { then-try-again }

stored_data_damaged = Etwas auf diesem Telefon Gespeichertes ist beschädigt
    .cause-1 = Das Telefon kann einen Teil dessen nicht lesen, was die App darauf gespeichert hat. Im Portal ist nichts verloren, und kein Versuch wurde verbraucht.
    .step-1 = Schließen Sie die App ganz und öffnen Sie sie wieder.
    .step-2 = Wenn ein Konto nicht funktioniert, setzen Sie seine Anmeldung zurück und melden Sie sich mit Login und Passwort an. Fehlt es in der Liste, melden Sie sich in seinem Portal neu an.
    .step-3 = Wenn das nicht hilft, senden Sie die Hilfekarte an Ihren Administrator.
