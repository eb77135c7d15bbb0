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
        [one] Von diesem Telefon aus haben Sie { $count } Reserve-Code benutzt.
       *[other] Von diesem Telefon aus haben Sie { $count } Reserve-Codes benutzt.
    }
way-backup-code-not-said = Geben Sie stattdessen einen Ihrer Reserve-Codes ein, falls Sie welche haben. Jeder gilt einmal. Dieses Portal sagt nicht, ob es sie annimmt; lehnt es einen ab, beginnen Sie noch einmal mit dem Passwort.
way-backup-code-after = Wenn das Telefon mit Ihren Codes verloren ist, richten Sie sie danach auf dem neuen Telefon ein.
way-sms = Lassen Sie sich den Code per SMS schicken.
way-sms-sent = Eine SMS mit dem Code ging an { $to }.
way-sms-sent-somewhere = Eine SMS mit dem Code wurde gerade erst gesendet.
way-sms-again = Wenn sie nicht angekommen ist, fordern Sie eine neue an.
way-sms-again-in = Bis zur nächsten warten Sie bitte noch { $wait }.
way-verification-code = Nehmen Sie den Code aus der Bitrix24-App, in der Sie angemeldet sind: Menü > Konto wechseln > … > Bestätigungscode. Das geht auch ohne Netz. Wenn Sie dort per Fingertipp bestätigen, meldet Sie das in dieser App nicht an; geben Sie die sechs Ziffern ein.
way-begin-again = Wenn Codes weiter abgelehnt werden, hat das Portal Ihren Schritt mit dem Passwort vielleicht vergessen. Gehen Sie zurück und beginnen Sie mit dem Passwort; Ihr Login bleibt erhalten.
way-administrator-picture = Bitten Sie Ihren Administrator um Hilfe. Senden Sie ihm die Hilfekarte: Sie nennt, was nötig ist, und enthält kein Passwort.
way-administrator-code = Wenn Sie das Telefon verloren haben, das die Codes erzeugt, bitten Sie Ihren Administrator, die Codes für eine Zeit abzuschalten. Gehen Sie dann hier zurück, melden Sie sich mit Ihrem Passwort an und richten Sie die Codes auf dem neuen Telefon ein: Ihr Profil > Sicherheit > Mein mobiles Gerät hat sich geändert.
way-support-code = Wenn Sie der einzige Administrator sind und selbst nicht hineinkommen, hilft der Support von Bitrix24.
why-browser-codes = Ihre Firma hat Einmalcodes zur Pflicht gemacht, und Sie haben keine eingerichtet. Tun Sie das im Browser, kommen Sie dann zurück und geben Sie Ihr Passwort noch einmal ein.
