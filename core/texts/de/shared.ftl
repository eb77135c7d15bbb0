### Sätze, die viele Texte gemeinsam haben, und Zeitspannen.

nothing-lost = Ihre Eingaben bleiben erhalten.
login-kept = Ihr Login bleibt erhalten.
not-sent = Es wurde kein Passwort gesendet.
no-verdict = Das sagt nichts über Ihr Passwort.
maybe-counted = Ihr Passwort war schon unterwegs; das Portal kann es als Versuch gezählt haben.
code-maybe-counted = Ihr Code war schon unterwegs; das Portal kann ihn gezählt haben.
picture-first = Das Portal verlangt jetzt zuerst die Zeichen aus einem Bild und hat diesen Code vielleicht gar nicht angesehen: Solange er noch angezeigt wird, kann er nach dem Bild richtig sein.
kept-for-now = Das gespeicherte Passwort wird 30 Tage aufbewahrt.
send-once-more = Wenn Sie nur eine Sperre auf Zeit vermuten, senden Sie das gespeicherte Passwort noch einmal. Das kann einen Versuch kosten.
check-there = Wenn das Portal wieder unter der alten Adresse ist, prüfen Sie erneut.
check-address = Prüfen Sie die Adresse auf Tippfehler.
sign-in-again = Melden Sie sich mit Login und Passwort an.
try-again = Versuchen Sie es erneut.
then-try-again = Versuchen Sie es dann erneut.
tell-administrator = Wenn es so bleibt, informieren Sie Ihren Administrator.

## Eine Spanne, wie sie in „Warten Sie …“ und „Die Uhr geht … vor“ steht: im Akkusativ.

span-seconds =
    { $count ->
        [one] eine Sekunde
       *[other] { $count } Sekunden
    }
span-minutes =
    { $count ->
        [one] eine Minute
       *[other] { $count } Minuten
    }
span-hours =
    { $count ->
        [one] eine Stunde
       *[other] etwa { $count } Stunden
    }
span-days =
    { $count ->
        [one] einen Tag
       *[other] etwa { $count } Tage
    }
