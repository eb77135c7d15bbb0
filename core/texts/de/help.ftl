### Die Hilfekarte für den Administrator und die Übersicht der Logins.

card-title = Hilfekarte, Portico { $version }
card-time = Zeit: { $time }
card-portal =
    Portal: { $portal } { $kind ->
        [cloud] (Bitrix24-Cloud)
       *[box] (von der Firma betrieben)
    }
card-portal-unknown = Portal: noch nicht bekannt
card-login = Login: { $login }
card-state = Zustand: { $state }
card-step = Schritt: { $step }
card-problem = Problem: { $code } ({ $title })
card-said = Worte des Portals: { $said }
card-tries = Gezählte Versuche von diesem Telefon: { $spent }; verlorene Antworten: { $lost }
card-address = Adresse, die das Portal sah: { $address }
card-please = Bitte: { $wish }
card-no-secrets = Diese Karte enthält kein Passwort und keinen Code.

## Worum der Administrator gebeten wird: eine Sache

wish-codes-off = Schalten Sie für diese Person den zweiten Faktor eine Zeit lang ab, damit sie ihn auf einem neuen Telefon einrichten kann.
wish-allow-address = Erlauben Sie dieser Person die Netzadresse { $address }, oder sagen Sie ihr, aus welchem Netz sie sich anmelden darf.
wish-allow-network = Erlauben Sie dieser Person ihr Netz, oder sagen Sie ihr, aus welchem Netz sie sich anmelden darf.
wish-account-open = Sehen Sie nach, ob diese Person entlassen oder gesperrt ist und ob der Login stimmt. Ist alles in Ordnung, schicken Sie ihr einen Link für ein neues Passwort.
wish-browser-once = Helfen Sie dieser Person, sich einmal im Browser anzumelden, etwa mit einem Link für ein neues Passwort. Danach fragt das Portal nicht mehr nach Zeichen aus einem Bild.
wish-portal-address = Nennen Sie dieser Person die aktuelle Adresse des Portals und sagen Sie ihr, ob es umgezogen ist oder neu aufgesetzt wurde.
wish-certificate = Prüfen Sie das Zertifikat des Portals (Aussteller, Gültigkeit, Name) und sagen Sie dieser Person, ob die Firma einen eigenen Aussteller hat.
wish-plan = Schaffen Sie im Tarif des Portals einen Platz für diese Person, oder ändern Sie den Tarif.
wish-unlock = Sehen Sie nach, warum das Portal gesperrt ist. Vielleicht ist sein Tarif abgelaufen.
wish-portal-fault = Sehen Sie nach, ob das Portal für mobile Apps funktioniert und was sein Protokoll zu dieser Zeit sagt.
wish-update = Installieren oder aktualisieren Sie den Teil des Portals für mobile Apps.
wish-rights = Sehen Sie nach, ob diese Person das Recht dazu hat.
wish-invite = Sehen Sie nach, unter welcher Adresse diese Person eingeladen wurde, und laden Sie sie neu ein.
wish-mail = Schicken Sie dieser Person die Einladung oder einen Link für ein neues Passwort an die richtige Adresse.
wish-support = Fragen Sie den Bitrix24-Support, ob sein Anmeldedienst funktioniert.
wish-look = Sehen Sie sich das Telefon zusammen mit der Person an. Das Problem liegt am Telefon, nicht am Portal.
wish-sign-in = Helfen Sie dieser Person beim Anmelden.
wish-ask = Fragen Sie diese Person, was sie braucht. Dieses Telefon weiß von keinem Fehler.

## Welcher Login wo zu nehmen ist und warum

use-this-account = Dieses Telefon kennt { $portal } mit diesem Login.
use-only-one = Es ist der einzige Login, den dieses Telefon bei { $portal } kennt.
use-signed-in = Dieses Telefon kennt mehrere Logins bei { $portal }. Dieser ist angemeldet.
use-first = Dieses Telefon kennt mehrere Logins bei { $portal }, und keiner ist angemeldet. Das ist der erste davon.
use-network = Dieses Telefon hat bei { $portal } noch kein Konto. In der Cloud gilt ein Network-Profil für alle Portale; nehmen Sie also den Login, den Sie bei { $other } nutzen. Kennt das Portal Sie nicht, versuchen Sie Ihre anderen E-Mail-Adressen oder bitten Sie um eine Einladung.
use-network-which = Dieses Telefon hat bei { $portal } noch kein Konto und kennt mehrere Network-Logins. Nehmen Sie den, der dort eingeladen wurde.
use-invited = { $portal } liegt in der Cloud. Nehmen Sie die E-Mail-Adresse oder Telefonnummer, an die die Einladung ging.
use-own-logins = { $portal } wird von der Firma betrieben und hat eigene Logins. Fragen Sie Ihren Administrator nach Ihrem.
use-nothing = Dieses Telefon kennt noch kein Portal. Ihre Einladung nennt das Portal; melden Sie sich mit der Adresse an, an die sie ging.
