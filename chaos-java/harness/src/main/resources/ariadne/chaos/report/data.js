// The run as the charts want it: times in seconds, latencies in milliseconds.
const Data = (() => {
  const raw = JSON.parse(document.getElementById("data").textContent);
  const texts = raw.texts;
  const seconds = micros => micros / 1e6;
  const client = process => raw.clients > 0 && process >= 0 ? process % raw.clients : process;

  function operations(c) {
    return Array.from(c.process, (process, i) => ({
      process,
      client: client(process),
      start: seconds(c.invoke[i]),
      returned: c.took[i] >= 0,
      took: Math.max(0, c.took[i]) / 1000,
      end: seconds(c.invoke[i] + Math.max(0, c.took[i])),
      outcome: c.outcome[i],
      f: texts[c.f[i]],
      key: texts[c.key[i]],
      value: texts[c.value[i]],
      node: texts[c.node[i]],
      position: texts[c.position[i]],
      error: texts[c.error[i]]
    }));
  }

  const spans = list => list.map(s => ({ ...s, start: seconds(s.start), end: seconds(s.end) }));
  const micros = list => list.map(v => v < 0 ? null : Math.max(v, 1) / 1000);
  const points = operations(raw.points);
  points.forEach((p, i) => { p.standsFor = raw.standsFor[i]; });
  const width = seconds(raw.windows.width);
  const windows = raw.windows.p50.map((_, i) => ({
    start: i * width,
    end: Math.min((i + 1) * width, seconds(raw.end))
  }));

  return {
    end: seconds(raw.end),
    nodes: raw.nodes,
    silence: spans([raw.silence])[0],
    points,
    allPoints: raw.allPoints,
    windows,
    windowWidth: width,
    p50: micros(raw.windows.p50),
    p95: micros(raw.windows.p95),
    p99: micros(raw.windows.p99),
    perSecond: raw.windows.perSecond,
    faults: spans(raw.faults),
    led: spans(raw.led),
    down: spans(raw.down),
    clocks: raw.clocks.map(c => ({
      node: c.node,
      samples: c.time.map((t, i) => ({ time: seconds(t), millis: c.millis[i] }))
    })),
    moments: spans(raw.moments).map(m => ({ ...m, operations: operations(m.operations) })),
    story: raw.story && {
      arrows: raw.story.arrows,
      steps: raw.story.steps.map(s => ({
        ...s,
        client: client(s.process),
        start: seconds(s.invoke),
        end: s.return < 0 ? null : seconds(s.return)
      }))
    },
    // The place of the window that a moment falls into.
    windowAt: t => Math.max(0, Math.min(windows.length - 1, Math.floor(t / width)))
  };
})();
