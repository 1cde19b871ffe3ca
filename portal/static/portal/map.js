/* Loaded with Leaflet where a point can be chosen on a map. The field can always be typed instead. */
"use strict";
(() => {
  for (const box of document.querySelectorAll("[data-map]")) {
    const field = document.getElementById(box.dataset.map);
    if (!field || !window.L) continue;
    const [open, choose] = box.querySelectorAll("button");
    const view = box.querySelector(".map__view"), say = box.querySelector("[role=status]");
    box.hidden = false;
    let map;
    // Nothing is asked of the map's server before somebody wants to see the map.
    open.addEventListener("click", () => {
      open.parentElement.hidden = true;
      choose.parentElement.hidden = false;
      const typed = /^\s*(\d\d\.\d+)[,\s]+(\d\d\.\d+)\s*$/.exec(field.value);
      const [latitude, longitude, zoom] = typed ? [typed[1], typed[2], 16] : box.dataset.start.split(",");
      const still = { zoomAnimation: false, fadeAnimation: false, inertia: false };
      map = L.map(view, { ...still, attributionControl: false, zoomControl: false, keyboardPanDelta: 60 });
      map.setView([+latitude, +longitude], +zoom);
      L.control.zoom({ zoomInTitle: box.dataset.nearer, zoomOutTitle: box.dataset.farther }).addTo(map);
      L.tileLayer(box.dataset.tiles, { maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
      map.on("click", (press) => map.panTo(press.latlng, { animate: false }));
      view.focus();
    });
    choose.addEventListener("click", () => {
      const { lat, lng } = map.getCenter();
      field.value = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
      say.textContent = `${box.dataset.chosen} ${field.value}`;
    });
  }
})();
