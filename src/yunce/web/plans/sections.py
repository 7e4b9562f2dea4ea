# SPDX-License-Identifier: Apache-2.0
"""The parts of the plan language as a reader meets them: their order, their titles, the words of their fields and choices."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SECTIONS: Mapping[str, object] = {
    "targets": _("目标"),
    "baselines": _("历史基数"),
    "budget": _("预算"),
    "claims": _("计划自己的说法"),
    "campaigns": _("活动"),
    "themes": _("重点工作"),
    "phases": _("阶段"),
    "initiatives": _("举措"),
    "duties": _("职责"),
    "checklists": _("检查单"),
    "rules": _("规则"),
    "services": _("服务"),
    "cases": _("投诉与工单"),
    "reviews": _("例会"),
    "reports": _("报送"),
    "registers": _("台账"),
    "units": _("组织"),
    "roles": _("岗位"),
    "headcount": _("编制"),
    "scorecards": _("考核"),
    "items": _("商品"),
    "tiers": _("客户等级"),
    "commissions": _("提成"),
    "matrices": _("指标分摊到岗位"),
    "wages": _("最低工资"),
    "accounts": _("科目"),
    "allocations": _("费用分摊"),
    "transfers": _("内部结算"),
    "connections": _("数据来源"),
    "metrics": _("指标口径"),
}

# where a field's word depends on the part that it stands in
OF_PART: Mapping[tuple[str, str], object] = {
    ("HeadcountTier", "from"): _("从"),
    ("Grade", "from"): _("从"),
    ("Lift", "from"): _("自"),
    ("Transfer", "from"): _("提供方"),
    ("Transfer", "to"): _("使用方"),
    ("Allocation", "to"): _("分给"),
    ("Escalation", "to"): _("升级到"),
    ("Item", "role"): _("定位"),
    ("Lock", "by"): _("定的人"),
    ("Approval", "by"): _("签批人"),
    ("Approval", "until"): _("不晚于"),
    ("SplitStep", "by"): _("按"),
    ("SplitStep", "per"): _("分别"),
    ("Headcount", "by"): _("依据"),
    ("Seats", "per"): _("每"),
    ("Transfer", "of"): _("计量"),
    ("Register", "of"): _("对象"),
    ("Cover", "of"): _("范围"),
    ("Scorecard", "for"): _("适用岗位"),
    ("Campaign", "at"): _("日子"),
    ("Lock", "at"): _("位置"),
    ("CheckItem", "kind"): _("填法"),
    ("Metric", "kind"): _("合计方式"),
    ("Pay", "fixed"): _("固定"),
    ("Role", "pay"): _("月薪（元）"),
    ("Grade", "pay"): _("系数"),
    ("BudgetLine", "pay"): _("付款"),
    ("ScoreItem", "target"): _("目标"),
    ("ScoreItem", "due"): _("应完成日"),
    ("ScoreItem", "points"): _("每个加减分"),
    ("Step", "from"): _("从"),
    ("Wage", "from"): _("自"),
    ("CommissionTier", "from"): _("从"),
    ("Commission", "for"): _("适用岗位"),
    ("Account", "rate"): _("占收入"),
}

FIELDS: Mapping[str, object] = {
    "account": _("科目"), "after": _("之后"), "agenda": _("议题"), "align": _("对齐"), "allowance": _("补贴"), "amount": _("金额"),
    "approve": _("签批"), "arithmetic": _("算式"), "attend": _("参加"), "attributes": _("属性"), "baselines": _("基数"),
    "before": _("提前"), "benefits": _("权益"), "better": _("方向"), "budget": _("预算"), "cap": _("封顶"), "categories": _("类别"),
    "category": _("品类"), "channel": _("渠道"), "checklist": _("检查单"), "close_when": _("自动关闭"), "commission": _("提成"),
    "contacts": _("来量"), "cooldown": _("间隔"), "cost": _("费用"), "cover": _("覆盖"), "definition": _("口径"),
    "deliverable": _("交付"), "denominator": _("分母"), "driver": _("动因"), "drivers": _("因素"), "due": _("期限"), "duties": _("职责"),
    "each": _("对每个"), "equal": _("平均"), "escalate": _("升级"), "every": _("频次"), "fixed": _("固定"), "floor": _("保底"),
    "follow": _("后续"), "formula": _("公式"), "full": _("满分线"), "gate": _("通过条件"), "goal": _("承诺"), "goals": _("目标"),
    "grades": _("等级"), "grain": _("粒度"), "handle": _("处理时长"), "headcount": _("编制"), "heads": _("人数算法"),
    "history": _("按历史"), "initiatives": _("举措"), "items": _("项目"), "kind": _("类型"), "lasts": _("持续"), "lead": _("牵头"),
    "lead_time": _("备货期"), "lift": _("预期增量"), "limit": _("上限"), "limits": _("限值"), "locks": _("锁定"), "match": _("数据归属"),
    "measure": _("取数"), "measured_in": _("单位"), "members": _("份额"), "method": _("方法"), "metric": _("指标"),
    "min_stock": _("最低库存"), "modes": _("方式"), "needs": _("先要完成"), "numerator": _("分子"), "of": _("相对"),
    "on_excess": _("超出时"), "open": _("开放"), "options": _("选项"), "overlap": _("重叠"), "override": _("指定席位"),
    "owner": _("责任人"), "parent": _("上级"), "patience": _("耐心时长"), "pay": _("付款"), "per": _("每"), "per_period": _("每期"),
    "per_year": _("每年"), "period": _("期间"), "phase": _("阶段"), "place": _("位置"), "points": _("要点"), "pool": _("池"),
    "prepare": _("准备"), "price": _("价格"), "price_floor": _("底价"), "profile": _("导入方案"), "quota": _("名额"),
    "ratio_of": _("占"), "reach": _("达到方式"), "readings": _("读法"), "reason": _("原因"), "renew_before": _("提前续期"),
    "reports_to": _("汇报给"), "resolve": _("解决时限"), "respond": _("响应时限"), "rest": _("休息"), "role": _("岗位"),
    "roles": _("岗位"), "round": _("取整"), "says": _("说法"), "score": _("计分"), "season_end": _("季末"), "seats": _("席位"),
    "severity": _("轻重"), "shrinkage": _("损耗"), "sku": _("货号"), "spend": _("花费"), "split": _("分解"), "standard": _("标准"),
    "start": _("开始"), "steps": _("步骤"), "stretch": _("力争目标"), "support": _("配合"), "synonyms": _("又叫"), "table": _("数据"),
    "tags": _("标签"), "test": _("检验"), "text": _("内容"), "theme": _("重点工作"), "then": _("就"), "tiers": _("档位"), "to": _("给"),
    "unit": _("单位"), "until": _("到"), "valid": _("有效期"), "value": _("值"), "values": _("各期"), "variable": _("浮动"),
    "version": _("版本"), "veto": _("一票否决"), "visit": _("回访"), "weight": _("权重"), "weights": _("比例"), "when": _("当"),
    "where": _("只算"), "within": _("范围"), "zero": _("零分线"), "card": _("考核卡"), "city": _("城市"),
    "confirmer": _("确认人"), "data": _("数据来源"), "decimals": _("得分小数位"), "deduct": _("每个扣分"), "free": _("免扣数"),
    "group": _("比较范围"), "link": _("联动"), "missing": _("未报送时"), "mode": _("累进方式"), "monthly": _("每月"),
    "pay_by": _("绩效工资按"), "rate": _("比例"), "returns": _("退回"), "share": _("人数比例"), "shares": _("比例"),
    "smaller": _("越低越好算法"), "stop": _("停止线"), "warn": _("提醒线"), "whose": _("谁的数"), "work": _("执行数据"),
    "platform": _("平台"), "shop": _("店铺"), "by": _("按"),
}  # fmt: skip

CHOICES: Mapping[str, object] = {
    "higher": _("越高越好"), "lower": _("越低越好"), "inside": _("在区间内"), "sum": _("累加"), "ratio": _("比率"),
    "distinct": _("去重"), "last": _("期末值"), "by_end": _("期末达到"), "average": _("平均"), "total": _("合计"), "task": _("开任务"),
    "review": _("开评估"), "alert": _("提醒"), "case": _("开工单"), "finding": _("记问题"), "pass_fail": _("合格或不合格"),
    "minor": _("轻微"), "major": _("一般"), "critical": _("严重"), "up": _("向上"), "nearest": _("四舍五入"), "down": _("向下"),
    "allowed": _("可以"), "none": _("不可"), "scale": _("按比例缩减"), "stop": _("停下来签批"), "base": _("绩效基数之和"),
    "direct": _("直接"), "step_down": _("阶梯"), "reciprocal": _("交互"), "equal": _("平均"), "calendar": _("日历"),
    "events": _("大促日"), "lunar": _("农历"), "deposit": _("押金"), "stock": _("货款"), "hero": _("主推款"), "traffic": _("引流款"),
    "profit": _("利润款"), "promo": _("活动款"), "shop": _("店铺"), "centre": _("部门"), "certificate": _("证书"), "on_site": _("现场"),
    "video": _("视频"), "score": _("打分"), "number": _("填数"), "photo": _("拍照"), "choice": _("选择"), "day": _("日"),
    "week": _("周"), "ten_days": _("旬"), "month": _("月"), "quarter": _("季"), "half_year": _("半年"), "year": _("年"),
    "channel": _("渠道"), "unit": _("单位"), "sku": _("商品"), "source": _("来源"), "person": _("人员"), "day_end": _("当天内"),
    "week_end": _("本周内"), "month_end": _("月底前"), "quarter_end": _("季度末前"), "year_end": _("年底前"), "automatic": _("自动安排"),
    "legal_hours": _("按法定工时"), "yearly": _("每年"), "bonus": _("加分"), "deduction": _("扣分"), "hold": _("暂不计分"),
    "reweight": _("其余项重新分配权重"), "difference": _("2 减实际除以目标"), "inverse": _("目标除以实际"), "grade": _("等级"),
    "company": _("公司"), "card": _("同一张卡"), "role": _("同一岗位"), "coefficient": _("系数相乘"), "completion": _("完成率"),
    "on_time": _("按期完成率"), "late": _("逾期数"), "closure": _("闭环率"), "marginal": _("超额累进"), "whole": _("全额累进"),
    "revenue": _("收入"), "variable": _("变动成本"), "shared": _("公共费用"), "tax": _("税"),
}  # fmt: skip

EVERY: Mapping[str, object] = {
    "daily": _("每天"), "weekly": _("每周"), "ten_days": _("每旬"), "monthly": _("每月"), "bimonthly": _("每两月"),
    "quarter": _("每季度"), "quarterly": _("每季度"), "half_year": _("每半年"), "yearly": _("每年"), "day": _("每天"), "week": _("每周"),
    "month": _("每月"), "year": _("每年"),
}  # fmt: skip
WEEKDAYS: Mapping[str, object] = {
    "mon": _("一"), "tue": _("二"), "wed": _("三"), "thu": _("四"), "fri": _("五"), "sat": _("六"),
    "sun": pgettext_lazy("weekday", "日"),
}  # fmt: skip
LAPSES: Mapping[str, object] = {
    "s": _("秒"), "min": _("分钟"), "h": _("小时"), "d": _("天"), "wd": _("个工作日"), "w": _("周"), "mo": _("个月"), "y": _("年"),
}  # fmt: skip
FEASTS: Mapping[str, object] = {
    "double_11": _("双11"), "double_12": _("双12"), "618": _("618"), "38": _("38节"), "99": _("99大促"), "spring_festival": _("春节"),
    "new_year_goods": _("年货节"), "mid_autumn": _("中秋"), "dragon_boat": _("端午"), "qingming": _("清明"), "labour_day": _("五一"),
    "national_day": _("国庆"), "new_year": _("元旦"), "lantern": _("元宵"),
}  # fmt: skip
