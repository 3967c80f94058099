-- What one chooses to eat is one thing at a time; conditions, and what they rule out, hold beside it and each other.
-- What ended because of that holds again.
UPDATE memories SET predicate = 'has' WHERE predicate = 'diet' AND (
    lower(value) IN ('coeliac', 'celiac', 'diabetic', 'teetotal', 'halal', 'kosher', 'lactose intolerant', 'gluten intolerant',
        'gluten free', 'sugar free', 'low carb')
    OR lower(value) GLOB '*-free' AND lower(value) <> 'meat-free' OR lower(value) GLOB 'low-*');
UPDATE memories SET valid_to = NULL, superseded_by = NULL WHERE valid_to > valid_from AND (
    predicate = 'has' AND superseded_by IN (SELECT id FROM memories WHERE predicate IN ('has', 'diet'))
    OR predicate = 'diet' AND superseded_by IN (SELECT id FROM memories WHERE predicate = 'has'));
