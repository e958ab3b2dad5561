-- Who changed the catalogue, and what units have besides their names.

-- Nobody for a version that the program itself put in; the name stays when the account goes.
ALTER TABLE catalogue ADD COLUMN author_id {text};
ALTER TABLE catalogue ADD COLUMN author_name {text};

-- Nothing where the company's own zone holds.
ALTER TABLE unit ADD COLUMN time_zone {text};

-- False while only events have named it; such a unit is called like the last part of its path.
ALTER TABLE unit ADD COLUMN described BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE unit SET described = FALSE WHERE name_ru = name_en AND (path = name_ru OR path LIKE '%/' || name_ru);
