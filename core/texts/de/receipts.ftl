### Was gelöscht wird und was bleibt: vorher als Vorschau, danach als Beleg.

receipt-preview =
    { $kind ->
        [reset] Anmeldung zurücksetzen
        [sign_out] Abmelden
       *[delete] Konto von diesem Telefon löschen
    }: { $login } bei { $portal }.
receipt-done =
    { $kind ->
        [reset] Anmeldung zurückgesetzt
        [sign_out] Abgemeldet
       *[delete] Konto von diesem Telefon gelöscht
    }: { $login } bei { $portal }.

receipt-preview-cleared = Auf diesem Telefon würde gelöscht: { $items }.
receipt-done-cleared = Auf diesem Telefon gelöscht: { $items }.
receipt-preview-kept = Auf diesem Telefon bliebe: { $items }.
receipt-done-kept = Auf diesem Telefon bleibt: { $items }.
receipt-pending = Noch nicht möglich; es wird von selbst erledigt, sobald das Telefon es erlaubt: { $items }. Bis dahin kann es niemand benutzen.
receipt-told = Das Portal wurde benachrichtigt und hat geantwortet. Das Anwendungspasswort dort ist damit nicht entfernt.
receipt-not-told = Das Portal konnte nicht benachrichtigt werden. Dieses Telefon kann sich dort nicht mehr von selbst anmelden.
receipt-left = Im Portal bleibt: { $what }. Entfernen Sie es dort unter: { $where }.
receipt-ledger = Die Zahl der Versuche bleibt 30 Tage ohne Ihren Login gespeichert, damit sie stimmt.

## Ein Anwendungspasswort, das im Portal bleibt. Wie es dort heißt, hängt von der Sprache des Portals ab; der Name des Telefons steht am Ende.

left-application-password = Anwendungspasswort der mobilen App
left-application-password-named = Anwendungspasswort der mobilen App, dessen Kommentar auf „({ $name })“ endet
left-where = Ihr Profil > Sicherheit > Passwörter der Anwendungen

## Einträge einer Aufzählung, im Nominativ

items-several = { $item } ({ $count })
item-application_password = gespeichertes Anwendungspasswort
item-device_id = Kennung dieses Telefons beim Portal
item-document = gespeicherte Daten dieses Kontos
item-draft = nicht gesendeter Text
item-history = was dieses Telefon vermerkt hat
item-ledger = Zahl der Versuche
item-login = Login
item-name = Name
item-order = Platz in der Liste
item-picture = das Bild, das noch offen war
item-row = Eintrag in der Liste
item-session = offene Sitzung
item-settings = Einstellungen dieses Kontos
item-unfinished_sign_in = angefangene Anmeldung
item-vault_entry = Schlüssel im Schlüsselspeicher des Telefons
item-vault_key = Schlüssel im Schlüsselspeicher des Telefons
