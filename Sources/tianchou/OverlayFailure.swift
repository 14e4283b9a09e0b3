import LandExchange
import LandModel
import Overlay

/// Why layers cannot be overlaid, with the file of the layer at fault.
struct OverlayFailure: ExplainedError, Equatable {
    private let error: OverlayError
    /// The layer at fault as the user named it; nil when it is no single one.
    private let reference: LayerReference?

    /// - Parameters:
    ///   - divided: the layer that was divided or asked about.
    ///   - zones: the others, in the order in which the engine got them.
    init(_ error: OverlayError, divided: LayerReference, zones: [LayerReference]) {
        self.error = error
        switch error.layer {
        case .divided: reference = divided
        case .zone(let number): reference = zones.indices.contains(number) ? zones[number] : nil
        case nil: reference = nil
        }
    }

    var explanation: BilingualText {
        guard let reference else { return error.explanation }
        return BilingualText(
            zh: "\(reference)：\(error.explanation.zh)", en: "\(reference): \(error.explanation.en)")
    }
}
