/// Identifiers of acts, facts and offices as English words.
public enum OperationWords {
    /// `approveAnnualPlan` as `approve annual plan`.
    public static func spaced(_ id: String) -> String {
        id.reduce(into: "") { words, letter in
            if letter.isUppercase, !words.isEmpty { words += " " }
            words += letter.lowercased()
        }
    }
}
