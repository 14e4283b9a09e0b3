import Geodesy
import Geometry
import LandModel

/// Reads, checks and measures the features of a layer, on a thread of its own.
struct ImportReader: Sendable {
    let job: ImportJob
    let densification: Double?

    /// Sends all batches into the pipe and ends it.
    func read(into pipe: BatchPipe) {
        do {
            pipe.finish(.success(try readAll(into: pipe)))
        } catch {
            pipe.finish(.failure(error))
        }
    }

    private func readAll(into pipe: BatchPipe) throws(LandExchangeError) -> [ImportWarning] {
        let source = try job.file.source(job.position)
        source.choose(job.sourceFields)
        var check = CoordinateCheck(
            path: job.file.path, layer: job.described.name, reference: job.reference)
        let frame = job.reference.frame
        while let batch = try source.next(2048) {
            try check.examine(batch)
            var areas = [Double?](repeating: nil, count: batch.count)
            if let frame {
                let measured = EllipsoidalArea.areas(
                    of: batch.geometry, frame: frame, densifyingOver: densification)
                // Recorded to 0.01 m², as the survey does.
                for row in measured.indices where measured[row] < 1e15 {
                    areas[row] = Area(roundingSquareMetres: measured[row]).squareMetres
                }
            }
            guard pipe.send(MeasuredBatch(features: batch, areas: areas)) else { return [] }
        }
        return source.warnings + (check.reach.map { [.coordinates($0)] } ?? [])
    }
}
