/// Names of places in the page that links lead to.
enum Anchor {
    /// The anchor of a clause: its identifier with anything but ASCII letters and digits spelt out.
    static func of(clause: String) -> String {
        var out = "c-"
        for scalar in clause.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-": out.unicodeScalars.append(scalar)
            default: out += "_\(String(scalar.value, radix: 16))"
            }
        }
        return out
    }
}
