/// A part of the program that is still to come and will keep facts that offices state until then.
public enum LaterPart: String, Sendable, CaseIterable {
    /// Accounts of quota and funds (台账).
    case ledger
    /// What villagers themselves answer, vote and object to (群众参与).
    case participation
    /// Inspections, complaints and their follow-up (监管).
    case supervision
}
