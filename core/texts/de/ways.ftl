### Andere Wege, wenn ein Bild oder ein Code verlangt wird.

way-elsewhere = Melden Sie sich einmal auf einem anderen Gerät oder im Browser an, auf einem Weg, der für Sie funktioniert: mit einem Firmen- oder sozialen Konto, per QR-Code oder mit Hilfe einer anderen Person. Danach fragt das Portal nicht mehr nach dem Bild.
way-elsewhere-then-check = Kommen Sie dann zurück und prüfen Sie erneut: Dieses Telefon sendet sein gespeichertes Passwort einmal.
way-elsewhere-then-back = Gehen Sie dann hier einen Schritt zurück und geben Sie Ihr Passwort noch einmal ein.
way-qr = Öffnen Sie an einem Computer, an dem Sie im Portal angemeldet sind, den QR-Code für die mobile App und scannen Sie ihn.
way-browser-picture = Öffnen Sie das Portal im Browser und melden Sie sich dort an. Auch dort kann ein Bild erscheinen, aber größer.
way-browser-code = Wenn Sie nie Codes eingerichtet haben, hat Ihre Firma sie vielleicht zur Pflicht gemacht. Öffnen Sie das Portal im Browser und richten Sie sie dort ein.
way-backup-code = Geben Sie stattdessen einen Ihrer Reserve-Codes ein. Jeder gilt einmal.
way-backup-codes-used =
    { $count ->
        [one] Von diesem Telefon aus haben Sie { $count } benutzt.
       *[other] Von diesem Telefon aus haben Sie { $count } benutzt.
    }
way-sms = Lassen Sie sich den Code per SMS schicken.
way-administrator-picture = Bitten Sie Ihren Administrator um Hilfe. Senden Sie ihm die Hilfekarte: Sie nennt, was nötig ist, und enthält kein Passwort.
way-administrator-code = Wenn Sie das Telefon verloren haben, das die Codes erzeugt, bitten Sie Ihren Administrator, die Codes für eine Zeit abzuschalten. Melden Sie sich dann mit Ihrem Passwort an und richten Sie sie auf dem neuen Telefon ein.
