// How figures are spelled. Moments and spans come in seconds, latencies in milliseconds.
const Words = (() => {
  const outcomes = ["ok", "refused", "unknown"];
  const classes = ["ok", "fail", "info"];
  const whole = d3.format(",d");

  function digits(value, places) {
    const text = value.toFixed(places);
    return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  }

  function latency(ms) {
    if (ms < 1) return digits(ms * 1000, ms < 0.01 ? 1 : 0) + " µs";
    if (ms < 10) return digits(ms, 2) + " ms";
    if (ms < 1000) return digits(ms, ms < 100 ? 1 : 0) + " ms";
    if (ms < 120000) return digits(ms / 1000, ms < 10000 ? 2 : 1) + " s";
    return digits(ms / 60000, 1) + " min";
  }

  // As many digits as a span this long can tell apart.
  function moment(s, span) {
    const places = span > 20 ? 1 : span > 2 ? 2 : span > 0.05 ? 3 : 6;
    return s.toFixed(places) + " s";
  }

  function rate(perSecond) {
    return perSecond < 10 ? digits(perSecond, 1) : whole(Math.round(perSecond));
  }

  function offset(ms) {
    const size = Math.abs(ms);
    const sign = ms > 0 ? "+" : ms < 0 ? "−" : "";
    return sign + (size >= 1000 ? digits(size / 1000, 1) + " s" : digits(size, 1) + " ms");
  }

  function operation(o) {
    const key = o.key === "" ? "" : " " + o.key;
    const joint = { read: " → ", write: " = " }[o.f] || " ";
    const value = o.value === "" ? "" : joint + o.value;
    return o.f + key + value;
  }

  return { outcomes, classes, whole, latency, moment, rate, offset, operation };
})();
