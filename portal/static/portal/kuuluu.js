/* Everything works without this: it moves the focus to the error summary and keeps the count of letters live. */
"use strict";
(() => {
  const language = document.documentElement.lang || "fi";
  const whole = new Intl.NumberFormat(language === "en" ? "en-IE" : `${language}-FI`);

  document.querySelector("[data-focus]")?.focus();

  for (const count of document.querySelectorAll("[data-count-of]")) {
    const field = document.getElementById(count.dataset.countOf);
    if (!field) continue;
    field.addEventListener("input", () => {
      const left = Number(field.dataset.most) - field.value.length;
      const n = Math.abs(left);
      const words = count.dataset[`${left < 0 ? "over" : "left"}${n === 1 ? "One" : "Many"}`];
      count.textContent = words.replace("{n}", whole.format(n));
      count.classList.toggle("count--over", left < 0);
    });
  }
})();
