// Draws what charts.py describes. Colours come from the tokens; a press on a point opens the customers behind it.
(() => {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tones = { ours: "--chart-1", comparison: "--chart-2", third: "--chart-3", decline: "--chart-4" };
  const lang = document.documentElement.lang;
  const zh = lang.startsWith("zh");
  const signs = { CNY: "¥", JPY: "¥", USD: "$", GBP: "£", EUR: "€", HKD: "HK$", TWD: "NT$" };

  const FEW = 8; // categories that are all named where they fit

  // An axis says thousands the way the language does: 1.2万, 12k.
  const short = (value) => {
    if (zh && Math.abs(value) >= 1e4) return `${+(value / 1e4).toFixed(1)}万`;
    if (!zh && Math.abs(value) >= 1e6) return `${+(value / 1e6).toFixed(1)}M`;
    if (!zh && Math.abs(value) >= 1e4) return `${+(value / 1e3).toFixed(1)}k`;
    return value.toLocaleString("en");
  };
  const axisWords = (unit) => (value) => {
    if (unit === "percent") return `${Math.round(value * 100)}%`;
    return unit === "number" ? short(value) : `${signs[unit] ?? `${unit} `}${short(value)}`.replace(/^(\D+)-/, "−$1");
  };

  const option = (data) => {
    const soft = token("--ink-soft");
    const rule = token("--chart-rule");
    const words = { color: soft, fontSize: 13, fontFamily: getComputedStyle(document.body).fontFamily };
    const isNumeric = data.categories.length === 0;
    const series = data.series.map((one, place) => {
      const color = token(tones[one.tone] ?? "--chart-1");
      const isBar = one.shape === "bar";
      return {
        name: one.name,
        type: isBar ? "bar" : "line",
        stack: data.stacked && isBar ? "all" : undefined,
        data: one.points.map((point) => ({ value: isNumeric ? [point.x, point.value] : point.value, href: point.href, said: point.said })),
        showSymbol: !isNumeric && one.points.length <= 36,
        symbol: "circle",
        symbolSize: 7,
        smooth: false,
        barMaxWidth: 36,
        cursor: one.points.some((point) => point.href) ? "pointer" : "default",
        itemStyle: { color, borderRadius: isBar ? [3, 3, 0, 0] : 0 },
        lineStyle: { color, width: 2.5, type: one.tone === "comparison" ? [6, 4] : "solid" },
        areaStyle: one.shape === "area" ? { color, opacity: 0.1 } : undefined,
        emphasis: { focus: "none", itemStyle: { color } },
        markPoint: place === 0 && data.guides.length ? marks(data, color) : undefined,
        markLine: place === 0 && data.guides.length ? guides(data, soft) : undefined,
      };
    });
    const x = isNumeric
      ? { type: "value", min: 0, max: "dataMax", interval: data.x_unit === "percent" ? 0.25 : undefined, axisLabel: { ...words, formatter: axisWords(data.x_unit), hideOverlap: true }, splitLine: { show: false } }
      : { type: "category", data: data.categories, axisLabel: { ...words, hideOverlap: true, interval: data.categories.length <= FEW ? 0 : "auto" }, axisTick: { show: false }, boundaryGap: data.series.some((one) => one.shape === "bar") };
    return {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 300,
      textStyle: words,
      grid: { left: 4, right: 20, top: 14, bottom: data.x_label ? 28 : 4, containLabel: true },
      xAxis: { ...x, name: data.x_label, nameLocation: "middle", nameGap: 30, nameTextStyle: words, axisLine: { lineStyle: { color: rule } } },
      yAxis: { type: "value", max: data.y_max ?? undefined, interval: data.y_max ? data.y_max / 4 : undefined, axisLabel: { ...words, formatter: axisWords(data.unit) }, splitLine: { lineStyle: { color: rule } }, splitNumber: 4 },
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        confine: true,
        backgroundColor: token("--surface"),
        borderColor: token("--edge"),
        textStyle: { ...words, color: token("--ink") },
        axisPointer: { type: data.series.some((one) => one.shape === "bar") ? "shadow" : "line", lineStyle: { color: soft }, shadowStyle: { color: token("--chart-2"), opacity: 0.1 } },
        formatter: (found) => {
          const many = Array.isArray(found) ? found : [found];
          const head = isNumeric ? axisWords(data.x_unit)(many[0].value[0]) : many[0].name;
          return [head, ...many.map((one) => `${one.marker && many.length > 1 ? `${one.seriesName}  ` : ""}${one.data.said}`)].join("\n");
        },
      },
      series,
    };
  };
  const marks = (data, color) => ({
    symbol: "circle",
    symbolSize: 11,
    itemStyle: { color },
    data: data.guides.map((guide) => ({ coord: [guide.x, guide.y], href: guide.href, said: guide.label })),
    label: { show: true, position: "right", distance: 10, color: token("--ink"), fontWeight: 600, fontSize: 13, formatter: (found) => found.data.said },
  });
  const guides = (data, soft) => ({
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: soft, type: [3, 3], width: 1 },
    data: data.guides.flatMap((guide) => [
      [{ coord: [guide.x, 0] }, { coord: [guide.x, guide.y] }],
      [{ coord: [0, guide.y] }, { coord: [guide.x, guide.y] }],
    ]),
  });

  const drawn = new Map();
  const draw = (area) => {
    const data = JSON.parse(document.getElementById(area.dataset.chart).textContent);
    const chart = echarts.init(area, null, { renderer: "canvas" });
    chart.setOption(option(data));
    chart.on("click", (found) => {
      if (found.data?.href) location.assign(found.data.href);
    });
    chart.getZr().on("click", (press) => {
      const place = [press.offsetX, press.offsetY];
      if (press.target || !data.categories.length || !chart.containPixel("grid", place)) return;
      const column = chart.convertFromPixel({ xAxisIndex: 0 }, place[0]);
      const href = data.series.map((one) => one.points[column]?.href).find(Boolean);
      if (href) location.assign(href);
    });
    drawn.set(area, { chart, data });
    sizes.observe(area);
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => drawn.get(target)?.chart.resize()));
  const drawAll = () => {
    for (const [area, { chart }] of drawn) {
      if (area.isConnected) continue;
      chart.dispose();
      sizes.unobserve(area);
      drawn.delete(area);
    }
    for (const area of document.querySelectorAll("[data-chart]")) if (!drawn.has(area)) draw(area);
  };
  const recolour = () => drawn.forEach(({ chart, data }) => chart.setOption(option(data), true));

  document.documentElement.addEventListener("theme", recolour);
  document.addEventListener("htmx:after:swap", drawAll);
  drawAll();
})();
