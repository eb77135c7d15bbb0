### What was spent, and when the portal will ask for the characters in a picture. Always ends with what this phone cannot know.

tries-spent =
    { $count ->
        [0] This phone has spent no try for this login since the last success.
        [one] This phone has spent { $count } try for this login since the last success.
       *[other] This phone has spent { $count } tries for this login since the last success.
    }
tries-lost =
    { $count ->
        [one] The answer to { $count } more was lost; it may have been counted.
       *[other] The answers to { $count } more were lost; they may have been counted.
    }
tries-never-a-picture = So far this portal has not asked for the characters in a picture.
tries-picture-after =
    { $count ->
        [one] This portal asks for the characters in a picture after { $count } try.
       *[other] This portal asks for the characters in a picture after { $count } tries.
    }
tries-no-picture-yet =
    { $count ->
        [one] This portal has not asked for the characters in a picture yet; some do after { $count } try.
       *[other] This portal has not asked for the characters in a picture yet; some do after { $count } tries.
    }
tries-many-after =
    { $count ->
        [one] Many portals ask for the characters in a picture after { $count } try.
       *[other] Many portals ask for the characters in a picture after { $count } tries.
    }
tries-elsewhere = Other devices may have spent some too.
