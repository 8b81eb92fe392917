"use strict";
(function () {
  function key(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute("data-sort") ? Number(cell.getAttribute("data-sort")) : cell.textContent.trim();
  }
  function compare(a, b) {
    return a === b ? 0 : a > b ? 1 : -1;
  }
  function sortable(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    var body = table.tBodies[0];
    heads.forEach(function (head, column) {
      function sort() {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        Array.from(body.rows)
          .sort(function (a, b) { return (down ? -1 : 1) * compare(key(a, column), key(b, column)); })
          .forEach(function (row) { body.appendChild(row); });
      }
      head.setAttribute("aria-sort", "none");
      head.tabIndex = 0;
      head.addEventListener("click", sort);
      head.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); }
      });
    });
  }
  function filterable(table) {
    var rows = Array.from(table.tBodies[0].rows);
    if (5 > rows.length) { return; }
    var label = document.createElement("label");
    var input = document.createElement("input");
    var shown = document.createElement("span");
    input.type = "search";
    input.setAttribute("aria-label", "Filter rows");
    input.placeholder = "Filter rows";
    shown.setAttribute("aria-live", "polite");
    label.className = "filter";
    label.append(input, shown);
    table.parentNode.before(label);
    input.addEventListener("input", function () {
      var wanted = input.value.toLowerCase();
      var count = 0;
      rows.forEach(function (row) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        count += row.hidden ? 0 : 1;
      });
      shown.textContent = wanted === "" ? "" : count + " of " + rows.length + " rows";
    });
  }
  document.querySelectorAll("table.data").forEach(function (table) {
    sortable(table);
    filterable(table);
  });
})();
