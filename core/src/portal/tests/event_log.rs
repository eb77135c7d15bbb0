use proptest::prelude::*;
use serde_json::json;
use time::macros::datetime;

use crate::portal::event_log::read_items;

#[test]
fn items_of_the_event_log_are_read_with_what_they_have() {
    let log = json!({"items": [
        {"id": 9, "timestampX": "2026-11-22T21:00:05+02:00", "auditTypeId": "USER_AUTHORIZE", "itemId": "17",
         "remoteAddr": "203.0.113.9", "userAgent": "Some\u{1b}[2J browser", "requestUri": "/auth/"},
        {"id": "8", "timestampX": "2026-11-22 18:59:00", "auditTypeId": "user_login", "itemId": "Sun-flower9", "userId": 18, "remoteAddr": ""},
        {"id": 7, "timestampX": "yesterday", "auditTypeId": "USER_LOGOUT"},
        {"id": 6, "auditTypeId": "USER_LOGOUT"},
    ]});
    let (count, items) = read_items(&log).unwrap();
    assert_eq!((count, items.len()), (4, 2), "an entry without a time cannot be placed");
    assert_eq!(items[0].at, datetime!(2026-11-22 19:00:05 UTC));
    assert_eq!((items[0].event.as_str(), items[0].user.as_deref()), ("user_authorize", Some("17")));
    assert!(!items[0].device.as_deref().unwrap().contains('\u{1b}'));
    assert_eq!((items[1].at, items[1].address.as_deref()), (datetime!(2026-11-22 18:59:00 UTC), None));
    assert_eq!(items[1].user.as_deref(), Some("18"), "R5: what was typed as a login is left out");
    assert_eq!(read_items(&json!({"items": {}})), None);
    assert_eq!(read_items(&json!({"items": []})).unwrap(), (0, Vec::new()), "an empty map may arrive so (L4)");
}

proptest! {
    #[test]
    fn no_log_breaks_its_reader(text in "\\PC{0,60}", n in any::<i64>()) {
        let odd = json!({"items": [text, n, {"auditTypeId": text, "timestampX": n}, {"timestampX": text}, null]});
        prop_assert!(read_items(&odd).unwrap().1.len() <= 1);
    }
}
