open_link_again = Öffnen Sie den Link noch einmal
    .cause-1 = Die App wurde geschlossen, bevor der Link benutzt war. Zur Sicherheit behält das Telefon solche Links nicht.
    .cause-2 = Der Link ist nicht verbraucht.
    .step-1 = Öffnen Sie den Link noch einmal oder scannen Sie den Code erneut.
    .step-2 = Oder melden Sie sich mit Ihrem Passwort an.

link_used_or_lost = Dieser Link ist vielleicht verbraucht
    .cause-1 = Der Link wurde an das Portal gesendet, aber die Antwort kam nicht an. Ein solcher Link gilt nur einmal.
    .step-1 = Holen Sie am Computer einen neuen Link oder QR-Code und öffnen Sie ihn.
    .step-2 = Oder melden Sie sich mit Ihrem Passwort an.
