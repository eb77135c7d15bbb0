recovery_in_browser = Neues Passwort im Browser festlegen
    .cause-1 = { $host } liegt in der Bitrix24-Cloud. Ihr Passwort gehört dort zu Ihrem Bitrix24-Network-Profil und wird bei { $to } geändert.
    .cause-2 = An das Portal wurde nichts gesendet.
    .step-1 = Öffnen Sie die Seite von { $to } und folgen Sie den Schritten dort. Nach 60 Sekunden kann dort eine weitere E-Mail angefordert werden.
    .step-2 = Melden Sie sich dann hier mit dem neuen Passwort an.

recovery_wait = Eine E-Mail wurde eben erst angefordert
    .cause-1 = { $waited ->
        [true] Es wurde nichts gesendet. Sie können jetzt die nächste anfordern.
       *[false] Warten Sie noch { $wait }, bevor Sie die nächste anfordern. Jetzt wurde nichts gesendet.
    }
    .cause-2 = Jede neue E-Mail macht die Links der früheren ungültig.
    .step-1 = Sehen Sie in Ihren E-Mails nach, auch unter „Spam“ und „Werbung“.
    .step-2 = { $waited ->
        [true] Wenn nichts gekommen ist, fordern Sie eine weitere E-Mail an.
       *[false] Wenn nach der Wartezeit nichts gekommen ist, fordern Sie eine weitere E-Mail an.
    }

recovery_refused = Das Portal hat keine E-Mail gesendet
    .cause-1 = { $host } hat die Anfrage nicht angenommen. Falls es ein Bild gezeigt hat, können dessen Zeichen falsch sein. Einen Grund, falls es einen nennt, sehen Sie unten in den Worten des Portals.
    .cause-2 = { nothing-lost }
    .step-1 = Prüfen Sie den Login. Auf manchen Portalen ist er Ihre E-Mail-Adresse, auf anderen ein kurzer Name.
    .step-2 = Fordern Sie dann die E-Mail noch einmal an.
    .step-3 = Oder erledigen Sie es im Browser, auf der Seite des Portals.
    .step-4 = Auch Ihr Administrator kann Ihnen den Link senden. Er wählt dazu in Ihrem Profil Sicherheit > Passwort wiederherstellen.

recovery_mail_lost = Ob die E-Mail gesendet wurde, ist unbekannt
    .cause-1 = Die Antwort von { $host } kam nicht an.
    .cause-2 = Die E-Mail kann trotzdem unterwegs sein.
    .step-1 = Sehen Sie in Ihren E-Mails nach, auch unter „Spam“ und „Werbung“. Wenn sie da ist, machen Sie damit weiter.
    .step-2 = { $waited ->
        [true] Wenn nichts gekommen ist, fordern Sie eine weitere E-Mail an.
       *[false] Warten Sie { $wait }. Wenn dann nichts gekommen ist, fordern Sie eine weitere E-Mail an.
    }

recovery_unreadable = Die App kann die Seite des Portals nicht lesen
    .cause-1 = { $host } hat mit einer Seite geantwortet, auf der die App weder ein Ja noch ein Nein erkennt. Nichts davon gilt als erledigt.
    .cause-2 = { nothing-lost }
    .step-1 = Sehen Sie in Ihren E-Mails nach. Wenn eine gekommen ist, können Sie ihren Link hier verwenden.
    .step-2 = Oder machen Sie im Browser weiter, auf der Seite des Portals.
    .step-3 = Wenn Sie gerade ein neues Passwort festgelegt haben, versuchen Sie, sich damit anzumelden.

checkword_unreadable = Das ist kein Link für ein neues Passwort
    .cause-1 = In dem eingefügten Text ist weder ein solcher Link noch ein Kontrollwort zu erkennen. Es wurde nichts gesendet.
    .step-1 = Kopieren Sie den ganzen Link aus der letzten E-Mail und fügen Sie ihn hier ein. Wie das E-Mail-Programm ihn verpackt, spielt keine Rolle.
    .step-2 = Wenn Sie die E-Mail nicht finden, fordern Sie eine weitere an.

link_of_other_portal = Dieser Link gehört zu einem anderen Portal
    .cause-1 = Der Link führt zu { $to }, hier geht es aber um { $host }.
    .cause-2 = Deshalb wurde nichts gesendet.
    .step-1 = Öffnen Sie die E-Mail von { $host } und fügen Sie deren Link ein.
    .step-2 = Wenn Sie sie nicht finden, fordern Sie eine weitere E-Mail an.

checkword_wrong = Das Portal hat es nicht angenommen
    .cause-1 = { $host } hat den Link, das neue Passwort oder, falls es ein Bild gezeigt hat, dessen Zeichen abgelehnt. Einen Grund, falls es einen nennt, sehen Sie unten in den Worten des Portals.
    .cause-2 = Jede E-Mail macht die Links der früheren ungültig. Nur der Link der letzten E-Mail gilt.
    .cause-3 = Das Passwort ist nicht geändert.
    .step-1 = Wenn es im Grund um das Passwort geht, wählen Sie ein anderes. Derselbe Link gilt weiter.
    .step-2 = Wenn nicht, öffnen Sie den Link der letzten E-Mail, nicht den einer älteren.
    .step-3 = Wenn Sie nicht sicher sind, welche das ist, fordern Sie eine weitere E-Mail an und verwenden Sie nur diese.
    .step-4 = Wenn das nicht hilft, bitten Sie Ihren Administrator um einen Link. Er wählt dazu in Ihrem Profil Sicherheit > Passwort wiederherstellen.

checkword_expired = Dieser Link ist zu alt
    .cause-1 = { $host } hat ihn nicht angenommen. Einen Grund, falls es einen nennt, sehen Sie unten in den Worten des Portals. Links gelten je nach Portal eine Stunde bis zwei Tage.
    .cause-2 = Jede E-Mail macht die Links der früheren ungültig. Das Passwort ist nicht geändert.
    .step-1 = Fordern Sie eine weitere E-Mail an.
    .step-2 = Öffnen Sie den Link dieser letzten E-Mail dann bald.
    .step-3 = Wenn es im Grund um das Passwort geht, wählen Sie ein anderes.

recovery_captcha_again = Die Zeichen, der Link oder das Passwort waren falsch
    .cause-1 = { $host } hat ein neues Bild gezeigt. Was von den dreien nicht angenommen wurde, sagt es nicht. Einen Grund, falls es einen nennt, sehen Sie unten in den Worten des Portals.
    .cause-2 = Der Link und das neue Passwort, die Sie eingegeben haben, sind noch da. Das Passwort ist nicht geändert.
    .step-1 = Geben Sie die Zeichen des neuen Bildes ein. Wenn sie schwer zu lesen sind, holen Sie vorher ein anderes. Das kostet nichts.
    .step-2 = Wenn es im Grund um den Link oder das Passwort geht, geben Sie die Zeichen trotzdem noch einmal ein. Danach können Sie beides neu eingeben.
    .step-3 = Oder fordern Sie eine weitere E-Mail an und verwenden Sie nur diese.

new_password_short = Dieses Passwort ist zu kurz
    .cause-1 = Kein Portal nimmt weniger als 6 Zeichen an. Es wurde nichts gesendet, und der Link ist nicht verbraucht.
    .step-1 = Geben Sie ein längeres Passwort ein. Ihr Portal kann mehr verlangen: Lange Passwörter mit großen und kleinen Buchstaben, Ziffern und Sonderzeichen (kein Doppelpunkt) gelten fast überall.

password_change_lost = Ob das neue Passwort gilt, ist unbekannt
    .cause-1 = Der Link wurde benutzt, aber die Antwort von { $host } kam nicht an.
    .cause-2 = Ein solcher Link gilt nur einmal und wird deshalb nicht noch einmal gesendet.
    .step-1 = Versuchen Sie, sich mit dem neuen Passwort anzumelden.
    .step-2 = Wenn es abgelehnt wird, fordern Sie eine weitere E-Mail an und verwenden Sie nur diese.
