### Was verbraucht ist und wann das Portal die Zeichen aus einem Bild verlangt. Endet immer mit dem, was dieses Telefon nicht wissen kann.

tries-spent =
    { $count ->
        [0] Seit der letzten gelungenen Anmeldung hat dieses Telefon für diesen Login keinen Versuch verbraucht.
        [one] Seit der letzten gelungenen Anmeldung hat dieses Telefon für diesen Login { $count } Versuch verbraucht.
       *[other] Seit der letzten gelungenen Anmeldung hat dieses Telefon für diesen Login { $count } Versuche verbraucht.
    }
tries-lost =
    { $count ->
        [one] Die Antwort auf { $count } weiteren ging verloren; er kann gezählt worden sein.
       *[other] Die Antworten auf { $count } weitere gingen verloren; sie können gezählt worden sein.
    }
tries-never-a-picture = Dieses Portal hat bisher keine Zeichen aus einem Bild verlangt.
tries-picture-after =
    { $count ->
        [one] Dieses Portal verlangt nach { $count } Versuch die Zeichen aus einem Bild.
       *[other] Dieses Portal verlangt nach { $count } Versuchen die Zeichen aus einem Bild.
    }
tries-no-picture-yet =
    { $count ->
        [one] Dieses Portal hat noch keine Zeichen aus einem Bild verlangt; manche tun es nach { $count } Versuch.
       *[other] Dieses Portal hat noch keine Zeichen aus einem Bild verlangt; manche tun es nach { $count } Versuchen.
    }
tries-many-after =
    { $count ->
        [one] Viele Portale verlangen nach { $count } Versuch die Zeichen aus einem Bild.
       *[other] Viele Portale verlangen nach { $count } Versuchen die Zeichen aus einem Bild.
    }
tries-elsewhere = Andere Geräte können ebenfalls Versuche verbraucht haben.
