wrong_credentials = Das Portal hat Login und Passwort abgelehnt
    .cause-1 = { $host } nennt keinen Grund. Es kann am Login liegen. Es kann am Passwort liegen: vertippt, geändert oder abgelaufen. Ihr Zugang kann auf Zeit gesperrt oder geschlossen sein.
    .cause-2 = Eine Sperre auf Zeit sieht genauso aus: Bis sie endet, wird auch ein richtiges Passwort abgelehnt.
    .cause-3 = { $cloud } liegt in der Bitrix24-Cloud. Eine Sicherheitssperre dort sieht ebenso aus, und nur der Bitrix24-Support hebt sie auf.
    .cause-4 = Ihr Login bleibt erhalten.
    .cause-5 = { $tries }
    .step-1 = Prüfen Sie den Login auf Tippfehler.
    .step-2 = Prüfen Sie die Tastatursprache und ob die Feststelltaste aus ist. Geben Sie dann das Passwort noch einmal ein.
    .step-3 = Wenn Sie beim Passwort unsicher sind, legen Sie ein neues fest, bevor Sie weitere Versuche verbrauchen.
    .step-4 = Oder legen Sie das neue Passwort im Browser fest, auf der Seite des Portals.
    .step-5 = Bei { $cloud } ist der Login der Ihres Network-Profils. Sehen Sie nach, welcher Login wohin gehört.
    .step-6 = Wenn Sie sich sonst mit einem Firmenkonto oder sozialen Konto anmelden, haben Sie hier vielleicht kein Passwort. Melden Sie sich im Browser an.
    .step-7 = Oder scannen Sie den QR-Code für die mobile App an einem Computer, an dem Sie angemeldet sind.
    .step-8 = Wenn Login und Passwort stimmen, fragen Sie Ihren Administrator, ob Ihr Zugang offen ist.

login_with_colon = Dieser Login kann nicht gesendet werden
    .cause-1 = Auf dem Weg zum Portal trennt ein Doppelpunkt Login und Passwort, deshalb darf im Login keiner stehen. Es wurde nichts gesendet.
    .step-1 = Geben Sie den Login ohne den Doppelpunkt ein.
    .step-2 = Wenn Sie Login und Passwort zusammen eingefügt haben, setzen Sie beides in sein eigenes Feld.

portal_says = Das Portal lässt Sie nicht hinein und sagt, warum
    .cause-1 = Der Grund steht unten in den Worten des Portals.
    .cause-2 = Ihr Login bleibt erhalten.
    .cause-3 = { $tries }
    .step-1 = Lesen Sie den Grund und folgen Sie ihm.
    .step-2 = Bei { $cloud } ist der Login der Ihres Network-Profils. Sehen Sie nach, welcher Login wohin gehört.
    .step-3 = Wenn der Grund Ihnen nicht weiterhilft, senden Sie die Hilfekarte an Ihren Administrator.

captcha_for_typed = Das Portal verlangt zuerst die Zeichen aus einem Bild
    .cause-1 = Nach mehreren erfolglosen Versuchen, auf diesem oder einem anderen Gerät, fragt { $host } nach den Zeichen in einem Bild (CAPTCHA).
    .cause-2 = Ihr Passwort hat es noch nicht geprüft. Es kann richtig sein.
    .cause-3 = { nothing-lost }
    .cause-4 = { $tries }
    .step-1 = Geben Sie die Zeichen aus dem Bild ein. Groß oder klein ist egal.
    .step-2 = Wenn Sie das Bild nicht lesen können, holen Sie ein anderes. Das kostet nichts.
    .step-3 = Wenn Sie gar kein Bild nutzen können, sehen Sie bei den anderen Wegen nach.

captcha_for_stored = Zeichen aus einem Bild eingeben, und Sie sind angemeldet
    .cause-1 = Nach mehreren erfolglosen Versuchen, auf diesem oder einem anderen Gerät, fragt { $host } nach den Zeichen in einem Bild (CAPTCHA).
    .cause-2 = Das auf diesem Telefon gespeicherte Passwort hat es noch nicht geprüft. Es bleibt erhalten: Sie müssen weder das Konto löschen noch das Passwort eingeben.
    .cause-3 = { $tries }
    .step-1 = Öffnen Sie das Bild und geben Sie seine Zeichen ein.
    .step-2 = Wenn Sie das Bild nicht lesen können, holen Sie ein anderes. Das kostet nichts.
    .step-3 = Oder melden Sie sich einmal im Browser an. Prüfen Sie danach hier erneut.
    .step-4 = Wenn beides nicht geht, fragen Sie Ihren Administrator.

captcha_again = Die Zeichen oder das Passwort waren nicht richtig
    .cause-1 = { $host } hat ein neues Bild gezeigt. Was von beidem falsch war, sagt es nicht: die Zeichen aus dem Bild oder das Passwort.
    .cause-2 = Ihr Login bleibt erhalten, ein gespeichertes Passwort auch. Ein eingegebenes bleibt höchstens ein paar Minuten erhalten.
    .cause-3 = { $tries }
    .step-1 = Geben Sie die Zeichen des neuen Bildes ein. Wenn sie schwer zu lesen sind, holen Sie vorher ein anderes.
    .step-2 = Holen Sie ein anderes Bild. Das kostet nichts.
    .step-3 = Wenn Sie sich bei den Zeichen sicher waren, geben Sie auch das Passwort noch einmal ein.
    .step-4 = Oder melden Sie sich einmal im Browser an, dort sehen Sie Ihre Eingabe. Danach fragt das Portal auch hier nicht mehr.
    .step-5 = Wenn es so weitergeht, fragen Sie Ihren Administrator.

password_needed = Geben Sie Ihr Passwort noch einmal ein
    .cause-1 = Das Telefon behält ein eingegebenes Passwort nur ein paar Minuten, im Hintergrund nur eine Minute und nach dem Schließen der App gar nicht.
    .cause-2 = Ihr Login bleibt erhalten.
    .cause-3 = { $tries }
    .step-1 = Geben Sie das Passwort ein. Wenn ein Bild zu sehen ist, geben Sie auch dessen Zeichen ein.

stored_refused = Das Portal hat das hier gespeicherte Passwort abgelehnt
    .cause-1 = { $host } nennt keinen Grund. Das gespeicherte Passwort kann im Portal entfernt worden sein. Ihr Zugang kann auf Zeit gesperrt oder geschlossen sein.
    .cause-2 = Vielleicht ist auch die Anmeldung aus diesem Netz nicht erlaubt.
    .cause-3 = { $cloud } liegt in der Bitrix24-Cloud. Eine Sicherheitssperre dort sieht ebenso aus, und nur der Bitrix24-Support hebt sie auf.
    .cause-4 = Dieses Telefon sendet das gespeicherte Passwort nicht mehr von selbst, so gehen keine weiteren Versuche verloren.
    .cause-5 = { $kept_for_now }
    .cause-6 = { $tries }
    .step-1 = Melden Sie sich mit Login und Passwort neu an.
    .step-2 = { $send_once_more }
    .step-3 = Wenn auch Ihr Passwort abgelehnt wird, fragen Sie Ihren Administrator, ob Ihr Zugang offen ist.

answers_lost = Drei Antworten in Folge sind nicht angekommen
    .cause-1 = Das Telefon hat das gespeicherte Passwort dreimal an { $host } gesendet und keine Antwort gelesen. Das Portal kann diese Versuche gezählt haben.
    .cause-2 = Deshalb hat das Telefon von selbst aufgehört. Das gespeicherte Passwort bleibt erhalten.
    .cause-3 = { $tries }
    .step-1 = Gehen Sie an einen Ort mit besserem Empfang oder wechseln Sie zwischen WLAN und mobilen Daten.
    .step-2 = Versuchen Sie es dann noch einmal.
    .step-3 = { tell-administrator }

signed_out = Sie haben sich abgemeldet
    .cause-1 = Sie haben sich auf diesem Telefon von diesem Konto abgemeldet. Das Konto bleibt in der Liste.
    .step-1 = Melden Sie sich an, wenn Sie es wieder nutzen möchten.

was_reset = Die Anmeldung wurde zurückgesetzt
    .cause-1 = Was dieses Telefon zum Anmelden brauchte, wurde gelöscht. Das Konto, sein Platz in der Liste und seine Einstellungen bleiben erhalten.
    .step-1 = { sign-in-again }

session_ended = Dieses Portal verlangt eine neue Anmeldung
    .cause-1 = { $host } ist ein älteres Portal und gibt Telefonen kein Passwort zum Behalten. Deshalb fragt es nach einer Weile ohne Nutzung erneut.
    .cause-2 = Das Konto bleibt erhalten.
    .step-1 = { sign-in-again }

no_application_password = Dieses Portal wird wieder nach dem Passwort fragen
    .cause-1 = { $host } ist ein älteres Portal und gibt Telefonen kein Passwort zum Behalten.
    .cause-2 = Wenn Sie es eine Weile nicht genutzt haben, müssen Sie sich neu anmelden.
    .step-1 = Sie können jetzt arbeiten.
    .step-2 = Bitten Sie Ihren Administrator, das Portal zu aktualisieren.

sign_in_expired = Diese Anmeldung blieb zu lange liegen
    .cause-1 = Sie wurde vor einiger Zeit begonnen und lässt sich nicht mehr abschließen.
    .cause-2 = Ihr Konto und Ihr Login bleiben erhalten.
    .step-1 = Beginnen Sie neu.

session_not_accepted = Das Portal meldet Sie an und vergisst es wieder
    .cause-1 = { $host } hat Ihre Anmeldung angenommen, die nächste Anfrage aber wie die eines Fremden behandelt.
    .cause-2 = Ihr Passwort ist richtig und bleibt erhalten.
    .step-1 = { try-again }
    .step-2 = Wenn es so bleibt, setzen Sie die Anmeldung zurück und melden Sie sich neu an.
    .step-3 = Wenn das nicht hilft, senden Sie die Hilfekarte an Ihren Administrator.
