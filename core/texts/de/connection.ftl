no_connection = Keine Verbindung zum Portal
    .cause-1 = Das Telefon konnte { $host } nicht erreichen.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = Prüfen Sie WLAN oder mobile Daten. Der Flugmodus muss aus sein.
    .step-2 = Manche Portale sind nur im Büro oder mit der VPN-App der Firma erreichbar.
    .step-3 = { try-again }

no_answer = Das Portal hat nicht rechtzeitig geantwortet
    .cause-1 = { $host } war erreichbar, hat aber nicht geantwortet.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .step-1 = Warten Sie einen Moment.
    .step-2 = { try-again }
    .step-3 = { tell-administrator }

answer_lost = Die Verbindung ist abgebrochen
    .cause-1 = Die Antwort von { $host } ist nicht vollständig angekommen.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .step-1 = Gehen Sie an einen Ort mit besserem Empfang.
    .step-2 = { try-again }

tls_unknown_ca = Das Portal kann sich nicht ausweisen
    .cause-1 = { $host } zeigt einen Ausweis (Zertifikat) von einem Aussteller, den dieses Telefon nicht kennt.
    .cause-2 = Es kann der eigene Aussteller Ihrer Firma sein. Es kann aber auch jemand zwischen Ihnen und dem Portal sein.
    .cause-3 = { not-sent }
    .step-1 = Wechseln Sie in einem öffentlichen WLAN zu mobilen Daten und versuchen Sie es erneut.
    .step-2 = Fragen Sie Ihren Administrator, ob die Firma einen eigenen Aussteller hat und wie Sie ihn auf diesem Telefon einrichten.

tls_expired = Der Ausweis des Portals ist abgelaufen
    .cause-1 = Der Ausweis (Zertifikat) von { $host } ist abgelaufen, oder das Datum dieses Telefons stimmt nicht.
    .cause-2 = { not-sent }
    .step-1 = Prüfen Sie Datum und Uhrzeit dieses Telefons. Stellen Sie sie auf automatisch.
    .step-2 = Wenn beides stimmt, informieren Sie Ihren Administrator: Das Zertifikat muss erneuert werden.

tls_not_yet_valid = Das Datum des Telefons scheint nicht zu stimmen
    .cause-1 = Der Ausweis (Zertifikat) von { $host } gilt erst ab einem späteren Tag. Meist stimmt dann das Datum des Telefons nicht.
    .cause-2 = { not-sent }
    .step-1 = Prüfen Sie Datum und Uhrzeit dieses Telefons. Stellen Sie sie auf automatisch.
    .step-2 = Wenn beides stimmt, informieren Sie Ihren Administrator.

tls_wrong_name = Der Ausweis gehört zu einer anderen Adresse
    .cause-1 = Unter { $host } antwortet etwas, aber sein Ausweis (Zertifikat) gehört zu einer anderen Adresse.
    .cause-2 = Vielleicht ist die Adresse vertippt, das Portal falsch eingerichtet oder jemand dazwischen.
    .cause-3 = { not-sent }
    .step-1 = { check-address }
    .step-2 = Wechseln Sie in einem öffentlichen WLAN zu mobilen Daten und versuchen Sie es erneut.
    .step-3 = Informieren Sie Ihren Administrator.

tls_revoked = Der Ausweis des Portals wurde zurückgezogen
    .cause-1 = Der Aussteller des Ausweises (Zertifikats) von { $host } sagt, dass man diesem Ausweis nicht mehr trauen darf.
    .cause-2 = { not-sent }
    .step-1 = Melden Sie sich dort vorerst nicht an.
    .step-2 = Informieren Sie sofort Ihren Administrator.

tls_failed = Keine geschützte Verbindung zum Portal
    .cause-1 = Das Telefon und { $host } konnten sich nicht auf eine geschützte Verbindung einigen.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = Wechseln Sie zwischen WLAN und mobilen Daten und versuchen Sie es erneut.
    .step-2 = { tell-administrator }

captive_portal = Etwas anderes als das Portal hat geantwortet
    .cause-1 = Es kam eine Seite zurück, die nicht von { $host } ist. Oft ist es die Anmeldeseite eines WLANs oder ein Filter der Firma.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .step-1 = Öffnen Sie das Portal im Browser. Wenn das WLAN eine eigene Anmeldung verlangt, erledigen Sie die zuerst.
    .step-2 = Oder wechseln Sie zu mobilen Daten.
    .step-3 = { try-again }

unexpected = Das Portal hat unerwartet geantwortet
    .cause-1 = Die Antwort von { $host } war nicht zu verstehen.
    .cause-2 = { no-verdict }
    .cause-3 = { $maybe_counted }
    .cause-4 = { nothing-lost }
    .cause-5 = Für Ihren Administrator: { $code }.
    .cause-6 = Schritt: { $stage }.
    .step-1 = Versuchen Sie es in ein paar Minuten erneut.
    .step-2 = Wenn es so bleibt, senden Sie die Hilfekarte an Ihren Administrator.

answer_too_large = Die Antwort des Portals war zu groß
    .cause-1 = { $host } hat weit mehr gesendet, als eine Antwort braucht. Das Telefon hat aufgehört zu lesen.
    .cause-2 = { $maybe_counted }
    .cause-3 = { nothing-lost }
    .step-1 = { try-again }
    .step-2 = { tell-administrator }

portal_busy = Das Portal ist ausgelastet
    .cause-1 = { $host } bittet zu warten.
    .cause-2 = { no-verdict }
    .cause-3 = { nothing-lost }
    .step-1 = Warten Sie { $wait }. Weitere Versuche davor verlängern die Wartezeit.
    .step-2 = { $waited ->
        [true] { try-again }
       *[false] { then-try-again }
    }

portal_failing = Das Portal hat eine Störung
    .cause-1 = { $host } hat geantwortet, dass dort etwas nicht funktioniert.
    .cause-2 = { no-verdict }
    .cause-3 = { nothing-lost }
    .step-1 = Versuchen Sie es in ein paar Minuten erneut.
    .step-2 = { tell-administrator }

network_service_down = Der Anmeldedienst von Bitrix24 ist gestört
    .cause-1 = { $host } funktioniert, aber der zentrale Dienst von Bitrix24, der Passwörter prüft, ist nicht erreichbar.
    .cause-2 = Ihr Passwort wurde nicht geprüft und kein Versuch gezählt.
    .step-1 = Versuchen Sie es in ein paar Minuten erneut.
    .step-2 = Wenn es länger dauert, wenden Sie sich an den Bitrix24-Support.
