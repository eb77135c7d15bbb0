address_unreadable = Das ist keine Adresse
    .cause-1 = Ihre Eingabe lässt sich nicht als Adresse eines Portals lesen.
    .cause-2 = { $kept ->
        [false] Es könnte ein Passwort oder ein Code sein, deshalb wurde es weder gesucht noch behalten.
       *[true] { nothing-lost }
    }
    .step-1 = { $one_word ->
       *[true] Wenn dieses eine Wort die Adresse ist, geben Sie https:// davor ein.
    }
    .step-2 = Geben Sie sie so ein: firma.bitrix24.de. Sie können auch einen Link zum Portal einfügen.
    .step-3 = Wenn Sie die Adresse nicht kennen, fragen Sie in Ihrem Team oder Ihren Administrator.

address_not_secure = Diese Adresse ist nicht geschützt
    .cause-1 = Die Adresse beginnt mit http://. Andere im selben Netz könnten Ihr Passwort mitlesen, deshalb wurde nichts gesendet.
    .step-1 = Geben Sie die Adresse noch einmal mit https:// oder ohne etwas davor ein.
    .step-2 = Wenn das Portal keine geschützte Adresse hat, informieren Sie Ihren Administrator.

not_a_portal = Unter dieser Adresse ist kein Bitrix24-Portal
    .cause-1 = { $host } antwortet, aber nicht wie ein Bitrix24-Portal.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = { check-address }
    .step-2 = Öffnen Sie die Adresse im Browser und sehen Sie nach, was dort ist.
    .step-3 = Fragen Sie Ihren Administrator nach der richtigen Adresse.

mobile_app_missing = Dieses Portal lässt keine mobilen Apps hinein
    .cause-1 = { $host } ist ein Bitrix24-Portal, aber sein Teil für mobile Apps fehlt oder ist zu alt.
    .cause-2 = { not-sent }
    .step-1 = Nutzen Sie das Portal vorerst im Browser.
    .step-2 = Bitten Sie Ihren Administrator, den mobilen Teil zu installieren oder zu aktualisieren.

host_not_found = Diese Adresse gibt es nicht
    .cause-1 = Das Telefon hat { $host } gesucht und unter diesem Namen nichts gefunden.
    .cause-2 = { not-sent }
    .cause-3 = { nothing-lost }
    .step-1 = { check-address }
    .step-2 = Wenn sie stimmt, prüfen Sie die Internetverbindung. Manche Firmenadressen sind nur im Büro oder mit der VPN-App der Firma erreichbar.
    .step-3 = { try-again }
