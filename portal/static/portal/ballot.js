/* Loaded on the ballot and before it. Everything works without this: it brings a voter code into its field and keeps the meters live. */
"use strict";
(() => {
  const language = document.documentElement.lang || "fi";
  const whole = new Intl.NumberFormat(language === "en" ? "en-IE" : `${language}-FI`);
  const euros = (sum) => (language === "en" ? `€${whole.format(sum)}` : `${whole.format(sum)}\u00a0€`);

  // A QR code brings a voter code after #: it goes into the field and out of the address, and no server sees it there.
  const codeField = document.querySelector("[data-code-form] input[type=text]");
  if (codeField && location.hash.length > 1) {
    codeField.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname + location.search);
  }

  // A ballot may hold several sums of money: each meter counts the proposals of its own part (data-pot).
  for (const meter of document.querySelectorAll("[data-meter]")) followMeter(meter);

  // The same where choices, points or places are counted instead of money.
  for (const meter of document.querySelectorAll("[data-given]")) {
    const fields = [...(meter.closest("[data-pot]") ?? document).querySelectorAll("input[data-amount], [data-points], [data-place]")];
    const worth = (field) => {
      if (field.type === "checkbox") return Number(field.checked);
      return meter.dataset.given === "points" ? Number(field.value) || 0 : Number(field.value !== "");
    };
    const add = () => {
      const sum = fields.reduce((total, field) => total + worth(field), 0);
      meter.querySelector("[data-given-sum]").textContent = whole.format(sum);
      meter.classList.toggle("meter--over", sum > Number(meter.dataset.most));
    };
    for (const field of fields) field.addEventListener("input", add);
  }

  function followMeter(meter) {
    const ticks = [...(meter.closest("[data-pot]") ?? document).querySelectorAll("input[data-amount]")];
    if (!ticks.length) return;
    const limit = Number(meter.dataset.limit);
    const bar = meter.querySelector("[data-meter-bar]");
    const past = meter.querySelector("[data-meter-over]");
    const list = meter.querySelector("[data-meter-list]");
    const say = (name, text) => { meter.querySelector(`[data-meter-${name}]`).textContent = text; };
    const rect = (x, width, kind) => {
      const piece = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [key, value] of Object.entries({ x, width, y: 5, height: 20, class: kind })) piece.setAttribute(key, value);
      past.before(piece);
    };

    const draw = () => {
      const chosen = ticks.filter((tick) => tick.checked).map((tick) => [tick.dataset.label, Number(tick.dataset.amount)]);
      const sum = chosen.reduce((total, [, amount]) => total + amount, 0);
      const excess = sum - limit;
      const over = excess > 0 ? Math.max(0.05, excess / sum) : 0;
      bar.querySelectorAll(".meter__piece, .meter__cut").forEach((piece) => piece.remove());
      let start = 0;
      for (const [, amount] of chosen) {
        const x = (Math.min(start, limit) / limit) * (1 - over) * 100;
        const width = (Math.min(amount, Math.max(0, limit - start)) / limit) * (1 - over) * 100;
        rect(`${x}%`, `${width}%`, "meter__piece");
        if (start) rect(`${x}%`, 2, "meter__cut");
        start += amount;
      }
      const edge = `${(1 - over) * 100}%`;
      past.setAttribute("display", over ? "inline" : "none");
      past.firstElementChild.setAttribute("x", edge);
      past.firstElementChild.setAttribute("width", `${over * 100}%`);
      past.lastElementChild.setAttribute("x1", edge);
      past.lastElementChild.setAttribute("x2", edge);
      meter.classList.toggle("meter--over", over > 0);
      say("label", over ? meter.dataset.labelOver : meter.dataset.labelLeft);
      say("sum", over ? meter.dataset.tooMuch.replace("{sum}", euros(excess)) : euros(-excess));
      say("chosen", euros(sum));
      list.hidden = !chosen.length;
      list.firstElementChild.replaceChildren(...chosen.map(([label, amount]) => {
        const row = document.createElement("div");
        row.append(document.createElement("dt"), document.createElement("dd"));
        row.firstChild.textContent = label;
        row.lastChild.textContent = euros(amount);
        return row;
      }));
    };
    for (const tick of ticks) tick.addEventListener("change", draw);
    draw();
  }
})();
