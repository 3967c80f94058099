-- A suspicion that words founded may be lifted by what the passage means, which is asked once for each.

ALTER TABLE passages ADD COLUMN weighed TEXT;        -- JSON list of the reasons on which meaning has ruled; NULL: none
