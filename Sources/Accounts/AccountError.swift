public import Access
public import Digest

/// Why accounts refused or could not do something.
///
/// A refused sign-in is no error but an outcome: ``SignInRefusal``.
public enum AccountError: Error, Equatable, Sendable {
    /// The file of the accounts could not be read or written.
    case storage(path: String, StorageTrouble)
    /// libcrypto could not do its part.
    case cryptography(DigestError)
    /// Too many passwords are being hashed; the person tries again in a moment.
    case busy
    /// There is no such account.
    case unknownAccount(Person.ID)
    /// The person has an account already.
    case accountExists(Person.ID)
    /// Another account signs in under that name.
    case nameTaken(String)
    /// The text cannot be a sign-in name.
    case unfitName(String)
    /// The new password breaks rules; all that it breaks.
    case unfitPassword([PasswordFault])
    /// A password, a code or a key that had to be right was not.
    case wrongSecret
    /// Too many wrong attempts: nothing is tried before that time.
    case delayed(until: Int)
    /// The installation has its first account already.
    case alreadySetUp
    /// What was asked for needs something that is not there or was used up or has ended.
    case absent(Absence)
    /// The token asked for reaches nothing, too far or too long.
    case unfitToken(TokenFault)
    /// The identity at the sign-in service belongs to another account.
    case identityTaken(Person.ID)
    /// Somebody of the office signs in with a password or an identity, so it is no place for examples.
    case notForExamples
    /// The sign-in service or its answer was refused.
    case openID(OpenIDFault)
}

/// What was not there.
public enum Absence: Hashable, Sendable {
    /// The sign-in that waits for its second factor.
    case pendingSignIn
    /// The enrolment of a second factor that waits for its first code.
    case enrolment
    /// A second factor.
    case secondFactor
    /// A session.
    case session
    /// A token.
    case token
    /// A linked identity.
    case identity
}

/// Why the file of the accounts could not be read or written.
public enum StorageTrouble: Hashable, Sendable {
    /// The disk, or the space allowed to the program, is used up.
    case full
    /// The file or its folder may not be written.
    case readOnly
    /// Another process held the file for too long.
    case busy
    /// The file is no database or is damaged.
    case damaged
    /// The file was written by a newer program.
    case newer
    /// The path is a link, a folder or a device.
    case notRegular
    /// A call of the system failed with an error number.
    case system(code: Int32)
    /// Any other reason, with SQLite's extended result code.
    case other(code: Int)
}
