not_an_invitation = Das ist keine Einladung
    .cause-1 = In diesem Text ist keine Einladung zu einem Portal zu erkennen. Es wurde nichts gesendet.
    .step-1 = Kopieren Sie den ganzen Link aus der E-Mail oder Nachricht, die Sie einlädt.
    .step-2 = Wenn Sie keinen haben, sehen Sie nach, wie eine Einladung erneut gesendet wird.

invitation_in_browser = Diese Einladung im Browser annehmen
    .cause-1 = Sie führt zu { $host }. Diese Seite funktioniert nur im Browser.
    .cause-2 = Es wurde nichts gesendet, und der Link ist nicht verbraucht.
    .step-1 = Öffnen Sie den Link der Einladung selbst im Browser und folgen Sie den Schritten dort.
    .step-2 = Wenn dort steht, dass Sie nicht in Bitrix24 sind, sehen Sie nach, was das bedeutet.
    .step-3 = Melden Sie sich dann hier an, unter der Adresse Ihres Portals.

invitation_signed_in = Das Portal hält Sie schon für angemeldet
    .cause-1 = Eine Einladung gilt nur für Personen, die nicht angemeldet sind. Einen Grund, falls das Portal einen nennt, sehen Sie unten in seinen Worten.
    .step-1 = Melden Sie sich stattdessen hier mit Login und Passwort an.

invitation_inactive = Diese Einladung gehört zu einem geschlossenen Zugang
    .cause-1 = Der Zugang bei { $host } ist nicht aktiv.
    .cause-2 = Einen Grund, falls das Portal einen nennt, sehen Sie unten in seinen Worten.
    .step-1 = Bitten Sie Ihren Administrator, den Zugang zu öffnen oder Sie neu einzuladen.

invitation_wrong_link = Das ist nicht der richtige Link
    .cause-1 = { $host } kennt den Link nicht. Er kann abgeschnitten sein, oder die Einladung wurde erneut gesendet oder zurückgenommen.
    .cause-2 = Einen Grund, falls das Portal einen nennt, sehen Sie unten in seinen Worten.
    .step-1 = Öffnen Sie den Link der letzten Einladung, die Sie bekommen haben, und zwar ganz.
    .step-2 = Wenn es keine andere gibt, bitten Sie die Person, die Sie eingeladen hat, sie erneut an die richtige Adresse zu senden.

invitation_password_refused = Das Portal verlangt ein anderes Passwort
    .cause-1 = { $host } hat das Passwort nicht angenommen. Was es verlangt, sehen Sie unten in den Worten des Portals.
    .cause-2 = Der Link ist nicht verbraucht. { nothing-lost }
    .step-1 = Wählen Sie ein anderes Passwort und nehmen Sie die Einladung noch einmal an.

names_needed = Vor- und Nachname fehlen
    .cause-1 = Portale nehmen eine Einladung nur mit beiden Namen an.
    .cause-2 = Der Link ist nicht verbraucht. { nothing-lost }
    .step-1 = Geben Sie beide Namen ein und nehmen Sie die Einladung noch einmal an.

invitation_used = Diese Einladung ist schon angenommen
    .cause-1 = Sie gilt nur einmal. Vielleicht haben Sie sie benutzt, oder ein E-Mail-Programm, das Links öffnet.
    .cause-2 = Einen Grund, falls das Portal einen nennt, sehen Sie unten in seinen Worten.
    .step-1 = Melden Sie sich mit Ihrer E-Mail-Adresse und dem damals gewählten Passwort an.
    .step-2 = Wenn das nicht sein kann, gehört Ihre Adresse vielleicht schon zu einem anderen Zugang: Sehen Sie nach, was dann zu tun ist.

invitation_not_taken = Das Portal hat es nicht angenommen
    .cause-1 = { $host } zeigt sein Formular erneut. Einen Grund, falls es einen nennt, sehen Sie unten in den Worten des Portals.
    .cause-2 = Der Link ist nicht verbraucht. { nothing-lost }
    .step-1 = Ändern Sie, was der Grund nennt, und nehmen Sie die Einladung noch einmal an.
    .step-2 = Wenn kein Grund da steht, öffnen Sie den Link im Browser.

invitation_refused = Das Portal nimmt diese Einladung nicht an
    .cause-1 = { $host } nennt den Grund unten, in seinen eigenen Worten.
    .cause-2 = Dort hat sich nichts geändert.
    .step-1 = Wenn Sie die Einladung schon einmal angenommen haben, melden Sie sich an.
    .step-2 = Wenn nicht, bitten Sie die Person, die Sie eingeladen hat, sie erneut zu senden.

invitation_unreadable = Die App kann die Seite des Portals nicht lesen
    .cause-1 = { $host } hat mit einer Seite geantwortet, auf der die App weder ein Ja noch ein Nein erkennt.
    .cause-2 = Nichts davon gilt als erledigt.
    .step-1 = Öffnen Sie den Link der Einladung selbst im Browser.
    .step-2 = Wenn Sie sie dort angenommen haben, melden Sie sich hier an.

invitation_lost = Ob die Einladung angenommen ist, ist unbekannt
    .cause-1 = Die Antwort von { $host } kam nicht an.
    .cause-2 = Eine Einladung wird nur einmal angenommen und deshalb nicht noch einmal gesendet.
    .step-1 = Versuchen Sie, sich mit Ihrer E-Mail-Adresse und dem eben gewählten Passwort anzumelden.
    .step-2 = Wenn das abgelehnt wird, öffnen Sie den Link noch einmal: Die Seite sagt, ob er benutzt ist.

invitation_accepted = Sie haben die Einladung angenommen
    .cause-1 = { $host } kennt Sie jetzt, aber die Anmeldung konnte nicht von selbst weitergehen.
    .cause-2 = Ihr neues Passwort ist festgelegt.
    .step-1 = Melden Sie sich mit Ihrer E-Mail-Adresse und dem eben gewählten Passwort an.
