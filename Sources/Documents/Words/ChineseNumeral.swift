/// Chinese numerals of small numbers, as headings carry them.
enum ChineseNumeral {
    /// A number from 1 to 99: 一, 十, 十二, 二十, 二十一.
    static func text(_ number: Int) -> String {
        precondition((1...99).contains(number), "headings are counted from 1 to 99")
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        let (tens, ones) = (number / 10, number % 10)
        return (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[ones]
    }
}
