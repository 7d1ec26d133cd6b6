"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const MARKS = {
    OWN: d3.symbolCircle, LOOP: d3.symbolSquare, SORT: d3.symbolSquare, VECTOR_API: d3.symbolStar, PORTABLE: d3.symbolDiamond,
    TWO_THREADS: d3.symbolTriangle, TORCH: d3.symbolTriangle, TORCH_BEST: d3.symbolDiamond, OPEN_BLAS: d3.symbolSquare,
    MKL: d3.symbolCross, NETLIB: d3.symbolStar, RAPAIO: d3.symbolCross, EJML: d3.symbolWye, OJ_ALGO: d3.symbolDiamond,
  };
  const mark = (id) => d3.symbol(MARKS[id] ?? d3.symbolWye, 48)();
  const number = (value) => value >= 100 ? d3.format(",.0f")(value) : d3.format(".3~r")(value);
  const factors = (value) => number(value) + "×";

  /** A logarithmic scale whose domain ends at round numbers; few of its ticks have labels. */
  function logarithmic(values, range) {
    const [low, high] = d3.extent(values.filter((value) => value > 0));
    return d3.scaleLog().domain([low / 1.15, high * 1.15]).range(range);
  }

  function labelledTicks(scale) {
    const [low, high] = scale.domain();
    const decades = Math.log10(high / low);
    const steps = decades > 3 ? [1] : decades > 1.2 ? [1, 3] : decades > 0.5 ? [1, 2, 5] : [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      steps.forEach((step) => ticks.push(step * 10 ** power));
    }
    return ticks.filter((tick) => tick >= low && tick <= high);
  }

  function svg(parent, width, height, label) {
    return d3.select(parent).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "img").attr("aria-label", label);
  }

  /** The ratios with their intervals around the line of equal speed. */
  function bars(parent) {
    const rows = data.bars;
    if (rows.length === 0) {
      return;
    }
    const narrow = parent.clientWidth > 0 && parent.clientWidth < 560;
    const width = narrow ? 360 : 900;
    const left = narrow ? 8 : 360;
    const step = narrow ? 36 : 22;
    const height = rows.length * step + 40;
    const x = logarithmic(rows.flatMap((row) => [row.low, row.high, 1]), [left, width - 52]);
    const picture = svg(parent, width, height, "Ratio and interval of every task; the table below has the same numbers");
    picture.append("g").attr("transform", `translate(0,${height - 24})`)
      .call(d3.axisBottom(x).tickValues(labelledTicks(x)).tickFormat(factors).tickSize(-(height - 34)));
    picture.append("line").attr("class", "one").attr("x1", x(1)).attr("x2", x(1)).attr("y1", 8).attr("y2", height - 24);
    const row = picture.selectAll("g.row").data(rows).join("g").attr("class", "row")
      .attr("transform", (_, i) => `translate(0,${i * step + (narrow ? 30 : 20)})`);
    row.append("text").attr("x", narrow ? left : left - 12).attr("y", narrow ? -9 : 4).attr("text-anchor", narrow ? "start" : "end")
      .text((each) => shortened(each.label, narrow ? 60 : 62));
    row.append("line").attr("class", (each) => "verdict-" + each.verdict).attr("stroke-width", 6).attr("stroke-opacity", 0.45)
      .attr("x1", (each) => x(each.low)).attr("x2", (each) => Math.max(x(each.high), x(each.low) + 1));
    row.append("circle").attr("class", (each) => "verdict-" + each.verdict).attr("r", 4).attr("cx", (each) => x(each.ratio));
    row.append("text").attr("x", (each) => x(each.high) + 8).attr("y", 4).text((each) => factors(each.ratio));
    row.append("title").text((each) => `${each.label}: ${factors(each.ratio)} of ${each.other}, from ${number(each.low)} to ${number(each.high)}`);
  }

  const shortened = (text, length) => text.length <= length ? text : text.slice(0, length - 1) + "…";

  /** One task: rates over sizes, or side by side where there is one size. */
  function panel(parent, each) {
    d3.select(parent).append("h3").text(each.title);
    const single = new Set(each.series.flatMap((series) => series.points.map((point) => point.x))).size === 1;
    single ? sideBySide(parent, each) : overSizes(parent, each);
  }

  function overSizes(parent, each) {
    const width = 360;
    const sizes = [...new Set(each.series.flatMap((series) => series.points.map((point) => point.x)))];
    const crowded = !each.numeric && sizes.length > 6;
    const below = crowded ? 98 : 40;
    const height = 190 + below;
    const rates = each.series.flatMap((series) => series.points.flatMap((point) => [point.low, point.high]))
      .concat(each.limit.map((point) => point.y));
    const y = logarithmic(rates, [height - below - 2, 22]);
    const x = each.numeric ? logarithmic(sizes.map(Number), [48, width - 10]) : d3.scalePoint().domain(sizes).range([48, width - 10]).padding(0.5);
    const at = (point) => x(each.numeric ? Number(point.x) : point.x);
    const picture = svg(parent, width, height, `${each.title}: ${each.unit} over ${each.axis}; the table of all results has the numbers`);
    picture.append("g").attr("transform", "translate(44,0)")
      .call(d3.axisLeft(y).tickValues(labelledTicks(y)).tickFormat(number).tickSize(-(width - 54))).select(".domain").remove();
    const bottom = picture.append("g").attr("transform", `translate(0,${height - below})`);
    bottom.call(each.numeric ? d3.axisBottom(x).tickValues(thinned(sizes.map(Number), x)).tickFormat(d3.format(".3~s"))
      : d3.axisBottom(x).tickSize(4));
    if (!each.numeric) {
      bottom.selectAll("text").attr("transform", crowded ? "translate(-9,6) rotate(-90)" : sizes.length > 3 ? "rotate(-22)" : null)
        .style("text-anchor", sizes.length > 3 ? "end" : "middle").style("font-size", "9px");
    }
    picture.append("text").attr("class", "quiet").attr("x", 4).attr("y", 12).text(each.unit);
    picture.append("text").attr("class", "quiet").attr("x", width - 8).attr("y", height - 4).attr("text-anchor", "end").text(each.axis);
    const line = d3.line().x(at).y((point) => y(point.y));
    const ordered = (points) => d3.sort(points, at);
    if (each.limit.length > 0) {
      picture.append("path").attr("class", "limit").attr("d", line(ordered(each.limit)));
    }
    d3.reverse(each.series).forEach((series) => {
      const group = picture.append("g").attr("class", series.id);
      group.append("path").attr("class", "series " + series.id).attr("d", line(ordered(series.points)));
      group.selectAll("line").data(series.points).join("line").attr("class", "whisker").attr("x1", at).attr("x2", at)
        .attr("y1", (point) => y(point.low)).attr("y2", (point) => y(point.high));
      group.selectAll(".mark").data(series.points).join("path").attr("class", "mark").attr("d", mark(series.id))
        .attr("transform", (point) => `translate(${at(point)},${y(point.y)})`)
        .append("title").text((point) => described(series, point, each));
    });
    legend(parent, each);
  }

  const described = (series, point, each) => `${series.name}, ${each.axis} ${point.x}: ${number(point.y)} ${each.unit}, from `
    + `${number(point.low)} to ${number(point.high)}`;

  /** Sizes whose labels do not overlap. */
  function thinned(sizes, x) {
    const kept = [];
    d3.sort(sizes).forEach((size) => {
      if (kept.length === 0 || x(size) - x(kept.at(-1)) > 30) {
        kept.push(size);
      }
    });
    return kept;
  }

  function sideBySide(parent, each) {
    const width = 360;
    const step = 30;
    const height = each.series.length * step + 46;
    const points = each.series.map((series) => ({series, point: series.points[0]}));
    const bound = each.limit.length > 0 ? each.limit[0].y : 0;
    const x = logarithmic(points.flatMap(({point}) => [point.low, point.high]).concat(bound > 0 ? [bound] : []), [14, width - 54]);
    const size = points[0].point.x === "" ? "" : `, ${each.axis} ${points[0].point.x}`;
    const picture = svg(parent, width, height, `${each.title}${size}: ${each.unit}; the table of all results has the numbers`);
    picture.append("g").attr("transform", `translate(0,${height - 34})`)
      .call(d3.axisBottom(x).tickValues(labelledTicks(x)).tickFormat(number).tickSize(-(height - 40))).select(".domain").remove();
    picture.append("text").attr("class", "quiet").attr("x", width - 8).attr("y", height - 4).attr("text-anchor", "end").text(each.unit + size);
    if (bound > 0) {
      picture.append("line").attr("class", "limit").attr("x1", x(bound)).attr("x2", x(bound)).attr("y1", 4).attr("y2", height - 34);
    }
    const row = picture.selectAll("g.row").data(points).join("g").attr("class", ({series}) => "row " + series.id)
      .attr("transform", (_, i) => `translate(0,${i * step + 26})`);
    row.append("text").attr("x", 14).attr("y", -9).text(({series}) => series.name);
    row.append("line").attr("class", "whisker").attr("x1", ({point}) => x(point.low)).attr("x2", ({point}) => x(point.high));
    row.append("path").attr("class", "mark").attr("d", ({series}) => mark(series.id)).attr("transform", ({point}) => `translate(${x(point.y)},0)`);
    row.append("text").attr("x", ({point}) => x(point.high) + 8).attr("y", 4).text(({point}) => number(point.y));
    row.append("title").text(({series, point}) => described(series, point, each));
  }

  function legend(parent, each) {
    const items = d3.select(parent).append("ul").attr("class", "legend").selectAll("li").data(each.series).join("li")
      .attr("class", (series) => series.id);
    items.append("svg").attr("viewBox", "0 0 22 12").attr("aria-hidden", "true").append("path").attr("class", "mark")
      .attr("d", (series) => mark(series.id)).attr("transform", "translate(11,6)");
    items.append("span").text((series) => " " + series.name);
    if (each.limit.length > 0) {
      const item = d3.select(parent).select("ul").append("li");
      item.append("svg").attr("viewBox", "0 0 22 12").attr("aria-hidden", "true").append("line").attr("class", "limit")
        .attr("x1", 1).attr("x2", 21).attr("y1", 6).attr("y2", 6);
      item.append("span").text(" limit");
    }
  }

  /** Headers become buttons, so that the keyboard sorts as well. */
  function sortable(table) {
    table.querySelectorAll("th").forEach((header) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
    });
    new Tablesort(table);
  }

  function filter(field, table) {
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/);
      table.querySelectorAll("tbody tr").forEach((row) => {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      });
    });
  }

  bars(document.getElementById("bars"));
  document.querySelectorAll("[data-panel]").forEach((parent) => panel(parent, data.panels[parent.dataset.panel]));
  document.querySelectorAll("table.sortable").forEach(sortable);
  filter(document.getElementById("filter"), document.getElementById("results"));
  document.body.dataset.ready = "true";
})();
