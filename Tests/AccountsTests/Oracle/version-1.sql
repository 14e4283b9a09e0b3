-- A file of accounts of the first version, as it was written when that version was made.
CREATE TABLE account (
    person TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL, created INTEGER NOT NULL, signed_in INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO "account" VALUES('p-1','first','first','active',1795305600000,NULL);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, event TEXT NOT NULL,
    failed INTEGER NOT NULL, person TEXT, actor TEXT, address TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
INSERT INTO "audit" VALUES(1,1795305600000,'setupCodeIssued',0,NULL,NULL,'','');
INSERT INTO "audit" VALUES(2,1795305600000,'setUp',0,'p-1','p-1','10.0.0.1','first');
CREATE TABLE enrolment (
    person TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    secret TEXT NOT NULL, time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE factor (
    person TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    secret TEXT NOT NULL, confirmed INTEGER NOT NULL, step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1');
CREATE TABLE identity (
    issuer TEXT NOT NULL, subject TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE, time INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE password (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    hash TEXT NOT NULL, time INTEGER NOT NULL
) STRICT;
INSERT INTO "password" VALUES(1,'p-1','$scrypt$ln=4,r=8,p=1$sVGbQTkb3DBYqKoATamhGw$spNY0UXlDhBV-9H33fCNVLyUOjUuVEK4w8HpuHT2r9E',1795305600000);
CREATE TABLE recovery (
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE, digest BLOB NOT NULL,
    PRIMARY KEY (person, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    digest BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    created INTEGER NOT NULL, used INTEGER NOT NULL, duties INTEGER NOT NULL,
    address TEXT NOT NULL, agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE throttle (
    subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, last INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ticket (
    digest BLOB PRIMARY KEY, purpose TEXT NOT NULL, person TEXT, content TEXT NOT NULL,
    expires INTEGER NOT NULL, attempts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE token (
    digest BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL, scopes INTEGER NOT NULL, area TEXT, created INTEGER NOT NULL,
    expires INTEGER NOT NULL, used INTEGER, revoked INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX password_person ON password (person, id);
CREATE INDEX identity_person ON identity (person);
CREATE INDEX session_person ON session (person, created);
CREATE INDEX token_person ON token (person, created);
CREATE INDEX ticket_expires ON ticket (expires);
CREATE INDEX throttle_last ON throttle (last);
CREATE INDEX audit_failed ON audit (failed, id);
CREATE INDEX audit_person ON audit (person, id);
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is not rewritten'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
WHEN OLD.id >= COALESCE((
    SELECT id FROM audit WHERE failed = OLD.failed ORDER BY id DESC
    LIMIT 1 OFFSET 9999), 0)
BEGIN SELECT RAISE(ABORT, 'the newest entries of the audit are kept'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',2);
INSERT INTO "sqlite_sequence" VALUES('password',1);
