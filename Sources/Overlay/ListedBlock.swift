import COverlayKernels

/// The marks beside the number of a block listed in a cell, by which it is found once in a rectangle of cells.
///
/// Of the cells of a query's rectangle that list a block, the first is the lowest in the leftmost column: the one in
/// the query's own first row or the block's, and in the query's own first column or the block's. So no list of what
/// was found is needed. Blocks of one long edge are listed along it, not in a rectangle; those are stamped when found.
enum ListedBlock {
    /// In the lowest row of the block's cells.
    static let lowestRow = Int32(OVERLAY_LOWEST_ROW)
    /// In the leftmost column of the block's cells.
    static let leftmostColumn = Int32(OVERLAY_LEFTMOST_COLUMN)
    /// Listed along its only edge.
    static let alongEdge = Int32(OVERLAY_ALONG_EDGE)
    /// The bits of the number.
    static let number = Int32(OVERLAY_BLOCK_NUMBER)
}
