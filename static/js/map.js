/* The groups' map: a vector world that asks no other host, the same groups as the list beside it, each with what comes next. A classic script: it is joined behind Leaflet. */
(function () {
  "use strict";
  function words(properties) {
    var place = document.createElement("div");
    var link = document.createElement("a");
    link.textContent = properties.name;
    link.href = properties.url || "/groups/" + encodeURIComponent(properties.slug) + "/";
    place.append(link);
    if (properties.city) {
      var city = document.createElement("div");
      city.textContent = properties.city;
      place.append(city);
    }
    if (properties.next) {
      var next = document.createElement("div");
      var event = document.createElement("a");
      event.textContent = properties.next.title;
      event.href = "/events/" + encodeURIComponent(properties.next.slug) + "/";
      next.append(properties.next.when + " · ", event);
      if (properties.next.from) next.append(" · " + properties.next.from);
      place.append(next);
    }
    return place;
  }

  // Coasts that cross the date line go on beyond it; else they would be drawn as lines around the whole world.
  function unwrap(ring) {
    for (var index = 1; index < ring.length; index += 1) {
      while (ring[index][0] - ring[index - 1][0] > 180) ring[index][0] -= 360;
      while (ring[index][0] - ring[index - 1][0] < -180) ring[index][0] += 360;
    }
  }

  function draw(canvas, land, groups) {
    var map = L.map(canvas, { minZoom: 1, maxZoom: 12, worldCopyJump: true, zoomSnap: 0.5, attributionControl: true });
    map.attributionControl.setPrefix(false);
    var countries = topojson.feature(land, land.objects.countries);
    countries.features.forEach(function (country) {
      var shape = country.geometry;
      (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates).forEach(function (polygon) { polygon.forEach(unwrap); });
    });
    L.geoJSON(countries, { interactive: false, style: { className: "map-land", fillOpacity: 1 } }).addTo(map);
    if (canvas.dataset.tiles) {
      L.tileLayer(canvas.dataset.tiles, { attribution: canvas.dataset.tilesAttribution, maxZoom: 19 }).addTo(map);
    } else {
      map.attributionControl.addAttribution("Natural Earth");
    }
    var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    var cluster = L.markerClusterGroup({
      maxClusterRadius: 44, showCoverageOnHover: false, animate: !calm, chunkedLoading: true,
      iconCreateFunction: function (found) {
        var count = found.getChildCount();
        var size = count < 10 ? 32 : count < 100 ? 40 : 48;
        return L.divIcon({ html: String(count), className: "map-cluster", iconSize: [size, size] });
      },
    });
    var bySlug = new Map();
    groups.features.forEach(function (feature) {
      if (!feature.geometry) return;
      var at = feature.geometry.coordinates;
      var next = feature.properties.next;
      var marker = L.marker([at[1], at[0]], {
        icon: L.divIcon({ className: next ? "map-dot has-next" : "map-dot", iconSize: [28, 28] }), title: feature.properties.name, alt: feature.properties.name,
      });
      marker.bindPopup(function () { return words(feature.properties); });
      marker.on("mouseover focus", function () { mark(feature.properties.slug, true); });
      marker.on("mouseout blur", function () { mark(feature.properties.slug, false); });
      bySlug.set(feature.properties.slug, marker);
      cluster.addLayer(marker);
    });
    map.addLayer(cluster);

    function mark(slug, on) {
      document.querySelectorAll("[data-group]").forEach(function (card) {
        if (card.dataset.group === slug) card.classList.toggle("is-active-on-map", on);
      });
    }
    // The list's own groups are what the map looks at first.
    var listed = Array.from(document.querySelectorAll("[data-group]"), function (card) { return bySlug.get(card.dataset.group); }).filter(Boolean);
    if (canvas.dataset.lat) map.setView([Number(canvas.dataset.lat), Number(canvas.dataset.lon)], 6);
    if (listed.length && canvas.dataset.lat) {
      map.fitBounds(L.latLngBounds(listed.map(function (m) { return m.getLatLng(); })).extend([Number(canvas.dataset.lat), Number(canvas.dataset.lon)]).pad(0.1), { maxZoom: 8 });
    } else if (cluster.getLayers().length) {
      map.fitBounds(cluster.getBounds().pad(0.05), { maxZoom: 8 });
    } else {
      map.setView([25, 10], 1.5);
    }
    document.querySelectorAll("[data-group]").forEach(function (card) {
      var marker = bySlug.get(card.dataset.group);
      if (!marker) return;
      function shine(on) {
        var shown = cluster.getVisibleParent(marker);
        var element = shown && shown.getElement && shown.getElement();
        if (element) element.classList.toggle("is-active", on);
      }
      card.addEventListener("pointerenter", function () { shine(true); });
      card.addEventListener("pointerleave", function () { shine(false); });
      card.addEventListener("focusin", function () { shine(true); });
      card.addEventListener("focusout", function () { shine(false); });
    });
  }

  document.querySelectorAll("[data-map]").forEach(function (canvas) {
    function json(address) {
      return fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(address + ": " + answer.status);
        return answer.json();
      });
    }
    Promise.all([json(canvas.dataset.land), json(canvas.dataset.map)])
      .then(function (both) { draw(canvas, both[0], both[1]); })
      .catch(function () { canvas.textContent = canvas.dataset.failed; });
  });
})();
