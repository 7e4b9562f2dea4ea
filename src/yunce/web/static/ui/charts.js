// SPDX-License-Identifier: Apache-2.0
// Draws every chart of a page from the values that it carries as JSON. Colours come from the style sheet.
"use strict";
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const letters = () => getComputedStyle(document.body).fontFamily;
  const people = (value) => {
    const size = Math.abs(value);
    if (size >= 1e8) return `${+(value / 1e8).toFixed(2)}亿`;
    if (size >= 1e4) return `${+(value / 1e4).toFixed(1)}万`;
    return `${+value.toFixed(2)}`;
  };
  const shown = (value, unit) => (value == null ? "–" : unit === "%" ? `${(value * 100).toFixed(1)}%` : people(value));

  const line = (name, data, extra) => ({ name, type: "line", data, symbol: "none", connectNulls: false, ...extra });

  // Which event windows are named: the longest first, those whose name would run into another's stay unnamed.
  const names = (v, width) => {
    const at = new Map(v.days.map((day, i) => [day, i]));
    const pixel = width / Math.max(v.days.length - 1, 1);
    const placed = [], named = new Set();
    const long = (e) => at.get(e.last) - at.get(e.first);
    for (const e of [...v.events].sort((a, b) => long(b) - long(a))) {
      const middle = ((at.get(e.first) + at.get(e.last)) / 2) * pixel, half = e.name.length * 6 + 4;
      if (placed.some(([from, to]) => middle - half < to && middle + half > from)) continue;
      placed.push([middle - half, middle + half]);
      named.add(e);
    }
    return named;
  };

  const course = (v, width) => {
    const narrow = width < 480;
    const accent = colour("--accent"), muted = colour("--muted"), hair = colour("--hair");
    const band = v.high.map((high, i) => (high == null || v.low[i] == null ? null : high - v.low[i]));
    const last = v.days.length - 1;
    const top = Math.max(...v.plan, ...v.high.map(Number), 1e-9);
    const apart = v.mid[last] == null ? 0 : (v.plan[last] - v.mid[last]) / top;
    const push = Math.abs(apart) < 0.07 ? (apart >= 0 ? -9 : 9) : 0;
    const end = (name, up) => ({ endLabel: { show: !narrow, color: muted, distance: 6, offset: [0, up], formatter: (point) => `${name} ${shown(point.value, v.unit)}` } });
    const named = names(v, width - (narrow ? 60 : 160));
    const windows = v.events.map((e) => [{ name: named.has(e) ? e.name : "", xAxis: e.first }, { xAxis: e.last }]);
    return {
      animation: false, backgroundColor: "transparent", textStyle: { fontFamily: letters(), color: muted },
      grid: { left: 8, right: narrow ? 12 : 96, top: 44, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 26, itemHeight: 2, itemGap: 20, textStyle: { color: muted }, data: [v.words.actual, v.words.plan, v.words.landing] },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour("--paper"), borderColor: colour("--line"), textStyle: { color: colour("--ink"), fontSize: 12 },
        formatter: (points) => {
          const i = points[0].dataIndex;
          const said = [v.days[i], `${v.words.plan}  ${shown(v.plan[i], v.unit)}`];
          if (v.actual[i] != null) said.push(`${v.words.actual}  ${shown(v.actual[i], v.unit)}`);
          if (v.mid[i] != null && v.actual[i] == null) said.push(`${v.words.landing}  ${shown(v.mid[i], v.unit)}（${shown(v.low[i], v.unit)}~${shown(v.high[i], v.unit)}）`);
          return said.join("\n");
        } },
      xAxis: { type: "category", data: v.days, boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line") } }, axisLabel: { color: muted, hideOverlap: true, formatter: (d) => `${+d.slice(5, 7)}/${+d.slice(8)}` } },
      yAxis: { type: "value", splitLine: { lineStyle: { color: hair } }, axisLabel: { color: muted, formatter: (n) => shown(n, v.unit) } },
      series: [
        line(v.words.band, v.low, { stack: "band", lineStyle: { opacity: 0 }, silent: true }),
        line(v.words.band, band, { stack: "band", lineStyle: { opacity: 0 }, areaStyle: { color: accent, opacity: 0.14 }, silent: true }),
        line(v.words.plan, v.plan, { ...end(v.words.plan, push), lineStyle: { color: colour("--faint"), width: 1.5, type: [5, 4] }, itemStyle: { color: colour("--faint") },
          markArea: { silent: true, itemStyle: { color: muted, opacity: 0.09 }, label: { color: muted, fontSize: 11, position: "insideTop" }, data: windows } }),
        line(v.words.landing, v.mid, { ...end(v.words.short, -push), lineStyle: { color: accent, width: 1.5, type: [2, 4] }, itemStyle: { color: accent } }),
        line(v.words.actual, v.actual, { lineStyle: { color: accent, width: 2.5 }, itemStyle: { color: accent } }),
      ],
    };
  };
  // What a rule watches: the course of one series, its target where there is one, the stretches in which it fired.
  const watched = (v, width) => {
    const option = course(v, width);
    option.legend.data = v.plan.some((value) => value != null) ? [v.words.actual, v.words.plan] : [v.words.actual];
    option.tooltip.formatter = (points) => {
      const i = points[0].dataIndex;
      return [v.days[i], `${v.words.actual}  ${shown(v.actual[i], v.unit)}`, ...(v.plan[i] == null ? [] : [`${v.words.plan}  ${shown(v.plan[i], v.unit)}`])].join("\n");
    };
    option.yAxis.scale = true;
    return option;
  };
  const frame = (v, width, extra) => ({
    animation: false, backgroundColor: "transparent", textStyle: { fontFamily: letters(), color: colour("--muted") },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour("--paper"), borderColor: colour("--line"), textStyle: { color: colour("--ink"), fontSize: 12 } },
    ...extra,
  });
  const named = (data, extra) => ({ type: "category", data, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line") } }, axisLabel: { color: colour("--muted"), hideOverlap: true }, ...extra });
  const measured = (v, extra) => ({ type: "value", splitLine: { lineStyle: { color: colour("--hair") } }, axisLabel: { color: colour("--muted"), formatter: (n) => shown(n, v.unit), hideOverlap: true }, ...extra });

  // From one level to the next: what is added and taken away floats between them.
  const waterfall = (v, width) => {
    const tone = (step) => (step.level ? colour("--accent") : step.to >= step.from ? colour("--good") : colour("--bad"));
    const crosses = (step) => step.from * step.to < 0;
    const inner = (step) => (crosses(step) ? 0 : Math.abs(step.from) < Math.abs(step.to) ? step.from : step.to);
    const part = (of) => v.steps.map((step) => ({ value: of(step), itemStyle: { color: tone(step), opacity: step.level ? 1 : 0.75 } }));
    const bar = (data, extra) => ({ type: "bar", stack: "one", barMaxWidth: 56, data, ...extra });
    const option = frame(v, width, {
      xAxis: named(v.steps.map((step) => step.name), { axisLabel: { color: colour("--muted"), interval: 0, rotate: width < 480 ? 40 : 0 } }),
      yAxis: measured(v),
      series: [
        bar(v.steps.map(inner), { itemStyle: { opacity: 0 }, silent: true }),
        bar(part((step) => Math.max(step.from, step.to, 0) - Math.max(inner(step), 0))),
        bar(part((step) => Math.min(step.from, step.to, 0) - Math.min(inner(step), 0))),
      ],
    });
    option.tooltip.formatter = (points) => { const step = v.steps[points[0].dataIndex]; return `${step.name}  ${shown(step.level ? step.to : step.to - step.from, v.unit)}`; };
    return option;
  };

  // Lines over labels, with a band where there is one.
  const ranges = (v, width) => {
    const shades = [colour("--accent"), colour("--ink"), colour("--good"), colour("--ask")];
    const lowest = v.low ? Math.min(0, ...v.low) : 0, step = 10 ** Math.floor(Math.log10(Math.max(-lowest, 1)));
    const low = -Math.ceil(-lowest / step) * step || 0;
    const band = v.low ? [
      { name: "low", type: "line", data: v.low.map((n) => n - low), stack: "band", symbol: "none", lineStyle: { opacity: 0 }, silent: true, yAxisIndex: 0 },
      { name: v.band, type: "line", data: v.high.map((n, i) => n - v.low[i]), stack: "band", symbol: "none", lineStyle: { opacity: 0 }, itemStyle: { color: shades[0] }, areaStyle: { color: shades[0], opacity: 0.15, origin: "start" }, silent: true },
    ] : [];
    const lines = v.lines.map((one, i) => ({
      name: one.name, type: one.second ? "bar" : "line", data: one.data.map((n) => n - low), step: v.steps && !one.second ? "middle" : false, symbol: "none", yAxisIndex: one.second ? 1 : 0,
      lineStyle: { color: shades[i % 4], width: 2, type: one.dashed ? [4, 4] : "solid" }, itemStyle: { color: one.second ? colour("--line") : shades[i % 4] }, z: one.second ? 1 : 3,
      markLine: i === 0 && low < 0 ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour("--bad"), type: "solid", width: 1 }, data: [{ yAxis: -low }] } : undefined,
    }));
    const moved = (n) => shown(n + low, v.unit);
    const second = v.lines.some((one) => one.second);
    const option = frame(v, width, {
      legend: { type: "scroll", top: 0, left: 0, itemWidth: 22, itemHeight: 8, textStyle: { color: colour("--muted") }, data: [...(v.band ? [v.band] : []), ...v.lines.map((one) => one.name)] },
      xAxis: named(v.labels, { boundaryGap: second }),
      yAxis: [measured(v, { axisLabel: { color: colour("--muted"), formatter: moved } }), ...(second ? [measured(v, { splitLine: { show: false }, axisLabel: { color: colour("--faint") } })] : [])],
      series: [...band, ...lines],
    });
    option.tooltip.formatter = (points) => {
      const i = points[0].dataIndex, said = [v.labels[i], ...v.lines.map((one) => `${one.name}  ${shown(one.data[i], v.unit)}`)];
      if (v.low) said.push(`${v.band}  ${shown(v.low[i], v.unit)}~${shown(v.high[i], v.unit)}`);
      return said.join("\n");
    };
    return option;
  };

  // What each driver does, the strongest on top, from the middle outwards.
  const tornado = (v, width) => {
    const side = (name, data, shade) => ({ name, type: "bar", stack: "one", data: data.map((n) => n - v.middle), itemStyle: { color: shade }, barMaxWidth: 26 });
    const option = frame(v, width, {
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: colour("--muted") } },
      yAxis: named(v.names, { inverse: true, axisLabel: { color: colour("--muted"), width: width < 480 ? 72 : 140, overflow: "truncate" } }),
      xAxis: measured(v, { axisLabel: { color: colour("--muted"), formatter: (n) => shown(n + v.middle, v.unit), hideOverlap: true } }),
      series: [side(v.words.low, v.low, colour("--ask")), side(v.words.high, v.high, colour("--accent"))],
    });
    option.tooltip.formatter = (points) => { const i = points[0].dataIndex; return [v.names[i], `${v.words.low}  ${shown(v.low[i], v.unit)}`, `${v.words.high}  ${shown(v.high[i], v.unit)}`].join("\n"); };
    return option;
  };
  const kinds = { course, watched, waterfall, ranges, tornado };

  const draw = (box) => {
    const values = JSON.parse(box.dataset.chart);
    const figure = box.closest("figure");
    box.hidden = false;
    figure.querySelector("details").open = false;
    const chart = echarts.getInstanceByDom(box) || echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(kinds[values.kind](values, box.clientWidth), true);
  };
  const all = () => document.querySelectorAll("[data-chart]").forEach(draw);
  const resize = () => document.querySelectorAll("[data-chart]").forEach((box) => { const chart = echarts.getInstanceByDom(box); if (chart) chart.resize(); });

  // A picture that is about to leave the page gives back its canvas.
  const leave = (part) => {
    const chart = part.dataset && part.dataset.chart ? echarts.getInstanceByDom(part) : null;
    if (chart) chart.dispose();
  };

  all();
  window.addEventListener("resize", resize);
  document.body.addEventListener("htmx:afterSettle", all);
  document.body.addEventListener("htmx:beforeCleanupElement", (event) => leave(event.target));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
})();
