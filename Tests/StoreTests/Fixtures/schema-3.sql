-- Version 3 of a home's database, frozen when version 4 was made.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, algorithm TEXT NOT NULL,
  created INTEGER NOT NULL, projected INTEGER NOT NULL) STRICT;
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
  time INTEGER NOT NULL, canonical BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL,
  UNIQUE (stream, version)) STRICT;
CREATE TABLE checkpoint (
  number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, canonical BLOB NOT NULL,
  signature BLOB NOT NULL) STRICT;
CREATE INDEX checkpoint_by_sequence ON checkpoint (sequence);
CREATE TABLE file (
  digest BLOB PRIMARY KEY, length INTEGER NOT NULL, type TEXT NOT NULL, stored INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE stream (
  stream TEXT PRIMARY KEY, version INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE batch (
  key TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE act (
  sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, person TEXT NOT NULL, office TEXT NOT NULL,
  operation TEXT NOT NULL, project TEXT) STRICT;
CREATE INDEX act_by_person ON act (person, sequence);
CREATE INDEX act_by_office ON act (office, sequence);
CREATE INDEX act_by_operation ON act (operation, sequence);
CREATE INDEX act_by_project ON act (project, sequence) WHERE project IS NOT NULL;
CREATE TABLE act_area (
  code TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (code, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE inbox (
  person TEXT NOT NULL, sequence INTEGER NOT NULL, acknowledged INTEGER NOT NULL,
  PRIMARY KEY (person, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE office (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, areas TEXT NOT NULL, projects TEXT,
  sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE appointment (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, office TEXT NOT NULL, post TEXT NOT NULL,
  starts TEXT NOT NULL, ends TEXT, areas TEXT, projects TEXT, proposed_by TEXT,
  sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE delegation (
  id TEXT PRIMARY KEY, appointment TEXT NOT NULL, delegate TEXT NOT NULL, operations TEXT,
  starts TEXT NOT NULL, ends TEXT, areas TEXT, projects TEXT, sequence INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE TABLE dataset (
  id TEXT NOT NULL, edition INTEGER NOT NULL, name TEXT NOT NULL, area TEXT NOT NULL,
  snapshot BLOB NOT NULL, sequence INTEGER NOT NULL UNIQUE, PRIMARY KEY (id, edition)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE dataset_layer (
  sequence INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
  features INTEGER NOT NULL, computed_area INTEGER, PRIMARY KEY (sequence, position)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE pack (
  id TEXT NOT NULL, edition INTEGER NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,
  digest BLOB NOT NULL, files BLOB, sequence INTEGER NOT NULL UNIQUE, PRIMARY KEY (id, edition)) STRICT, WITHOUT ROWID;
CREATE TABLE named_file (
  digest BLOB NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (digest, sequence)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE search_entry (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
  sequence INTEGER NOT NULL, UNIQUE (kind, subject, text)) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  text, content='search_entry', content_rowid='id', tokenize='bigram');
CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  INSERT INTO search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TABLE citation (
  document TEXT NOT NULL, clause TEXT NOT NULL, phrase TEXT NOT NULL, batches INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (document, clause, phrase)
  ) STRICT, WITHOUT ROWID;
PRAGMA user_version = 3;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('1');
INSERT INTO grdb_migrations VALUES ('2');
INSERT INTO grdb_migrations VALUES ('3');
