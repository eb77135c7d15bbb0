code_wrong = Der Code wurde nicht angenommen
    .cause-1 = { $host } hat den Code abgelehnt. Er kann vertippt, zu alt oder schon benutzt sein. Vielleicht geht die Uhr des Telefons falsch, das die Codes erzeugt.
    .cause-2 = Nach Ihrem Passwort werden Sie nicht noch einmal gefragt.
    .step-1 = Warten Sie auf den nächsten Code und geben Sie diesen ein. Derselbe Code wird nie zweimal angenommen.
    .step-2 = Prüfen Sie, ob die Uhrzeit des Telefons, das die Codes erzeugt, auf automatisch steht.
    .step-3 = Oder nutzen Sie einen anderen Weg, zum Beispiel einen Reserve-Code, wenn das Portal ihn annimmt.
    .step-4 = Wenn zwei Codes in Folge abgelehnt wurden, gehen Sie zurück und beginnen Sie mit dem Passwort.
    .step-5 = Wenn Sie das Telefon mit den Codes verloren haben, bitten Sie Ihren Administrator, sie für eine Zeit abzuschalten.

code_session_lost = Beginnen Sie noch einmal mit dem Passwort
    .cause-1 = { $host } hat den Code nicht angenommen und Ihren Schritt mit dem Passwort vermutlich vergessen. Der Code kann auch falsch gewesen sein.
    .cause-2 = Ihr Login bleibt erhalten.
    .step-1 = Gehen Sie zurück und geben Sie das Passwort und dann einen frischen Code ein.

code_malformed = Das kann kein Code sein
    .cause-1 = Ein Einmalcode hat sechs Ziffern. Ein Reserve-Code hat acht Buchstaben und Ziffern, etwa h4t9-x2qm.
    .cause-2 = Es wurde nichts gesendet.
    .step-1 = Geben Sie den Code noch einmal ein. Leerzeichen und Striche sind egal.
