code_wrong = Der Code wurde nicht angenommen
    .cause-1 = { $host } hat den Code nicht angenommen. Er kann vertippt, zu alt oder schon benutzt sein. Vielleicht geht die Uhr des Telefons falsch, das die Codes erzeugt.
    .cause-2 = Nach Ihrem Passwort werden Sie nicht noch einmal gefragt.
    .cause-3 = { $picture_first }
    .step-1 = Warten Sie auf den nächsten Code und geben Sie diesen ein. Derselbe Code wird nie zweimal angenommen.
    .step-2 = Prüfen Sie, ob die Uhrzeit des Telefons, das die Codes erzeugt, auf automatisch steht.
    .step-3 = Oder nutzen Sie einen anderen Weg, zum Beispiel einen Reserve-Code, wenn das Portal ihn annimmt.
    .step-4 = Wenn Sie nie Codes eingerichtet haben, öffnen Sie das Portal im Browser und richten Sie sie dort ein.
    .step-5 = Wenn zwei Codes in Folge abgelehnt wurden, gehen Sie zurück und beginnen Sie mit dem Passwort.
    .step-6 = Wenn Sie das Telefon mit den Codes verloren haben, bitten Sie Ihren Administrator, sie für eine Zeit abzuschalten.

code_session_lost = Beginnen Sie noch einmal mit dem Passwort
    .cause-1 = { $by_time ->
        [true] { $host } merkt sich den Schritt mit dem Passwort etwa 24 Minuten, und die sind vorbei.
       *[false] { $host } hat den Code nicht angenommen und Ihren Schritt mit dem Passwort vermutlich vergessen. Der Code kann auch falsch gewesen sein.
    }
    .cause-2 = Ihr Login bleibt erhalten.
    .step-1 = Geben Sie das Passwort und dann einen frischen Code ein.
    .step-2 = Wenn Sie nie Codes eingerichtet haben, öffnen Sie das Portal im Browser und richten Sie sie dort ein.

code_malformed = Das kann kein Code sein
    .cause-1 = Ein Einmalcode hat sechs Ziffern. Ein Reserve-Code hat acht Buchstaben und Ziffern, etwa h4t9-x2qm.
    .cause-2 = Es wurde nichts gesendet.
    .step-1 = Geben Sie den Code noch einmal ein. Leerzeichen und Striche sind egal.

code_repeated = Dieser Code wurde schon abgelehnt
    .cause-1 = { $host } hat genau diesen Code eben abgelehnt und zählt jeden einzelnen.
    .cause-2 = Deshalb wurde er nicht noch einmal gesendet.
    .step-1 = Warten Sie auf den nächsten Code und geben Sie diesen ein.
    .step-2 = Oder nutzen Sie einen anderen Weg, zum Beispiel einen Reserve-Code, den Sie noch nicht benutzt haben.

backup_codes_not_taken = Das Portal nimmt hier keine Reserve-Codes
    .cause-1 = { $host } nimmt nach eigener Angabe von Ihnen keinen Reserve-Code. Vielleicht sind alle verbraucht, oder es gab nie welche.
    .cause-2 = Es wurde nichts gesendet.
    .step-1 = Geben Sie die sechs Ziffern eines Einmalcodes ein.
    .step-2 = Wenn Sie keinen bekommen können, bitten Sie Ihren Administrator, die Codes für eine Zeit abzuschalten.

codes_not_set_up = Richten Sie zuerst im Browser Einmalcodes ein
    .cause-1 = Ihre Firma hat Einmalcodes zur Pflicht gemacht. Sie haben keine eingerichtet, und die Zeit dafür ist abgelaufen.
    .cause-2 = Deshalb kann noch kein Code gelten. Ihr Passwort war richtig, und es wurde nichts gezählt.
    .step-1 = Öffnen Sie das Portal im Browser, melden Sie sich an und folgen Sie den Schritten für die Codes.
    .step-2 = Gehen Sie dann hier zurück und geben Sie Ihr Passwort noch einmal ein.
    .step-3 = Wenn Sie auch im Browser nicht hineinkommen, bitten Sie Ihren Administrator, die Codes für eine Zeit abzuschalten.

sms_timeout = Eine SMS wurde gerade erst angefordert
    .cause-1 = { $host } sendet immer nur eine SMS auf einmal.
    .cause-2 = Bis zur nächsten warten Sie bitte noch { $wait }.
    .step-1 = Sehen Sie nach, ob die letzte SMS angekommen ist, und geben Sie deren Code ein.
    .step-2 = Wenn sie nach dieser Zeit nicht da ist, fordern Sie eine neue an.

phone_not_found = Das Portal kennt keine Telefonnummer von Ihnen
    .cause-1 = { $host } kann Ihnen keine SMS senden.
    .cause-2 = In Ihrem Profil steht keine Telefonnummer.
    .step-1 = Nutzen Sie einen anderen Weg, zum Beispiel einen Reserve-Code.
    .step-2 = Bitten Sie Ihren Administrator, Ihre Nummer einzutragen oder die Codes für eine Zeit abzuschalten.

push_otp_disabled = Das Portal sendet keine Codes per SMS
    .cause-1 = { $host } sendet Ihnen keine Codes.
    .cause-2 = SMS mit Codes sind dort für alle oder für Sie abgeschaltet.
    .step-1 = Geben Sie den Code aus Ihrer App ein oder nutzen Sie einen anderen Weg.
    .step-2 = Wenn Sie keinen anderen Weg haben, bitten Sie Ihren Administrator, die Codes für eine Zeit abzuschalten.

sms_not_sent = Das Portal hat die SMS nicht gesendet
    .cause-1 = { $host } hat es abgelehnt, den Code zu senden.
    .cause-2 = Vielleicht hat das Portal Ihren Schritt mit dem Passwort vergessen.
    .step-1 = Geben Sie einen Code aus Ihrer App ein oder nutzen Sie einen anderen Weg.
    .step-2 = Oder gehen Sie zurück, geben Sie das Passwort noch einmal ein und fordern Sie die SMS dann an.
    .step-3 = Wenn es so bleibt, senden Sie die Hilfekarte an Ihren Administrator.
