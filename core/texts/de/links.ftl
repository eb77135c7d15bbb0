open_link_again = Öffnen Sie den Link noch einmal
    .cause-1 = Der Link hat zu lange gewartet, oder die App wurde geschlossen, bevor er benutzt wurde. Zur Sicherheit bewahrt das Telefon solche Links nicht auf.
    .cause-2 = Der Link wurde nicht verbraucht.
    .step-1 = Öffnen Sie den Link noch einmal, oder scannen Sie den Code erneut.
    .step-2 = Oder melden Sie sich mit Ihrem Passwort an.

link_used_or_lost = Dieser Link ist vielleicht verbraucht
    .cause-1 = Dieses Telefon hat den Link schon an das Portal gesendet. Kam keine lesbare Antwort, weiß hier niemand, ob er funktioniert hat. Ein solcher Link gilt nur einmal, deshalb wird er nicht noch einmal gesendet.
    .step-1 = Holen Sie sich am Computer einen neuen Link oder einen neuen QR-Code und öffnen Sie ihn.
    .step-2 = Oder melden Sie sich mit Ihrem Passwort an.

link_unreadable = Dieser Link ist nicht lesbar
    .cause-1 = Das ist kein Link zu einem Portal, oder ein Teil davon fehlt.
    .cause-2 = Kurzlinks und Links, die ein E-Mail-Filter ersetzt hat, sagen nicht, wohin sie führen. Das Telefon öffnet sie nicht.
    .cause-3 = Es wurde nichts gesendet.
    .step-1 = Kopieren Sie den Link noch einmal, vom ersten bis zum letzten Zeichen.
    .step-2 = Ist es ein Kurzlink, bitten Sie um den vollständigen.
    .step-3 = Oder geben Sie die Adresse des Portals ein und melden Sie sich mit Ihrem Passwort an.

link_refused = Das Portal hat diesen Link nicht angenommen
    .cause-1 = { $host } sagt nicht, warum. Ein solcher Link gilt einmal und nur einige Minuten: Er ist verbraucht oder zu alt. Ein älteres Portal nimmt solche Links nicht an.
    .cause-2 = Es wurde kein Versuch gezählt.
    .step-1 = Holen Sie sich am Computer einen neuen Link oder einen neuen QR-Code und öffnen Sie ihn.
    .step-2 = Oder melden Sie sich hier mit Login und Passwort an.
    .step-3 = Werden auch neue Links abgelehnt, fragen Sie Ihren Administrator, ob Ihr Zugang offen ist.

link_elsewhere = Das Portal dieses Links hat eine neue Adresse
    .cause-1 = Der Link gilt nur für die Adresse, die er zeigt. Diese verweist auf eine andere; deshalb wurde der Link nicht gesendet.
    .cause-2 = { $from } verweist jetzt auf { $to }.
    .step-1 = Fragen Sie in Ihrem Team oder Ihren Administrator, ob die neue Adresse stimmt.
    .step-2 = Wenn ja, holen Sie sich dort einen neuen Link oder einen neuen QR-Code und öffnen Sie ihn.

link_without_portal = Dieser Code nennt sein Portal nicht
    .cause-1 = Der Code wurde gelesen, nennt aber das Portal nicht, für das er gilt.
    .cause-2 = Es wurde nichts gesendet.
    .step-1 = { $beside ->
        [true] Es wird noch ein anderer Link gezeigt, der zuerst kommt: Stimmen Sie ihm zu, oder gehen Sie zurück. Scannen Sie den Code danach erneut.
       *[false] Geben Sie die Adresse des Portals ein. Sie sehen sie noch einmal, bevor der Code benutzt wird.
    }
    .step-2 = Oder scannen Sie den Code erneut.

other_portals_link = Dieser Link ist für ein anderes Portal
    .cause-1 = Der Link gehört nicht zu dem Portal, bei dem Sie sich anmelden. Er wurde nirgendwohin gesendet und ist nicht verbraucht.
    .cause-2 = Er gehört zu { $to }.
    .step-1 = Benutzen Sie hier einen Link dieses Portals.
    .step-2 = Für das andere Portal beginnen Sie dort eine neue Anmeldung.

link_for_recovery = Dieser Link ist für ein neues Passwort
    .cause-1 = Mit diesem Link wählen Sie ein neues Passwort. Er meldet Sie nicht von selbst an.
    .cause-2 = Er wurde nicht verbraucht.
    .step-1 = Wählen Sie „Passwort vergessen“ und geben Sie dort Ihren Login ein, wo nach ihm gefragt wird. Wenn Sie eine neue E-Mail anfordern, gilt nur der Link der letzten.
    .step-2 = Wenn Sie Ihr Passwort kennen, melden Sie sich damit an.

link_for_invitation = Dieser Link ist eine Einladung
    .cause-1 = Damit nehmen Sie die Einladung zu einem Portal an, mit Ihrem Namen und einem eigenen Passwort. Sie wurde nicht verbraucht.
    .step-1 = Öffnen Sie ihn als Einladung.
    .step-2 = Wenn Sie die Einladung schon angenommen haben, melden Sie sich mit Ihrem Passwort an.

link_for_push_setup = Dieser Code richtet Anmeldecodes ein
    .cause-1 = Er verbindet die Bitrix24-App mit Ihrem Zugang, damit die App Ihre Anmeldungen bestätigt. Er meldet niemanden an.
    .cause-2 = Er gilt zehn Minuten und nur in der Bitrix24-App. Er wurde nicht verbraucht.
    .step-1 = Öffnen Sie die Bitrix24-App und scannen Sie den Code dort.
    .step-2 = Hier melden Sie sich mit Ihrem Passwort an.

### Warnungen zu einem Link. `$host` ist, wohin er führt.

link-new-portal = Dieses Telefon hat noch kein Konto bei { $host }. Fahren Sie nur fort, wenn Sie das Portal kennen und den Link erwartet haben.
link-other-portal = Sie benutzen gerade { $other }. Dieser Link ist für ein anderes Portal, { $host }.
link-looks-like-known = { $host } sieht fast aus wie { $other }, ist aber eine andere Adresse. Solche Links kommen oft von Betrügern.
link-looks-like-another = { $host } soll wie eine andere Adresse aussehen. Solche Links kommen oft von Betrügern. Fragen Sie die Person, die den Link geschickt hat, bevor Sie fortfahren.
link-hidden-host = Der Link zeigt zuerst einen anderen Namen, führt aber zu { $host }. So verbergen Betrüger, wohin ein Link führt.
link-foreign-host = Der Link kam über { $other }; das ist nicht das Portal. Er führt zu { $host }.
link-not-secure = Der Link verlangt eine Verbindung, die andere mitlesen können. Stattdessen wird eine geschützte benutzt.
link-incomplete = Ein Teil des Links fehlt. Kopieren Sie ihn noch einmal, vom ersten bis zum letzten Zeichen.
link-hidden-target = Das ist ein Kurzlink oder ein geschützter Link. Wohin er führt, sieht man nur, wenn man ihn öffnet, und das Telefon öffnet ihn nicht.
link-several = In diesem Text sind mehrere Links. Nur der erste wird benutzt.
