-- Memories that rest on passages of one event are linked, so their links wait to be decided when events change.

CREATE TRIGGER event_holds_evidence AFTER INSERT ON event_passages
BEGIN
    INSERT INTO unlinked (memory_id) SELECT DISTINCT memory_id FROM evidence WHERE passage_id = new.passage_id
        ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER event_passes_evidence_on
AFTER UPDATE OF event_id ON event_passages WHEN old.event_id <> new.event_id
BEGIN
    INSERT INTO unlinked (memory_id) SELECT DISTINCT memory_id FROM evidence WHERE passage_id = new.passage_id
        ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER event_lets_evidence_go AFTER DELETE ON event_passages
BEGIN
    INSERT INTO unlinked (memory_id)
        SELECT DISTINCT e.memory_id FROM evidence e JOIN memories m ON m.id = e.memory_id
        WHERE e.passage_id = old.passage_id
        ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
INSERT INTO unlinked (memory_id)
    SELECT DISTINCT memory_id FROM evidence WHERE passage_id IN (SELECT passage_id FROM event_passages)
    ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
