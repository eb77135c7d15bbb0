### Was die App nicht konnte, was immer das Portal sagt.

no_longer_there = Das ist nicht mehr offen
    .cause-1 = Es wurde inzwischen beendet, abgebrochen oder entfernt, oder die App war zwischendurch geschlossen. Ihre letzte Eingabe wurde nicht gesendet.
    .step-1 = Gehen Sie zurück. Dort sehen Sie, was jetzt offen ist, und können weitermachen.
    .step-2 = Wenn Sie über einen Link oder einen Code kamen, öffnen Sie ihn noch einmal.

stopped = Das wurde abgebrochen
    .cause-1 = Es wurde abgebrochen, bevor die Antwort kam. { nothing-lost }
    .step-1 = { try-again }

draft_too_long = Dieser Text ist zu lang zum Aufbewahren
    .cause-1 = Das Telefon bewahrt für jedes Konto etwa 8.000 Zeichen nicht gesendeten Text auf, in kyrillischer Schrift etwa 4.000. Was vorher aufbewahrt war, ist noch da.
    .step-1 = Kürzen Sie den Text.
    .step-2 = Oder kopieren Sie ihn in eine andere App, bevor Sie diese Seite verlassen.

app_fault = In der App ist etwas schiefgegangen
    .cause-1 = Die App konnte nicht tun, was Sie wollten. Sie haben nichts falsch gemacht.
    .cause-2 = Für Ihren Administrator: { $code }.
    .step-1 = Schließen Sie die App ganz und öffnen Sie sie wieder.
    .step-2 = Wenn das nicht hilft, starten Sie das Telefon neu und aktualisieren Sie die App.
    .step-3 = Wenn es so bleibt, senden Sie die Hilfekarte an Ihren Administrator.
