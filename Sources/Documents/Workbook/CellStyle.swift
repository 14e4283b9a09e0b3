import CXLSXWriter

/// How a cell looks.
struct CellStyle: Hashable {
    /// What a cell holds, which sets its alignment and digits.
    enum Content: Hashable {
        /// The title of a sheet.
        case title
        /// The line of 表号 and 单位.
        case caption
        /// A head of a column.
        case head
        /// A text.
        case text
        /// A text in the middle.
        case centred
        /// A number with so many decimals.
        case number(decimals: Int, grouped: Bool)
        /// A difference, with its sign.
        case signed(decimals: Int)
        /// A share.
        case percent
        /// A digest.
        case digest
    }

    /// What the cell holds.
    var content: Content
    /// Whether it belongs to a total.
    var isTotal = false
    /// The verdict it states; nil for any other cell.
    var verdictColour: String?

    func apply(to format: UnsafeMutablePointer<lxw_format>) {
        format_set_font_name(format, content == .digest ? "Consolas" : "仿宋_GB2312")
        format_set_font_size(format, 11)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        switch content {
        case .title:
            format_set_font_name(format, "方正小标宋简体")
            format_set_font_size(format, 16)
            format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
            return
        case .caption: return
        case .head:
            format_set_font_name(format, "黑体")
            format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
            format_set_text_wrap(format)
        case .centred: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .text: format_set_text_wrap(format)
        case .digest: break
        case .number(let decimals, let grouped):
            let zero = "0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
            format_set_num_format(format, grouped ? "#,##" + zero : zero)
        case .signed(let decimals):
            let zero = "0" + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
            format_set_num_format(format, "+\(zero);-\(zero);\(zero)")
        case .percent: format_set_num_format(format, "0.00%")
        }
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        if isTotal || verdictColour != nil { format_set_bold(format) }
        if let colour = verdictColour, let value = UInt32(colour.dropFirst(), radix: 16) {
            format_set_font_color(format, value)
        }
    }
}
