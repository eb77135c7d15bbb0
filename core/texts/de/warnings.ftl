### Hinweise, bevor etwas gesendet wird. `$field` ist das Feld: `login`, `password` oder `code`.

warning-other_layout =
    { $field ->
        [login] Der Login
        [password] Das Passwort
       *[code] Der Code
    } ist anscheinend mit der falschen Tastatursprache getippt. Prüfen Sie die Sprache der Tastatur.

warning-mixed_alphabets =
    { $field ->
        [login] Der Login
        [password] Das Passwort
       *[code] Der Code
    } enthält Buchstaben aus zwei Alphabeten. Manche sehen gleich aus, zum Beispiel das lateinische und das russische „a“. Geben Sie alles noch einmal mit einer Tastatursprache ein.

warning-edge_space =
    { $field ->
        [login] Der Login
        [password] Das Passwort
       *[code] Der Code
    } beginnt oder endet mit einem Leerzeichen. Entfernen Sie es, wenn es nicht dazugehört.

warning-caps_lock =
    { $field ->
        [login] Der Login
        [password] Das Passwort
       *[code] Der Code
    } ist anscheinend mit eingeschalteter Feststelltaste getippt. Große und kleine Buchstaben gelten hier als verschieden.

warning-smart_quote =
    { $field ->
        [login] Der Login
        [password] Das Passwort
       *[code] Der Code
    } enthält ein typografisches Anführungszeichen oder einen langen Strich. Telefone setzen so etwas von selbst ein. Prüfen Sie, ob das so gemeint ist.

warning-same_as_refused =
    { $field ->
        [code] Genau diesen Code hat das Portal schon abgelehnt. Er wird nicht noch einmal gesendet: Nehmen Sie den nächsten Code.
       *[password] Genau dieses Passwort hat das Portal vor ein paar Minuten abgelehnt. Es noch einmal zu senden, kann einen weiteren Versuch kosten.
    }

# $side: slow oder fast. $refused: may oder probably.
warning-clock_drift =
    Die Uhr dieses Telefons geht gegenüber der des Portals { $apart } { $side ->
        [slow] nach
       *[fast] vor
    }. Wenn dieses Telefon die Codes erzeugt, { $refused ->
        [probably] wird der Code wahrscheinlich abgelehnt
       *[may] kann der Code abgelehnt werden
    }. Stellen Sie die Uhrzeit des Telefons auf automatisch.

warning-looks_like_backup_code =
    { $field ->
        [login] Das sieht wie ein Reserve-Code aus. Geben Sie hier den Login ein; nach einem Code werden Sie anschließend gefragt.
        [password] Das sieht wie ein Reserve-Code aus. Geben Sie hier das Passwort ein; nach einem Code werden Sie anschließend gefragt.
       *[code] Das sieht wie ein Reserve-Code aus. Das Portal nimmt bei diesem Schritt keine Reserve-Codes an. Nehmen Sie die sechs Ziffern.
    }

warning-looks_like_code =
    { $field ->
        [login] Das sieht wie die sechs Ziffern eines Einmalcodes aus. Geben Sie hier den Login ein; nach dem Code werden Sie anschließend gefragt.
       *[password] Das sieht wie die sechs Ziffern eines Einmalcodes aus. Geben Sie hier das Passwort ein; nach dem Code werden Sie anschließend gefragt.
    }

warning-code_malformed = Ein Einmalcode hat sechs Ziffern. Ein Reserve-Code hat acht Buchstaben und Ziffern. Etwas anderes wird nicht gesendet.
