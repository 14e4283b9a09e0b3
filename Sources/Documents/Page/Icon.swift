import Policy

/// Icons of the verdicts, drawn once and used by name; always beside the word.
enum Icon {
    private static func shape(_ status: FindingStatus) -> String {
        switch status {
        case .satisfied: "<path d=\"M2.5 8.5l3.8 3.8L13.5 4.5\"/>"
        case .violated: "<path d=\"M3.5 3.5l9 9M12.5 3.5l-9 9\"/>"
        case .waived: "<path d=\"M8 1.8l5 1.8v4c0 3-2 5.3-5 6.6-3-1.3-5-3.6-5-6.6v-4zM2 14L14 2\"/>"
        case .awaitingEvidence:
            "<path d=\"M4 2h8M4 14h8M5 2c0 4 6 4 6 6s-6 2-6 6M11 2c0 4-6 4-6 6s6 2 6 6\"/>"
        case .overdue:
            "<circle cx=\"8\" cy=\"9\" r=\"5\"/><path d=\"M8 6v3l2 1.4M2 4.5L4.5 2M14 4.5L11.5 2\"/>"
        case .notYetDue: "<path d=\"M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3\"/>"
        case .notApplicable: "<path d=\"M4 8h8\"/>"
        }
    }

    /// All icons, hidden.
    static var definitions: String {
        FindingStatus.byUrgency.map {
            "<symbol id=\"i-\($0.slug)\" viewBox=\"0 0 16 16\"><g fill=\"none\" stroke=\"currentColor\""
                + " stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-linejoin=\"round\">"
                + shape($0) + "</g></symbol>"
        }.joined()
    }

    /// An icon in place.
    static func use(_ status: FindingStatus) -> String {
        "<svg class=\"i\" aria-hidden=\"true\" width=\"13\" height=\"13\"><use href=\"#i-\(status.slug)\"/></svg>"
    }
}
