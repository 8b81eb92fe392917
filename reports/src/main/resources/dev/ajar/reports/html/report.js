"use strict";
(function () {
  var PAGE = 50;
  function key(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute("data-sort") ? Number(cell.getAttribute("data-sort")) : cell.textContent.trim();
  }
  function compare(a, b) {
    return a === b ? 0 : a > b ? 1 : -1;
  }
  function sortable(table, changed) {
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
        changed();
      }
      head.setAttribute("aria-sort", "none");
      head.tabIndex = 0;
      head.addEventListener("click", sort);
      head.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); }
      });
    });
  }
  function button(text, pressed) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", pressed);
    return made;
  }
  // A spreadsheet must take no cell for a formula.
  function cell(from) {
    var text = from.textContent.trim().replace(/\s+/g, " ");
    return /^[=+\-@]/.test(text) ? "'" + text : text;
  }
  function copy(text) {
    function put(event) {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    }
    document.addEventListener("copy", put);
    var done = document.execCommand("copy");
    document.removeEventListener("copy", put);
    return done;
  }
  function tools(table) {
    var body = table.tBodies[0];
    var all = body.rows.length;
    var bar = document.createElement("div");
    var input = document.createElement("input");
    var shown = document.createElement("span");
    var pager = document.createElement("span");
    var place = document.createElement("span");
    var page = 0;
    function found() {
      return Array.from(body.rows).filter(function (row) { return !row.hidden; });
    }
    function show() {
      var rows = found();
      var pages = Math.max(1, Math.ceil(rows.length / PAGE));
      page = Math.max(0, Math.min(page, pages - 1));
      rows.forEach(function (row, i) { row.classList.toggle("off", Math.floor(i / PAGE) !== page); });
      pager.hidden = pages === 1;
      place.textContent = "page " + (page + 1) + " of " + pages;
    }
    function first() {
      page = 0;
      show();
    }
    sortable(table, first);
    if (5 > all) { return; }
    bar.className = "tools";
    input.type = "search";
    input.setAttribute("aria-label", "Filter rows");
    input.placeholder = "Filter rows";
    shown.setAttribute("aria-live", "polite");
    input.addEventListener("input", function () {
      var wanted = input.value.toLowerCase();
      Array.from(body.rows).forEach(function (row) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
      });
      shown.textContent = wanted === "" ? "" : found().length + " of " + all + " rows";
      first();
    });
    pager.append(
      button("Previous", function () { page -= 1; show(); }),
      place,
      button("Next", function () { page += 1; show(); }));
    bar.append(
      input,
      button("Copy rows", function () {
        var rows = found();
        var lines = [table.tHead.rows[0]].concat(rows).map(function (row) {
          return Array.from(row.cells).map(cell).join("\t");
        });
        shown.textContent = copy(lines.join("\n")) ? rows.length + " rows copied" : "not copied";
      }),
      pager,
      shown);
    table.parentNode.before(bar);
    show();
  }
  document.querySelectorAll("table.data").forEach(tools);
})();
