import COverlayKernels
import Geometry

extension IntegerBox {
    /// The box of an edge.
    @inline(__always)
    init(edge n: Int, _ x: UnsafePointer<Int32>, _ y: UnsafePointer<Int32>) {
        self.init(
            minX: min(x[n], x[n + 1]), minY: min(y[n], y[n + 1]), maxX: max(x[n], x[n + 1]),
            maxY: max(y[n], y[n + 1]))
    }

    @inline(__always)
    init(_ box: overlay_box) {
        self.init(minX: box.min_x, minY: box.min_y, maxX: box.max_x, maxY: box.max_y)
    }

    /// Box n of the arrays.
    @inline(__always)
    init(_ boxes: overlay_boxes, _ n: Int) {
        self.init(
            minX: boxes.min_x[n], minY: boxes.min_y[n], maxX: boxes.max_x[n], maxY: boxes.max_y[n])
    }

    /// Whether the box of zone edges, moved by (e, e²), shares a point with a streamed box.
    @inline(__always)
    func meetsMoved(_ streamed: IntegerBox) -> Bool {
        minX < streamed.maxX && minY < streamed.maxY && maxX >= streamed.minX
            && maxY >= streamed.minY
    }

    /// The same for the kernels.
    @inline(__always)
    var forKernels: overlay_box {
        overlay_box(min_x: minX, min_y: minY, max_x: maxX, max_y: maxY)
    }
}
