### Die elf Themen des Artikels, S1 bis S11, in seiner Reihenfolge.

email_already_used = Diese E-Mail-Adresse ist schon vergeben
    .cause-1 = Unter einer Adresse, die schon jemand anderes nutzt, kann niemand eingeladen werden.
    .cause-2 = Dafür gibt es zwei Stellen: Sie kann der Login einer anderen Person sein oder als Kontakt-E-Mail in deren Profil stehen.
    .step-1 = Ist sie ein Login, öffnet die Person, der die Adresse gehört, damit ihr Bitrix24-Network-Profil.
    .step-2 = Dort wählt sie neben der E-Mail-Adresse „Bearbeiten“, gibt eine andere ein, speichert und bestätigt sie.
    .step-3 = Ist sie eine Kontakt-E-Mail, öffnet der Administrator das Profil dieser Person, wählt „Bearbeiten“, ändert die Kontakt-E-Mail und speichert.
    .step-4 = Danach verschickt der Administrator die Einladung noch einmal.
    .step-5 = Wenn Sie eingeladen wurden, bitten Sie die einladende Person, sich das anzusehen.

mail_not_arrived = Die E-Mail kommt nicht an
    .cause-1 = Einladungen und E-Mails für ein neues Passwort landen oft unter „Spam“ oder „Werbung“.
    .step-1 = Sehen Sie in den Ordnern „Spam“ und „Werbung“ nach.
    .step-2 = Nehmen Sie Ihre Bitrix24-Adresse und den Absender no-reply@bitrix24.com (oder bitrix24.ru, bitrix24.net) in Ihrem Postfach als vertrauenswürdig auf.
    .step-3 = Für ein neues Passwort können Sie nach 60 Sekunden eine weitere E-Mail anfordern. Nur der Link in der letzten gilt.
    .step-4 = Bei einer Einladung bitten Sie die einladende Person, sie noch einmal zu verschicken.
    .step-5 = Als Administrator prüfen Sie die Adresse und verschicken die Einladung erneut. Einen Link für ein neues Passwort gibt es unter Profil der Person > Sicherheit > Passwort wiederherstellen.

session_length = Wie lange Sie angemeldet bleiben
    .cause-1 = Im Browser dauert eine Sitzung noch 24 Minuten nach Ihrer letzten Aktion, auf manchen Portalen kürzer oder länger. Jede Aktion verlängert sie.
    .cause-2 = Wenn sie endet, kann verloren gehen, was Sie im Browser nicht gespeichert haben. Angemeldet bleiben Sie trotzdem.
    .cause-3 = Bei den meisten Portalen erneuert dieses Telefon die Sitzung von selbst. Nicht abgeschickten Text bewahrt es auf.
    .step-1 = Arbeiten Sie einfach weiter. Sie müssen sich nicht neu anmelden.
    .step-2 = Im Browser sind Sie nur dann abgemeldet, wenn Sie sich dort selbst abmelden oder seine gespeicherten Daten löschen.

code_phone_lost = Das Telefon mit Ihren Codes ist weg
    .cause-1 = Zum Anmelden gehören Ihr Passwort und ein Code, und die Codes kamen von dem verlorenen Telefon.
    .step-1 = Melden Sie sich mit Ihrem Passwort an. Wenn nach einem Code gefragt wird, geben Sie einen Ihrer Reserve-Codes ein. Jeder gilt einmal.
    .step-2 = Haben Sie keine, bitten Sie Ihren Administrator, die Codes für Sie eine Zeit lang abzuschalten. Melden Sie sich dann mit Login und Passwort an.
    .step-3 = Richten Sie auf dem neuen Telefon eine App für Codes ein: Ihr Profil > Sicherheit > Mein mobiles Gerät hat sich geändert.
    .step-4 = Sind Sie der einzige Administrator, fragen Sie den Bitrix24-Support.

logins_from_elsewhere = Anmeldungen von nicht erlaubten Adressen
    .cause-1 = Solche Einträge im Ereignisprotokoll heißen nicht immer, dass die Regel versagt.
    .cause-2 = Ein mit dem Portal verbundenes Programm kann für eine Person gehandelt haben. Das Protokoll zeigt das als Anmeldung.
    .cause-3 = Eine App, die schon vor der Regel angemeldet war, erfährt von ihr beim nächsten Abgleich ihrer Daten. Von da an braucht sie eine erlaubte Adresse.
    .cause-4 = Eine Person kann den Hinweis auf die Regel bekommen haben, und das Protokoll zeigt trotzdem einen Erfolg.
    .step-1 = Sehen Sie sich den Verlauf mit den erlaubten Adressen an. Er sagt zu jedem Eintrag, was davon es sein kann.
    .step-2 = Fragen Sie die Person, wo sie zu dieser Zeit war.
    .step-3 = War es niemand, den Sie kennen, melden Sie die Person auf allen Geräten ab und lassen Sie sie ein neues Passwort festlegen.
    .step-4 = Wenn Sie selbst nicht hineingelassen werden, melden Sie sich aus einem erlaubten Netz an.

captcha_again_and_again = Die App fragt immer wieder nach Zeichen aus einem Bild
    .cause-1 = Nach mehreren falschen Passwörtern, auf vielen Portalen nach 10, werden zuerst Zeichen aus einem Bild verlangt. Vorher wird kein Passwort angesehen, auch kein richtiges.
    .cause-2 = Eine App, die von selbst ein altes Passwort sendet, hält das in Gang. Dieses Telefon sendet von selbst keines, das abgelehnt wurde.
    .step-1 = Geben Sie einmal die Zeichen aus dem Bild ein. Das gespeicherte Passwort wird mit ihnen zusammen gesendet, löschen müssen Sie nichts.
    .step-2 = Ist das gespeicherte Passwort veraltet, setzen Sie die Anmeldung zurück. Das Konto bleibt in der Liste.
    .step-3 = Oder löschen Sie das Konto von diesem Telefon und melden Sie sich neu an.
    .step-4 = Haben Sie sich noch nie mit einer App angemeldet, prüfen Sie Login und Passwort zuerst im Browser.

login_or_password_invalid = Login oder Passwort wird nicht angenommen
    .cause-1 = Das Portal sagt nicht, welches von beiden es ist. Bei einem geschlossenen oder auf Zeit gesperrten Zugang kommt dieselbe Antwort.
    .step-1 = Geben Sie das Passwort noch einmal ein. Wird es nicht angenommen, legen Sie ein neues fest.
    .step-2 = Prüfen Sie den Login auf Tippfehler. Wenn Sie ihn nicht mehr wissen, fragen Sie Ihren Administrator.
    .step-3 = Prüfen Sie die Sprache der Tastatur und ob die Feststelltaste aus ist.
    .step-4 = Als Administrator nennen Sie der Person ihren Login und sehen nach, ob der Zugang offen ist.

employee_not_in_portal = Diese Person ist nicht in Bitrix24
    .cause-1 = Vielleicht sind Sie mit einem Bitrix24-Network-Profil angemeldet, das dieses Portal nicht kennt. Eine andere E-Mail-Adresse, Telefonnummer oder ein soziales Konto ist ein anderes Profil.
    .cause-2 = Vielleicht wurden Sie auch entlassen oder noch nicht eingeladen.
    .step-1 = Sehen Sie nach, welcher Login zu welchem Portal gehört.
    .step-2 = Melden Sie sich im Browser ab. Melden Sie sich dann mit einer anderen E-Mail-Adresse, Telefonnummer oder einem anderen sozialen Konto von Ihnen an.
    .step-3 = Passt nichts davon, bitten Sie um eine Einladung.
    .step-4 = Als Administrator sehen Sie nach, ob die Person entlassen oder unter einer anderen Adresse eingeladen wurde, und laden sie neu ein.

checkword_invalid = Der Link aus der E-Mail wird nicht angenommen
    .cause-1 = Es wurde ein älterer Link geöffnet. Jede Anfrage erzeugt einen neuen Link, und die älteren gelten sofort nicht mehr.
    .cause-2 = Ein Link läuft auch ab: auf vielen Portalen nach zwei Tagen, auf strengen nach einer Stunde.
    .step-1 = Öffnen Sie den Link in der letzten E-Mail.
    .step-2 = Wird auch der nicht angenommen, fordern Sie eine weitere E-Mail an. Das geht nach 60 Sekunden.
    .step-3 = Kam er mit einer Einladung, bitten Sie die einladende Person, sie noch einmal zu verschicken.
    .step-4 = Als Administrator verschicken Sie einen neuen Link: Profil der Person > Sicherheit > Passwort wiederherstellen.

wrong_email_invited = Die Einladung ging an eine falsche Adresse
    .cause-1 = Eine Einladung gehört zu der Adresse, an die sie ging. Was zu tun ist, hängt davon ab, ob sie angenommen wurde.
    .step-1 = Noch nicht angenommen: Der Administrator oder die einladende Person löscht die eingeladene Person und lädt sie unter der richtigen Adresse neu ein.
    .step-2 = Schon angenommen: Der Administrator entlässt diese Person. Wer sich einmal angemeldet hat, kann nicht mehr gelöscht werden.
    .step-3 = Ist die richtige Adresse als Login vergeben, ändert die Person, der sie gehört, die E-Mail-Adresse in diesem Network-Profil und bestätigt die neue.
    .step-4 = Ist sie als Kontakt-E-Mail vergeben, wird sie im Profil dieser Person geändert. Laden Sie dann neu ein.
    .step-5 = Wenn Sie eingeladen wurden, nennen Sie der einladenden Person die richtige Adresse.

two_profiles = Network-Profil und Profil im Portal
    .cause-1 = Das Network-Profil sind Sie als Person. Es hat einen Login und ein Passwort für alle Ihre Portale in der Bitrix24-Cloud, mit E-Mail-Adresse, Telefonnummer und sozialen Konten.
    .cause-2 = Das Profil im Portal sind Sie in einer Firma, mit Name, Position und Kontakt-E-Mail. Die Kontakt-E-Mail ist nicht der Login.
    .cause-3 = Eine E-Mail-Adresse und ein soziales Konto ergeben zwei Network-Profile, auch bei ein und derselben Adresse. Zusammenführen kann man sie nicht.
    .step-1 = Sehen Sie nach, welche Ihrer Konten dieses Telefon kennt und welches Sie nehmen sollten.
    .step-2 = E-Mail-Adresse, Passwort oder Telefonnummer für die Anmeldung ändern Sie im Network-Profil.
    .step-3 = Name, Foto oder Kontakt-E-Mail ändern Sie in Ihrem Profil im Portal.
    .step-4 = Ein Portal, das die Firma selbst betreibt, hat eigene Logins und Passwörter. Fragen Sie dort Ihren Administrator.
