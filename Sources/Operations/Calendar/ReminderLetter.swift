public import LandModel
import Policy

/// A letter drafted to one office about what it owes (督办函).
///
/// A draft for a person: the document number, the day and the signature are left blank.
public struct ReminderLetter: Hashable, Sendable {
    /// To whom it goes.
    public let addressee: String
    /// Who sends it.
    public let sender: String
    /// The day on which the duties stand so.
    public let day: CalendarDay
    /// What is owed, by last day.
    public let entries: [CalendarEntry]

    /// Describes a letter.
    public init(
        to addressee: String, from sender: String, on day: CalendarDay,
        about entries: [CalendarEntry]
    ) {
        self.addressee = addressee
        self.sender = sender
        self.day = day
        self.entries = entries
    }

    /// One letter for each office that owes something, by name; of what is overdue or was missed.
    ///
    /// - Parameter name: What the office of a kind is called for an area.
    public static func letters(
        about entries: [CalendarEntry], on day: CalendarDay, from sender: String,
        naming name: (CalendarEntry.Owner, AdministrativeCode) -> String
    ) -> [ReminderLetter] {
        var owed: [String: [CalendarEntry]] = [:]
        for entry in entries {
            switch entry.state {
            case .overdue, .missed:
                for owner in entry.owners {
                    owed[name(owner, entry.area), default: []].append(entry)
                }
            default: continue
            }
        }
        return owed.sorted { $0.key < $1.key }.map { office, entries in
            ReminderLetter(to: office, from: sender, on: day, about: entries)
        }
    }

    /// The title.
    public var title: String { "关于限期办理全域土地综合整治到期事项的督办函" }

    /// The lines of the letter, without the head and the signature.
    public var paragraphs: [String] {
        let isAhead = entries.allSatisfy { if case .running = $0.state { true } else { false } }
        let opening =
            "经核查办理记录，截至\(day.officialText)，你单位负责的下列 \(entries.count) 项事项"
            + (isAhead ? "即将到期，现予提醒。" : "已超过规定期限，现予督办。")
        let closing = "请抓紧办理，并于收到本函后书面反馈办理情况；确有困难不能按期办理的，请说明原因和拟完成时间。"
        return [opening] + entries.enumerated().map { item($0.offset + 1, $0.element) } + [closing]
    }

    private func item(_ number: Int, _ entry: CalendarEntry) -> String {
        var text = "\(number). \(entry.subject.name)（\(entry.subject.id)）：\(entry.title.zh)。"
        if let citation = entry.citation {
            text +=
                "依据《\(entry.document.zh)》\(entry.isDraft ? "（征求意见稿，仅作提示）" : "")"
                + "\(citation.clause)“\(citation.phrase)”（\(entry.clause ?? "")）。"
        }
        if let last = entry.last {
            let days = day.daysSinceEpoch - last.daysSinceEpoch
            text += "应于\(last.officialText)前办结，" + (days > 0 ? "已逾期 \(days) 天。" : "还有 \(-days) 天。")
        }
        if entry.state == .missed {
            return text + "该期已满，不能补办，请书面说明未办原因和今后的保证措施。"
        }
        let task = entry.task.isEmpty ? entry.remedy.zh : entry.task
        return text + "应办：\(task)。"
    }

    /// The letter as plain text.
    public var text: String {
        let indented = paragraphs.map { "　　" + $0 }.joined(separator: "\n")
        return """
            \(sender)

            〔　　　　〕　　　号

            \(title)

            \(addressee)：

            \(indented)

            （联系人：　　　　　　联系电话：　　　　　　　　）

            　　　　　　　　　　　　　　　　\(sender)
            　　　　　　　　　　　　　　　　　　年　　月　　日

            """
    }

    /// The letter as a page to be printed or taken into a text program.
    public var html: String {
        let body = paragraphs.map { "<p>\(Self.escaped($0))</p>" }.joined(separator: "\n")
        let (office, from) = (Self.escaped(addressee), Self.escaped(sender))
        return """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>\(Self.escaped(title))</title>
            <style>
            @page { size: A4; margin: 37mm 26mm 35mm 28mm }
            body { font: 16pt/1.75 FangSong, "Noto Serif CJK SC", serif; max-width: 156mm; margin: 0 auto }
            header { text-align: center; color: #c00; font-size: 26pt; border-bottom: 2px solid #c00 }
            h1 { text-wrap: balance; font-size: 22pt; text-align: center; font-weight: normal }
            p { text-indent: 2em; margin: 0 } .plain { text-indent: 0 } .right { text-align: right }
            </style></head><body>
            <header>\(from)</header>
            <p class="right">〔　　　　〕　　　号</p>
            <h1>\(Self.escaped(title))</h1>
            <p class="plain">\(office)：</p>
            \(body)
            <p>（联系人：　　　　　　联系电话：　　　　　　　　）</p>
            <p class="right">\(from)</p>
            <p class="right">　　年　　月　　日</p>
            </body></html>

            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}
