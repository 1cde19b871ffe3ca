/* Loaded where a place can be told. The field can always be typed instead. */
"use strict";
(() => {
  // Where the phone is, on request only.
  for (const place of document.querySelectorAll("[data-locate]")) {
    const field = document.getElementById(place.dataset.locate);
    if (!field || !navigator.geolocation) continue;
    const say = place.querySelector("[role=status]");
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => {
      say.textContent = place.dataset.going;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          field.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
          say.textContent = place.dataset.found;
        },
        () => { say.textContent = place.dataset.missing; },
        { enableHighAccuracy: true, timeout: 15000 },
      );
    });
  }
})();
