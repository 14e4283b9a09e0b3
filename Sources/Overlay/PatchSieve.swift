import COverlayKernels
import Geometry

/// Lists the patches of a piece that must be looked at, with what the cells of each zone layer tell of them; one per thread.
///
/// The joint boxes of runs of patches are asked first: files come row by row, so that most runs lie
/// in one zone, or in none. Only of the other runs each patch's own box is read.
///
/// Safety: the prepared zones outlive the sieve.
final class PatchSieve {
    /// Most patches of a piece.
    static let longestPiece = 512
    private static let runLength = PolygonLayer.featuresPerRun

    private let grid: OverlayGrid
    private let kernels: UnsafePointer<overlay_kernels>?
    private let sieves: FixedBuffer<BoxSieve.Pointers>
    private let layerCount: Int
    /// Whether patches are listed that meet no zone of a layer.
    private let keepsAll: Bool

    /// The patches listed by their place in the piece, ascending.
    private let wanted = FixedBuffer<Int32>(uninitialised: PatchSieve.longestPiece + 1)
    /// By place in the piece: the boxes on the grid, and the zones that the cells tell, layer by layer.
    private let boxes = FixedBuffer<overlay_box>(uninitialised: PatchSieve.longestPiece)
    private let placed: FixedBuffer<Int32>
    /// −1 for patches that are left out.
    private let outside = FixedBuffer<Int32>(uninitialised: PatchSieve.longestPiece)
    private let jumps = FixedBuffer<Int32>(uninitialised: PatchSieve.longestPiece + 2)
    /// The joint boxes of the runs of the piece, and the zone of each in each layer, run by run.
    private let runBoxes = FixedBuffer<overlay_box>(uninitialised: PatchSieve.mostRuns)
    private let joint: FixedBuffer<Int32>

    /// Most runs that a piece has a part of.
    private static let mostRuns = longestPiece / runLength + 2

    init(zones prepared: PreparedZones, keepsAll: Bool) {
        grid = prepared.grid
        kernels = prepared.codePath.kernels
        sieves = FixedBuffer(prepared.indexes.map(\.sieve.pointers))
        layerCount = prepared.indexes.count
        self.keepsAll = keepsAll
        placed = FixedBuffer(uninitialised: layerCount * Self.longestPiece)
        joint = FixedBuffer(uninitialised: layerCount * Self.mostRuns)
    }

    /// The patches of a piece that must be looked at, by their place in the list; valid until the next piece.
    struct Listed {
        let count: Int
        fileprivate let first: Int
        fileprivate let wanted: UnsafePointer<Int32>
        fileprivate let boxes: UnsafePointer<overlay_box>
        fileprivate let placed: UnsafePointer<Int32>
        /// The places of patches that do not follow the one before in the file, and one that does not occur.
        let jumps: UnsafePointer<Int32>

        @inline(__always)
        func patch(_ at: Int) -> Int { first &+ Int(wanted[at]) }

        /// Whether there is such a place in the list.
        @inline(__always)
        func has(_ at: Int) -> Bool { UInt(bitPattern: at) < UInt(bitPattern: count) }

        /// The box of the patch, where a layer has not decided.
        @inline(__always)
        func box(_ at: Int) -> IntegerBox { IntegerBox(boxes[Int(wanted[at])]) }

        /// The zone of a layer in which the patch lies (−1 for none), or ``BoxSieve/undecided``.
        @inline(__always)
        func zone(_ layer: Int, _ at: Int) -> Int32 {
            placed[layer &* longestPiece &+ Int(wanted[at])]
        }
    }

    /// Lists the patches of a piece that must be looked at.
    func list(_ piece: Range<Int>, of layer: LayerPointers) -> Listed {
        let runs =
            (piece.lowerBound / Self.runLength)..<((piece.upperBound - 1) / Self.runLength + 1)
        placeJointly(runs, of: layer)
        var (count, number) = (0, 0)
        while number < runs.count {
            let zones = joint.base + number * layerCount
            var end = number + 1
            while end < runs.count, isSame(zones, joint.base + end * layerCount) { end += 1 }
            let first = (runs.lowerBound + number) * Self.runLength
            let next = (runs.lowerBound + end) * Self.runLength
            let own = max(piece.lowerBound, first)..<min(piece.upperBound, next)
            number = end
            let kind = place(zones)
            if kind == .outside { continue }
            place(own, from: piece.lowerBound, of: layer, knowing: zones)
            let places = (own.lowerBound - piece.lowerBound)..<(own.upperBound - piece.lowerBound)
            if kind == .undecided, !keepsAll {
                count = select(places, count)
            } else {
                for n in places {
                    wanted.base[count] = Int32(truncatingIfNeeded: n)
                    count &+= 1
                }
            }
        }
        listJumps(count)
        return Listed(
            count: count, first: piece.lowerBound, wanted: wanted.base, boxes: boxes.base,
            placed: placed.base, jumps: jumps.base)
    }

    private func listJumps(_ count: Int) {
        let (wanted, jumps) = (wanted.base, jumps.base)
        var (found, last) = (0, Int32(-2))
        for at in 0..<count {
            let n = wanted[at]
            jumps[found] = Int32(truncatingIfNeeded: at)
            found &+= n == last &+ 1 ? 0 : 1
            last = n
        }
        jumps[found] = .max
    }

    /// Finds the zones in which all patches of a run lie, for each run of a piece.
    private func placeJointly(_ runs: Range<Int>, of layer: LayerPointers) {
        let (sieves, boxes) = (sieves.base, runBoxes.base)
        round(layer.runBoxes, runs, into: boxes)
        for n in 0..<runs.count {
            let zones = joint.base + n * layerCount
            let box = IntegerBox(boxes[n])
            for number in 0..<layerCount { zones[number] = sieves[number].zone(box) }
            if place(zones) == .undecided {
                let first = (runs.lowerBound + n) * Self.runLength
                layer.prefetchBoxes(first..<min(first + Self.runLength, layer.featureCount))
            }
        }
    }

    /// Rounds boxes to the grid.
    private func round(
        _ boxes: UnsafeBufferPointer<Box>, _ run: Range<Int>,
        into out: UnsafeMutablePointer<overlay_box>
    ) {
        if let kernels, let base = boxes.baseAddress {
            // A box is four numbers: min x, min y, max x and max y.
            let sides = UnsafeRawPointer(base + run.lowerBound)
                .assumingMemoryBound(to: Double.self)
            kernels.pointee.round_boxes(
                sides, run.count, grid.originX, grid.originY, grid.scale, out)
        } else {
            for n in 0..<run.count { out[n] = grid.box(boxes[run.lowerBound + n]).forKernels }
        }
    }

    @inline(__always)
    private func isSame(_ a: UnsafePointer<Int32>, _ b: UnsafePointer<Int32>) -> Bool {
        for number in 0..<layerCount where a[number] != b[number] { return false }
        return true
    }

    /// What is known of all patches of a run.
    private enum Place { case outside, inZones, undecided }

    /// What the zones of a run tell of all its patches.
    @inline(__always)
    private func place(_ zones: UnsafePointer<Int32>) -> Place {
        var (known, without) = (0, 0)
        for number in 0..<layerCount {
            known &+= zones[number] == BoxSieve.undecided ? 0 : 1
            without &+= zones[number] == -1 ? 1 : 0
        }
        if !keepsAll, without > 0 { return .outside }
        return known == layerCount ? .inZones : .undecided
    }

    /// Finds what the cells tell of some patches where their joint boxes did not.
    private func place(
        _ run: Range<Int>, from first: Int, of layer: LayerPointers,
        knowing zones: UnsafePointer<Int32>
    ) {
        let (sieves, own) = (sieves.base, boxes.base + (run.lowerBound - first))
        for number in 0..<layerCount where zones[number] == BoxSieve.undecided {
            round(layer.boxes, run, into: own)
            break
        }
        for number in 0..<layerCount {
            let out = placed.base + (number * Self.longestPiece + run.lowerBound - first)
            if zones[number] == BoxSieve.undecided {
                sieves[number].place(own, run.count, into: out, kernels: kernels)
            } else {
                out.update(repeating: zones[number], count: run.count)
            }
        }
    }

    /// Lists those of some patches that must be looked at; returns how many there are then.
    private func select(_ places: Range<Int>, _ listed: Int) -> Int {
        let (wanted, outside) = (wanted.base, outside.base)
        // Where one layer has no zone no combination has.
        for n in places { outside[n] = placed.base[n] }
        for number in 1..<max(layerCount, 1) {
            let placed = placed.base + number * Self.longestPiece
            for n in places { outside[n] = placed[n] == -1 ? -1 : outside[n] }
        }
        var count = listed
        for n in places {
            wanted[count] = Int32(truncatingIfNeeded: n)
            count &+= outside[n] != -1 ? 1 : 0
        }
        return count
    }
}
