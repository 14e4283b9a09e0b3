import GRDB

/// The tables of the accounts; a change is a new migration, never a change of an old one.
enum AccountSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: accounts)
            try database.execute(sql: access)
            try database.execute(sql: audit)
        }
        return migrator
    }

    /// How many of the newest entries of each kind no statement can remove.
    static let auditFloor = 10_000

    private static let accounts = """
        CREATE TABLE account (
            person TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL, created INTEGER NOT NULL, signed_in INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE password (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            hash TEXT NOT NULL, time INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX password_person ON password (person, id);
        CREATE TABLE factor (
            person TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
            secret TEXT NOT NULL, confirmed INTEGER NOT NULL, step INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE enrolment (
            person TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
            secret TEXT NOT NULL, time INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE recovery (
            person TEXT NOT NULL REFERENCES account ON DELETE CASCADE, digest BLOB NOT NULL,
            PRIMARY KEY (person, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE identity (
            issuer TEXT NOT NULL, subject TEXT NOT NULL,
            person TEXT NOT NULL REFERENCES account ON DELETE CASCADE, time INTEGER NOT NULL,
            PRIMARY KEY (issuer, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX identity_person ON identity (person);
        """

    private static let access = """
        CREATE TABLE session (
            digest BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE,
            person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            created INTEGER NOT NULL, used INTEGER NOT NULL, duties INTEGER NOT NULL,
            address TEXT NOT NULL, agent TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_person ON session (person, created);
        CREATE TABLE token (
            digest BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE,
            person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            name TEXT NOT NULL, scopes INTEGER NOT NULL, area TEXT, created INTEGER NOT NULL,
            expires INTEGER NOT NULL, used INTEGER, revoked INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX token_person ON token (person, created);
        CREATE TABLE ticket (
            digest BLOB PRIMARY KEY, purpose TEXT NOT NULL, person TEXT, content TEXT NOT NULL,
            expires INTEGER NOT NULL, attempts INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ticket_expires ON ticket (expires);
        CREATE TABLE throttle (
            subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, last INTEGER NOT NULL,
            until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX throttle_last ON throttle (last);
        """

    // The triggers keep a mistake of this program from rewriting what happened. Who holds the file
    // can do anything; for acts of government there is the journal with its chain.
    private static var audit: String {
        """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, event TEXT NOT NULL,
            failed INTEGER NOT NULL, person TEXT, actor TEXT, address TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_failed ON audit (failed, id);
        CREATE INDEX audit_person ON audit (person, id);
        CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is not rewritten'); END;
        CREATE TRIGGER audit_kept BEFORE DELETE ON audit
        WHEN OLD.id >= COALESCE((
            SELECT id FROM audit WHERE failed = OLD.failed ORDER BY id DESC
            LIMIT 1 OFFSET \(auditFloor - 1)), 0)
        BEGIN SELECT RAISE(ABORT, 'the newest entries of the audit are kept'); END;
        """
    }
}
