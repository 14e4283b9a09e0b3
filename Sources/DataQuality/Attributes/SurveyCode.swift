/// The code lists of coded survey fields (数据字典).
enum SurveyCode {
    /// The codes of a field with their Chinese names; nil for a field without a list.
    static func codes(of field: String) -> [String: String]? { table[field] }

    private static let table: [String: [String: String]] = {
        var table: [String: [String: String]] = [:]
        for line in SurveyCodeTable.text.split(separator: "\n") {
            let cell = line.split(separator: "|").map(String.init)
            guard cell.count == 4 else { preconditionFailure("survey code table: \(line)") }
            table[cell[0], default: [:]][cell[1]] = cell[2]
        }
        return table
    }()
}

/// The codes: field, code, Chinese name, English name.
///
/// Source: `handbook/codetables.csv`, where every row says how far it is verified; `KCDLBM` and
/// `GDDB` from the domains of `handbook/fields.csv`.
enum SurveyCodeTable {
    static let text = """
        GDPDJB|1|≤2°|slope_le_2
        GDPDJB|2|2°~6°|slope_2_6
        GDPDJB|3|6°~15°|slope_6_15
        GDPDJB|4|15°~25°|slope_15_25
        GDPDJB|5|>25°|slope_gt_25
        GDLX|TT|梯田|terrace
        GDLX|PD|坡地|sloping_land
        ZZSXDM|LS|种植粮食作物|grain_crops
        ZZSXDM|FLS|种植非粮食作物|non_grain_crops
        ZZSXDM|LYFL|粮与非粮轮作|grain_nongrain_rotation
        ZZSXDM|XG|休耕|fallow
        ZZSXDM|LLJZ|林粮间作|agroforestry_intercrop
        ZZSXDM|WG|未耕种|uncultivated
        ZZSXDM|JKHF|即可恢复|readily_restorable
        ZZSXDM|GCHF|工程恢复|restorable_by_engineering
        TBXHDM|HDGD|河道耕地|riverbed_cultivated
        TBXHDM|HQGD|湖区耕地|lake_area_cultivated
        TBXHDM|LQGD|林区耕地|forest_area_cultivated
        TBXHDM|MQGD|牧区耕地|pastoral_area_cultivated
        TBXHDM|SHGD|沙荒耕地|sandy_cultivated
        TBXHDM|SMGD|石漠化耕地|rocky_desertified_cultivated
        TBXHDM|YJGD|盐碱耕地|saline_cultivated
        TBXHDM|LQYD|林区园地|forest_area_garden
        TBXHDM|GCCD|灌丛草地|shrub_grassland
        TBXHDM|HDGY|火电工业用地|thermal_power_industrial
        TBXHDM|GTGY|钢铁工业用地|steel_industrial
        TBXHDM|MTGY|煤炭工业用地|coal_industrial
        TBXHDM|SNGY|水泥工业用地|cement_industrial
        TBXHDM|BLGY|玻璃工业用地|glass_industrial
        TBXHDM|DLGY|电解铝工业用地|aluminium_industrial
        TBXHDM|FQ|废弃|abandoned
        CZCSXM|201|城市|city
        CZCSXM|201A|城市独立工业用地|city_isolated_industrial
        CZCSXM|202|建制镇|town
        CZCSXM|202A|建制镇独立工业用地|town_isolated_industrial
        CZCSXM|203|村庄|village
        CZCSXM|203A|村庄独立工业用地|village_isolated_industrial
        CZCSXM|204|盐田及采矿用地|salt_and_mining
        CZCSXM|205|特殊用地|special
        FRDBS|1|是|enclave: ZLDWDM[0..<12] != QSDWDM[0..<12] and QSXZ not state
        FRDBS|0|否|not enclave
        QSXZ|10|国有土地所有权|state_ownership
        QSXZ|20|国有土地使用权|state_use_right
        QSXZ|21|国有无居民海岛使用权|state_island_use_right
        QSXZ|30|集体土地所有权|collective_ownership
        QSXZ|31|村民小组|villager_group_ownership
        QSXZ|32|村集体经济组织|village_collective_ownership
        QSXZ|33|乡集体经济组织|township_collective_ownership
        QSXZ|34|其它农民集体经济组织|other_collective_ownership
        QSXZ|40|集体土地使用权|collective_use_right
        QSXZ|41|集体无居民海岛使用权|collective_island_use_right
        MSSM|00|陆地|mainland
        MSSM|01|海岛|island
        PDJB|1|≤2°|slope_le_2
        PDJB|2|2°~6°|slope_2_6
        PDJB|3|6°~15°|slope_6_15
        PDJB|4|15°~25°|slope_15_25
        PDJB|5|>25°|slope_gt_25
        CZCLX|201|城市|city
        CZCLX|201A|城市独立工业用地|city_isolated_industrial
        CZCLX|202|建制镇|town
        CZCLX|202A|建制镇独立工业用地|town_isolated_industrial
        CZCLX|203|村庄|village
        CZCLX|203A|村庄独立工业用地|village_isolated_industrial
        CZCLX|204|盐田及采矿用地|salt_and_mining
        CZCLX|205|特殊用地|special
        KCDLBM|1203|田坎|field_ridge
        GDDB|1|1等|grade_1
        GDDB|2|2等|grade_2
        GDDB|3|3等|grade_3
        GDDB|4|4等|grade_4
        GDDB|5|5等|grade_5
        GDDB|6|6等|grade_6
        GDDB|7|7等|grade_7
        GDDB|8|8等|grade_8
        GDDB|9|9等|grade_9
        GDDB|10|10等|grade_10
        GDDB|11|11等|grade_11
        GDDB|12|12等|grade_12
        GDDB|13|13等|grade_13
        GDDB|14|14等|grade_14
        GDDB|15|15等|grade_15
        """
}
