/// How two survey years are compared.
public struct SurveyChangeOptions: Hashable, Sendable {
    /// How far a border may be drawn elsewhere without the land having changed, in metres (制图误差容限).
    ///
    /// No document sets it; it is stated with every result. 0 takes nothing as noise.
    public var toleranceInMetres: Double
    /// The longest edge left undivided for areas, in metres of the Gauss plane; nil divides none.
    public var densification: Double?
    /// Threads to use; the result does not depend on it.
    public var threads: Int

    /// Makes options; one metre of tolerance is two tenths of a millimetre on a map 1:5000.
    public init(toleranceInMetres: Double = 1, densification: Double? = 70, threads: Int = 1) {
        self.toleranceInMetres = toleranceInMetres
        self.densification = densification
        self.threads = threads
    }
}
