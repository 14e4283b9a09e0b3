public import LandModel

extension Damage {
    /// What is wrong, where, and what it means.
    public var explanation: BilingualText {
        let (first, last) = (sequences.lowerBound, sequences.upperBound)
        let place = BilingualText(
            zh: first == last ? "第 \(line) 行，序号 \(first)" : "第 \(line) 行，序号 \(first) 至 \(last)",
            en: first == last
                ? "line \(line), event \(first)"
                : "line \(line), events \(first) to \(last)")
        return BilingualText(
            zh: "\(place.zh)：\(kind.meaning.zh)", en: "\(place.en): \(kind.meaning.en)")
    }
}

extension Damage.Kind {
    /// What the kind means.
    public var meaning: BilingualText {
        switch self {
        case .unreadable:
            BilingualText(zh: "该行不合格式，内容无法辨认", en: "the line is not in the format")
        case .altered:
            BilingualText(
                zh: "内容与所记杂凑值不符，无法判断何者被改", en: "content and recorded hash differ")
        case .alteredContent: BilingualText(zh: "内容被改动", en: "the content was changed")
        case .alteredHash:
            BilingualText(
                zh: "所记杂凑值被改动，内容完好", en: "the recorded hash was changed, the content is whole")
        case .alteredPrevious:
            BilingualText(
                zh: "所记前一杂凑值被改动，内容完好",
                en: "the recorded previous hash was changed, the content is whole")
        case .missing: BilingualText(zh: "记录缺失", en: "records are missing")
        case .moved: BilingualText(zh: "记录不在原位", en: "the record was moved")
        case .inserted:
            BilingualText(zh: "多出的记录，不属于本链", en: "the record does not belong to the chain")
        case .replaced:
            BilingualText(
                zh: "原记录被另一记录顶替", en: "another record stands in the place of the right one")
        case .misnumbered: BilingualText(zh: "序号与位置不符", en: "the number is not that of the place")
        case .version: BilingualText(zh: "对象版本号不连续", en: "the stream's versions do not follow")
        case .batch: BilingualText(zh: "同一次办理的事件不完整", en: "the batch is not whole")
        default: checkpointMeaning
        }
    }

    private var checkpointMeaning: BilingualText {
        switch self {
        case .checkpointForged:
            BilingualText(zh: "检查点签名无效", en: "the checkpoint's signature is wrong")
        case .checkpointKey:
            BilingualText(zh: "检查点由不受信任的密钥签名", en: "the checkpoint was signed with an unknown key")
        case .checkpointForeign:
            BilingualText(zh: "检查点属于另一份记录", en: "the checkpoint is of another journal")
        case .checkpointMissing:
            BilingualText(zh: "此前缺少检查点", en: "checkpoints are missing before it")
        case .checkpointMisplaced: BilingualText(zh: "检查点位置不对", en: "the checkpoint was moved")
        case .rewritten:
            BilingualText(
                zh: "与检查点签名的链头不符，此范围内有记录被重写",
                en: "the checkpoint states another head: records in this range were written anew")
        case .endMissing: BilingualText(zh: "缺少结尾行，文件被截断", en: "the file was cut")
        case .afterEnd: BilingualText(zh: "结尾行之后还有内容", en: "something follows the last line")
        default: BilingualText(zh: "结尾行与记录不符", en: "the last line does not agree")
        }
    }
}
