/// The rows of the land-class table (土地利用现状分类, third national land survey).
///
/// One class a line: code, Chinese name, English name, level 1 of the working classification,
/// three-way class, space of the three spaces (三生空间), code of the 2023 planning classification
/// (`^` as the parent, several where a person must choose), parent code of a sub-code.
/// Source: `handbook/landclass.csv` of the project's domain handbook (GB/T 21010-2017 annex as
/// used by the third survey); the assignment to the three spaces is a reading of the project's own,
/// stated in every report that uses it.
enum LandClassTable {
    static let text = """
        0101|水田|paddy field|01|agricultural|production|0101|
        0102|水浇地|irrigated land|01|agricultural|production|0102|
        0103|旱地|rainfed land|01|agricultural|production|0103|
        0201|果园|orchard|02|agricultural|production|0201|
        0202|茶园|tea garden|02|agricultural|production|0202|
        0203|橡胶园|rubber garden|02|agricultural|production|0203|
        0204|其他园地|other garden|02|agricultural|production|0204 0205|
        0301|乔木林地|arbor forest|03|agricultural|ecological|0301|
        0302|竹林地|bamboo forest|03|agricultural|ecological|0302|
        0303|红树林地|mangrove|00|agricultural|ecological|0507|
        0304|森林沼泽|forest swamp|00|agricultural|ecological|0501|
        0305|灌木林地|shrub forest|03|agricultural|ecological|0303|
        0306|灌丛沼泽|shrub swamp|00|agricultural|ecological|0502|
        0307|其他林地|other forest|03|agricultural|ecological|0304|
        0401|天然牧草地|natural pasture|04|agricultural|ecological|0401|
        0402|沼泽草地|swamp meadow|00|agricultural|ecological|0503|
        0403|人工牧草地|artificial pasture|04|agricultural|ecological|0402|
        0404|其他草地|other grassland|04|unused|ecological|0403 2302|
        05H1|商业服务业设施用地|commercial service land|05|construction|production|0901 0902 0903 0904 0702 0704|
        0508|物流仓储用地|logistics storage land|05|construction|production|1101 1102|
        0601|工业用地|industrial land|06|construction|production|1001|
        0602|采矿用地|mining land|06|construction|production|1002|
        0603|盐田|salt field|00|construction|production|1003|
        0701|城镇住宅用地|urban residential land|07|construction|living|0701 0702|
        0702|农村宅基地|rural homestead|07|construction|living|0703 0704|
        08H1|机关团体新闻出版用地|government press land|08|construction|living|0801 0803|
        08H2|科教文卫用地|science education culture health land|08|construction|living|0802 0803 0804 0805 0806 0807|
        0809|公用设施用地|utility land|08|construction|living|1301-1312|
        0810|公园与绿地|park green land|08|construction|living|1401 1402|
        1001|铁路用地|railway land|10|construction|production|1201|
        1002|轨道交通用地|rail transit land|10|construction|production|1206|
        1003|公路用地|highway land|10|construction|production|1202|
        1004|城镇村道路用地|settlement road land|10|construction|production|1207|
        1005|交通服务场站用地|transport station land|10|construction|production|1208|
        1006|农村道路|rural road|10|agricultural|production|0601|
        1007|机场用地|airport land|10|construction|production|1203|
        1008|港口码头用地|port land|10|construction|production|1204|
        1009|管道运输用地|pipeline land|10|construction|production|1205|
        1101|河流水面|river surface|11|unused|ecological|1701|
        1102|湖泊水面|lake surface|11|unused|ecological|1702|
        1103|水库水面|reservoir surface|11|agricultural|ecological|1703|
        1104|坑塘水面|pond surface|11|agricultural|production|1704|
        1105|沿海滩涂|coastal mudflat|00|unused|ecological|0505|
        1106|内陆滩涂|inland mudflat|00|unused|ecological|0506|
        1107|沟渠|ditch canal|11|agricultural|production|1705|
        1108|沼泽地|swamp|00|unused|ecological|0504|
        1109|水工建筑用地|hydraulic structure land|11|construction|production|1311|
        1110|冰川及永久积雪|glacier snow|11|unused|ecological|1706|
        1201|空闲地|vacant land|12|construction|living|2301|
        1202|设施农用地|agricultural facility land|12|agricultural|production|0602|
        1203|田坎|field ridge|12|agricultural|production|2303|
        1204|盐碱地|saline land|12|unused|ecological|2304|
        1205|沙地|sandy land|12|unused|ecological|2305|
        1206|裸土地|bare soil|12|unused|ecological|2306|
        1207|裸岩石砾地|bare rock|12|unused|ecological|2307|
        0201K|可调整果园|adjustable orchard|02|agricultural|production|^|0201
        0202K|可调整茶园|adjustable tea garden|02|agricultural|production|^|0202
        0203K|可调整橡胶园|adjustable rubber garden|02|agricultural|production|^|0203
        0204K|可调整其他园地|adjustable other garden|02|agricultural|production|^|0204
        0301K|可调整乔木林地|adjustable arbor forest|03|agricultural|ecological|^|0301
        0302K|可调整竹林地|adjustable bamboo forest|03|agricultural|ecological|^|0302
        0307K|可调整其他林地|adjustable other forest|03|agricultural|ecological|^|0307
        0403K|可调整人工牧草地|adjustable artificial pasture|04|agricultural|ecological|^|0403
        1104K|可调整养殖坑塘|adjustable fish pond|11|agricultural|production|^|1104
        08H2A|高教用地|higher education land|08|construction|living||08H2
        0810A|广场用地|square land|08|construction|living||0810
        1104A|养殖坑塘|fish pond|11|agricultural|production||1104
        1107A|干渠|main canal|11|agricultural|production||1107
        """

    /// Level 1 of the working classification: code, Chinese name, English name.
    static let level1 = """
        00|湿地|wetland
        01|耕地|cultivated land
        02|种植园用地|garden land
        03|林地|forest land
        04|草地|grassland
        05|商业服务业用地|commercial and service land
        06|工矿用地|industrial and mining land
        07|住宅用地|residential land
        08|公共管理与公共服务用地|public administration and service land
        09|特殊用地|special land
        10|交通运输用地|transport land
        11|水域及水利设施用地|water and hydraulic facilities
        12|其他土地|other land
        """

    /// Three-digit codes of the second survey (GB/T 21010-2007) and what each became.
    static let retired = """
        011|0101
        012|0102
        013|0103
        021|0201
        022|0202
        023|0203 0204
        031|0301 0302 0303 0304
        032|0305 0306
        033|0307
        041|0401 0402
        042|0403
        043|0404
        101|1001 1002
        102|1003
        103|1004 1005
        104|1006
        105|1007
        106|1008
        107|1009
        111|1101
        112|1102
        113|1103
        114|1104
        115|1105
        116|1106
        117|1107
        118|1109
        119|1110
        121|1201
        122|1202
        123|1203
        124|1204
        125|1108
        126|1205
        127|1206 1207
        201|0701 05H1 08H1 08H2
        202|0701 05H1 08H1 08H2
        203|0702
        204|0602 0603
        205|09
        """
}
